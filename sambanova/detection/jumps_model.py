"""The numbers of `sound_jumps`, written by tools/findings/fit_jumps.py; do not edit.

Fitted on 7516 joints and 42364 other places of the recordings for fitting
(public packages, see tools/detection/corpus.py).
"""

# fmt: off
JUMP_NETWORKS: tuple[tuple[tuple[tuple[int, ...], str], ...], ...] = (
    (
        ((42,), (
            '=r`^+tw7T?Z#CsVlr$tX-9fc7TQd|vOf}UstHEf&z(2l3sXJXe{=TriGri!vH?=dZE4PBOBs&_t#=6)((>c&NfjJ#GM>x$Z{'
            '51J3;WK+e'
        )),
        ((42,), (
            '5J5LV06``}MnMQcqe0C<lR>9J)Ipm;QZchIMn4Zf+dw!$W;`@Jj6u^uIYCW9qdu}f#yd_t6+Y`dp*^@gh%<sSx-$nh(lseGS'
            'vI0E?l`bL'
        )),
        ((42, 32), (
            'N42rAhcrDg;5XYWLp83SD!168$uZWejJ6@M6t?;()wKh*5jH3_(Xj3@RkiymP&Y2Kd9gMzkFxcsUoB)euC+L{T{QJJ{WKRej'
            'VswQytxuF06AJPI40&J&o#0(m9dSdYcEqUYBQ`i9=N-)Av6`Ww6!%dBcb~w=Qsj3X|^Y}&pJOkk2nOc4>lvR(X=G8&p2JJ1t'
            'Wc|`ZcOMezYRDk}J|TU@}WO-?cNTZK-24pS4vtSheA=7dP%X<*i7iFSlp5WezYhdbFXleJ^FMNU-IxLAM&I8nBABudR8obT`'
            '7dnzEy{_B7ctVlsm(=9CMs$*{MsbhNCnbTBV4DYrtmGPJw1E45KKvNSt5Ew&Cf7p!_Xzp`1kK{Wv}>9$3*UbU6A5;U<itFS+'
            '?0yR6haW{Y+MY1lr*(Y|UEVYia4=oF})UZIdU^R|12BjA<M6>=dsjm38Wv@UijJ4{rXSl1j88nSAO0_>Wbgtd6UaBj%aJdV%'
            'wJejYd9@WZ(J$qxi>Y=juB|SiZna6NLA0r;2C%HOJh9U->of8%sks8J2BZ@wr7FC%@~e3|M=Y4R-nK6;v@H`Z{IAL|Vl0R+y'
            '|Lpf2QL&e+_CMcwzsA*Z?Pn@7%!|csVq1l>#AHf&#jp;QMbjn{w^sqJ~*zm&9Q~3YqWK-O)q6Td@w{bFEClO)T&;v46-(=`M'
            '2G#vN}094YQTCqNo2hPP2PB<Fdo8!LkxEzOjTgj<^T7`nR(z2{ThP0kK-QJ~OSc%B+?%%`)0FCbmT|RxkZ7Kdt1r4K#x@5VU'
            'BqNVu7{Jf3MUR54bv3^jHrCMwLdx3#!1cQ+F(7qtel8Y#86hOQ_y8Z-tiM6#N!HL!CuKr7v`lr*R_<FUxFgt;B7D>M=;8?|7'
            'z1Tj*vAvwCU$F^BBbSlfTzAS?*AFsExi7<q#W+>w?j<b`j1GtQ_)h;))Kd5FdmaHw7C%W!5sIY*sqqHqGV5}W3%(Q2_C%f4y'
            'Kd=onmo=EG&a@>od9ZOe0kL5)bt;uBNHbKi$1S=wp0T+y*tFR(q^{F039<z+)Fkb-2Qla*QY09+-mW&TTd%e-LN5+4_q1lL3'
            'MeNp0IWl?2e~jX<*Wa$0jt0>MyS&);j|?)zqJ1>W3^hVn64tO3@r&O#H<h~YOT&R&Nim8X|4w;p)!ZGO&MUY%%lP=F0f}VKd'
            'xe~daaeL)ET@h$E*dcQLr(qRU}@l4W(K$Y^MV&Y^{E!maqdgC?-~rhqBW&7c^$LeYA_ILzxn^YO;8+C$ZJ6VIpy{{-lqrBQ4'
            '!9*(@qB^Q?WaVlkzldZ}Hon=$LOZ?Zu&068r<QZ?tdmA68*8nS{o@H90x8M=x&V6>Yo1Tva8rZn(6H@O?IIl0ZQV>I|Sm${@'
            'k<2TT`;WP`pbhx6l$1;qt=`Q^pP&d}B3ot!7z^rGub1knibTo;&|F;3J9JZ=BnJiK^3^lhfLb5}-yes&$*RXxDO0v&1qco8@'
            'B&p*b6}84Doi%K^H!41&wJT4q0kHEeIIt-&!m-1!j4lK(W47lpTP!ZI#kJq43$+O>gswNS+@Oc4ZZCZ_9kr0KTd<Y1S~C;30'
            'I>WigRBj+o|J1S5wTdP^|U`U*D-Z0*EAZro3fm@61K0g;4|eEX0T7N^Dtkt9keU0nWpqJkhCYREv%WdWh9cZ<R`{70wg3bgE'
            'N^jCoylY9WHaR8!D78>JW4@7&Ta}ptxo=Z82yt53%hX^R*$cFfSgn-?VfzmahXbZ6oa{Fd~kv7&ZJP;4a#)bTdUTPBQu|9Wk'
            ')8wJicPxG_t!;I_*xRIqfk=P>{z61VrUt|@ReoU$n@eXr#)*&mu9EirPaM=$WMGN%VK>oGwfEH3D#yD}iH%QfRJ#k5&A9<?e'
            'gD>ILbpRQ4|*|>bQysl@huC~k{NVq&S{v^+?sVdK)JE(WDjWI&5doG!#Tr!8VdpJQb6f`e24y>aor?><yO058~V=?%!3ADPj'
            'Ij~qczNjyy`><3dOsNX6Rjp(&47D~p1gtKsT(MNCjkHCva<XEp(X<Vke=#&TMy<a!$vAJXsj&C61h{}J6R;IH`zB|rOD_Vmb'
            'R}G^ld-HY1}?8PL9HAlS}ZoDGcSCx6PC8Bz%3oIEGpVCZ>*a!2R2A5|0?{n&aj3oo+JV)ksWWc<uK(YF0#$9iYyN;Sg^LBoi'
            'qtCY$s+evNIl}jx6Ofzn~>4EHQztA1*a37pt5ZEUmpGJT3Y(x+}=DPdOp6j52qvoF>_~@iU^e!69X{0JEs8+%TLr$Tj{ib+J'
            'P&`82;S?KQu&>@Zy{%CH8qH>kR>c`4>2NHh?x?lB6pkGPRL=_lVX{V|QDRJE2eI5em%46UoPyd6<9e6n{Soh$jPIihu+d@lX'
            '2|E@MN12IN5d@5V8VzSvUY_FuS6*6Kve6O0Yv$2k?8l@DR11(mol`0Y-&8$bXFf)y;#<f``^DLhv=Cgz_6)a3QNUE<T+p!)q'
            'pRndND=?U<hA82;@~ZYQ3bGWg9yawf6|KWCyRUh%Q8YI&=PmfK-Z-PQy|!F1b(WeWgEF|aBR0J<=P?|(I-@JF__Sm-e7V*-Y'
            '%{yGKr~aX#U===vnW?Cfh%({j4~#&!!=eYt}7ZbtuQdN)i-rBH=^w{-mt_meW{DM_Ae7Ux1>p^Q?0}-YcOl5ATQOj#;lFD39'
            'Ia&SFlYbo;Mu0kFp&iPqMPIZ#=4~A1snLb2(uwhOl=pnJpYC1UDEg?Ji@tue58ig0|VT{yX-uSg?<_N391jVYCsnQ8|jGIkW'
            '+?ySC=G<~N$QN~;5`2QcO&S1{hQNT5BjC@%CJ8>j^;1vX2hoiI8$$}R>gH#1<O>#zf`cQ=?em#`T&lO(#YF*JrWKQy$VtFcq'
            'CpRA^?@T{q!!ZP|SinW#?mn<JP<2ZP!XgAHU>afV2X)UiY2rjU%X)n(+*0mq7Ni^-DmN3wtZM23ji!Mg94YforxUMXyx~fO4'
            'kD*?%0x_^M;;QJewJmQoA+%enIH!uK1v8(mN;0W9b*l@d!!nLD3^j5uiLe|mO)X<EQ7QK+-xuz$ps<QGw<>@%X{Wk0ZZ2Ied'
            'n^_tu_mgpR<)Y2NGHRX4zw({&8R4^$~7gX{j`y<OflRr`!WZtA1f0q`mYBqldZp>Gp&^?39e-@p0+_OgSB#`C#d3___C@eZ?'
            'c-O)2$LRUZTdegfRXppDx)f)D#e^TCWPM_$!#4BCFIfQ!KV9Fs5Z2i7q9w1~N^sT)Gk^A+Qsu!ZbfHw758|x-1bgW*|VY^Qv'
            'yJ%{BHbNvPl^vaaDRCMYy1Oszk#r!sr00<;b(x2viuI4-+55ww3b<*+lfIXCGj1hYD{kvSl;Z7HWIUpk4j@UxsSytU`Gc&R+'
            'AoUI}`3$G@yBDkTneK>D5b+=NyAH46m*|umk?=g!xlsGFmk2e1`HoG^sQZ5)ZaW&Vw_&J)r-ZyJG;X0!!g*G6)RyJce$UQy0'
        )),
        ((32,), (
            'W3`#M`JaL~<E&+|d@!NARlDf88n^?vVz*hjL$DJqI=j`meY*ZJjJRMneZ1bfQ@fYD61Ouq5Vu&n8oJOW'
        )),
        ((32, 1), (
            'CO9TFu(^%6F}MJ@`MB;musfzVd%DpyQn{r#f4fSzRyo=^z_?Ah^0(i&1UYj#xw#cQur(C7K{<oCgt%t7'
        )),
        ((1,), (
            '<+u'
        )),
    ),
    (
        ((42,), (
            '=r`^+tw7T?Z#CsVlr$tX-9fc7TQd|vOf}UstHEf&z(2l3sXJXe{=TriGri!vH?=dZE4PBOBs&_t#=6)((>c&NfjJ#GM>x$Z{'
            '51J3;WK+e'
        )),
        ((42,), (
            '5J5LV06``}MnMQcqe0C<lR>9J)Ipm;QZchIMn4Zf+dw!$W;`@Jj6u^uIYCW9qdu}f#yd_t6+Y`dp*^@gh%<sSx-$nh(lseGS'
            'vI0E?l`bL'
        )),
        ((42, 32), (
            '`ZCxtZ8dVU9Wi3IYczp2#xobVkT$QigtX(eW+Fy7Ijt})CAXZdTql^c&^FFEySV$WWGzuC2DP;_!8BO35i(XcEj1#wzBc%|w'
            '=)1Y={2dh8Z<w+JFpHbY^EMKWH3)M8m_@GD>%rwDl}UyjW(mPjJAm@Zn5e#_^^>Cjy0pGgE%R*$2O3-gElcTQaDDmGcF&rO|'
            '}-X^Rz5FbhH4p;koCjJv&0Pm^j5YMmY1U7BmVsR<zAA=r0(z-z=vr5V+$qv9~@cFeFkkYOh4BGO8f5sGYXAQ>5Fr$Fa#UYp@'
            '2k)VNGAva=;BovtLV@v*zKq&4NRi?v6oF}S-o^0dJ=wXSb8)3Eomq_`9`-LVR#<t(4C!8L5S;Wr>P&^86J6St}>H?;b-E4U^'
            'za4bNr?lc0od$5@}y0dFC#<c`6MzK6H1f?&tq_)^Jq_?#)EU&`2V6=6#I<ok&XRCs^2(Ym-2DWiC{;~%t-ZD$GN+!0ol@?(&'
            'UNob&SEm}WO}P}OHk_5R;WjKOO|DC^$0mTeimP@u$|Zy^M<}|uW3v#le6(CJ!?rXnQmm!0h_JCWBe1HeP9hd7m9Eqx*0w?{N'
            '41QxH#ESp53QT1crlQ$9WC{$);5SQ*)|)t_%>~_y}1E1-7W|%?6PmI<}&9jx-zLYturdEZ#F@(@wQ#647c^Od^&8d<g`Dka;'
            'd4ey|f!S7P*-)Wwdp;7dcX@KCenO#W+8)%qev<PO;uMEv%%odbOJ`e5$iENVtVH%B-rg*|yg$T{34WFfpOEU@#W1yfoo4EjB'
            'u{<h8*u>@j^bp|LwLTP&cc%%nxH5VEv1Hnk=(z^EE5h_u}@Z?@~VLbPx-$gPksx;7QK5i~!m$Tmkdn=pQ_gS59S`?Phi88W*'
            'wDyzY-r#0cQvM#4B0x7B<nKSaT=(U!nWVSK5t1~e)<GDpJ(67w4wy?IVSFo+GiY-FCfhj;P$+Xh4!Zf`v?jmO{U@-JBQl)1Z'
            '-ZE?|@-ok?+N~n3;iPe`A*@!k^Rc|NJvfb)4l;}|nlYa;6ek2Vps@=gT{x<=>n|;(+ptk76|?uFJ}^ozWwCv*RWu2+gRLE?2'
            'd@9Hw<#O2dZt{i1TpF*g)OBrSSX^d5h`c5<*D?kCNK}SvM8RaTCC|X&9e9|qA%zpXR{YHOdzZulCW+u2&i+f6f8t4rz%k~`Y'
            'U*?9WTZ(kFd$Eak1pF&8q3Jk+KmnYp}1a$0`gj6)r;@6*1qcbhA#iqcRbuEiMJ5GAvarHy}Hmm9qk%`K?8-h^$U94=`G^5iI'
            'Gp+pQ#>2DNxG=&zfsFRgnV&!$AQHm_-|>$F=oPqVNwvbN(oxVARBqqdSW_qvBTBRs3O(Kkc3=`%1XKs5BWWv*g4NHB1^dNw#'
            'Yr#XEu2sLoF={Ev6Ew(PWEjP%vgf|2=S1@-j7qX_aYBw^pH9OujL9SjkFEp94J1vhhZ7oH#EVuSFNVYb*47H0lI4TV@Bs34W'
            'v${60siLx@5j6O+&#gSO&#?b2;;o%8#V10k-mj4?NiZd_0VuGt<uP6@hP7uc__Js!oFua}CNL<dV>8__T)2z0_OwH^dA4%0b'
            '}cHgM78Oy%rk~DB`w>sNv;^Igf6DBq9T^8qq0x43@pDjfw*#>4X?Pg3$<;s1*mH+ST<8I^(4zQFRXF0Q@G`@UL}t)^Rvb)0I'
            'jSm>M+i*&b5px=rWkF7ATFSCbl-H7p{pgwKG63AuJ#)|Cp~T!ZH1{A}atfBPx0(7PnI{u&h2ZEV!dJ)F$~g=dm)gtSK(HVx>'
            '$qPctJmCAWtyxh%)D%C%mq#H@9+)VEBtq%;mK!LFGnFSKwnC%Dozb~Gjz-L?TQx~T6lA~h4QqN8OsVjTiB+$o1K)VM3B+cD@'
            'h-ZW0A%O^Lmk}(Y|FgB;HOR2Q5c`P8Rakg=-dNa8&zq3{=Zk?Gk{IE@|H7dO;94y%}_$^y3Gr5bbqALg_Ag6_@G_2jJrZ56B'
            'f3R;a*D$9vC$<@_Dy0y$eyzo|yeNgVmH~7pDmZR2L9z=pv$PtXL$u~NJF)zx!?N=@F*n(;fwt<d<vJ0pM6#(RGPGo{&@6eY='
            'cjP6#w2(&rmze!1+OHr?=?NG<E}<8IkA(nz$b+@h%`ztBp_ulYcf3}BPfO{ST>=pGaqm?@GY0F0IUx#O)BoLUa|o+urMSvR<'
            'orrAqz;ZldkQs4XzL~IIIUQ`>6RM=Q7ACnkb?%#58#^WT|(YL$Q^$3oLsyTQr#<PBIm;+_3gBI4;vQ?zQW(7ql8M1ti_Ho+<'
            '~R;WV+VNjicyAuJ%P)2|(!;G}4;;H1nnD>9*}lOoQr^tXgGl&Eev#i<aj1uR@7+A_o}xT^>;4lqfu8!<LGO1NjHM>VCj@FtE'
            'as3-)m-ZJhqgDgBP5-&%ux2p^<4zhBy=CHiARHn}<`ZN_Nr?Gq<=pzrWge8?DfvqnvFEP)h`>|}Wc`+Lu3NZI8hpsC)Gp8@E'
            ')vSiHb+a;<^fte;?=q6Kz_ER>r?7)AQZyemVKVfzUN?d%S2mb5XEOIKq_3AWNv*>)5G^ybuC|k?DLFAUnmV|oo2sHIowT<tf'
            ';H+n5I3(iYO}O7hqyE*VyV%y@3Q-|kg#|&^|6K~KP=<7b})vlbDr+33O05#C?ylG!!dfa<gl_jJuK8QlrIdkO{kMHPp<4V&a'
            'p=z2{y8;5x4uWM=)}+T_+Me<}^05U#~STl^bCoj3qlPQZ7HY`n3D0ZL|V4gSMSGwXRL8Y^|F+wl3l}U>w%7Bd*i3W2f=7LOU'
            'd{3%4z-dMwYh_^|q`GOMGtP&%Kk$+f_#GP1BUPpzUY_c7fl1hLt$qOZHFaWLhwu`<oD7$}x9f-qyF12TWBX*Wi#1~dpa6f}O'
            'Z(X-93LNLypbFV10tutRT9x0u(Co-|Lo-CiJ@G+CI<+3xh53-3iFDTeAt}AUar?hx2pED7$Z#JSh{V6iEKPX}{QLSMx$f)qG'
            'vM+kHAT~L$@G%Ik{F<7xqAu^SUM(Rfg)%ucg{yio;V!r_4YkuUvZw`|sVO-v0yIh{z%cDG^e-x`XDxZN%`8u{Ln|OIxU$o!X'
            'eoU$8LOovEu?;+0koyArz_(xR<k83_bNQIA-3%?p0PWw=(PhVeyOG;L^7r_H?;q;7_qJ@vMw<#aw<8kYOy3WDlEYyTC;Vr=d'
            'lm4s~@N;W}Mb3QyM!YGpt50KeSS`3adV_Z5{0{3mSzaT98n+%eX<T(ysfdyfSpCN0~jS2rD?Pb|~O0lP?#z)-dy}=d2+vb+n'
            'H(0X0u7^RIU_DKgZhIx$4F^C^+83No~@cRFUY`?T7zjkf2oZm&`{a5zP=BqA0qm^jR@->;mpeIEw2`>yS>7BgP0t+ItMb2e|'
            'awX)K-2DVH$Ffu5#oVMCH|GS|z-8<_x_c>=ah`dWNrZ@YomM#1^%r}_5=ryS~&nrtiw7JhTSDsM1h`dfYN;THGVmB_ml{B(6'
        )),
        ((32,), (
            'NwxU2VKa@pvAD9gcDdrR<~W|bhq-FHp1c>i*|g?4H@G^q)VZFyt24j47&6DRj55`@l(h&k%DE*u54b$K'
        )),
        ((32, 1), (
            't+)v_F}aI6LAsteCb|!}wYbkZ2fKhcIy(HfEH!brXgKyYuQ=PdNV(NF#I;Gel(`2s$2TgvnKk;h6g43?'
        )),
        ((1,), (
            '+PM'
        )),
    ),
    (
        ((42,), (
            '=r`^+tw7T?Z#CsVlr$tX-9fc7TQd|vOf}UstHEf&z(2l3sXJXe{=TriGri!vH?=dZE4PBOBs&_t#=6)((>c&NfjJ#GM>x$Z{'
            '51J3;WK+e'
        )),
        ((42,), (
            '5J5LV06``}MnMQcqe0C<lR>9J)Ipm;QZchIMn4Zf+dw!$W;`@Jj6u^uIYCW9qdu}f#yd_t6+Y`dp*^@gh%<sSx-$nh(lseGS'
            'vI0E?l`bL'
        )),
        ((42, 32), (
            'Xev~(pE&)se>agfO|n-hqcagO#55}^oV6UTC8Uq0S2(1wF0y~NOsn@V^eo6R3$$J}XRUp;oGPTXbu~n*1v9;}e>GFA1~jxVF'
            'R+a?Rxb@SeyC(J=Cb}Zo~~IqL^Go`p)nM>@hxUFdZzt2E-}wGg|vILQZ!w-b~D#67BvpIqBL5y$v7`I-7|JL9X5fm^qJVM)~'
            '*0Ny)831Kro~?v$YAdgf-$Y9<v)cHM4p*46MJlsxq{-bUBBxTcLceWv?H!6S9xAQnlNu-m%3s`z<OljwO1z^RO(q9yda`T&('
            'x3HMD0jAu-Oe6|@hy+OMlHS~0dMa<@LLCb)Vtq_`0_O0pogZLpKHJ}9I%-L6Enx-BKPSTj_$<h0+hDK{xKgSY>pH8R+@hAN4'
            ';Pc~CDA+Z53Pqh0jS-0Y(61HTqYAj>7pSN$YqO6Z8e7H)pJ2dCDAT_tRaku!iK(p{Pji=wW&@T3}VX@A#Vl)$>1+q4+mZK%J'
            'XE1xOY&cIc&oncxF|Cfc2d^hFa4FL$Kdard6t-l#+%yNax1(>dQ?dW9Q?S4?UZQ?5-LN*T#Wc?>imHjZE;NcR#IZE6Suy#rm'
            '9X<RudA~(&$PfaD71K~?kzaCfU(K8X*O@6x-sy!2eF$aBQnz_(ynMVKDgGgxUo{USvhL3CpDa`4L6i4eW?N_^r#HAvbOCX>z'
            'WZa;HZPL&MSj3#<ioX5;^g-pDCd_9k&ZN9k4*RyR^5g=rWnP%CKZM6*c!aU$ccXXS9l~yteJ2XR{r$IIP>Soif+BH8L2fbTc'
            '?HwX^Rk2`~?~Y&I3I+$fkaPO~4Y9IK}>U9p=oA+01QUa*$3ekTpBOtUL99<-&n?xyr4N-)N@dAF;zvpBUdZ8YeyKBH5%4L8f'
            'H<~7qczpM~3FtKi>AvK+{w=jq?5;a7!0Jb8so3fR)m$%@w?l77#fUuRhLbz(WNV3T<K{fWb_Nb6D4Jt6MS1q=%Ikwdm2{c5x'
            'Vx~nj9yh6_6tPe&H7;ebdMvy%N4TLeDz!Q;PAr@;LAHrDP%Kun&K{|--YQD1&^943PO}Ck1}YP&ah2k(+$@$Y+%2sqf2o->O'
            'RPArd$CWb1+o;Y60rv~J*ucArM8Q<;40UvVyI#&Ag_=uE-aEY-Llvr!>uf^4;;9y7qD=%ax6)+k2Gnd&9R%bkgk=oc%#s?B&'
            '+QtO|%=cgs_LNO)?xR5+Dwzo-_k2lPr5Gb2T=sVI;RGcrXSj>6<jH`>XXXvN#a4nzRJ7mM@L8FCh81lcdinXR#Ns8LyYDJFP'
            'vQDW(~Vh_X;9POQE!6)6HD%dcLj=Btgc`LqW*;kAf3Pq<$*B(#F5BeD`K`MOuQoiQvmtvPb7bi7o!2seZ_J*RHA2stgddOBv'
            'b0yzFQDYZd0C9!w7G_k-mma$8+qA`9gI5pq1B03MZTQWDUfVqq?Ww%PK`>l8|nk*i&fV9*z0l7^o5IPGuaJ4fn0W}FPhBHhx'
            '3$ElKP^eU`;w(U?eyr)O?=%3ik}(LjwlOC)BQ4*sXSm_Dy)nitwzC7L$EO*vHZANaVlJ&F2{9+J+b@<MRks7Kj5AoRXf3<2j'
            'IEL`lCr+ABA+?9=&KL9(Jtq)XEaqU%`A^8=(S)dOtI0ll`z7ym$VVCcBiMc+^k%&5Hlk#FQyJOKCbnv)G!A!=`sW?i?0MLw='
            'iR|`7`z{G_V7q>#j(Z9<7bFb2a2Ii?R=-wKLE#1h#xMy|LIV6EwNBG_zH&UonoaTQJx)nl1^lEUGpqk~6fa<gsKnIkG4&i!C'
            '8EM<h70<gXZ{#jBgFrm){6&9{U!uQM>R#WA!pb-3Rt%&g?AIkJW_Wixp&9WDVadoJ~^HZk0*2P!laqpZR%9X33<OfIe>rK?%'
            '6v#kxSf4B)Ua;<B!Ks7NgB)2TB<*tagoG`hwDJ-Na8!#F+51oXpeXy1^-!UgEDXteX6R0b<U#%51A*vZLzAJ1mHM)7N*eGEz'
            'OEH->qo{{D2`<tc7BR@R!LoxjE3}@X2QqY-1v$ScsIXkL%d_OEU$Vum|22%K3$sD3f;2$3S1Lp*s<V%<0JOn0qcB-FwIppSR'
            'J30$Y9-RK=rHTCdoeVv{xzkrk}X=TjjhhCbgX?a3pLHE46WQHo3Qq&EwYd_lQvzjtS!{6NGYl+Jg|{8IyiZ<HZ1|Mma8?cZz'
            'umH(KKP860#Aq(y%-+dMgt!W2`o?ldnHBcb+vQ#V8K1Kdt)_nlGodk1(CErz;_;Pp>~XNi~+T0JM&;4K=|r8M5p!oFWe~$}d'
            'JYRx1KC`LnIAZ?K!N)us@qF)}EynWwj^eYEK?w=@DV+_tDA=QUEa-J#AdaIxVzDzCbxCo&f?XEkRuY$ks&V6uEHud-;b)iAv'
            '-zBBwVmoE{i1hEk?12qDzIHqN)h%6{HOgBd`ako*jOSe!p0WYB^DY3b;Or?mmvo12S4l<sxyfLCN)v?sC!LhTjGoaWn$Fepq'
            'F|BbgYPY!{bFB=r^R6N+(=j(RQ!#C<h$X?M?lyQhorq#H`!#)_9<mKFb)2lRcr<0TK(b^sdMm3Z-6i-iNix=`ytF(mKe$dcV'
            '7A0Aq_0f3dNlz&-8D<FIxQ_F3OLy`OtC*S`7xj-o2uC~S++JO<1Bh4EUYvvBP|-S=Ps@=#xE~3GOrCU9<C#>7PNsY$1ZX(lQ'
            ')H}`mGeK2C*M3ySOJe(5)yfj4c_fy0l=YS+QCysiX@%M>I1m0kS5wJgQi*!LbyWjj%|!ytQny!nJ3uX*FE3{;Z?1EH<mMO)j'
            '4~X0o6uwY5jIO)PG;>oyuY9<YcuezkwD3$L;=GdPE^4K=T@3Z=a{NiRXLo~!M$Yp(+?WwKT_^0R`oTCj4kdNHA;Vx%0a4m6L'
            'Y!!>CzEwdRYK&`^DtTODVG%|IwNGb$29kC)d6(Z9zZ8+U73$stDTd<d=gf09vZ>_Mj%`F429V6*4<*m{xudti4L?K1A$~sse'
            '0W!lZ2q<qPFs}bJpDZCVwKH5O(5Hg36|izJGq6ZA(J*c?wl9{i_%NKQzA)1+rYl!8V6jlNqcP?zN-SR}$+V-Ut0*2Ty)hNBL'
            '$q?X53ro25vH;*Tq?jRkf*h@MljVel(o3AVzTzI<1S}31+{}O2rdpS#4Is1d#vIuHm%L1hpVElvoUP7+pNI0PBDcra4PmP&#'
            '}&-imO#D$FMjtgR>;591_j0nx4uf9J7)#uAsE5l(K^|BDS$40JF$3?5!g&^D08SZZTps?J#DaW3Z90L8Q_h7qJ00Xf52aW3E'
            'ap2rwcr?kZxlDk)jCKd@}FMx_lOFtq2fxi>Abrl&fzAv7Sh8L!|tdbs(l*|97&VzC{s`?IF2;X4qti>xKCaW>qt%Cy8blQqG'
            '$q_@qm;I8}(FSeSj4!dAC9lW_Y^}G7ITr@kkfG^lL0zAO7k2CDNKsZ@C95*LBbT~RNs=H7*>Nx7WjWu7qnmMm8J~rhvCb~>D'
        )),
        ((32,), (
            'g{Ysl+BEvK#-{cw3bk&q`Le{a-MHzs)wvooHMjn@vbn9bn7GBe`!bBW9J$yzJiNv>Yq&wVcf04i+a?>j'
        )),
        ((32, 1), (
            '4Y@`*>b1r+xVX5t9=M*k5V_SiTDKdyQ#mxbtu*Mkhqyet%r{>=ox0Y$^f=kKWIEBeX*ldTOu3pl#J7XG'
        )),
        ((1,), (
            'SGE'
        )),
    ),
    (
        ((42,), (
            '=r`^+tw7T?Z#CsVlr$tX-9fc7TQd|vOf}UstHEf&z(2l3sXJXe{=TriGri!vH?=dZE4PBOBs&_t#=6)((>c&NfjJ#GM>x$Z{'
            '51J3;WK+e'
        )),
        ((42,), (
            '5J5LV06``}MnMQcqe0C<lR>9J)Ipm;QZchIMn4Zf+dw!$W;`@Jj6u^uIYCW9qdu}f#yd_t6+Y`dp*^@gh%<sSx-$nh(lseGS'
            'vI0E?l`bL'
        )),
        ((42, 32), (
            '1~TorCbe0yR<(ULJ~)3Z#x(LYl&%siLN>-P0Jq03G_>z7Z!Dj#L#{9}@}wfGg)mmBj4yC9p{`Lm`!RSi`z^D$IkF=xJf|NxU'
            'o_k<!ZvI&6|wm=9yI){S+(Fc)VHHF!8PZ#E3ShyXt5?R;xxaw@h}WC6&+PLZ!aS^K`UUne6{E-%&r17UNfjTG&>i!q_}c4Ha'
            'Ebf>9(OWr?46|>N(#sK`ex*TeJ;0u{77X9<pIMR5@!o-7={(B(`HTe5i}CXt|jz5;o1Yg}4^5(4;u5!7mjvW-ouGeW=&3{kI'
            'e?Znj1*pfcLFm#%%Wy0iJTe5F#fwK8J3wJ1n5HaN4Ycdo~`$gF;{%C=27!#4{np0%T}P&OB=gD&#4uDO{qo;5PCZ8n*=zNv1'
            'cTCfDRlD2KND7nYCT(ER4`L3EQ2fE&vsJN!FnzTz8?XXF(NwP4tPc^r%t}RQl%(q53pfo)&4lv}jL$<Lh+P2{#FtVI1inJ%T'
            'TevtY9<+Y38M|dTEI2x{T{ix%VldOV;jnHoK(r;dZ?X|CgRz9N{;Slm`>B|%ezdcx%(nWh*tyOxEHoo0OR=FL+cPII*|#z>n'
            'YF>TwXn-Hq&EJxX0`sV(y_g^WU%|M_czg~Wv|PyN+}UIF|=<nL$Z#q`!rpzQ#8V^Ju0}c)U154a=4~5_^^UDj5+GFakYW88m'
            '!_goRs;kc_Ak?Avyr4ttSaKtFV<hQ?}Kx#<@y3H8_nk{yK^@m$Qd91}u6oyRv+>9X8~pM<PHi6fxDdHKrD-yQ~i+-7M|2f45'
            ';Ui!V>F>opg&%C$u>thM%|o3wT-O|bc~WwK2)y)=d=W3||~>9}sH)vzBr>o~=<QnigJJ{Q(7CN9Rew;<K9O*VeCN}(z;P`A4'
            '@rLJtN53MaEV6+#stf-?g`7;ZwMZ8ZW-nO%>DlnU|YqhPoz`AF%a5HBmHLek~w=lV>(6FN<{-+N&kh<(J(6*H`nx`r*)-;^7'
            '1uMg^d9PnKlrRXl@vwh4wJy#e12*X`sjNvK54Lo)aI&+mq%<HXKB{RoIWcOjbthgk*|C|R2(GEA>m<82A-L+SH!lA%sjP9af'
            'UMIok}&_TNvuCFjUt#boUyYsORy3qH=+lvvmyhrTd*-OcD2+n)3Tfa0xU)<Rj|@DqOi^`)~xX|s;`eLCL}Vgge{IOSFqo(j;'
            '<~%F)DO0W+ZQ}+ORgUK{Q0L<E`GE5Uv}obSH^1GO$oITdW?fNT@xm;4F5po3PR&qq5JnX)}$ktE+P-tgLn|QkEMu)u>9Zm9;'
            'ss>#0mK*0Pi<^{oo4ShN!`gsm7j5wrWXVzC1_?lr7B8o2kn2facv54R38#5rxX=D3nDem2ai!ZmibU!gQOy*Hh+(l>7|>$a0'
            'S?7Q%;yEE3d(71J~!6<bwp0Z*&3!I-cmM{LaoG`Sy?l^Ba)h-V<jkO&&YPCo(IIk_ccDHl2Dz<&C-!NM?Q#LUlk+AqQ_Ou>3'
            'VX@AwqcK1(uCi0ENU~0`q%e)B7pmbfsIh9H$Rg)8dZ_WL(Y9<RATXf0P_TV1B&&ll+ps7oysSPkwza3JZ7xEz87RIh9JNO>$'
            'uxAaQ?WO!FEE+12`^eI=qWt8>9gasN4Q>`9~a)Tg|jfYn5W&a1gSwJ2DEQ2c(?qpnI*(CW~z0uE;QUOQL2KpjH*JdXS3g^w7'
            '5yJ3oMo>a5Pvo%`llaSu%np+bOW3%eV$LfGvtL2r{g(Dlz*jU^U|~o-#HxhBSpXY_EN@k}V)GaIKgyySQty<21{daV7&RNGX'
            '4;&!h!2HnJ)-=&Uic1up8e6ey#yH7L?Ec`*vJqb<oN5hUfUCAD?5v#f3{E47+2uDVOJQ#E;~1vcoaJu`N!sWF=|BrE$SthX9'
            '9@2zH~Suc<(S~7d38Y@mJa4$}+JT`hUCbGk_>9P`~s55^e@wYm+h#-5hMkrx3FD#NOr6GGYsw-40J+n-+@F&+XMJYkFAvK#O'
            'uCl|i+p)hZDJkqHORWH^U#a@8Wv|MxK_P!IezY^Qi!>yrL9;A4>NIg8-8NjUKeV_wYOTMuxwZwSx3HQp5iXmjG$hF^5VWqaf'
            'iR{pUoAK@P_r?ygsbnZrm*uOb}FH=SFs#78aDQ(EH@4z6)#0KI<<5)Dln_1cPX;8x0*mOoh(VNFrOT<b}EytVx`%k%(CGqq#'
            '%bkrZMa>$)vok?<8z7r80N1Z7hQ`4<^^JGAMhmRD~X`;jlzB<2NldpDhEp2d0mx1Fsf1)vJ@XCo3p1JvFhNIyKU*JTVxrNU_'
            'wj(yY9uwzc1_>Zq@@9<(1VDmLygb+Py>?y&?kFE9)>SvE(sVk);cNwX}k%rG>vqc8WUpe!h%%(AAZ9X5Bd888Dki>QpV60G+'
            't@G)MvHLoJIRx#5w(XfoPai;&ZW28?iku%q*3##}qEv=Zd7NsgQM5^ermog2lA2dHFtfpYHBct*)PM)`@KQzRxN35!*J~Zg8'
            'QaC-cgfvVv^)QtzqOr*$8l${0=rw>dOfTrNG_LWqzAwNq)3pIHUMxniHLkd^EHWcEi84m9*eYbSC$dwtm9fb+%can^vNIT_+'
            '%lB3h_Vo@zP6IH>@d(ObTv4r#VnaPYBX^#PAy3|p{*3J`lrLMi7*5zqcXC%B{)Ymg|iYg!7#YA;H_S)7qCh((x=9=Be5{3FD'
            '$q)eKUTr2R?^0U9QVC#;Sv`J)5zvrmyuaD4-28nz381Gc9v0+_sNAkvkEl(6An~x-oL4jj@8KVXbzxL#=HZH99V|k1ukx^0F'
            '(W6|h&Z9I`sJZmO-cy0Ln<nzZz>GqdNjOE*9@Mzg^)A}~WVPBZT_OP=?z-7@Mim$T2QhbT5B4Wc!-A}zABF0r+)-!O|XLoN3'
            ')L9;e56*uBEv8+R|U^E%Exv@SV7BbN{3Mjj(H7?Y!bh6%~XD`Ss|Fiq7H?_|;#wuAQAGM#ecQK7FdLf>oM<QH1*)r5Bn=}S6'
            'G&LHro3oNHA}|iD%Cb%|?l7b)N;Fh2TQI*g_p@~@Z<U8KhcXN+$r~&zpsVCDQZC&t@E{E*-ZXQj_%FIK%eEge@vsxJp0a?bb'
            '~1spT#*#CowFpOo-sA8z@RuR3oySfrYJ%*!L1@O=`uyFEGuQ1v@hkQ>a#B~>oAe99I>CTc`0eHv7v$=5U*FVG%NzJEUh&zsI'
            'y72F|XV*d@($tP9#mMx3c9hAui*ofvdGFnJZ(oA+K65n<}a@HaE?%W3<jLzp%$J7qNgQEGg$9<RodVoUUcENU!g)E+{;>rLS'
            'QpgsjS-!J4@)<1e`|g0JATbuj2EW3p1PWis%wI<a^-MWvlIr!}IlVyzIixgiL(I<EG!rm>2&Be00C=`(A!Y_z&KQnfHPj;#G'
            '7hqC&xy)_~&Q97QvU^T@vCpYFY{Wh4l5;pX?8N38KNi|A4BRYGzxh)X8i#FRZW4!k@&p9)=uQ_JD!#h+pm^dD~&biIIWxT7m'
        )),
        ((32,), (
            'RJd}y0=x0LAh`fD6|(Ow|2O%%(!2b*0K640cf47zM7;<!xi!_g(zqVEv$lUV<GOmc!MhEsk}ldTjxPu>'
        )),
        ((32, 1), (
            'F1w~WFgUh3CAIpt4Y&cgDY%X}nL4+-EV(nd+d3t<LOb8L1h|<u(Khe7vpD*=^STo^pSk<DBe@#5O}IR_'
        )),
        ((1,), (
            'NU;'
        )),
    ),
)
# fmt: on
"""Networks that tell jumps: shapes, and float16 little-endian in base 85."""
