"""The detector's numbers, written by tools/detection/fit.py; do not edit.

Fitted on 5095 and 12000 made-up buffers of 338 recordings of the sources
arctic, asterisk, asterisk_moh, commonvoice, etr, fillets, gradio, hedgewars, klettres, ktuberling, linphone, lugaru, mfa, pocketsphinx, praatio, sonicpi, tortoise
(public packages, see tools/detection/corpus.py).
"""

# ruff: noqa: E501

READING_WEIGHTS: dict[str, float] = {
    "cost": 0.192,
    "cost_8": 0.716,
    "cost_32": -0.215,
    "cost_float": -0.927,
    "cost_stereo": 0.010,
    "worst_75": 0.191,
    "worst_90": 0.707,
    "dc": 4.794,
    "dc_50": -0.990,
    "hf": 0.310,
    "hf_2": 2.437,
    "big": 5.883,
    "big_05": 0.363,
    "over": 108.603,
    "level_off": 0.298,
    "level_loud": -3.192,
    "level_quiet": 0.066,
    "tiny": -0.613,
    "peaked": -0.101,
    "flat": 0.937,
    "phase": -5.215,
    "phase_2": -2.428,
    "stereo": 0.406,
    "balance": -2.968,
    "balance_15": -0.531,
    "correlation": -1.738,
    "correlation_1": 1.206,
    "correlation_neg": -2.474,
    "steps": 1.927,
    "steps_z": 0.239,
    "energy_z": 0.089,
    "lag": 4.776,
    "lag_pos": -3.112,
    "interleaved": -0.388,
    "interleaved_steps": 1.412,
    "bias_8bit": 5.411,
    "bias_g711": 5.184,
    "bias_s16": -0.090,
    "bias_s24": 0.151,
    "bias_s32": -3.563,
    "bias_float": -0.184,
    "bias_s16le": 0.020,
    "bias_u8": -0.030,
    "bias_mulaw": 0.116,
    "cost_by_length": 0.428,
    "order_60": -0.558,
    "order_600": 3.874,
    "twin_60": 0.737,
    "twin_600": 0.148,
    "gain_60": -0.124,
    "gain_600": 0.702,
    "gain_6000": 0.041,
}
"""Weight of each feature of a reading."""

NULL_WEIGHTS: dict[str, float] = {
    "one": 2.670,
    "least": 0.648,
    "entropy": -1.459,
    "zlib": 1.141,
    "least_by_length": 0.216,
    "length": -0.121,
    "printable": 5.344,
}
"""Weight of each feature of the reading "not audio"."""

SCREEN_WEIGHTS: dict[str, float] = {
    "cost": 1.161,
    "cost_8": 0.485,
    "cost_32": 0.035,
    "cost_float": -1.012,
    "cost_stereo": -0.010,
    "worst_75": 1.232,
    "worst_90": -0.337,
    "dc": 5.365,
    "dc_50": -3.172,
    "hf": 0.519,
    "hf_2": 0.470,
    "big": 3.400,
    "big_05": 0.353,
    "over": 23.084,
    "level_off": 0.264,
    "level_loud": -1.880,
    "level_quiet": 0.134,
    "tiny": 0.398,
    "peaked": -0.877,
    "flat": 1.304,
    "phase": -2.537,
    "phase_2": -3.654,
    "stereo": -0.827,
    "balance": -1.898,
    "balance_15": -0.006,
    "correlation": -2.264,
    "correlation_1": 4.512,
    "correlation_neg": -2.054,
    "steps": 1.021,
    "steps_z": 0.919,
    "energy_z": 0.727,
    "lag": 3.331,
    "lag_pos": -2.019,
    "interleaved": 0.478,
    "interleaved_steps": 1.052,
    "bias_8bit": 2.354,
    "bias_g711": 0.980,
    "bias_s16": -0.113,
    "bias_s24": 0.242,
    "bias_s32": -0.496,
    "bias_float": -2.481,
    "bias_s16le": 0.206,
    "bias_u8": -0.339,
    "bias_mulaw": 0.685,
}
"""Weights of the first look at all streams."""

RATE_TEMPERATURE = 0.912
"""Factor on the networks' scores that makes their shares honest."""

RATE_NETWORKS: tuple[tuple[tuple[tuple[int, ...], str], ...], ...] = (
    (
        ((136,), (
            '@4j@u%)c(cW59;Mq`=X@^1uec9>F=mO2K!*jKQG6wZX%|;K2mKCBi+zNWxsgXu@v7eZrB#%);fu6vH#aLBmtST*Gd|f5WiDz'
            '{A|b`@;vs9>iV5vBajsuEVp##>4W%1jGu&55yS6BE&4jGQ>B;J;X@FUBrgOx5Vqj6~$1$<i66rZN6Z>B)%!W`MuD+f4wlhue'
            '_qXX}mzZA-pZTDZD4VJG^DQmAve{1HB-<V7<P*E547u)4l`0WWTz<3BXanaKNF!+Q9q3BEe$8iow{y8p24zw!#6!Zo@G;;X0'
            '~1sXDnjsybIX-Z_XlOgWh}e>FWf4mqbf6g+c0Lp%gK+&G&s<1o4~'
        )),
        ((136,), (
            'Ogm~jWIMMz`8(J<2|N}&6+9+9Hat>1W;}R2q&%cNv^=^z-#qd>06ix?7(F39Gd(RmFg+tZSUqe#t3A0rxIMf*#XZ73&OHG>6'
            'Fw3?AwC{H^*x(Cqdl5FnLeOCvp(-W4?i_OFh4UtK0i!9T|ZYpPd`CF8$abf!#>_VIzMtefjpEvq&&7fvplyvqC9{+W;{(i3O'
            'wICb2}|NCOgJDojQR!h&r%3jykhC)H)SAG&?dofIDhCbUR5qSUW^JTRWUPlsmaQzB}1F`a2RlAUs7pRy<EUXgq8@KRlc`k2n'
            'K3yEmRUpf@o$)i(4tJva+795QD#bT&yizBz?EkvyV289W6%#x=1u'
        )),
        ((136, 32), (
            'Z7}C8#V&KCJgwHN#3**460QWU-LbT-J+niuuCtja7BGS@Fd=_6^Q}lST&(yoTQNqb7O_jPj;r{dd9a7B^sW6dX{ak7xg1$4-'
            '6*gohODJ7h%|>YM<ma%L!#6&Q#H{d`!22?p{b^>!lHRHA|;`&{IeRS2(DVNf;5J)ATiw_Ff=<Zkuk`#zpLx4(Ji(usxd6Dqp'
            'b#`NU!}bLoI!*@~m*D=A$a3J1i_Rw=8m&HL!Fv)~rh^m@qG-39K5eLanB<x*^3b4K87@IV!xf2(70oWwCOo^01;HZ>c>eqAa'
            'wni!Hk^-!X11_NT5ga3)Z&XQ6tr2D7=MSg7WtlBr-Y<E1t+d?~&tNG}MYNV4!O(;3n*WTE9Lv@L<GpR@`q@~sUnUz>5S39Z;'
            'H+#~j~VJ^j^DXtx@BQMITEGsIeIWUZ%CoFZbXPrVU*PAXSGBcZ^axBcO+p?iDnX>S(7NRdCi!U#*Fs->XI36l6e<%JePqoOY'
            '`7kjp_n}rZMX{x)46ivHU9&W;va?qxbS(a^w<mP34JL#!9;g*Gx~+*Q2d2)T(W3*XDz29_46Mbgh_4_nKCECWp)MM&IIY(tr'
            '>=XgjxMt^`l`^X&#sfQh_pPk`4teQMKD>jATWcfeXU?IMW}nSu&HdSR45cL`Z0AZO{9}0<fq;<1hNz>DzT!im!?xJVyPh)e6'
            'I1bZZu{tajuB3p{?1hUL|3qj;!^i10W}=lA+bG@U}`Z#+hlc0jS|E&9Ee|F)Q3Kx~@i*cPSz$E3Be0S1&;-&MXGDMkvs$jI0'
            '8%EG^`#0<Dm+d@vBQQ7^KrzO1q^uqnJIt1h*y=dEBP@-RN6yd>5oIw}bxpC?wPIx1QqVKG6m7N%6NGa>%7=puEg5-J8FSDj<'
            'BQYi4N2Q&{f0;;<*6S4!WmzCfw5H1LuC^JJgl&FQI{xTCW_OE)Qe=_v09jA7w*r^$@wJbKLK(Jn~LZJjKe=II75hJ9tf~X8D'
            'L9YlT@~_pc$DgJvX)n?xe=G{CNiYYl8Zv^fq@~9(o~o!RL$P}?&#rTw2&tDchpybFw4?$kxU3Vk<SZ#HjxaVXHZvTnDzx{MW'
            '~*?po-uVV8nn8y{V<=e)h)uZ`l&QC+@!cJmZ$_W<0izc<1n`=pDu?mwxsMbcPg5obuDczo+>;gpd}ZgO{tHs@~f9E@+e1{xU'
            'u1}TeJu-`7X9CG_d?7fUU!%LbG3=aH)$e`KoX&sIa!KIkXlmgfU+-izn`><*~f6$go5nBQSU;60C=!1fQxM+8%ecim<pZ-mt'
            'D5Z!B0Zjj%$gCNWs5%BY*C%_NJdFfXDZp(YO-YA<!Haxi@@QnSJ&SRzrZ53LHYq$}$zeJ~lNd#xBWL!;^>nJ2t4B{7Ytvaks'
            '&yRgKwo+P^{o-t)DeI#wG-L66_jV0kI4lux-Vk{b~G^9JJrm5trM=Fdhl&}n;AFt#szaLVgTQo`>Lmx&c)FxZ7wlOHPc$*?K'
            'LastA4x$>YDlew6$SVRUR;UZIAFhicpsc7c<g)prEFIvm`3%{d&#efscd8;RK(opyK$aRZ3M{m$t*h29ma!71N*voL45@~xf'
            '|~8EinH;r3N95ielqYTU!l_;C9oE?mnLkq=PgpCo~nG3xiI}F9WE>^9Wu?O;VywF<*BM6|EZ>}p06LTEgnX&U8GnuF)BkZbT'
            'MTp)-d<5rm1VKSt2p3?k&NpH#HEm)2JV&c&9xrGP2$*@-Sv9H5{I=<E}z5UMfH=#G^PJa<X5nxH8Z#bT03znK6B(jU)^$A*m'
            '>|(5!hV`7zF=QmU~e^`MHeUo9{tG_m=mpo2XjRVb9MwWZA|^{Ex3!z+QT@FiEQzAb$#`YlTwGpeaD$1$C(AuuSg6tL?pTQO>'
            '}8zq9R-mvefv#EHh0k80^Kd$+(8nU=Bv8VB}7Ofj2CZg=7!7Tl%y(#Xfy(l-X3N;olDKH@~a4W1U0;8#sP%BlbG%z8bATUg+'
            'HWQvJf-cY`X|ww(>#cLK9V%@v;jLOV3bOOCny}w6HLhHvAu4^Q#G*E`11&NzMyMyOO){^p;;l-s538x9i=>n&cr4$iuBQR8X'
            'e<vXx~@DepDO+=xifmK^C`ou<*uis7&5h`TQJwJw51EHKdq*yt1$&BNUD^tx*7p1wW6A%i7dyU?;xA3x~st@%dk)|i>&Rbc&'
            'R`v10>lk8!}BPRx?whPbOU{k}U`_ZJDDg(=s(QKCu6?0<4Lwi!qoab}~^b#VuZ~@T@f?QJ+#7%@Jv|Rj-vND6K)J*q{+6Z!S'
            'MAJF5yH^REUnB{T}FXRXU946F^HZmFWLilq*v#iy01KqgW$sxgnKJ1_*ZfG+JViYovy05Be`y{THK&nRc2$g^%Lq^_PYCbQZ'
            'gIjw~)?kYp2k*tiXNVGz$39*B*XfUWX-!Ul~H7LEaDlpbDt1#xMdoXn}sxh3fEvzvf9=IK@IiLWgmbCvZT&W*0{-o}v8!OE('
            's<nnHYOA-XMYE|iJurnS8z{Z4<ue#6RI#e1B&fupc&3f6TQVjwj427Sbh13HiLM^A<go{^HY&fQj5AlQ4kn%_J+F;3L9x;>M'
            '6DVnXD}iw(kB!xb+GUqDy?dx+^mZ%KO(8A(<vM);iO))Su1!R2BADI8?cct|ExeL=Pi3N)~pLC`YlningF68Ij*29wJ4vhbt'
            'BOxBd$^}-z;>g^{Cq_5gJ#p3oQ_@Z877fSE_$B&7`=g_9rqiSf;wLWiJ)AQmnwHQLtjLXE2Ga^{{lTzoWyfQJik8^CCwt{<A'
            '161hD3>R4n1Je;|^qx~;4xNv{ntdK<4V;x1Y*7c}-WQZXN_1~F4IPO!Z)M5L~)XRfv=R3tE=<S+s<Ii#jAA~LHpGaHI44=p>'
            'eVk!BrX|F>wL8qH4UnYhw%_&GS7%(}k8L{1(j3HVvGqS)e`K<;i7_h+{k(iw<=&XPv@hejz6|@sAdM*K~$*=aTS1kcE46KYS'
            'uB?2faVbSEy{tL4FQ;XvSG3P8Sg7V9ava92n3iEIdotHDMIqcHrZc{*LaCOp)T|0I+c9{I4Xhz2Zm+m4s<E#y;;dCKn=kyO@'
            '-X<ZQm_xRzpDr^Jujdu)GaWusH{#boGd`7D6qz^4kltO=dlr{v>4y5u_z*|_OG*>N2Nk9d8lS9W3U6LPaz$##~om+bEy<E8!'
            'k35MW}l)nlg^HoT;oaDlpQmD<`h7e5nPp1F6C=w3MYJ?;)Txi7N}Q&MwF+elRJkovRxyM6WHc$Su^ZVXa#z*RPeT79-=aIkC'
            '7ZL?~CVS}9vHez8v`1~k<#P%jUtbFI`Z%_q^TysS;KP$*ii7cFWklOi{wJ~6y2q?^6012q<;f1+J67BGb&0j=t<wXn4ilBq('
            'XRV+_5{VTGmo2q23880WSOQqPaYAAcC@-D(C2m@j)T`WYSlr1{5kSwVzrLY&ORwON{At?zit0P7!ekoJ1$TX*=7_V?AS|?Z`'
            '0xw4<sjnZcDkbZx-?BL+b}_Ilez6y%jIkFlt+F945ingbnvCkI{;sGfTOz11=qL#^6flD#n=Wgx@h2s)qp>qBktHl89wJ(;u'
            'B}ijAuO<>NvMc0<+5lj(5^5sxiBcPfUx;7v@kZb6Q@<6Z={^Cv#1R!fhxW)d@}2#s4)?+VJud%0kB{(CNOw0OC+=~kS{tS=`'
            'Qr8=CEk0fFiP~cr<^h1fZ%X^d_#N+AOv*7pfJoaxBOu6g0IhMKlSk03v{`HY^^gv#cvF%`054I-x<bekiV@c%@dcFf0MEL@>'
            'FdgRhh^t0tPPpfV<}__NBX{-W$Mw<vcgLNR8h=Onf&6{bb5F0+%Z*Q$gtlC6@hzNr8$-xeOT=P6h*?I))&n=x*rDJs3OgD{_'
            '+ny`PZ&@PQG1Fx#27%9}Qnl8LDbE>4Kwy{F2+N`QG7^)hvd#u2u!mz5YYA`!1+^jdMDy@?(SEtJ|C?I<;_%KJR+@XptQ!&c0'
            'dM&gtZ!5YZ;iN4cCYmdg37|qS_OWTM=pLgiZL8WUuQ8q_wy*-MeKT1j9;kY(w=1!(za_6L@-B-ol&n`W<+DmK$|FZG<e(-i2'
            '`~GujIjW!te#;khBAevL@?hey)>h&Fs=TmIWRbyC^YLWRjnB@#;$gxV6efc38J`;%P3VRm$K)i%duN1%rAy3F^`F`Z8JVB6E'
            '$P2kR%i|_NhZIx2X%R*)#;IgE812bFxCP2(K`&R2mH}_n{psY94nl_^I<MA}?<)@~jQ14KMaGAgv;=lQ8bB<uGijFEtq?5HJ'
            '3)U9#7nF)hC-bFXEu1g>i?l`IRUg{X6=TC}(*S|KbguCAmi*)Z%g1}M9%0JC_lq%7VeTQ652Hmj+z-z40u4m0<$LNiLO6rsx'
            '}rYBdijHtRXO|D|G`K(>5fU+(k02{O$FDz{?7%4U=!!SoNY_k@sa;)vB&@erx+o-rMTdxVJq%8a(x3Ci@Rxng9`zh%p{3`jb'
            'EUu)e-?dIIxGsyW8z&hkttR=Zh%CS<D-g7)PA?)Zek|UoTqLQfQZB2mdmn1Bav?h`2`cEYt1{#&P!&=rGO=Q&d@u*Flr%@D<'
            '}whh<(W;g#jsVZD=DX(Q8G}iH?b)ttEw`vNvgw}G^IWy3#>sW(J)gn^_)nuC$cWIU$Hu`V4*9r=P(2?yEB%m>Zs|lD=Yu8z$'
            'r8`%QdknL#;rwnJ|ebGqlPu1uoB}Xs!b=?ky%QjW9qc?<n6T@Ubzk;Vru>UMvMIs3dzTTCtR^k)|xJ^fV|i;WKe2#<AI?fFy'
            'Mks3Qk0g(NdD)-5@xh%opp2qvhnVX~(zj<A)jLoVDPy{+7>3MrYbGbPiqRjtP^>@I<>VxyES7Ob5y7_)OTqO|2JovmmtAh1T'
            'QW-1RPezUEt(6lZlP^*wFpr>Q5N-V;zzpkpP)Um*=R4Cpkr!B6jb0!g>O(<6?gsXNghqS0PQY^Euwx+eLTPW?OYb<oNOsuK2'
            'L?ENAHm;2?r!gC?%Pq;POeyIvyRCmN3n!zfO)`Be@3R9gTCa1j#<2A*QL*c->!;=|Goiq&L9}JD7BKOk1u!xlekX}BEU9!Wo'
            'wMR4&=%#c;w#Luo3NBI-m&kjU#wN7=dcAa*QlPb@v;;vbTaEKMzJm=axHkM5iAy%vM{r)<F3ytO)(oI3am~pRy2q%Mljry%B'
            '`ic{IRX6Vy6+U(4kkdJ+GUp)3O987bNW<3@ufrMyrb^m?X6?(KDl{voL3`nI-WU6{PSjelayI4>8Ox0V}Dag|d^WYcO-NYcj'
            '<o!ZVMgTeAW+3?w%&bhE^(W*E^DhBN;oU^AbhwlI1v7q0Iyj4ePe2r&CFCM$y}{iXaX>#UlpAhNJ2Q7s#=*CZLG1+Q}`el(J'
            '*Y_$Zk4>8&=12nfHc&>>jKB_IN36w)HIWZA3$|yysb*`f%_^mTF;4Hf^A|auz(6NxP%rVoXXs9W%$S+kgo2<XBDKqb|yR7&w'
            'KrfUe(X4i?jIf%pKD4JNj4n>4A}tBD2dH=?@F46e<gd!G0x(;xge$VF-!2NUur2K@2r|*H7NP8>9II+Dr6@f#zAx^w%&(@ca'
            'j;>n*DO~Y)UG2d%%-F;8ZneBRUpNzcC2nPDXOzFXQy&5aGc*OZ!8?DYB0*Gl&EJk=PNQUK`EE8$Fo+ftSwF?W3G*#tuBABbQ'
            'P>5`LUHT?Wl~dd!gAWd>UpR778D$!m5a}5U?^Y->up&hcJ>cJ~iK*FRWfHRj55Pwj?j9PNn28u__3!2(Xu`@+UT&=&?Sqcd;'
            'w0x~>_od8i#IAEq5Jh%-7NLL-ebUZkq5fv>A3*)QEOc`q<8x2no4RVv7yDKbN=$tp=KEiwnQQLce6&!(C&MXz8kNSV<s1G4$'
            'B=qpLE=dB^E1+6_Vc(NL=4KJmvU?mJI4JL&g9xnnP`={Tmk0qI~pt1)nfG4Apd9PEhvYNiEG^JXtY9S>ohA1^H?=W*QlAgG&'
            '->>l{3#}lrXDWy)K{3Ch@2f@>Fsv4&>@XuO)h<}FCbIW2y_sSmfT;X2^{)G=tF03*f2?@0bFGA@Ya<}85wPC02(Lsj7_d|@F'
            ')!S&$0c8_j;ks#i7}6_rzn-Gg)Hkb9jvD$@~~|&s4&l?ASgj9VXTlaKBOqI1hGr910&!fNi7*HDy_`1DJ?X#x3EF87%Av0Of'
            '`?KX(S7<Nij$@O|eL=1TQEo$S@TyQK$l|&XKAx@1<}r)~uVbI4c&d?yYU4e<-mnv#@Tjf-2rF;v_N?$T7;a?Xt6uT`;1vWGh'
            'uM<18?&E;1i5im=19g{ECE_OQAz?=79GSgE3{tf|8>(<Ztu8?BYBK`(|h^evJzAuUO+Rw?VIaxAbclpw;T`Jd;p*ep~n^D*|'
            'Y609LI3#(QzW-zj;Dy}r2A+TMrZ7!cMxi9W0#2II=lQ8+IZ4@*wTAtLS-zsJ?MKFb}jj*mR!md=TaV;&dY%BnyV4bP3Z!mPO'
            'h^fIN!!Ylta<LP#k}{qs_%Y_EWgaE8KAgQTkgNYF^C|N&Q>ufaoU$k{J}ok#ez9RPY^+wO?4!4@94c^}+AQTP$TQ}w3#|69J'
            '0fkTVXmmDrLNSTRxElbb*xJ)S({-q1*Scx%>@@Sjjukhr!MO;WHG+16Q@hD7qD@iE;NHE5GR&0<(-tTVyu%fq$}nn6|jRa9j'
            'n5YxiPz|%P3ATUotH&-!0iBX)5a^0xL`^!YFnX(k!qkwx<-NcByNzWv2tMV=X%}{4Y(gB{YdFx-(%f8?JM)gRvy91FA%^Eil'
            't4L^Lk3t18Q_wk&|CN3l#Z)U<^zX*O&kYAU+4fhh$q1+GD?r?dVqk1tj*vn_-$T&p-RYOIy0&9E%5&?+Ub@-g?O+p0hyhN&B'
            '@1TdE=6E9*hD=(3#M63}e%PbQyVx`@r=q#SFrKwq}L#-#OF0VzbWh^}^VW4}i?lBmowW&fgMl7zR4Jm#iu_gVm`XI-qWvafQ'
            '`yKkPdNho%VXIH6!z@-IBq^SvASVK>>o4Un0IxPGzoufVkuN4F39K|Q$*w;qys#1^UM|fnCopZVm@%v;jx6GyVklTAHlQIdA'
            'Shul9J0l%u^l5X-n6K&Mz0|q+pXCxx-qV*H?in5_b$Gv2C5+{MW^d35v@NeP_zgzl(97~-Yuo03MwqGax4ldAf;@ux+8Zef2'
            'B(z3@n|hPptwhXfF(~jVEg;a2=<xovo8HUZqlt>mkOlldfMa;ws3dXs!9BC^ZzQKAoH}fw5IBA+&KaN+_-w$uS17e6of!KP>'
            'a8V=qLkZZHd|Rjz_AwlMZ7s;D9;6SM57L$Y-!RIT7H?JPs9J1dhlnX$a5`mF3Qi6DJ295nQ--6@AM=dKSe<rDU>haT~(O|Fi'
            't94_;xJuVkCzOza!u&yDoaI#IFT{Dld7p#S=L@d}XtS+rATP&O^g)&R8T`!ibLa2}~Q!=NtGO%DWM5U!8izXd1yfQ(tSTVM!'
            '&mFO>`=}?bTPk}jBe8I<&Z<)^3@4(n$Re&S^{E}DzObM%b|}57-7pd))2?$dbTE)7nXNo3ComN>QK676Kq*xv1G1kp@vk5z5'
            '3#W<fiDlCS~DvkMzI1g^(&&MyD?y`gt1?)geNbxWwdauK_Lt$b)>SPt1}%eG%Qpx*skHSE3X$XjH)UvRWS%ODlcF#cQRYDl%'
            'bk2Iw<R{Hm@kH)+^evGctj$C8oPF&@yE)GNvM}m!+1blP-=k=^|yTPbGY^F|uE!3p21Q11qMn7%o97H=zV7Of=Q3`KX#JF|j'
            '4Io-dcI+_FKh0I*0fv97nVO)o;S%OWB!G%jl~wk-##WiGC$2{neE#-F*ZF0t~gbFSGkY%NeS11*#(aH}OYWFV9+888{JIjkJ'
            '8Z7YDZsW3~kCo*!e@h~+st1<5+&8-EnXtcbtXsUfO|FLnUrLT7<{jC2oV>9nEk*Llv^r@LJnkcueS}{<u%&a&kuduBr;i@F6'
            'oU-?x>$I{n3Nke_Vy-5tx+s>h;xl|M|DuPhBCl5_b*T)rBP{SWgQi=l*RUWp#;`232C?=mMX{|c->ev}S1XVzSFXCUd8!&La'
            '<%I#TBjT`^0fY@4J$e&sI$1JuPJGzyeHo?rLGpGr!Sl`<S_TKwyw1*J1wd+FqN<;U#{>afGta~hAkB+L@)8I0Tb4)mNGdgLo'
            'Oy9Dz$AgKQ!{KSu*9X^{n<Q<0W&ctgdb^Lo7@!)v>0mL@#x(>n8E9zpO^7tgU^o7Bm<vs-~f+|1!iWo2-T^Os(lD?WhB&JuD'
            'xuf2Mk@U!?jfvnpO6<gBx(e=*{%MJ>*%Ju2lhz$&;X>MxV9+$a$vVzdG=T&@JPOfUj1q^0RF+A*T1kE_8dt}VkRUnnUjXCNm'
            'u^e%NSAfgAa9<Asw#I7?YsjotyYcVq`YO%#D4y=l#e4RZiF)bjhU#Lu{?l1~06|PS-+%nv;pe$6eo~bD@*eu|%d?kgj%d$3}'
            'VXr1IIjWg3<eacCL7VO~(=Z*dLMSOSAFs$P5G*mUO0=7#2Qk^K)Fw?P`y-RAys+u5p{!`G=dY?T%p}>f_^WUjV<!A24KF#e4'
            'KDE)5~sQ;qbzkSSC|{HS}j{Cn=6Q}Kd`+pil(})0<M56KdqN7NHBLX1uvp5Lat1!nzNd(^s@gXmMyh2r85CCoH5?83oKtM`l'
            '-Y-1u#)560bX~<{uZa2(HR6G$;q6)-Zakey!ZB7OZKs|1s#G3NwzPb}MAC2C>E})2y_p^QW3ChO1VyiKEXbov;iv0HippYAU'
            '*?pRV^aTq*~p+Ab>{9Ir5{_%TPQqpYT>VkML)n=vgcAtk=5IH^6ew<-ZDC@f*Dk14J+bF?lgZ>%(|7_gqOge}#uMyax^>8Zg'
            'f>ayl8*PT`{h_O2`ohQ#DPp@C1@-IaxG%<THXQKzJ`7J0dW->c1%_xg2$f#wpA*?X0xiQl&;wcy=j;)O>)G@@cG%)3`6|CBq'
            'lM_#@nlY!cf+#_;rLPY$9<jusy|C}G!m4<xE-R!T@~{ImU@;vhq%3tXZ7FG{`Yac$qb?gS;FG$u)T#rpBQDq=+AWc+ouhcGq'
            'a{P2H?%aY@v%RyVXqf3a3o+Ul&xu~Hz*k_R<1!XKcoUL6)){8_B4<wyr~=xg|6Kk(4#mpHnhzhH>Mw~ZY23JPBT-mlrAhORH'
            'w+NFRU{zVXQo?ps^$^<E0j;87E+~kFr=K52vD`uP!e$_OC@MDys{vday$*eJlm7OtPc27p7A#`ml_xA+gRS@u~AILoEp;rLh'
            '7myDn&*9iu5Ip)MmWyedm4Xs%KvI-y;$@tdP0yekhVK(MB;JEm%@JtGn<jwr^nw5`mk+N?h;+%6p}9J3#(Ewq}i(WfykVXa!'
            'R-yeA`lrStSA|zR_k}3`{vn+Zko-q=q5hxd?`6wAGIjj4yXfo+546%hT?J^y$$|<HH`>8dtS|^X22Pz(_rL5vAl`tkSizc=&'
            '(l1aj{V7bd<t*%-4;}om1FBpt|0tZWT$*Sbj;RVPU!^ZFtEuHIZm$3_i!g^Q*`jqaRIZaPH7?MhnJQ-?_No%H9<DsHJF1|o_'
            '^fy+moSy9mn(lT)37qNPBopX>#F3f?-zNl^C`@tXt2{ONUsp6Y%)8YMySLs@2?fIQ7K_C#wbmx_^|{mo~sk5c_E0T884(H<f'
            '>JvZ?RUU?W_y0Gq6+`Jt~!_i?AuGt}DT>KdqCm+$iC%y)m&UA~JWX6E20YQ?yektSDqE1Fv5!11>x**c802O0P<+1+Zr^88I'
            'm>9V{9sdoLC%xiAW`?W8ZT8nR5Y?lCp4Brp-M8yeBCTCD>tT`=)5@F+DPxT-I#xG+ht0yFC*IIRmWGcS;+rYJcu_YNws-z}^'
            ')6EJ(K(4@>E=r0l{?5|azJgY4%iY=iW60Hy=mYmb7^r$v6(XfIe5jIP-bEM0v5R-AI{W46MQz+)FJhL0D^CUYh8lYCHy|K3}'
            'm8=mg2O5y9G@u)>C$9)ENh#16F*N$GI<P1-K`^2!ks~#)DkSWwjj7nA5->BY2PPFUJtHwNGcpw<xGguR*ejtb9HDqA?JWnIk'
            ')@=tf+cCIn5+&j>o3x)QL%+G9W1Xf$|PkniLLD;X(V1VkDBqW`6?nEBrGQ?9I0ZlvKZ2)$g4W4cqo{!k0{kCsjMw9Ae*i)z%'
            'X~Fex+rqLa4~9x3J5xcB+Z5v$DIZ*B}hBjVv!3^(s0s!Xc$HB`^iF$1v8i%d~wludY`i_Ml8Jg0QbGJ}*VGgRjP}ce9P2o-0'
            'kTd$U6`hcsZWd8jNh(6XJhy0jrKax}TH<}fQX<s@pYC=}4Gt)>aGUaE~QPB8$b=d}7W(6F^F2BKlLEvow}yCV9rC8+H!1T=!'
            'L7_eKaV=6Bul{25D1+h{xVzY%bn={?C)-F~pPb|N(z9*hA)w1<6M6y6LR5f(8G_z|ko}DYU2`A1oY_yy*Wi!S#7chge0<}Xe'
            'NU(1iue7VIq%S^}SufTtgPN4G=$sI;Q?o@fMW?AQcPt~Y$g9aO8LQZ>8Z1C3A}PD8(=yQ~Q8J^jS+qScekr-MdM?N_H?Xm@k'
            'uLNm<*0YC%Ce0sN-@QyUoW<=4zzGD>o6s;88OE!DX*=vUaaw^b}?2e)-q+Iv99VGQn1adOEZwMZz##95Us*1`>hKk1gs>on<'
            'tR8^C@$!B(V80U@kN=k|H21x-r3}6R=b%+8GEiDzgqSH7r@FH!u{cudNubDyw2J@2@~1Oe{|>Ofc~<KqQtdY9^>Gejhrl^&j'
            '!1z#(WTjIRMLXED32p{!7?<t((R{VoWZhN!+QKcG9RNGvd@cr1jcz^Gs(U9Xibk}#z#y)N*oAEF?vny4|XRVf^=+ALbE?5FQ'
            '4bs%#tAu4SvFDs8KQ>o@GyB-Z9DKJMVGNn?gupD8i!XknpdaT&33auG1!z^g56{e*wx~M}hPcQ{A)TMN*1tuOPdaX$+|E<EZ'
            'v@HNE*sSg>a;!oriYXN>N-ChGdZAb(ps|1~8!iqj{VWEs=ch=hbTHkm-YPM$l%r%Y*eHiB=q}x<zpRQY$u4HG6*M+1EwqL*e'
            'ki=ChoTiKoG3Y|h&42?*`>L!H?y-cn=}Ed<*getnyT9yKrr~Kn5@RMAF~ZE#53YB_%8JzlPtatsugaanyrMcS*8&pAg>A`5v'
            '@ThU6U80yqs1o#3jZlJtv(owlILOc`O&8uqrvEex)K5)T-JiL@8Aq^etE>@vg}t8L+Id6eQFi&Z?y=s;+mfoh#3(d6u{?B&g'
            'V;Lnvf2<Sc%&RVqp+jv!mDqOm9`CnV9S'
        )),
        ((32,), (
            '0JDj(oG90x$S}gN%QDfeD6r8aDXjyq#3`V%bS+M@p{JuU=rEM8ldjYyR<2>PpRw?-Gcs&3Zm&o%fv^{|'
        )),
        ((32, 7), (
            'Kr|q%NwhetvM*DJM>l*gDzNXjgRv8|N-IsHuCe~O$F<6{12lK2^E7HSm^9HZwlog3zONmzzBS`BWHl)<XDA%7lCV6qN4H+DU'
            '9kqTl{XnN87JX2!Z6pfuQaAKW4D&BB{VrSvmhceStVw(q_Q?Nv#c1m4Ycqy1vD_SCAir%T{APaj4(1e)UPTmfu<+5Ke=Hwy0'
            'Po9m$O<k;WquLOf*}r+_t%_)Gc8zVKP`TG^0i|VKj5K)U>~{D4iM|zO=e9@-J;N7BjT2NVtMD7O?ua?X`iiCoYY*Ej6<(A1^'
            'I2Td^CnbF#FyttTETXEDn)-7RS{ZnZnOGA{-#RWC;~oHIN$*tC7L5U^jaq`5n_v$)PNiZ6>b>$b$Oz%sV6KB{T8+^B~*_%mc'
            'SXR}GTsj@9JFf>Oo@uqMxW3*i|V6~RB1hkg0?K9x5bg((Gk+~bSF*fYB%`(fh#IKh&l&wClWG}2Quqkpc88Py>>9*B1K{1v!'
            '$1@NlBen6hb2Rlf4l&rE9JLLyCA3DiZ?t|hSTzW-S}jI41+}xXtguhBOtRB6F*8@O=Qk6zW~Xwsu`)0-'
        )),
        ((7,), (
            'CbS10Jv0(6Coq++QmX'
        )),
    ),
    (
        ((136,), (
            '@4j@u%)c(cW59;Mq`=X@^1uec9>F=mO2K!*jKQG6wZX%|;K2mKCBi+zNWxsgXu@v7eZrB#%);fu6vH#aLBmtST*Gd|f5WiDz'
            '{A|b`@;vs9>iV5vBajsuEVp##>4W%1jGu&55yS6BE&4jGQ>B;J;X@FUBrgOx5Vqj6~$1$<i66rZN6Z>B)%!W`MuD+f4wlhue'
            '_qXX}mzZA-pZTDZD4VJG^DQmAve{1HB-<V7<P*E547u)4l`0WWTz<3BXanaKNF!+Q9q3BEe$8iow{y8p24zw!#6!Zo@G;;X0'
            '~1sXDnjsybIX-Z_XlOgWh}e>FWf4mqbf6g+c0Lp%gK+&G&s<1o4~'
        )),
        ((136,), (
            'Ogm~jWIMMz`8(J<2|N}&6+9+9Hat>1W;}R2q&%cNv^=^z-#qd>06ix?7(F39Gd(RmFg+tZSUqe#t3A0rxIMf*#XZ73&OHG>6'
            'Fw3?AwC{H^*x(Cqdl5FnLeOCvp(-W4?i_OFh4UtK0i!9T|ZYpPd`CF8$abf!#>_VIzMtefjpEvq&&7fvplyvqC9{+W;{(i3O'
            'wICb2}|NCOgJDojQR!h&r%3jykhC)H)SAG&?dofIDhCbUR5qSUW^JTRWUPlsmaQzB}1F`a2RlAUs7pRy<EUXgq8@KRlc`k2n'
            'K3yEmRUpf@o$)i(4tJva+795QD#bT&yizBz?EkvyV289W6%#x=1u'
        )),
        ((136, 32), (
            'eK2&d3n;IrUoB@bODa;Le5BT`-YN_vQln%r-6g80|0x77%CGn-lPWze2{V~3CbrtKC9GYeqpaPl2Qa&?5~D>liXvqoKC!c{y'
            '(f+&kF?Puz^mk|%P83`in2Yb<(q*s=Pz%b&#C&W@Gt%!Ei>J%wH%G6$RXmfy{|&56eP>2UZ=z^e6i^*N;H+8Ewe~3;w@k@=$'
            '7@X#IS|16)wswaIYGw3@>RcIj6lR04n$}{4vog7$3f`NiGPq=_Pz9udvuJy{SYkd$6!82s7v}Yp`9h$1S0%T`8xdNhxVC#3>'
            'J|O|4lYQLv#UnJ>n&X|wn(dM~xG9ju5bc%_!Ds-BQ7g{|Bze6BUB<sR{{TdI(+yQ<$X3^HFK|0y1-ilF@=4=Gxzaxr79#IRh'
            'dn5!NzPOmyJU$8Z(iY)!5?yP|^hcYWG_%1Xj$u9RLRwb7%^CgO~`>uB@T`l6V+9V$)M=^q}WUuNihbxe-UbL|=g0B)UIjMdv'
            '{w~9{#iBc|=r3_1sx8#1y)a=h)vyFCGAO8><gs)yeytI!I3$&=9VAAq!YC@S53m5J;IDlsog*?WJ*xz&tFnR{R<N(D$FM81x'
            'h`oj9I@uIbS#J|gs``+yRludPAosL_oVu(ATM~a1GC;P4Jg<tL?X2=ODz(x7%iWsgR$wPFD@RceXFmk)2!Q{gst1Kz^BKf4='
            '+oxX0ey1j<i2C!LVGRY%Ct7`>~-dwlIUR<|TJ4eyuv7aVkEm>9KMpTd=Pt^Bf)~T`}M;jId9fFfs+Eu&mv!I<Aba!>L@agf0'
            '**;+*9yJt?6ujimjsb}fvd)vMVmcd-#MlBmom`?AZfgQ;z>+@k3#HmGQ-sW9;?D<^KWb|JASA1D_lq_pfVda?o}GOL}gVJ{&'
            'u94w@;{VQxUD;5o{+%GpXCa7Dmppuxc%&a@FEHEW0g0NdAIj1HhlP|5UVlAF5u{1NWrL@H{Bds)~Wis$B>#D!4S}vtDN2&rf'
            '6R=UBoT;2BJRyXsoh*Yb1ehZ#{vi{z5~?>QE38B-dZ#!gc`TkYCbAzcD=tGZaxo&V`LY!%iLT|W<E%d}zM@04mN2g_yB0C5g'
            'e-zDa;NXE3Nn<i7pfYm{4XY|+BB{t^{}g_4K%Q-Ua~;4tg)-AK`ZVvR499>tSlX^S|_D2a4^y%h^sjm@2H3;Hmmh8(;4<C_A'
            'Xg0rZKxITPue!y(CH`Kqurc^e&Pq&8q3N<s@IIPpXx!Kr-B}T&_zZ@iEyi|1J!yJ}}KOXs*Jt`l<k~a3c4pyDIjkgD;t~&Zd'
            'qnq^=?~{IQd*Os_01VygR;ld7N|(<aueZ84#+;-bJPqO6@5Z7prE7%i|I0<hsN)-VgPj4gIE6s|$Be6h`|qobHD3ZVe9kC@{'
            '#X)XyZ1g&5)X{I(MH7N%&QZ0<FDzK?A0<>zd`m7YL$R?vM5uC`QVKCV)&a6H%LNVqje6RNyo2dUYfhsz*k|_2qF{KSM5-7K`'
            'aIlo9#Hh+CFfH_uHl-`ETO<%Lin5cm#;}Ge=Ceepcc_D_c&)>-Ua|BrrYr}t>!(X8dMyU9>n3(HFcqq&#;*k}jWPhV^rtJbs'
            'wqZ|d@ArRV<Q+Xk1)?6)U3Cyfv~PC2_r5tr7f7LdaTMZ)U4+jkt?67OQ>k9el5<WK_@;i)hu8vf2>fmTdcsXy{9EG4k%ieGO'
            ';zWRIeeh`>_<OKQDE$FsO>O0j(S-0IcMkY%^ppuq}qC;jmCIQK2}o2QSVgf0=A9pQei}%&V0vRk1HJqoj#138q1>hAcI-9If'
            'ju0V*Rf^{5pvTB0ek*s|HF1gxzf^R+;+&8vnbvn0N#)vz@)^{hWKBr!@Of31xyXtB|y&m{ezc`jo!S*Cz4nx*uu5U;?jt}-w'
            'y$}MRswx4IH<*z|6T_%vQ7cqmecPxFZ^(X|Z?JGGTUNBNE8L<zn8nPalPcIEEPN?;z050&b+oV}3xGLkQ$ecHoDX`clFesKX'
            'TCJ9|6fuk}mn_$=PcCz^avry|yr|K!Cagj-ajoGg(yX+p8LurXPb}Ip8Lv000WPF4!Y{Fyi?I2!t}gW$My<J_1hRat7BzV+>'
            '?qBzf-_1n4X_j@r?Dz1J)*CwK&G@P#-jkP2rm#WvaSTJg)p|P>##>Lbf_JucPI$3At(VYdoZi5fixwo@+7;Z8zd(%La3uHK&'
            'DDD7B23y2ro3UZXHjk)iM?`g{&8;#h_m>2`Ky}T{V8L8>>?+gDr0-SR>moFDX4UKQ;TU*|1!)BQC(Lk*5}@yf8T~IwWwOhc1'
            'yRye<DUT{3$pJF;Ci03LRzpsJ*?wlh+#_bo%Jx11udwknY@J+rwjY%&C~ey2~e{ip*lD=w%k)FTC~n=GF#g|wh3^{t^YE-+T'
            'HM=4ab+^rojrl_DbA~4r5p{-l1LMYv%t+LRrKP<K=1uhG*H!3wNpB!)&@-1O6vN5nQ9;|5|BC#qf+cC7Vn=FT}FshU>C$RoB'
            'Tqa~NvoB+_%C8u(T^xEQh_b;aJgMm}^{)x2vnt3fxum5n=ryh_>9WnNXD%Ewfi#pL{xXiSOS9oDhcGHJ%p_DRVxo4eCbj;oY'
            '9A#n=dCa;<SL&p$FiHPmN4?FB&`Q7r><8qZ?7$}b+IzBj3j2Ap)TgEdoV1kov6$!7bO&<ilb{LY@&86&LOm@hAum+RWM>KyD'
            '?_4X{=eMD6A8-7_02E#wUp_y(t>8k1c2-m8?#wGqIbeB_wULAFBN?nJDBe-LVZU*R3=wD=h3WsV|`}K$!upbTFzRl%=MyjjV'
            'Gn0G-LK6ELW$Y_8g<cC1q=b}m$_RxdTK9vh1+1(g1)Ijd?X4y&&up|AR`#4xF?AT94A$1S}qelK>d;VZSNi!O*Mm@_>meXu?'
            '=U!{E~-76!L>MF^wK`MJJwJF~o%C3GYSuou#8m}d)?5k=fR51vkek;5#MlFP>inGQnIV?)B0xI&RE2k7F*Ci@3k1-Ce>Z^yT'
            'XRwvAwKI#biYhL!eWoR|pRgw&AF%^0;xN23&8d?!AFDK^GP6Z64z4t$c`h?7+^{Jn>!@Wi7&1DtG#kpbxh!_90WuaT2(0j}8'
            'nA&KY#~7`KrWdphN(-jLaYBU5wcgUSD?qTez9IGtEyn7+bjIAcdf>&9+-41II?M=GcX7=fUjnzQz$$yNG5VIbt^Kcud6mJCo'
            'pg{B`>M0sjM}yE3p$S-5`;!4>Ad?^sNvjbS5~X@}GRC+O4^d+ptfrXeF+&b1#!I<*LS@lQWkum@?fkNG|@S?XEMf0iIAO;wJ'
            'bgwXX~?<0haeGNzNGO*0#@1S|tD&!$77zA{g)K(nVK%c-ogI4v8cmoR86^P~f@bTA+-=PuB+11hR8yfMd@?yNZ>X)OFJuBxT'
            '0<}JgqjU<Au{UB>H>oD9Yf3dAH05Z-iI3C}xVlA#N@2#S>K&NIdG9;#~ij`0>rlD>vGPAs_k*w^qYq2{n*evs`j4`{Y3$NWQ'
            'Ag3KF1hH8!XDhfc3bBT+Pbs=CPO<ka=_9kHA1<e;2Q3gZa4yQON~mEj`6%qJ;;=C*Ni&<Z$t$3&6)T}H8>v>U(6Capx2WhM7'
            'N{5?&9q^!h%qcJNw7~aowD7pkgCG587wucnyt^RoinMW)hYNY5j97#3o%l$5~ka)Z84Ur&#;p(x3q>Rbt}a%mYg82iZFOCQ?'
            'a40Osdi>bux#W4KMsOEim&c_p<^idoM1i%rU7LMXZIf%_$eGGpebvP%X|bMWO<*9xzR-*rnht*D9s4Q7kGTzO*_m^fG`co}@'
            'T1)iUp|0kGnreX-Cl2C-x_LM|4nd>mse|E(sjHmoF~JhD})o-O{af3qtpD=deo2rlxVF)f%d%CKmz@Ufz-3p25-xUw{`Rk6-'
            '4N2(t&)FDwWqB2f0c`<^pK_k*E$}m_aMl=^7IH&rhxEb6mi!=BVGB1`i#IK|tL9SP)7cQ+8L#2wag|p|W+$#g8r>_MtdMuf-'
            'i7rm8TQjF55~_tQ9TRsjrmsJ&*`b`Mf-PMI;itDUqN)!tr7dN!jxw4up{hPBYb<S~X0YWVMKY`=d9li_hNxgBIUiHA-6&Eo-'
            'K%b^?J!%g9I`5~XDt0FiYq}afvIvSf3JzGi7WA~xv5g7P$Xrt$*@E-)+i>VJFG1)HziarZ>d$Mrl75@<g~>lxhpp-YOro9Of'
            '6Qju(BF1owG|WN;1T&Ot2FrV=1Jp>M@uf*eqMD>L}4IBeBObpCm*tNU7+hKryDRc(Qe+D6gQZ7N}(_<}$gjU7NV3yC^<1<0y'
            '<Vv#^}8cd!_*Po~VS9WWLwG%G}{h_FQ|7cCGjNGPnW&9J_$=dZ;v8W^cApfCz886_>Ki?Bs3$tLD2g)Rsx<t}@w-zX0-BQgl'
            'Jf2vQZ@vT@aEUcF!U9ah_=dRSGFs-+-U$MBXgEG@JU8xB#lQFL^)1^zW`L2<&^eY4`Y_#Jf6f9OUDKY;j7_4Ti-Y~4KJgrzV'
            'W+|ks2d>GavMM++(J#iYEFKsx9I)FeSE{QfnyAIF-7(IutDyd`POv$y039r%eyTbSTqRK_qM-IC1g~Q#7qOo&rmf8{_b|1sp'
            '0O4pDIGU5F0Gt0$ExivBr=z=xT<R~St`b{`XH?|f}UA2WvZ?$>aWc!tt=O)>#Q>+>a6pux~xX9FEJ=DRw&G{t1pW%CoJf%pR'
            '7lvxGPw(53dO?xTGy6pf15OWwFvQ!X1;FT(euJJ+5~!h%5Uw#-p&XAuXycK`zKL{wq(jE-a2M3a&jBC$Gw-lr2K78LDcfp(u'
            'K^Nvx==U?GgIv@Cq6*|OcNGOfrloS1eft17>xH7?XD$uUZ)m@Gsv@-QMUWUCOd+NHIulO+kTE3gSJg0DWUO|nfi{xh~O1~G-'
            'BI-|g`gsw@WKdu2OH!cCEsj<%)3@VQ(EwJn<!!%r}tDQNWsj%89G%>4~elI<)#Hlo?u$ovb1*i0-gRgR@X|)e3GpyOMD<%}I'
            'P$)L2)+<3RWHTit)uC~!%&gok0j5r}FDv*ki?6_*jWDV$TdbC`1**25o|vQ`2%$T!xu(@J3a7Iyr6gA@ldfwm3aRlXOfN+(;'
            '4Ut&`K?whjhzs#&?>8^9<SY_Ry5JDyC!0(VK5l1RWi9O3aH$$RWMp7t1pzNg{I50X(sM01DR^C_pn)|dNV#Tr?7jolp)KlN}'
            '{r)VjW{I?=M=UKB+G(A2H0Ohq1P$Kd=ij=B;5W)-g0Nnlq=cy{VBk8Y)tqdb7zX$S_Yde6Y^6oi4W~1}#b~W~x9hA~n&c>M2'
            '1oNGvk4gDz8^*(l~DH!QI&)3IqT+c5jC45_*>1~QQ_tFX?g3@{lm+A3nPLM53lbEG(~{xLhJRWe*EwJk<1T`qjEe6JKR{iCx'
            'lnJ~62qO1Nfh%_*;f-)gA=c%l(IjmNxxUoYqAt`btzN`zbl&i$7MKh-{`LM*K|1Ps8;-F$J@~R#r38<T{)2Pd?X)<awzAdn!'
            '@HHW^ORveUWvePCEh<+tk1lN|E+9Ry(X39b*{qN+*r(&N6|zAmYOoqB0<A8v0Ii)Y;H<u=)vy*S3ZVqCzAu)fFfj`)EiNprM'
            'W{wF%dfGS-Y(p-tSjg(CNttOnXe}$6R^^xkSf_N3MV14gRqMyjj!jb956a95U6voWTOnC9x`dFB_-D^H!_i}`Kx@ay)b{Rt*'
            '|^LG_a5?_@?9@zOKlmwK6^|n=zj)U#)R4urm21kF+W!1SC%<B(d+Q{j$QYZ!jaUpRPbDd@edHzokzi$SgK5r!Dxa4k}tLcr='
            '(W9<n{IEh&5|9<Zt;hZ`j<w5(1mt1yHu>#EJL>KrX6GMY^&im&`Jfi8G0;F{N?|E{sCIjIVy+oN5u93yWlPb&wo2CI52b0$f'
            'pVJspuAuUK9tET@dgQ3+f<g-sIXRs(M!7T)<`>{<iG%!&sS23BaY%6dq!YVwRpD^Dm_^e!@^PxX5A~O&!t|y5h11QF^d#Vts'
            '9<rSg11+5}bTF(f>a)-(94?qB%dFn2zpWUkeJBnsp{qhFVzD?boFRCx1R*Xn@UXU_^sSvLR<ArO@G2xORxZl1e=2J){Vn+<6'
            '||?OV=dPtT(IaW6RGp6nW&#7<ESMquc-O3z^l6;*t88Xk*LqHBeH(7a-|2Yy)f}G;i6D1ld2Ifo-$9ZSSq$2@+q|-gqTn+wk'
            '+hX+%9djA*%2qx+5U5J}~#Lm8qy5-kD;dG^cDV)uSo1`m=Z@P_QL2A1&{sG_I{BT`glG6tGn>V=QMezcC)GMztrbwy`QMYAT'
            '494k*~IS*0<s$0bdr%__>HOf9Xh*`pN`6RQ9;ODx)?t1UsM>NFBHtFgH(4x%zNN-X!L#IhT(9Hi_ZC#~-?g|cR^5iRVixhWh'
            'chcpzj!6&4)zAr{8j*?F<XeutKUosXd(5P*$l_0Y*87)pT<*1=1%`j-H94=h4q%7a5C#(4=j<5|ahMt$JtS{21D=*-#2rE#l'
            '%Bg89$COVoLNuWw46IEiH8TjO)~&U#Zn8KrtTA`3E;Z09?<&)#6`0mBJTjA|f3JrykD~Lj2C=*}p)60UWuvkxPA}s!E2%)Nx'
            'F!~`g)%^|N-&i#4W_=NK`?GF_#{{|YA0Q;wluRX@-L($F(hiPYp|BE!m-saxGVlE_9DQj<tq>@Lo$D(z9AhV@3C>L>Mc$zdM'
            'Oq#xUM0lV={lPTdt0+^DfA#FDc!v)~jYI>8-9N!yI8MudLE3+N{qXo*^=|g|fA=6fFcF_byX0R4=M7UaHHe&$Oa14yaJE@h+'
            'Y-cdommAhO0O5HYhbi8WX;=PZ1z#xiLl9<3iK2PX$DBdSU)%QEIDuCAY}N}^G*&ncfDO|X(OV69FjKCnM5%`R)Q-K<nC_%ae'
            'Mc`lMP&ZYUNNhJ8IL@Z&kgCcY@nV-|8m98%&4=&WH5G+%!7A_|%MlN2k1S&wMCn}4s938hQf-m*2MXwaGN+iuBh@+A)3>f_@'
            'v#95@#xATcE+|x`BdxEeIV0k&rlwl4YOSayR3%X<(=c17!7sBg0-Rg2NvKIP=&+I}W2Zc>Y#1@ExG55{5GIYJ87j#$UM_^MF'
            'RgK{9<jo!m#u{;oUJ=5s4<JFGOIi)0WA)wP%z%B6DfDD3^Kv1YOn~a$0T7eIG?97My`)8Uo0^z{I5A1vaf2d%%_2{S+LGA3J'
            '?vlq%iFjOC&O_L9%PB;G|3}3$p$w^di`<d9cqdAS4Ga9<4+u1+eKXWiI!rZ!v-(H>BsUNU4i1^{{L)u%{uh<SG253oIq6J(z'
            'y5^(|ts>#kz5-7<tK;IdvM954zk>#)Bqdn{NonXKuuSg0W<^eS&6z%%5qv7kaRMKFG_8ZPW80x_^AZLbEbmaF%q$1zo||E4s'
            's(XeQ+j4qQb+^fVh)}qfaJ*hXe!XyGPMxvvv+A7m7WUHX5i!R}=QKOS9`YI-y$1v-#@UI{#4xm&ls4BP|s4P=1rZdS7;;@V-'
            'L#cGAWvE~#ehEOZ?J{_=Hm(Y$b~2HyJ13;4oiRTx-7r_C?xeUd$R<y)%B#eyC@{$}tuH1uPchdpp(uK)1~Uvb-Lb>6g&g!O5'
            'FziRXe@muk}W<aXD%_P`Wo>v8n0!ppfgRTQLYcMa;Bp%rLY$rnKY3vCNU5%EU5sr2c_RGJ1|(V@Ux?=!mF1q5iu~W8Z5)DT&'
            'l*cb*-zavoIC3t|HAY*0Kn!OeXj;U$rqcfU6rd!=+;|o~u?gv@<m?U9KB2e5rq`!Ld!S+AuFLIxv5(!mPToG&Kw$z^a3?P$$'
            'tU60A(I3o#^{ASJXao-D~IP_ZyDT^_G4)G@HJf2@x!U@0#suCe$h-W(GgY_Pesr>&?nUNPY;c(L56bS2BM@FeRp2r&e%3YR@'
            'Bfuz)~7^1Q%Kq0;<lrLYkdoQ*xF0Q(l8#TwV>a)wP{-rald?qwDTBs1OQjn`K_p5}eKQhcT{jgi9uBiztAg86UL8e8p*{xeH'
            '5VAQa6r!-E0j*p$Y$*#bf39e(e6R*H>MT4jU$r40OS8!?*D;=$4YDsV%rN&c)iV6B4KBd4r7)qhlc^i7pCeE$%&4odCa`!Z7'
            'b{3CCaun}+b_V4N-ZTZZZ3YX2CU5~h^P!O3NS*Ue=g*-z$}k204ld2@GzXR9WXzjbt|<iDlr@^xGQfgKCMZuJTfpf8L*crwX'
            'tk6_b!8}8>&S!ATqk9%_~x`qNbgs#wP+Xb}bDq@UE(^wl6)Q=QB((0IUYI=&Gl$UbI`V@~7#IT&!_3?yX#^`znI1wWXda7O+'
            '4qPO!!;FQQp32_+7v)G11^FS8dXYcj2@E*{%3v8#qIa3Mr5WUDQ!Uo-M5nk*qNtt|sD&oq}QzO2e8_n=BIu`n*EKQG3rsIju'
            'Ewz7{S`Xp*EZLyrNXsk4;=dGfq9I8C3>?!;&6DVe|2C42Wi!C!IX|7uv)UakDBCN-)i><;g)G!wnlPtum0kitB|115e&8qgF'
            'aV+$x%da&r+AfK&z_0+O->*X`{;47yBrwsk0I(>pDJh4l*(lE{X*69ZRjryK<tk^S4ljHx{hpStOE9P~v$Vu6(z8vl*Df!w='
            'Ahg(UaV}feK2#UB_(X6J1;V@9I?T$1uOuSL9E%IvMnqu<|z|42`yzSs4@krkg|g=KCQ4P9kC6vTOvO&Lan+MC96v?9<Y-xnX'
            'd1sn=z*@KB^ipNH3ou9jjz9^f1{mfG`xDXE2Mg?J{{Z-7@$p8Zr~A+b>x*bgk_!n52`kGOaVKb1;6c#j_4D<Sw%@C#dwO_^&'
            '7-x2qB=ATuVgzO?zLRj!pNjj*DyVJJ7UZZ4-Gh#dqh_Osb686IOOfU*dv+$$ilQlZo^_%8^q?yh69+b_bLWHB->%dNvK-LV8'
            'MBdw>IQ7S;3Y^XD@-5yObgc3L~vNYbUFRoUtVKQzg2DCjh;G`0;1hSnlmLQ!b>Z+=+m8t-<LNo;-yQj^o>$2K2^eL>Y3@-vC'
            'Wi8yU2`OSK1ua9Zkf2?u1+i?Zx~PCG6PVH;%pc(#<}dQ8HL(4!KCStnQY}6w&M*}!>8>TDKCXu=1TBvu!?D$=2_jIWO*7sx_'
            'AD;3;5MMH+bRYwCa=LT5w1<E_>aXiuB;TS$uan^>oRJxps!#q(zMg4H>shq>Z-je0;6rJg0DQT5-aJf1+@P!;HBv?5~_kMH8'
            'Cu%eJso_1f^^*nK1As?Xh&PCmvv=Q8C1?w4fTa)2N8Ao+>)6k1cMk39xQ2zb_fARx=T;X{ze8o*1L8XD;Wie6)2fF0ASxgRE'
            'q+{3=4Np{P=<BCVn><E(%pi=rp2<+RqXR<RPaDzSF37A`a?)-HZ7ORcOU7N$k1q#j%=U9zvQPO#yiI5Bat$)JFqb2PfE*|AY'
            'DXtCWaE3sZMQm#_4#;b6cI4?=CRjmCj@hwI#0vqY5e=Qv_Q6qq+tStZ+^&%{)CYqKixgnOL1TKs%=Ce?m|0dt5JSym^7^{b|'
            'D=82$eK4~s3@$7#G^jK&D=xP$gsj`CTq9>K2ruC%CoK0cG%5nAy)NrCtrRz~#IRm0lc>-x;3)yIdM{9@YbDUH_OOU7StwntO'
            'Rq_&#g<5<0I1t3k1YGCZm}q`B`Qp?PLwXJ9Ht+z+OgLmA~FLlW+|DdL@+g)oUI-({HaYaO0HNId$FXS3opK>2d!1ITq&2b^R'
            'WmmgemZ-(65Rt*D1U)FS1H3T&K(^xG!EV1uz*XQ?cnPt1NP~C91cwb2A1l9Hkp0v@S86|04D+h^m*TnW{x7<{jiLxFgXhK&-'
            '^7OEXTQ7^x|$m?XX?2{5Xl*{{T>f-(Uy6s^XrgeWR2Gb@>?h^&jQ=O&#f#-WX}0J2xFPOU~Vi86Mwb+6~2A*?vE60<a<sx6e'
            'VB`YZ_Sgb}cb}$q(DX?Xw%&j)7S1`P=hAdI4Ix4L$6(-QI>n~BXEG%lDs;~$#BPHP|>n<oO@TudZEH4r;Po|bHL@+Hg%C5yU'
            'hAlZTL@G2Y3#v^pVXgD1xG6}c!Kf3YG%dX{>8dB6yDW3EHY$;#E3bemjxIkgFRgVd>8$Lmp(SXn9IaTdbD%;c#3Q0EGcc^E6'
            'eT+_;HU#FqATkrmM!iv3@~S@!mMpF*Dx-yJtm;5dnK}{q9ea5yPr&+M=WkBld!L>?kk-t7cLF4`Wy_U4=+;_{-nAZ|0JU^x2'
            'h$l*RY@~RwYO&hA3Jg)Gqq9a;VEHiK)#m-6B$~%BZ`mfv{$xYOsK*3^epK2&izg-6nuD)Tvpe<Si~Njk1@n7_hytUMtzHxU!'
            '})c`)3tm#~Q{<R)RTLNZCIo3%9_S}=MpI~k3#skH&GCAN++RxkvrD6aanJTB2Ew<J|EBr&wD=_evG-Ywj%sVKB4E;Gn2w=R_'
            '|G%pFU@v!f%o~rP+J2l2DJFU_xF*MsN*|H<GmnsUfF|Y?NWiUxG#xfHy1F&!{+B4p@{<1kVzAShy4KiFU0J5vGk2R<&LAMgF'
            '5;G*Mc(d)Y6g2TE{IOQG?<@?d<g$yev#!l6<fNxHMklGH0xy@dDzGCe3N$aTSFfcob))GiD>d>cMX)fkzNP9c_oS{UX)VT}1'
            '2M>_Eh+*pR;Tc&aUO-TQ!fXjMKBhxyP?gjT^^pW(5<?#N3gIV2(gSZeJf}&lB;Sm9kl!=b}V@>H!!#>&naK9UZo!`_^U56Vl'
            'Cbu9Ihd;Tq%k!II>kHNic@9C9*}T^(bJiqb>@tkg`Osr!GRHIWS|d%o&2NU$L{L%c4v&=BXN=RV*m4BCRbhJg<4Fdnj6;L8k'
            '^Wa2*09X)*H-TqivvM=nV&#wmX#c`G6<OBop~-K2IOFee=-cqlV2>n!&nX(^2=2rTQdl`CwdKqR%R=Bpd9daE)h{VEnNH!Ig'
            'F@uemuEhiqHW2javRw>V_>!R8!2r!Z@siQQln67asYMtaLq$)`<>#{(s$E4>hdM-mM#VDgKxujvHG#rhr?;-xL=`LBZ>?|fN'
            'i!OI19waueVk?9rBBcQ-RwzNGYNc?jNhz(W_AVwbakP1?`Xfu8hp!?j-Z4e4Mk-1v?yB!AVJ3kxp)N+Ova(L9n=_j+->{pr2'
            'P{K0e<}tp5G`D#gt6PLaw}-12{FN`Ij>4I_b!YmIJIglRwOa5+Ak(5J++aix-t_iC91}(sW1&I@+On2Q>)1!PnZs{fhCS2@F'
            '*`SQ7Gvur><zH!L8`4Z!%RTq@aDQr625?l^oQfBBYTfXDm^qGO+NhlPi!f(jEn{aH;Ms7n`fB0x9IBcPjlV0j9Jhf~*9kn6L'
            'z^1u_MnQ?l5oz9~YiASz*ygRrKYE-g;0'
        )),
        ((32,), (
            'IIpN9vnUoRB&YDM4=lZ?(UTmnN3uwwdLToww<;j8Sul94MlX!7A}1NI#H}#0>aC3?kFu1lv@-OpO0ESf'
        )),
        ((32, 7), (
            '(=rh;y|iPmq_aY><h9MTWijC`{-dI^=rL=w&$LLnQnLpj3@%_X@iPp!MzN;1<S1J>K{Dtx+%bnRxH0H5jx~+75Vuk|(=S0YL'
            '9&1?XRvd#dNbs-!Zoik2(-DU!#72@kF$ZI*Q8#k4l-sk9I(eVrYo~3Z8z_*nYa+Me6Xx7IWY(@Q7E~%@u`=wPNkHyZMPLGyE'
            'opp__O3LOfu)Om9nC<^E3@9MKp0Y%e3vbk+eoQ$gIJ#ajF(At}GWYr!I;#5wxbZZZrs}zNsOmR5S*-;V^%+DzybE#I<ZJr85'
            '_;3pB_tMl^CZ2C>1ZXDl-_OED(5zBJb_A~CJCjJK3A!nX-2&$VwRjIY+D1~-N`3$1Us=&kNDQ#F^Q9ysJP7c6eIrL$u$C#5G'
            'c2{L~w>#wG<inN5Wr>Z<J;;Ha3*{4*c@Hsdt&9wBk*)sw)H?1u-HMCx$!7X+wK(t!8mALUQ{IQjsBCH;#&$M(l$u%vwdNU<8'
            '$28oqqO5f`AT@t9JvCo59kN8V^seZ(^E1=18LMZfJ+g$izOBly{;?9Vo-*w<+&0IwzbBS5)ibO$bux6d'
        )),
        ((7,), (
            'QM9Npp)<oW(Jo}LU#<'
        )),
    ),
    (
        ((136,), (
            '@4j@u%)c(cW59;Mq`=X@^1uec9>F=mO2K!*jKQG6wZX%|;K2mKCBi+zNWxsgXu@v7eZrB#%);fu6vH#aLBmtST*Gd|f5WiDz'
            '{A|b`@;vs9>iV5vBajsuEVp##>4W%1jGu&55yS6BE&4jGQ>B;J;X@FUBrgOx5Vqj6~$1$<i66rZN6Z>B)%!W`MuD+f4wlhue'
            '_qXX}mzZA-pZTDZD4VJG^DQmAve{1HB-<V7<P*E547u)4l`0WWTz<3BXanaKNF!+Q9q3BEe$8iow{y8p24zw!#6!Zo@G;;X0'
            '~1sXDnjsybIX-Z_XlOgWh}e>FWf4mqbf6g+c0Lp%gK+&G&s<1o4~'
        )),
        ((136,), (
            'Ogm~jWIMMz`8(J<2|N}&6+9+9Hat>1W;}R2q&%cNv^=^z-#qd>06ix?7(F39Gd(RmFg+tZSUqe#t3A0rxIMf*#XZ73&OHG>6'
            'Fw3?AwC{H^*x(Cqdl5FnLeOCvp(-W4?i_OFh4UtK0i!9T|ZYpPd`CF8$abf!#>_VIzMtefjpEvq&&7fvplyvqC9{+W;{(i3O'
            'wICb2}|NCOgJDojQR!h&r%3jykhC)H)SAG&?dofIDhCbUR5qSUW^JTRWUPlsmaQzB}1F`a2RlAUs7pRy<EUXgq8@KRlc`k2n'
            'K3yEmRUpf@o$)i(4tJva+795QD#bT&yizBz?EkvyV289W6%#x=1u'
        )),
        ((136, 32), (
            '8LQAQ^{NE2qcf*4Y_1V8zA(?O<}O(-#j+MMoHCy&HZkh5Rxlv24~(6rpfEEi-?7ys8!<Skrm<zSgfkK>04bC*wJtiP1v8c`q'
            'qNhqIHh(m=(4)5E2!uxTq%&K+OY*H5HN?bU#|W!RHbVoel-6iMKOb@Aut27Vjj#eCmx6>2B`|L^)YiTu_CajHlb`RDX=db3#'
            'HUGzATcOX{&azT$nkWZ7I2;dawd8#xKyXFe&(?8ZO$eQY9WR39!_vKe0=rhpxh@O)xt$;-qdd05Slv_AwW<o17N2VJQ=|`5?'
            '=#53!yvoF{syD60=2X(;C?y&cvmv#i0X%(P#hiKQwmwk(#fPcWz!OfbWwwk3kCO0ZEa@gRe&A+LZapeOGxO{ozoqbSI#2dbm'
            '1Yp8vwa45Jmk}MjbsjW`1@2b<U0;6m&$t?Obpe(kl!Y6wy2r4nIU@n&_II{O8=&-9UW-48<z^^GV+pCH$FDl_FgRsr4L#jV4'
            'cN$)jcrLdxccG6cUNA?i4Jh`o-YIgdnJ~&Rey%;V>mK?p7Ay*)vZ_8SYcK5~yRiYB(kR-hKP-VKXsN2QPBWRWCN4X*f-l)CN'
            'wixrb28a1X|OdhC9)%|h^vmUOtHl+EwL}CcqbOH)U-^bOt1wl;)!T56s_8?9kj=<_%i(`U@3~OqNMt*gsac7YN$V~IIxJR__'
            'B4Z8K}9ewj@(5L#jKb=`OV;+$kR~SG0#QsVzCQ6AZkqDYVV5&!Y_>yD+>iw5q}{60aJtQm}xqRk7bPwKK>tmnasnoiI-^M6m'
            '4`=C8Lf6e$cU$)t@X?5bU{*Q-dey&@Yl<tYrR3otdZcC7oVR4hKRMXPQoNUln&e=vqG(x)OU46Rr(<fZm4Ni(3Y53vKW#VnD'
            'jvnszL_b?bS2(3#h(l*PnYN%W+Au;BvATHXk!LVtuEigW?o-&oN8MLA?@vgimAS@fL_^5`pCMi#`zb$X3u`jl;`KPler!SHx'
            'C#dlxlPJ5S*D~y{G%R#2R59Z#ou{y>;H=%WjW8UXJgmVlf}nP>Q>Y-RU8sDj7cjjsQnbo1)-n7ctE_J<IITLd(=8LP<gu(R0'
            '<B>!cdL~t10<U<sj(R~nJft?JEf?xn<BF)Ff?#5YO?AzhqJIXnXxCIKe5ZM->EFKAhR*74X}?e%B*~?TCrQISFmv<DKPV*l('
            '0i7-znrEM=nURLM)b}Evl5QQ!^kadNTqk*e!J;oGvCXiy-GI*`;8u?kr$2=phgqOsPJvajhdQHznjNHnGhtI;sGs|Ehf{1hw'
            'g|$S`;-L9n~2#TQ&FJ}l8KqbC|L_9&OHl&?rBm8q@>f3e{(f-v2sYp=Mh%N#~6^sn<PVll+4`mGxqKc#dnNvvTq%Aq$gDlXz'
            '9M5K%=?kRaJ6RK+*g{_*XO|$}<1|}4;iz-48mMS<ada(4UMxb%8kg9yKi>!klMzAU?W~j9=G8qT2e=<xi=rFgTilRg_+A6{('
            'pQ%W#G_psm4JqEKfG#{M$e)a&3MAsQi7_}R_pjI>2(u8d@D}JYQn7Te4>EbQ(k&Y+#v!Jr`!Cb0WTlKE5v)e8g)MEOKCzpq9'
            'VsfRldv_USE^g2ST9(!rZAGFL@aDI38yNnjVyPYpslE`#xc#TnWSc|^sodbDXAu}9xzs`W-x;=GpnMcX0KMJ(J9<5D6g(10W'
            '96B7_F781+D-oHK_0^IIEs25H0I3jjo5OV>Q7rdoKkotFr<pb}HVmbg;QDQ80p|`=snJOsnj#8?1=1g)V=i(ynJP3#P^@g(+'
            'z(pQ8;h!l-Po@SN`<KrDwWEUX_ahAtDamL~A3__R4M^Q%uOcd(K$T`}w|wkRB}^r;)L?<2La(=RYAA*zZlIW$SJQmikipsYx'
            '+ku4c1&Z%~<;;&+|vM^<(#jIg2d#vxUN2w381}P^l%_y!fC9JBf|0VY<pEDpRaj_jRPN)Pb1g`Tf{UORNDl_UXLb0~A@2FoP'
            'xiaf0$gF2EzAsg!jUDi=h^W*tVzY-WQKDlpn=pbW7_YRjTCd(Nkgs<hlc+v0Ww8mf)-KbrK`g_ul&?*zn65;n`m1d;S|-6M#'
            ';K?-hcTtGjV@oWDX5yEq%W)>{V9+oAFu8s#w3a{iK;;;q_AD9Y_O9qAhCxl{xuS=9xaG0@UWREMl1?4aV|uldm?F{wlQX=w;'
            '56{k|md!GcSg;l&Sj_a4(yyRIuhS8!IU+U#%W3?6AqJyCNndpQ6VsLa-DlE-DDG6tecBUo^)k(XlWvsVUerv9MJ(l{3?@>oB'
            '*my(_V;Mk){|C8i&&WUp>82{YcRd@MU8y09570;QR(4<QG%T&apNEHmyXn>AXkWHDN_^svn<vNo`+=&rc3=d}W;nj!tMdo)f'
            'l*DPMKBp$0Rc_V?X!K?x$J1c*&C@?-KUov<vNVUeTnJlEMn=+=ZTDF3%C@upb7BafDQLve@JT1$v@-=Xn0iVRMX(-AuTCEhV'
            '@D+3|j515KXf*?_gs>R1MX|{#03et!F{Z&Nucf9ji?UiUNDyrxFSGwLGp<gv6flz`mNZ7Nb1{Q4m91SV0HWbDNi6fDJh7=T2'
            'eY=R0jS}#qpOTCS*LxfX)LNPM=)=uoT&vc7bN2<%cjGtf3XuI|F3(pxhWegh$}&_uPjF{`z@ug{j?V>Z6U*<N2)q7gfB`g^O'
            '=gW(J4KxrKT=0B_JR(1FE<X7A!C?bf|hTyd(gv^(a)P6*2~#W*Nz_VXNb>KCJC5Q?EF#iz;@i_^<sg3?yqQQz|<v;wxCK)|V'
            'zPp&%3~d9sJ8YO9N_lA}N;P$&o~V3o%qV5_I0qcwi8r>xyDhbMM0HZWMPm#wg=Auy;k6rzhTjIi&qxu~wJCm`@C@hVv~o2wZ'
            'j_p81y#I)h7C@z?+xhVlIsjH7CRjRryDzS|wzNn!sKNNZ&NGEY1(xmOL`L5h5prXnxeVsz9swAMN!!c{D=`a;C->eiV;iHQ!'
            'R46f{pD4g3E3=c7dM;`xS*y~nswp_LG_G(YMlt#)StWC)NHDRbGAf|5RWhnEd#>`aB($!uovqQV5V2d9f~;pOEH8g1#;t6qw'
            '5`u3WU{EHF|m%Tzpb&X<}ksu(6DteB&Zpojwr^Sr!KIqaHMk~RW!z}+$snx0iszf+^q~Cb}-$WvM#2t4Wc8k=CIT$VXwX?#-'
            'xp|=P={194((IWh|{KsIs`N<RQYUYq0E>V=$euWw2kWo3qEL8YYS!gcc7XSgn_+MKe9Kkg)ZvlBMx3A}*hxNVEAYY%sv5JTt'
            'j0fh=Gw10+eYxhTf7O{?>+I<V_0o+qNIVlN!C&9U~UC@!onN-YyFAuAs&qNM?{9iV*{iXuiXRWSrBS}+x{<t@#$I1Tx*fGq&'
            'C+%9vmR;0_SwyoPR6R~PBHnPL1-m;h{4>8gw&#ED?i8NL$Zn2}Ok+U~3A2o+AP$)L8kF7JNuB{iX>93HhekZXpa-$Qgz^Z1k'
            '60_edtE*KpoF!YWbF1f{EwLdp=_{S6Bs1`+?k>`$MlemV-6@AHjjK+z&@2WYz#<W;kS!ZB2CpKRi6B?BA*}{1`K(j42QW9PO'
            'RS@`wyWMQ3a;BLFf*|&SE_8TlCb10oC^u8@+bqc(XbCFr!A%`gsG05%BaN=9IK`t7bx>DqO!xV>Z}edShY5)H60o+e=L785G'
            'my$ue0+q)Uoriwypv(At3IsD=bejp)4CR`>>a-b1-K#hOhRpL9WEGFfKAIldbkN=c)NBlQab{sjm2{#VH4yJ2B!U2DN^uxho'
            '?m#4YnEr7R;f9;6ejfU|!yjW7$Yh9rS3MySE2nlX#3*sxA2^rlg!dM&^$ov?c?YOi=SlCF>_(GY2^xu_1HDKAv63ZiH)fw8q'
            '0SFR*3G%d&|P_TS0A+jZ@rZmkhuq`7gH70?rdoZ-9X(p;JD5QiiZ!0G#0<T}R(=BZ@L^6ytvMkgcYOl5?d?K7GF&wzB%PnFm'
            'kfDz+xhl>xQ7hr6-Zasy*`c;7hO^`^AS=8o+bsnu0j!lRIwDvpnlHaF*)Y_su(E2X{HC<5RjHILS1dp?%Bu<`Pcj%W@v*rjZ'
            'Zm^49jaj}U#mp1YA+14AfdOknlYm+jxiaqzp<AyY$Wlo4K9x;A+XV~jIF(z)F;dz%_?y$e;>`K6|g!LN+(3B<**>DKrObbX0'
            'b!0VX#fBr>QnDw=(6fktrc9rKW(V8>LXBxg7o@eI7F@&#uxl^fccpf-Fm><tZUC=B@~|W2^$KDl877B&}AjXqdXHb}<nu@1f'
            'Z;z$ZK;D6(3xWi0m;7cC|oIj&W&M4r(l&@Ub_7c%~)s-?EA=dfEQzOePPD=%EIt|qRl5iHNFhOh%K@F=mYI<yxsN+pA-&Mq{'
            'q0IAq05-l#LP%ectGaxCWs4sygQYug|bSu296RUHu)G6t(Zm?molBaAaX)_xt9Wj%rps*{g?4p>U_$((c#w=a345q)YIjEX3'
            '2r6-@8KJSRYAFOSEiC>lQ7ApB^QrW->6v4oL6_jOswp)tpssQ#5wfJI{39nd*{DaRey%Srt*LD+XRG_Fdn9VIL$n|$xGt73K'
            'P(@pH!9q*moPCZbs}}LTdvwHb1t8+JS3#DelFs%VX&_y(=f^(pr%Zuw5ic8J0w^%uprDW^{>0IWUyzkR<N%zT&>R@{2hX*FR'
            'j|7Nvsa2Gcc($+%CGIMz9I7aVoU3R5I-;{Tc_U<EuNS{4s|qtT6kmyt1w`hOZH;nlG3!0kL$f^euI(OQ`#(sjSVKGp#cjSFt'
            ')I%Pf<w9-YgdN~T&X^r8)_J+LJ*ODrs^944Qv<*}?VZ7x?S^{sO)XqhG`WT3{d!JVS9Mz3rgE;N*>LNTwg1u$x>V67mn1+ex'
            'Jimx*-p{&-hdMwJP3aj!dgR}S_^Dr)@1u#c25iRhaLn~q};;9j=_$<+-W*$DJJ}~^Nmap?7zA=!o4Ygg4oT&9IgDa7usW33C'
            'K%p6}9k0MJMkg$(4>5SAH7IZ?jIhS14KKzhmam7Zs3N_t;HA>Do-OOG@~jr8I;se<f~BA!E+nb29WrYrU$NUIKO~g34J*(o$'
            '_Id~I-hPON*pjTp&@diGcf6~?U=%=ajvu^oT^5ncrfs*Vy;Oh9<qfiW-N{=f3%vQr7*~|g)!B!UnW?t%c`p?KP?b2SS*$(+a'
            'x4094>4#h#}lDE-6ee3z<hPy)Upey{#fCcrT!@UNI#pFt8b~WiI`uR5TT$L^af|zOuBYzL_jCizucr$0Iy5gDm?osjY0R+OL'
            'G9Z!O8CeI!vaP%%C(a;MfTNisRAg{;mp@2Te~H85nR?<rv)fGy3d-z-)$d@TJfxgCb5ODy;(w6!`ffF%hi!=#8Wu(HLil`xn'
            'wv@f+WfHMazk{kdgGBFIWX0cD8=CNb3MJ_;|i7*|h-Yi6}#VT(pS}sPWKBO}+B`$d-HLstqkT5p0-!sKA39>7)k1)?N^C={>'
            'Tq*l2;w*C^Nu&y<t}Mc+C@@8=O|pbBd$2$(Laqrj_pm@QKQEasF{N)QcPMVK7cjIh2`qK92eM(WTqcyJLb4$(L>Z5%I;sb$1'
            '}Uzmhp3{ly07Z3V<~*AzA)6Lr!T6nHm5i+(=gvG3@-OFHY-M}Uaz+=K`Iz9E;6jJ`6QXG`Y&BAIj~-=)1L1i0HIW{;Hu}R*d'
            '#wLB(7I0EwP%k+OPku_aS|w&@3w+{V$;^Bd%sDZ#1YaKql*~Y^}7g5icGo4x)cC)u@H3L?Fv7>aGAZPar)mqAw^Sg)D(9UZ@'
            '8vOeZ!p3n;uQysghG&a#oK%O^*eC#L)?GNePSA*{lvXfWfPZ>mx)`!D$@R-pp0!LX08m8}~mIV^Y>el3otDX@>K&agSD-LFE'
            'a!7m-I`>l{Fb(>}?vn3^`D<}ml7^}OnSgIqiXCl%i2P+mY)T{umDx{5`!kC^f{iGT&i?W`v0j$y@$*B({k}wXZQz}w1(w<{4'
            'B`X}UUaWU7Triz2wXGO1g)eh3O*GuG+9}+ui7@i1axcCqQL(70hN$F>0<Wv7<0MZr>?X-8545x{?4+}-k*=zx_aP828!q*);'
            'WRTaD6v4O8Z#%Mq^&oz>M5zKW-sfhv!a=u5;SZy<&lo4sjL_>yeJ5$Pb~<sQ?3P^p0b!NcBv64vakg*2P|MR8nZ~PP%Zncwy'
            'g)ROR4v?_bGua)vV02k}cvT*Qr0H!mQ({sid_gO0u-5X`sa@XRYinfG=mMaWWJ%b*+xBRjw8+kFD-7LNe8<hAbYeb+Nj!=P5'
            '@n=&A)UPObqfPAhJ*2rxgSj3OqsV6mkza<6YM)h^p7$TH?My(4|Hk1YYJxUt(U#xNG4S}$gtm8(B3Kd?J1BrFgsx2r2Jny?Z'
            'qD>N1@AT!dj3$P?J8m`_d2`VnF{VKXF`6zOwKcCYpI2?7Mvo6f9=^%3?TAc2#9vhId#wP@@wy0R6Yb~BHuc{}j|F3W|vYLLX'
            'r=an!JF#1@g|y%-k}wP^+Afo-HZv)#3aJ7szO!~Mm9R@C-mN;YLoALj^)a!q2(5uHH?tYA*fT6H12h&SYpg}HJuFc#*`({PA'
            'T?<<_OT2sk2S(8xU7mXIV-F#iZB$gB{Hq9T_rOv95LysMXea6Kd?lvT&(M(Yp;K?GA;ozF(~&g5UmF>Kdv~h(lD1YS+7?ioC'
            'F>)&K(*ulczwhGO+_JaWi|XMY7ef1gCr?J0i0%O0nv%Yc2gMO)vo_1h53E@uU&4sIW7u)S+xF^s#L$&m{aWcB6-{JF{UiC8-'
            'KD>$09JAFgpPg)fG$Tr^HG6*dhnld!}nt2D!`J2lL!^exFNuPm^oXDwBfjInkw^fdk@mnG@24ySgb`mpLUC8<{~60|WgKqG;'
            '#ax&hm*D(5`aIrwJR<XG#dZ=hF2C(F?8!dA!Pb`rz%P^#(8?ei&Rv8{KG%y4#%`K=bb+5rLbfru%->S<l9Itb()vuy0_AwYH'
            'U$CGoV6nBR5-#Pj$f69aEHf7|>onh`2CF=$aG^A)gRKo9jw<A^+Az*44lqzCt0W*U|D+0}c9>=_9IH<yA~WEt(<{iAPboa5M'
            'lRPhKCfOa(-WzuIx<(Y+9EMA8KqdR->Rjm%`f*e04_YO;;`2-YcR8>6R+bf0IG{EFEDi|CbByyfwZb9ei&{s0WF~@oTrDf)v'
            'O7jLMoW0M<xw0@U8)#SE&TBSFszZ<RzjodMd4~2e7>^^sKL{MKkoV!K8OAdL!sCUZtcnn5&+!^eaFpb}-qjiLjcm2P#u4O{9'
            'w|#3)^<y{oP;9;Ohn;HVQTC$i$L1SfW^Uo;e{$13A60<k493n>O5MKHdwAS61hUNJPW-zXI_Z7?b@p)h(Of~c3X@G%#%SSOL'
            'P3@qZW542Dp<E#*)0WrxiW1)Mk7%$=~{GO4m`zo@tey#H&_$zy^Lm{#zm#phAb}c(EMy=+wA}Ay+ZzvbE<DzFNC8I>Jv@LU<'
            'JTHE(6fk+MU#%i8N}zSLf~zAjxuicZi!9GA6)(IppD|&tN~^&vcB>FDT(E>RvMouX(Je+Ttt-Yd@FRC7!Z4Gq%`A1XDJssfh'
            'p<(&ORY|^6|6}zwJZ^yw<j#H1E~fw$uF)k_m}{&Tr{e#Z7F859jk?{38fV%KCNFX@FfDY@Gd8@;;%F$fUIY&B`|F)%_)hkO)'
            '1VLqM@oXg{8zT7b!3@1+WRFUa-=v%r&<eaxU*M(KPEddbDIPrZ6(MV6uO#yC}>kRWvy*c%T$7@-asxM<U0zm$CY>OR)ejuq='
            '|XV5zMuE-I9%_Ai96BdSuXd#xKWXsOn&e6+bR5iO6bDyTuQEic<I_p<$}IWR4;j<L@r=POqv<SNs!qA~@q&7lIOeK0Jar!9U'
            'lZnJSLTrjRNyD}%D0kK>$jj0|gAFbA%5v)h8j4_!j->{i1nzLCobTpN*dn_=jzAQg6_%g|?l`^C+Z?TN6_pSpgv7mCGdo+rw'
            'Q>e)@y09Lqv@pZ4o3Q+-{;_7TK(raG$)J+2X{j-$x2fQ;mNAU2M5z!k{4Ywe@GsS|xha4u)uH6AH>VCH%&AB%p)V?`Kd<*K#'
            'IGf-Suz~3udzEZN-^v(`J62!tE=y_L9SmY3^B>GM6AcEb0;_>dn|vcwyZ0$AuE!q&$H|_o3bS^9GMKGZ!HHdzAVcxD5H(61T'
            'W{F+ABq|UM>NjtE}jzL$L{+AtaS2jx2;Q^N_zY1~3&c_p977QLSq!3$ZmSr>Q=zVX7LZ!m_fgQ!xv$9x@2BFDhguXfd@dA+R'
            '?o4=<>!da+!kC#jaG;xXwbD=u0wzb!^FC$6O%ZmU<UpD^ewlrJbV@UqvgiYaum(y9zDaIsdc-mcG%rliU$oG3FWtTtJo_9~>'
            'R46x9!1+^(DJS?rL{3X0C6ew;lLZJttwkrUqovSevf2F=CY^ZG;8ZAhzSD=?Cf-)8_#Hk*w%cZg~s-wK9ak57+=&koA)hmH1'
            'XDo!G`=ya8^eV}#93{Y>5-;^F(<QJcIj(3J(kbe#$t`NGJf#8<0-?*PQKRQAqOj*IRVNxRrLNMjX)uT*l{3Vtr7k)z615I17'
            'pdT|<*;qAMJ-k_-71qSF|w{TRV${bbS_gchAb+sXd%L>Gqac~$1s1S?JTyg2cq(=Lm62rgQl*nPd0|AIkJ+g3nRy*Iy3dNw='
            '#vb^QB%gSS(mA*)ZI$g0NB}A*bQ6zcg8=QYRWNWG>Q!@h+w(TrDRwU9dnb=dn(t#I2{Sqb<*;V<rbKm$5=Kax7pcg{G#ki7g'
            'W-y0FKzC8-dpy09OqgtFr?^`9~^gfBBN<)o-C_AG}hbE{UYZZ3AMW~)Rc?4Gh48Lo1u88fRc_%1jnZYJ6&j4rh<EHT3@H7Vs'
            'O5VF1}ge;FEI4DoB+ACD4>9Kk*{UVpET{M?7r7x>3VJ(3tfvIM)@vD)a39?T#jId3ve-Pa;p)Hvi!Xh;+m@6@=W3Ys-PcU()'
            'Q5+vFjVJ^nsw53Clc``Rax3bpG^{JI*eh|Sajl&rlP`U%MzQrRX)zqJwk-&;z9pxuDy>2<-!RoMB{7#RqOwUPkgR4U&?PaNR'
            '5VF1*Q)!i(xaIu$S~3`A~Cb7IH{ztbEm?f9xW*>ktiWDFRh!b->p?J?XSeJoh&7=9kDwyz9Tj*%rs)EZY=$+eY8NU<uLEA0w'
            'RB*jIpk*SgdL<p(kss9jch5^cx$gX)B4e!7VwqQ>+87bFfCP|0!sq$}|x%-z*)lbgcxhCor$Be6W=%t}vQ2WiP_25vv3xprZ'
            'w-dMr7zf~Cor`>-&sKc_-1d9bvt%PFlYj;yb(*Q8D<9xf%URw(W)I4NeYHlk3U1toH<<1ryJq#rA=4K19nQz{p+<}dLf_oct'
            'C7qAa8xvbB$95I74!L<i3d@(Ar8LsZB@~u{-w4OC9VyR;<GcwIE<*cx+geFEXiY>UDudTADMJz)p9Ibh;SF+kJVkn*|y{ZhT'
            'UA4-n(yc-&;VP#YmZ(rKI421#!73}U=%#Whr7f8*;4mYuR4-eM<}!;VJ|~qe{V75(x~qPsIVvP9G%x!oMl)BbU@WUHhAfjY3'
            'oKo&QLTZj!7RQgaUkukeyx%*947-Y7OUT?5w7JS%c_5*HnqpAr!d7O4y)s{w=XCxPp-zVdan1e?IsPguB@7{;wPdmA+S~y=%'
            'g7nlAMXH#ju^ORxC;_udr3BHZTgL)~LBHg(8uwSuO7_6)9V^Y^ew)i>*{G<ubgi?w~~~nJp(SM=!3dinMSpi7x}QHmd}$7qC'
            'YZ-!Dfm>$2+~^{(VC;xA4wP%%L&G^?epfHan}h%2}(1hc;^E-lY9n=U^uP8tEIvZ`sPb*zOmjxB&J_^>iBe<jr|hOtH^)F`d'
            '0Sfo&#XfT#6Fs@*;v@#GSlBq#2>ZqtJ^r*b8i>m&q%_~_E>MHuA#w=Pcjxqi;`JRa@J}Cd852*pCM6YixF)FXAJf%=752~W4'
            'CNXU;i7-X2fFnGxIxJ_YHL2&R>Z~RxSug~!ZY{N~hn3i)bS^ls&8@31Jf^jx%rPt~8?G0qy0W$^$0-yrTdUWhL98>GVx7PY<'
            ')#WOGNTHty(v7Wa3$fd0VHZD|0%Jr`zDa8)}^p9=_ux`YM+j+n5aS%cp`SO0H&#~P%2`hFE0?Ti!o3eCaLAHUoe}ln5up)6e'
            '&S08mlcZcA?EM=O)IZ&@wA6zA$?(Gp>fR#wmoQy|A7oQ?Z;ZZnW#K1S(*l;i_gbK(iY#Jg$5(8Y<H!DYh&wgRq^a*{$-hytL'
            'e?urLHQ$F$2WrmyfJl`*QV=rIeG>avck;<7+7WH6DjiZP|J?ye%Jud&-R472Sl=cx}cAS*o`O0r<JLoE6uE-WRsnK1A$%B8F'
            'zXtQf56)Fxi^E2b5JFcuDQnaG6d@YBydNnREwW7VVpCm-I{WKo3P%{oFeKH#^vM;x%j<iv<%rs=R8!%0^`mwAkowFdV%rk^E'
            'EiPs;eY1(LPcXbH$29M!X|YzZ|EeP|5;pEBj;)|7JE%}EH#CMY4XFvP1vFi>doZiC2d%IsezhPd87Wa7`!WHtXt4PtD6?rUp'
            'el7FIIFOeGcTH=FeN9kk1ca5sjE{nIiO7*qcAKiuCZk;=PPEhSt#(RZLhqfP^?z3jVuc@nJJMmofu{=zNsrGLNXgOZ7-It6Q'
            'O^n*e^>j<1gH?da#|Tzb6%^NwL-}gRu@VU@ep@<0nd_5Vg9n?W)<N)hu|cnvUP939;#^z^4tU0IhH^$t=;R+$pph0*weJ7^!'
            '|3iLA{o11(z|1Sxqg2P;FVk})!(M6eF9BP}nbXDV<jkD`t&v8R-$^{T5TxG1BZ)hnZ@fFCoaM<pIE@~lKAEvl2Q;iJ`<`78m'
            'iP9Qxf60J-nO`S`q6rD&gNU9Mnz%RHJVlBib94fo6S{SCJf~hGiwkiOnAS;5c4=FCFoTzy*IVhYYD<@+un<;rIohjb5Pc8^7'
            'moECH!6hyqwy!U*!zs)mnJKpytgH<kfh|t1c&aQUZzc3F!7`vOxvZrm*D*e;@F;F4N~MFZ;U!@q;w`bJ<g8?^;Voz|29*jh)'
            'UL}cyDVokcri9D*t7F97p@Sm6tTLoPqwwHxGN_#N3>BXH5leJV=QeYVlq@QW~vV<c_<GSMU*r!&aUC1_9h@M+%JEr5UmR;kg'
            'aVk=P9Tpxu&9*$t_SQqcKW1dnjI^Kd4S7O{PyMcb&YZj4jEmU?|h26fMmx;;uuarlol<>MjQ-2CP#o2e#@gU8V+~@}i`pvZj'
            'D3$1)cp7Om2(L9YofRv)OFrzE<pk0_(A'
        )),
        ((32,), (
            'y&_evog{CtRIRQrelhH^#;Mq_m?o&Qttqdj2(P=WYczK+LoMN~cc{NIHn0GvU!xQ*{HV3BMzjK^wW(gL'
        )),
        ((32, 7), (
            'D73&cZZ%9b<T0WvIi)c-^|4o=Ni*8603kB7;<MPX5iYniX0&rL%r#xKwY7Y*RWLm@*ss!~LNoTYHZdu(nzlJMVzw5!T(Och<'
            '1~FSw5`c3DKYyqsjg%$6EkkNV!6<<C%7QAhp0(7MXwvMYAuYnmogQv?=6igK{U#_Znq1!tF$^Kk26g)P_T<Lfic>vsyFg70<'
            '9)6AhrIkhOSSzVy!PX;Vlm^<1gi`K(+9+O0~Q++q8_b$tuaPh_G)pPd5b^o~u+c9<qnGcQZD#EHKtEf3)f>inJpxOfx4hwJ)'
            '$RaWn(72fFXJpfa&4<u4Sq$FUr`nKME#j2y-w_pfHOqO?=ES2Sj_3pJ~_Ft!yfNw*cUKeaqHQ#E_B9ylVid9+QkZynJp*)L='
            '+Ix~<j=Ct>+VzrgBld#ma__jkewkUI>=dBYsWHUfD%q!%xC$@GoZLW^Ev$eCeWwr8~^(+h~Q@3@vyD)t-FtF4%MX5R}fU)>6'
            'X0C9qN4a@11FS=_wX_ttcC;upJu}O(Z#R>)|Fyv|1~u|A6g9anez$6~Xfv&`v@gCfa-_I2-zI9d#i_!y'
        )),
        ((7,), (
            '$F#gHFEa=&^eoOM4Y2'
        )),
    ),
)
"""Layers of the rate networks: shape, and float16 little-endian in base 85."""
