"""The detector's numbers, written by tools/detection/fit.py; do not edit.

The readings are fitted on 10368 made-up buffers of 395 recordings of the sources alsa, arctic,
asterisk, asterisk_moh, colobot, commonvoice, etr, fillets, gradio, hedgewars, klettres, ktuberling,
linphone, lugaru, menardi, mfa, pocketsphinx, praatio, singularity, sonicpi, tortoise (public
packages, see tools/detection/corpus.py).
"""

SCREEN_WEIGHTS: dict[str, float] = {
    "cost": 0.712,
    "cost_8": 0.459,
    "cost_32": 0.348,
    "cost_float": -0.864,
    "cost_stereo": 0.092,
    "worst_75": 1.142,
    "worst_90": 1.596,
    "predictable": 1.297,
    "predictable_1": 1.643,
    "dc": 5.181,
    "dc_50": -2.276,
    "hf": 0.776,
    "hf_2": 0.851,
    "big": 2.961,
    "big_05": 0.629,
    "over": 1.236,
    "level_off": 0.549,
    "level_loud": 1.240,
    "level_quiet": 0.147,
    "tiny": 0.659,
    "peaked": -0.677,
    "flat": 1.505,
    "phase": -1.482,
    "phase_2": -1.597,
    "stereo": -0.878,
    "balance": -1.261,
    "balance_15": -0.381,
    "correlation": -1.793,
    "correlation_1": 1.688,
    "correlation_neg": -1.418,
    "steps": 0.934,
    "steps_z": 1.825,
    "energy_z": 0.965,
    "lag": 2.413,
    "lag_pos": -1.378,
    "interleaved": -1.183,
    "interleaved_steps": 2.134,
    "density": 0.227,
    "density_8": 1.511,
    "limit": 3.308,
    "limit_some": 2.756,
    "limit_even": 7.797,
    "extreme": 1.830,
    "still": -0.930,
    "dead": -0.097,
    "equal": -2.895,
    "equal_z": 0.916,
    "bias_8bit": 3.604,
    "bias_g711": 2.116,
    "bias_s16": -0.817,
    "bias_s24": -0.132,
    "bias_s32": -1.062,
    "bias_float": 0.752,
    "bias_s16le": 0.039,
    "bias_u8": -1.101,
    "bias_mulaw": 0.779,
}
"""Weights of the first look at all streams."""

READING_SHARPNESS = 0.850
"""Factor on the scores of readings."""

# fmt: off
READING_NETWORKS: tuple[tuple[tuple[tuple[int, ...], str], ...], ...] = (
    (
        ((79,), (
            'OvOLFL%g=OK*5;1D76<pi#R5;3b6A(@H}|34ZC=lK)npJjlM%PGp#MQ(Ke|u062~<^(7!PC?HlK0Du61000000Du4h004u!K'
            'CxsZGcG2ZG%7POXCeTA0DwO)8Ze(T-!s543NW89t0-zL^1}dt000000Dv*IEw#(Ele$y7khuUn)x>ng<iv8rhC?eX4Kg1qUN'
            'r|c000'
        )),
        ((79,), (
            'K|x_bjzH)=aYB?lRXF25Yd2Xo2Q>mf!8s>1s63x2SwJc_EJn{Y&pJCg2{=SH6ga>(_AmlAO)ljvp*R~jGCL4DTR9js3N`6Lw'
            '>gL|DKso80x_aApDze7bT>LRf;IUz4L8~~c{NxyQ8G6)H$sLv#W(>x%Q~Ywn>$K7WH=!>$~PY&Izg5|K0$6mi9j1PUNpNh&^'
            'E$106Y'
        )),
        ((79, 1), (
            'O*LyfyrqdSG$KMahAWCO{5GLDv8fX^YB=6EDl{cCZ!q_%SvP&O^s9h4<F$yf2(*;6&Zu6q_c9%=M>Tw`<S<D)#kE%|;5BNev'
            'N3-xmNdOBr?5-4XfPzDG^hzT`8P?jw6IdO5-nyP2PqdVf-rP2X)u=~f*VpUH8WN<>@rm-2r~cxI<V)jHn4asK(le8Oth9M60'
            '=>h8ZZ'
        )),
        ((79, 32), (
            'Cb4{`WGthO#4<ponyBayP^rr>H?VB0!zgsFp|ZcJr!k(e2&lELC8>0+p0Jjpb|&brJ|J(c)2vLbce22#g`zSidoPK!vN7$gN'
            '3LnHzp#unxv>~6HZb6~1FRdex-(0!(Xf;*`zao%$+N#R*eo@zJGe`*|E-p>_^)KN>lq9%@hq$_2`mt?pe({IhAXBp(KOAk1h'
            'AYkttNjnR4@pz!>?hn=^uTkTr<O=;VASl>M&6<9H{}V$S$~yO{;>eFtL5EDluy+(WbVfi#7bQTr@8%kFQ}ZWUE3nS}WwL<|-'
            'Vg3am{r8Y~MoN-sgF46f`cHL!H4UN37f6{@?h$g7Md@hKTGPN--rlP^&$y|aO+BB*^Sn5zSr&?!-=M6uVTtRdDVO|B~-EF@I'
            '0sH1}`^_)kc+M~v(qA)0_wJB|<J1;vd8mG0d5+nt&8M3}E?k-QSvoTSySRoFr!M44w<ScqEO0I4y8!dFFuB!wv0V?XG=BnVR'
            'k280%CZvikIwT)303xpk3YCepT(eFv>?k3!8Z_OoF{)}XkEp0II;<BkBd|^}N+^XZOD9`0MlY!z>!oum!Z9%}5-?ycq_3AS5'
            'VGsAqA{p0tgel!t0y3*y(Doj7bwQCCbScv?k#yXi>&W6V6I@bOEH-)Q!@OpEiV`{F1EHbgDVWIrK_>7X|#W`Q!)%9kE6&i_b'
            'u<S8m&w-8Y!=|7`8B?`ZdunGO5ir)-We9ld_jEQng;R2QJStV5%{%yd40sjWxBb#Hx0#g{uTO&9t^NA2sr?p)4Y_tu?4Bd8z'
            'fU^D1Ytd$Cinu`epH#jaDVXss%&N3pE2#vn_v$*pxI3^aSJkTWEx!KmjoQn0in87=>-*ELBaYccDm_a|(vJ)Cx=b}`eanw$Q'
            't@vN9Att^2r_#!i;2B%ISXEGV01hN?}$f-Q1Wvk>apsn*OVKPv#>8*UHdZS?-qO$rVR4=nH0knmr=B@**z^#QRJuWG<yR?(7'
            'dn8&jR5UZO*{!0oSg{kaQluU=v#>B9jx-mwJ|NAlSFJLw%(EFLA}=ScO|hUQX0LNGJF%H1elI<=Xtf@*^)3#ktu3*z@i9H8n'
            'yneI940)hI<z=3hchL!td)VYS2Zu9{j!~zP^|~8&9cd@-Y^KT=Bd1^U91$ZRj?|o5i+5xh8Y#BoiS*oyQoX9(x{)Tez9aQc`'
            'W&`>LZD$^D~Aa^syS28L4clOtFuw>@4-G{3N;_U98uwX0XmFUNH_WT`a+_L9NfSg|11fQ8I=o6|0*q^QmXCb}0s|1gPRFy03'
            'RH^D!ng+p)_ph$-wdU9ycIxUK!A*d-w;Y!e_Z0VMma-Ka+}+MvEB2eI0w>7_lcVyzanJ~{y~^Q~wrSUH9*TA_?KVK{EBO(Sf'
            'u8?bt^{3T8{RyRE{1~H7P(yQ?*TAOt#J}g40Jt?KA1F9P&F|2|Vt1sL!v7qTI#}!^ODk)1UoGw_F_bQJguPN>+k0QvcZ6p^n'
            '(X|jMEh{auv?&^{pt16!f2uPqKP~nso-kdssWetFg)q>m(>5!pGAx8N@-{xIp(v`dc(mWGzp+p>=QhPLWvTYIg)dzxQYc0-$'
            'fgIZ<S;q3v?4e(2sRcrl(8)|aj6%!b-9MB{xMcH=`9B{1g#7jZXzu;PAK)O0yIxFC^0!K0I|KOO{Y<{LNQ~lx3*cTz_VVkK('
            '8$#?K3O3Os=4}>ah;4jj`*j(kvvjrLOZcQZJz}mM_z(sI9!Q-K!|BYcJfYwJuw-|Eg%FSFv@n9HKZbnKY8Joio*|KQm&pDlj'
            'Uutg*f<5j4fD8m#p!0kEU6S}$lVm#ibHC7xZavaRi;5wcArjV8mZ7B!BtP%b>EWU5Leteg!rJ+S02G_V||Jt)K{QYut1(4<{'
            '0sIgrzu&6Grqom+43baA53?KoO5V7ef{Vc??X)IN)J+7%LJf-)mXRgdH2dH~20x*i5Z!K*sZYVA+{H{~2xv;b@6D=mNv8kdk'
            'FfRJAf2`;&bgJ4QS}aMFo-H7<g(!wDO{`zAXfHW0gsuQDSuve0U9|Bo#iU&^Hn83=e=Z806fQ5T^RSRCm$o&c^`hG>hph4(Y'
            '^M4txS3I_$1Q;jA1eo;m@0oHUaCZ{CNSeBR;VAJswaaRj;oa*5h%MU_A0Zr%$_?b&$B0}2bf$e^{US;TBtTG+^t=yGbel@m#'
            '9)6y)BU^LMc?Sfh<cR)U0nW_L)j5x0?_hTP>z7@F-%kcdT+C@if^ax2DW7>a4#h&@E&vK(Fu~EV2!#X{gh!TQM=N;;T%v$g='
            'gJDX?ZWOtc>{ova?MHZ*Xn$uj7t8Mqv*_$^VeSusbk6EMLstEW<^Br74O)vBj4$28I%wzIpiQ>@?`1FQ?AMxyVai>H03A|{H'
            'pTdz8=ezCW!hPCOZSu;eWtSSg4lOqZ+!7PKSqp-s(M6ZgjS}n+@FEC^$3$5d<Z#0%HiL9)$_pqiX_Oqv@1u*fWxiUPacPZH<'
            '$g(>rLob4@T_ljQbS-<I-Ld5<nXaHMSt+rw`z#!?5UpUa?kf(h&L?;##ILfhS1DekTP~!mJ}I{<s3T;tB(-Q6`6LQ0Y^J;*F'
            '0aL?fG^4_J~8Vjr6=t%!?AQQ!>#r(;i@PlZ7tKXu`S~rttfgh$sal~E3&DuX0li-hq!B{Mxsj{PA|E$^R30GwJArgRxtsfAu'
            'SRzwY0h|IVr;`(kWn=tE&~ZK`o-5_9%@nTd{U3U$k1eAgC%17`dXQPcB-uNGt^`F05Iw9WaY5%BuS%Mlen<h_q^|KrYHI1GX'
            'I_^r9oV4lWw752H!6f3-xZLbyS;?Jy9bHLU-XIV|F)`KqWe12mQ`A1Rt9Fr=cSo+$+~gP|K3s3nmw{;}REeXU=#RWQ|^Cavw'
            'U)~*bwt+c+R6Eo8&FSC*;3N8#SL@gDnD6kK%lP9Y#DlfbyQ7bVr{-}R0<r-!(Nur)8!zl`~hA_&jfupl9uCN~~r>@zr*|K;n'
            '*RdC`+b!gyEG*HqX0MyA3#^nddMp1ev@jefeyGhPb1B9yHlFsSiZ8pgpe&xSSCKF<W345qDYEUbO|k(d12A{A_AQb!-7eKD7'
            '@<ig(l(>C-z+CBUo}ZFIki8sjWAF#Vy3*V@U)Gzr?pr#zO#ZbxHY&iPB`hcp0rr62Quk2^fc`#0<xO0do;?gYq88QOs;$=J1'
            'hUAS}b*>1vsL#IJEOHGcEcdI4n1@g{@>PMW`|{05T~k&n9{-wyfEu1~B!pGMn+UTD0q>;i?fRn<~Q`#Vn+(p|f4I-YXm|c`y'
            'vHCMMpraW981Z?1x*U8T&I1*;k@ODy54o2|1X>Mi%Mc(8o1C#nOhG9RKcpsmR-C@s^lAuyY=$1q(M1g)&F-!KQXg0AeWdaT8'
            ')HY6u2D6J79ZYL3|oiVyDgQPJd!X4`=#V%zm+bwM-&n>R3C$Ma;y)hLku&}hJK`b<-0WxAUz9^cOoGp5lhb1*5TcV*PGa<Mo'
            '60KVl&aj}Ri7A|!Qm$AopDuba94){c8MCpV^0WLc=(91US1^GsM>L+Pv9Y5sSuuYvTP&U|aVjpbNU8%Zye8tR43<P4akE@4_'
            '%DMhX(oOvjjSQ81+57x@-)dX*s#PgyrHu&uq|saax@aB46!}12c&i`f2k!j)G$9VQ?s6?)+x`ZM6I8#qpoo++#uE`o*;-S(k'
            'vORXrSD#6f4)Pmohe_nXfG>1FfK>jHY)g>oDo4aWYS^NvN!-g0oMsC7{Wv?5-Cq0xT{e{iT<)V55>I<*Xzn6)yZLr?P3QN-z'
            'HwQxK{y|1fqY6)e4?#IU+6?W2^jov^$vbF{#+O)1o%Y^a~D@2V%QBPhbI3!N}5&><o$xiA-|E3w8dJul@eHz-e;RWHVwZ6)R'
            '{AFwzqNGGzi`m@_COD>3?eK6-QoT)dlMzj#AEGDWji>PcVcrWItMX`La7%b2!axkB?KpvE_QL(qH?W$lZ(=i;d#VLibS*_Qv'
            'y{vVtV=ZB^voRF2m9S)}%B><V+mqKZ>NBz+Cn)~3G%zZg(=WiYB`{8}CMB@405bxyO)Olm^Q&<uVXbJW0i$@Xr>uyuB&>5SW'
            'G)0Gyr3JkMlSy@h$IOpP&B$JS0W*>@*_Ad+Agh_nKVH!@hvnhW46mI2D85*95fWDiLAA%PNz1nDIl<|05UTrVX6YIS}>0${V'
            'ZavWh=lk3@GU%o++!KD<=XYk2AX}<fCM+tFR)iude$m1v7A{Zzsv70JR4x8ZMhH_OR5aLo%Hsg)PamMzMFUMzCEmV=WgiGb='
            'kURJ8#yT(RIWV5s#kH!S)vG&0gFGcoorZK@kJ!!WQe;j_FiS2X!7*0n%1(zm*@x2WtaDyWF5Vz9lia<X=;;4sg!`mY?bkFS-'
            'm04uMoH=vs-d9~-QFRkgJd9tFfBr=>OLaymBNiGtm12P>X%CN;RRkCfVv@9;Ec&?N%XtC9=KPkc{888*F7_ciTw61@xr>Fvv'
            'IH)JF3b9Ki5~zx%iL}Qrh%m7%&M^6%Z7s(xbFqmiRWHvl%O@hRB(ValPqY`LRk7|Z-Y_k+W3ThC60t9^La?=_r!Eb&y(!wMe'
            'X&myCMhDc&#z!GN-%aQU@SqjOQ()7=rM7$0kGSqv#7M4IxD)YOD+$o{;<9%Y%Y?irl;qmi6@gDFEL1%s4UQ*DX-Kd0wxEkN-'
            'k$4*exNXlq{#O7$(3dKCWr9H?F3wFQcfgRwLuB<E>PvWUWT1hqNfL^r=`Ww=TsoXDkmdL$lwr#;w#YLnzWOJEh$xd8$>is;V'
            'TNCogO)M5{8b=`CKiYA^*N(yZqwJGI*}_pr^ZQK*=ipDX|_Hzo!w4YK>OD6y+BcNbiyTCj<#>!d`jBd$0mK`sy+!m+Ed#VJL'
            '$-Y&SU)~vr1TemPQ)v0|g$|D@8cCK2fr>-Zem@x1r3^Q1u-Yjr3L9CN5$gCVNsxAtgjj>WPcrb}7=C1^-F|RZzp)4V+x2FRr'
            'ODwxBC8gXgKdtw$^Q<kXhA>Sm7Bb<j%&P`5E-cS1AhGE(IxO|9bFwolb1i$K%dp)r?XVl7kE&R$*{g#p05G|!KAkr&wkvZXo'
            'UcbLuB(Kr_A98WLaVT(dM#V8`KmS_v8M+hC#%k*X(OGckdl!y(=ME<u`d&)8?894Dk#RR0IY5+VlvFF7O=rAdn6>J&o5Ld(V'
            '>*F?k5kgbSd$u5G2K|Os?pxN3B(#gr|Ej(=bG>StrD=sIynD6{y>+U84l8B{5O2<FJ+}FezUxTrAWoNhZLtcdZn!0x-I&W}!'
            'o=`H@Pjyt2kFO{&{1OQn9UBb>dkgt2n5Qm7p+n=C0WjH>Y?V=rwhDyy)p2d#!M@+%H3_@TEfIIJzQLbSWH0WVc4B&oTrWG?x'
            '!+$~fo(kv+~V;*8JFQpw8GbPL{Vx0UYQ!r;KE27va(66m1o})h~lBZ=aaGUG16u6e9%PkidP_05EfG^6U#wYbHHZKRUSgdj&'
            '$FB#l`kWUeye?_1D5)u(qb0wsi>&t^qag>cp0Q0VPcDbB*0$TNYAe^U#IbCrBQQj$GApR6C9Zg~gQ>x-7p8kE)*dUU=c99_7'
            '9L=zcqtX44WQvCW2XOtrYi&^1R)WmKB#spcbyF^)}>o10-qftF)4{7*(R&1-J@MB{;&-&V6WSze3`NqG%lzqqNrLk*DDOPVX'
            '^}$(5SmE=`LKbM6t1{U$I6k|0OOfC8hYT=Of!KMz7W<og70nDyV;>_^fa$AEkFO1~A+q9jfsyNhhnahONh;W-1ggAtckVPP0'
            'd=QMO7k*qRJ0DzBNHR4EEB6)5E|yB#JopR$oHw5=s7H89621sWSEsU*5HtT5%XsIdelN-UM58!hXtL$Q7(3$iRNwI@|D1*M6'
            'u)E-8q{IJrYYpZEAFR|h*aw#dVSFI%|m#^5c+%SqS3ba(O;j1^X)vwhvmMC{Lh9kW&qp*3bPcAjBDH^{rjIP}>1~l$1)Gn5!'
            'AukUwRxK7V79ckw$uw~=dZ{ur%PoJe4XXV$2dq!9FDyE>C91fy&LI#lLarCC39oLnVlRlTVY6v2xhzI7?XXd<VJ;z{wlCQ!;'
            'ILJ!9x!JzNT}j3-7;w^d9eMkmN3CB^rr8vkuLSHe5|dfsV_XJS}%sD*sde6>8$o0X)#EtCa}RIkg+4Pz^%=$TQXX-+pYd6Zn'
            'U?s=qi4)4XKPZM=tBJj4%SVP_V78RWOt?N;DcW8#NlT|FFfg?=c@Jf~t@$hO=LxHnG{P-YgWTX0?N^*sc<*AuT1coDdKrb|j'
            'Rdw5tF!0<?xKLatz>2sG2MSTmd?uBk<+g{vPd;j;!P@u;4x?XCu;)-TZ~S}LEcBegX#bF6=;pC?!?>aC-ji7BA8#GI*|pfg%'
            '8f+|ce6(CZyYO~d$r5|oH$gy`NMywB%nJoDz4J+s{%PxJhIkcTM1hsH50wvfL<te(awyKD;zN%-i!!8}K@iP7`xvspksjcTH'
            'O0P*WfhNwc$f>Wi@U51sh^_E6&aUSe!LWF*)v^DvuQCd=d8qcT45AXWSgb#^C@$QtgRyY2BC+wTgs$<k'
        )),
        ((32,), (
            '7C03w9<Z`7ezp-T<}{iw^{=d~Trs7yI=1;Nl{X|cI4$ZiVm6p9=&)ur|1Z}p+NCZjS|{o)Ofw@i$~LvD'
        )),
        ((32, 1), (
            '`?`=h|2J~A(Kmj$+PSp0TDUVgKDXaE_cn^Sgt+Lnvo_th-MO~4EjsMELAkHExi#Oo*tOrY!?%UHX1W`<'
        )),
    ),
    (
        ((79,), (
            'OvOLFL%g=OK*5;1D76<pi#R5;3b6A(@H}|34ZC=lK)npJjlM%PGp#MQ(Ke|u062~<^(7!PC?HlK0Du61000000Du4h004u!K'
            'CxsZGcG2ZG%7POXCeTA0DwO)8Ze(T-!s543NW89t0-zL^1}dt000000Dv*IEw#(Ele$y7khuUn)x>ng<iv8rhC?eX4Kg1qUN'
            'r|c000'
        )),
        ((79,), (
            'K|x_bjzH)=aYB?lRXF25Yd2Xo2Q>mf!8s>1s63x2SwJc_EJn{Y&pJCg2{=SH6ga>(_AmlAO)ljvp*R~jGCL4DTR9js3N`6Lw'
            '>gL|DKso80x_aApDze7bT>LRf;IUz4L8~~c{NxyQ8G6)H$sLv#W(>x%Q~Ywn>$K7WH=!>$~PY&Izg5|K0$6mi9j1PUNpNh&^'
            'E$106Y'
        )),
        ((79, 1), (
            '`!sAj2(0ZeU!P_*)*dY~tTyU6*dV|(YB-oT{WEVdgfKR%4L35hEUZ*G+q9OjAhSobOQ*rI@G*v}E;U=QfH9Uk!?k-Q<~0YaP'
            '%-r`!!(UAIIk46mN5URtf=rdML09F%dgI~pDT~2;w$7W(=K%}IWX~_Ya$jZSTScbPBL63STX<re6aJck+26ZD72$6fwY68!L'
            'lQ=fH4'
        )),
        ((79, 32), (
            'nyL;c<fuz9MkFb*2`X8oW2Rd&?IngQ+_9dsM6Vk)cd37@E0F=MVIM=UQ8Iihue1TNGq5EvYOGP6N-#XBoiM8^`!4x2ldi?I2'
            'pmqa(wjXpxh*O%!LjY8p)&|H0I0|(Ei#X+)2NTMNi+<s-Yo2}kGA?T{IprH@33F4Gp?E{JFM3yldjz^6*3VmN3o7DwkXLgdZ'
            '2W%Vy;;z(jUzncC2-=dmmgiV=k^O6|g8VilLw>doUX<W-Rq8@G3(tk)|gvfUB@JK`l|L^ei5#->*urI5=Y`JuH4KlBzVMbh2'
            'izp|OWCz^l`%vmOR6h_Upi5jGyJ(lb0HtE3~VX{G2Z6)G*SLM;reOsv(a93@YwFrqvcU8Yp2DKMrb3#|PHO|87H!z$YxkEr@'
            '6KB~JY#wEwAPq3{nwlTP-y)M71$txYM3N28dUn>W%RjtFUkuaCAWh;}d>8%c~V5^HXnJ*KyzOZsJSTQ%UW37!YO|kkdaIXF<'
            'W-tS=rYyXy2{8w)6|C(fQ7xyifw3sB?=nd+H!yRpZL1-#zOc<TU84xKaI&AWOe=D*n=8_<xv`%x+MeXDt1X1CzpG-eZ!8iO7'
            'OhRQey^yhRWR@@s5P%GoU!4q*{o8o2QsHIvojvDj;tWCfvGjGC9iEQOe}+}?=)Pg?=@5`x-&ki@~qD>FfCiSb28(wVl5;fz&'
            '4_?GbWO<FtkxJdnQ`29W_a)ZmzR5k~nX#WV0YRyCn*>!Z!Og!?V(?S1SN8=dQ%8q%USJu&RtQnKYRzKeUgej3k#gx32N3+&J'
            'g4-z)<qIVXay#ILuo?z3knZ?x1XHL?UT;Ig2tq$FjYL$C-fwJCNpq_4Orqb_D8pso%qgcuSrYp*P$05d781+j84TdQQTFt4y'
            'CbtcrXm95D$`L3}gu{27qF)GunOD%D>(W`H+w<$m;)Gw+nK&Wl21g-z8%P#GzVlo~u1TrqPD6ICe5-6Fq`mCliAF!n?DWjY#'
            'F)z=ooG1k~@vh>pDyM(3kCmn|q%&<YPqNmu5wHI;b*y2r&ovJ!BPu#8?KI#hd!W&@y0QQ=y0s^;Zm*OuFf)y)V={Ok>8ByIN'
            'i3tRgE6Ko>LrD$YOt!O3pLm?bsj~oD;Rhp_AO7d-K4jyjWA8I(XG!kZ?mng{;|fQ05Y>Fj4>vv!W@#YzZ{OJFfV;9<f?6?uq'
            'GcGVKi(nfvfbcHmry(CMaRC!KA0HvoE2pfuyuDv#=_vhpv#Q51J+{0v9bQoH8sn1ueZMger8VSslD4zcnGHmn)~NJ*bQ@S0!'
            '$*93}5H)*Rt9yDpEhd9P}%^(+>tCb;q{#4&c9D6IRVJtamsGAie;g`t`#E*#-5CN>5-JgI3ZtgynV@u{CAPozgP!zQ&TkfK>'
            'RGCFiGPcrDJ46|)4qolN<TPp;s_$=fu!>BQyPon~@5UiJ_+b?-5i7o)K{HS)P@vNILIjnA<C#H-k>WR&+@+-QZG%RkVWUj%h'
            'BrZvxz#*_HD5w=U<t=@(mZUT-A}mX$oia8!<F7C<b*_D+<tJ6N$tuV;xh$qDzc5ZW>^EC7OEh_~f2}tyldr6?RW-x4V=O){U'
            'Z<?B;4D(BMWsEk8#d{-^DB`dD=fgKeJ1)ZX*9C5sIwikg));a->$8(bu>|}|1{pN1t^}QU$bE?&9cO=#jqtas-07+)1h;$FS'
            '9Qw*|8+4hp<<uh^+uEIkd>J!J)sZ1*|`+Z!{4s_Oenj;<`nw2P_Yzt1Zr@0k8}*$0EP2wk7Z``7AywDyy<EeyrUzQmXx~-Yk'
            'Q#ATPl%Z!1|Xhcu}zsU?Oq#<8@pIJWVyldJ3}buQ?xVz2=<kECuZf26&y5U(SuzALt}W-sEf5-w3P@34g{2&#sz1F$umh#g%'
            'j8nYs{=q`n@YBUC~aipHE5-c*XLaZ{NWUM-|p{bdu*rlqcP%ZVLubfV<UM$oq3Z@sSb}vJ;7O!Nmge*d!EwD?os;;P{oibgZ'
            'L$UI%ov075M=0s90kJ}^5v!K5`>uhpq^1EedYu`my{yi#1hLmKq^_|mm9fjRQL*{4?k^az&#v+%nKf>*OQeIT6|jr2A}PWuv'
            'a5!(f0){<I;py=8K}dl)}Xbj)2V~3|EIvEsi`(DysUYw;3y@j6Af~thA3mQ8!aTUwIM?$E}E0DFe+uQHKtCfx~BH3DIjj7be'
            'nmreJqQud8uQsP^AGd=pYX*0i*FIIwKn@Nibci#V?u_{U__GK^zn&eyDz`u_gGid9C6y=d3%cSEvdpRj|{rnjVs?owE8P1gR'
            'u7K(Jmd<1Y0pSgj+n95DH-HMCnb^fU#oBr?ITBQX}3Dl1>4Y$|87Suq+Q125kvlc8)Zn<%(3<*>M-mN6fsiZQP)qnBi@cO_M'
            ')<tH7ML9Om3lCX;`XsAZ5)vGEfDW$Ql?6DW6z^}U@B`rO!Y9Bo+p{;cxdazQb8!I$0Qz&6Gr?G3UtEhLe<uI`w7N><X$g07w'
            'oG!?#r7f`~>Yxv+0xBu6swHBaBrg~(ma+7rg_wUaqNpz>|1ifSB_~!Wy(}LlUn!X_TqbTRBe63q(X(nUFsW~>TBLEF(y+KKZ'
            'YgiGFsu5f8!X2ohb?5Tk)ooiq%LI}i78LAV5(ZJx2qkkR;k4z`?UJ3x-;OjlrW$$&>;?sGB1%UE3NY|G%D%1wk^q~1gDIoTP'
            'R|*lP!cOm>n-J*C~>^7B2lSpr9Kl@+~&B`m}4LQY_=RJ}|4TZ!fPS)G!M#aI&*7H6_HkSuVda@Gyxl;H%`cUM4~_b1DF|wK9'
            'vee=uOR{x9MrwJGecd9&Lx7B8~8v#bFum?8kG^{c$HjHtOVgtCmUHmtj-Un{$(pqAyV)Tvx3*Dh4F4J~Xek|ndTd?6gJoU8m'
            'TIGCs<EiSvT(<qg(kSl|##w^Y*bg->3w<e>t4yqrha-@AIbuXN+CMiOr)-ggT6fEbmK_y?TuPi30@2CH$53xri12VO=w4m@V'
            'uP|_~pfdj_nX<Ggk)|%TL@N&@CzNR^->d<pWiov!m@k}?>n_x=xG5K|?<^vw6)w`M1F=>y&?ywP>9FLkKq2g}lq*8A5G|v#)'
            '~~NH=_kx7b14w160#__J+rPaVK7~=ZI_HIiYG}fR;qWXaj<%~EVB+Wn6B$F?l<nTcQ=hNiK|Ab*|GSfZ!eQAog^0+6e=1s6R'
            'dqM#VUEL<fvIC3#o-P4l#$Y7d1UH;i$c#EHh!VO|CRD4YN3+R4$Dynxo_%1F6F?0jfi;$}8I_HZx=<u`H%BCZ&+0`>J0mX(('
            'p3x}z^F?WO!I-7yR?^(Xi;E2N1Q(6G-cyEVHidZ(`|t*}L}uq9xteku;IqA_EvIV80tMkr3Q7OgKYTQEGakSv(3KcoOKoHd*'
            '&g(;OZT&*6i=&&3yBB8u2Ql}j=ccMtF#w?{QJEni89;0ihqo|^&zorMW6r>F?ys2n3*{qtOR4>0TCam4Dzb!|u2q)Jp-5|Cw'
            'i?o?2<1e-`_$=nL1|^@fg0O?I-mn@jH!XrI$ufnp-7Fe4izV)%QL-<fQ80w939$6Bt1`a0YAK4cNGX*tTCC!wH>?$|Z7CQuj'
            ';-S=qp<_9pQ|=4%`A#E?kvBvS+T({Xs!CBqp(t{xg#*L>9Dvncr@>{x-c@WQ?gztF)`7us;+OY3@L-I;-tT_za<8!v@Po>Wu'
            '_vmu$~kwW+#}h;w;T9ax8x^K&czENGPo-3^2MVpRS#>U9ZZlzc1LVOe=%194tLCsVUO58Y(HTUaG#Wzb(NmimdXm(J5Z1cC4'
            'hCd??2%*{|TJ#wl(u8?xW9(kN}Nv?Jv$s;6A66Dv5cYa6sLZ78X>iK?`#Wu-Z$p)0;56fK>p$f9(q_aSPpKrC^gX|GSQMXB&'
            '77qtJdnUuP)i!fU&W-nwRW-jV4)-3O?0<b%>XDa$HpDnd4Jgo338lQ15o2=p|DlqM}R4xc6O)7CJ;V&|=akBWOaj%RTd@V~b'
            '@GKT1jWo?AuCTwU%P*TG9WEF#Jfv_h^04_RQ!+p`8mSQ~(lTYUHZ&|USTHEEESbHh6|x1e&8)8^1Gjr3$S?hvrZEAuoh86DS'
            '1Knh*f1@%OS3t%i7;v^Sut+1pDRfpd9@ia^dp$Cg|b8`<T9n6CoP06*(@Kg4zao+7%46)*D7A05wY_!6dWZbLM~P$9;XAXGb'
            '%MMTq}#I!mcVMVkmU6^eDtJyr?Rx!Y~CkEHcY45HYtcb*WG)eYEKzgR$HrO)@u~SFDk?%CZe1VxqCD=rK2_aHRS!Wio4=h@@'
            'aKrnjW04WZ4k8ngH<C@X=iSuqo_Iy6_ZuP2nH_OIwG%dP9SkgU8iL$G5n;x5@Q)3q|P$h63?G?{KJoGcVD{4egc;w`T+&8&B'
            '|t|;>^P^+3Reyqnays_>WM<&@Ub}FQ>t1ZT<Y%ZTMkg`CjPA{mi$R<E9gs7pdim=G6GO(1fsVSQ<&aE#ifh<(3w=o2$3pC%I'
            '>9EeOJ+T6%0Vj5=0VQ9w5Uo8j;V*zJyR7jko3uhM8!9ZQa4?^(yR2g|>?}RBEwoIq7q3vRx*vX{95Z{eU@t=~XD%lz+@^mgu'
            '&mCagD@JaWwS{qmZXL;IyAv71FnOqkgbunbTAe)z#v(%zo}d;^ROkNS)C27GpQA|=c$XLwJGSSb1G@7i7m*Q>82nk`lUaqwz'
            '6}i6s0ODP^q~fA+HH06fgs@9jwG2e2jsvqb$HKPOGOd4lm&@)h(GLATw*HgOdobY%C433@s+H{;hnlm9Sc{BQzVWOt1_jhpu'
            'j}LYp%w39vUTbTTBO<}IHlcq@D)1~Gvu@|Hy>ATdOq-6b=%lr6}i1uc%OIH_f@w6aLCY%pi0_N}WbpRE6%rm8hCb0l9foiKB'
            '-fh<8CkEoxN94fafFf2N%5wZ5H1+XVFB(QBT_M(oj2b}9B$1ZKCzpD$LvoIyBqph=^?<Vjw%%#1n9ISpVJhl5Rnks;=rY$V5'
            '_^9%!Ah6x5?5)K!I<N1b|FB^rg(o+uyDZ(QX0i*V+AcOCGp0SQFR2(aYpFgd!LX1hy|dXT$|`@adMZk#UaO=f=%?~23oZny#'
            'U^<nlPr)hV5v;1p{oTgeyJHP87;4=qpj|y2PlLJ0}OB|NULwM<}hxgNv!=WFR;3-m=<d!!=QpFyd>+djV+<17c3$zF{)v!8?'
            'RC(C@2dtNTDty-m7%1$S4P)rmPemwyh+zRG<r}_NM$K?yIe-WUc}&*sQ%ONE+L*z92)O8m%TSFem63V6Sm0d#qeCWGhmqcqO'
            'r_BdZ{-=Oq)ZzOco%!mtmh1F~SOL9MN$>@Zv|Brvrs4j`(mS1fTZPb+G%s;x$(0V;>LTQL!=h@?a-zpnNtYAl8<4XBc?%`it'
            'U&m0UbrYS)%$|ChDsi)5=l`RRWEu^ljUnJTtGo&G^G^z$7vZWNbSu!alPacpeSS)%n>MT&F@~8T&Mk#c%ex<Lep()TVnJ3aG'
            'bt>tnkSOUTL$ATBAu;4C<1RO+Z>H6%8?ueJeJd;~&?tAT!mM(q=BZPwh^GlD5-@$VF|UU%rL4WGJ}j;*dY#T9Zz!)OCm-Obl'
            'BUil{-t3ka4CqWg(Ih%Q!FPZTcq?N)u$|-{~j3~K_R`T=&LfKou~Sxk1X~m^qn56OSUsF%(MJ3i6{#pyDev;>#e>tsVtu@k1'
            'Wrx6|}oEAgp#Q+axrsOs~!^7BitSA-9|<?JOL!?kjXCO)z?@;k8I9{k3K(K`=I`gRN&HJE}1?Gb~9fdomZSrnFo$^C<kK12b'
            'VU&$BVGdM$=4hPUP`j4`jPWieGLrY_O3NVc^q`?P2=5+&lEdmxZ2K&~`3;3X$5^ei&1rLqJxORZR-?I<dxNwMcFL^1U)u(sM'
            'HG%Q81xiLj03^FUMpt3?R|FaRMy0Nt=8!j=l9jQ_*Z7d%xsvR6Ns;q%9SuZ9nIVTh_NUG;7i7j;~DXh#hJET4&KC#oW$*)MT'
            'YpfQiFS3dz7%*L!f~he$7qUt%PcywRTq$<5)uIBXkFkTRH7#%)*s*0Z*)WJCHnh624K6G!0W?lEB{WPi=qPBfIwiuTC8vh0c'
            '&U!7YO5ESku47@6Rsz(r78w5{-~ZS^DpDC?l4j>P@?QCi!NKEl(MiRlC4g!p_+FjOD<e6`zUp?gsljypf38auQ6-1SGAM0OS'
            'I;y|1uW1-zmH)?6!}ssHwg$6S6cjcr+8N#I%E;@U(QVIkPG(v9K^K=da4Ff+xAI+$~)ytS*8yw=@5xDy%;-_pk*k6s349el%'
            '^c)~t}6;U!F>3ns*_f451oD7Gvv->2X&bFJtz(yg#Dv8>Ui>@w)6QLVtM_ps<4SgT^P%d8Wxc_{WV%(S$w3ANTEIWNjGBP_z'
            'M45@gvWUlY7XD|3N?x>tGBDMM`6`|Oz_$;v`{;=99{Vb9((XDl|p0da*c&Pa)J0*6rX0o_4QY~^ZVzCFUxT_Bi`Y;|P2Q;lL'
            'R54jGm@R)a_@?W#E;B>1cQo@e>@aaKH?_U61uWq<gc*A=qBUEzbFrPWFEpn$#4fh2Nhm0x*|O-Z;;|es'
        )),
        ((32,), (
            'm9qUU__F&j&Mt&CCol{&TrICKSts@?E;!ON7`OZ=NhJa=MlM`2{IugOS1GSE54cb++cXikOf_{g<E3V*'
        )),
        ((32, 1), (
            'O*J_-AvlgWfw&jCC^ogWNH||M1T-)=*tnRwIW=WD9Jl^8xi%NLsW=a~ojBq&(K}SSi?~HNgSc|IUbh-J'
        )),
    ),
    (
        ((79,), (
            'OvOLFL%g=OK*5;1D76<pi#R5;3b6A(@H}|34ZC=lK)npJjlM%PGp#MQ(Ke|u062~<^(7!PC?HlK0Du61000000Du4h004u!K'
            'CxsZGcG2ZG%7POXCeTA0DwO)8Ze(T-!s543NW89t0-zL^1}dt000000Dv*IEw#(Ele$y7khuUn)x>ng<iv8rhC?eX4Kg1qUN'
            'r|c000'
        )),
        ((79,), (
            'K|x_bjzH)=aYB?lRXF25Yd2Xo2Q>mf!8s>1s63x2SwJc_EJn{Y&pJCg2{=SH6ga>(_AmlAO)ljvp*R~jGCL4DTR9js3N`6Lw'
            '>gL|DKso80x_aApDze7bT>LRf;IUz4L8~~c{NxyQ8G6)H$sLv#W(>x%Q~Ywn>$K7WH=!>$~PY&Izg5|K0$6mi9j1PUNpNh&^'
            'E$106Y'
        )),
        ((79, 1), (
            'J~fOx->ji5izNXzgC}q@4>!6vWT+Z8fjF5rYBMD=wlJct%r{uHYO7>8Vz#ZZ8?<1w38)pbMKVpT6*lFrelS5h_O$>ZVl`%}L'
            'o>cF+cf+wHn6j_9WiyQQ>@rF4LB#W9I=qKqA=g6Y9z!jQZL^yVKA+x$f*4)Dl!o@`!ba#Y%%}<46!<}HL>t3<Fg^6k+i=j;<'
            'DVa88H'
        )),
        ((79, 32), (
            'cCH>F39$XKzAIF!ASvcBd92MT`7V$s`mx$Ex28F*H!Uiyo2fvrW-3~!tTcHu2C}p%Ju+Uck`HULJSj<{wyQ{~Brg@N^Re!<a'
            'V&l;UZ_PhxGp*oytYp=FEL{-TPn&d1umSib))C5EG`=~>#q{8!ZAFu5-ZQKvbK7&psWBTY_FZC2{B?Yu_!+;NSsSASgbXodN'
            'rFd%(68jJ+8ng4Wy;7Se*#5CaA$K{VDV*Y%z{6n;g+7-7wxG^(KC<XsY$D)2!7oaxdI3a5HSK{jF%JCpDX^%PQ-v$SsYgf~('
            'M~LNb#mNh&g}W-*v9)GjkC)-isknJ|{DWUIKMH!E1Ltu3>#Rx5re12LW@x~0LdezSw8<D^R@;vy<5Mx%r)>7`YxP_0HN#3!_'
            '?0xp9r;~$Ewc_i1ZjIt-O*)5x<d#(1ahaq1q<S#I?TOvFt=dk{=UNN&Nf-bN!U@Z}@3om-8QKM?DEGwxnJ|6F>93U63J+VYB'
            'hbkJZ`!dQeY$dO-^(rc@4=-Y~(kvS=e5={9J28Ns;V>CA)FB?IWG@ylXsTbdQm`B`yrGG%peWTSVX<l^tfC317_fu0`zQ&bX'
            't2~M>M}<vkS@nAd$RW?9IfLm?6O8Q@Go#Gm^A*epru5qkSMG)TdUzPSFg^o`m9y4Rj)6xbhi7o1gsY%zonU|OfFokzo{a&kS'
            'PVUOfZzKQzS_+)-`;xwKSEu|Ei84WUebU;xR+CuQ2toX|FZ4`y$t^pd})v%C6S1s4uZCr?D6>>@XHB#i@%n5;gIulQ+AnL9p'
            '<!k+G7k+BFp{h_vsok12$(f3NGVD6(`fe4=Hjoul<E->nF))GV=}tf&$(h$)~8t1!SaKrjO^a4}FU=CKs9v7{z1<}Tx^79bg'
            '^Dl8qKTdj&QpRj8%)huwYiYhX&NG77Oe5H7<7OT{$G&5!_Y_#Gmv#9*1`mZY}1~Wt?i5`iyE-YFuz^>vW2CBiK3$NL-#;Ve?'
            'xUWzc(xyAH8m1ey*qRV2B(E1WQ8BtN&$6yApQ?nY2(TG3d@<{+wWV3Kp)h|kbhosnq^I+)WF}dyytA3H0<FHN;3z+`Ija7#J'
            '24fZ46v53;VmmDc(i6Q)-iLg$T3qTl`==KXr;@vJS#^H60}<(v#KDma3~D2Y_y@Ty{QDFlO3R;hpkJmfG#wxkE)ii$|+wXe6'
            'S#cH!uvWgfAc}l`v(i7ph~lN-Ev12Mpt;hp7#&Q7aUv0J31H_N=e0DWn~uysH|Z%AIm3Kqa0l?jjeik+G$$K`?(Tr!H76N1@'
            '%HMKBPo2dHi<-88SQ8Zc9-o-hBNGqh-;hBQL4FsjEk+O_90F{4Z@Ei5jioTqZI4>z2pWv*p4fUqX6cPUe+pRe&cudWa+7&lQ'
            'WHz?hzb}(}`IIzQ_C@1<QO{rWU3a6SSXDDzWBQPeOUanp!2PCkpe;{iuQmRcYI;G_(11kNXr>t?Xo+j)sWSi9>(<0+6=P8|='
            'f;4lq8?u})y0j)Vbe{JtW-(|ilav6qy*R2eU@KEG1Sv_gHZ89xv8?YmPcSJhyET>_04Vjb1}+maU!robv$G+wKO@1Me=c1y0'
            ';UtO>@;b#-z~YUp%enHn>RPIXf_ixy_#mN1vFo?F)*mLZ#8-_>9qDNR<~8K0WyrS`LOmSb}uwDS}M@5VxJi=F|j_d?yNO5I<'
            'CZxv$P~Ny09KHVyY{*LbRf@q@g-7a<RLwUo2iJATRqbQ?~UlaImwiX0bvsf3f1S<fzveysj{>FDO{4y)u(BXC{s_2OfMP7BD'
            '`pUa>+fLM~e=hp5`I)24YQM507939*^6IIU<Uf~NAS?=avFMy_(J<ud=IE3PV~i!ji$kgq|r3M=I>Pp|JR3ooRwH?Z`wRV<|'
            '`ldVyy?y4uOOfLhk+%PPxd$a_wNvDvko2O{6WhT)T#xIX4OEDv`pe=Z)Zz|X<?xy^#*eq-t@Tfkja4sz{kEqV6i?IT;?<AV5'
            'O)tbTDWu&k0y6rk8>48iAf0cra<JDk942d^J0s~X_^Gxnrm)^F4KMH{$gK#k)T%fzj<Iv7^{nEiWUUt)G^<!DZ?0#p7${Q@M'
            '5x%RJS4xdLZ%z8z98DDQmMr%Qy?&}2&A(cdLq)eovh=k61Zn4^|J#l;;cq2+b+kkZm3HvBCyRVEGz6KK_*?Sd#q)zR-G-U(W'
            'VomwW)tCgQFCxI+sNatSSDpm##IYL9j(GC#)hZ1|Rt-qpJL%YPBOWRj?v1A~4OfTCwS@jI8^quCN3%^RNdV1Fixw7OWdJMWe'
            '~Dw=YmGrKo|OpsLC-cCEfJmL;CDBeX#(@UG>i_^`3FI;7;S9WWs$8ZRg;7cX=i<|2qLH8UA1|1r6+^&Xb2>7x&^I52vqtg&}'
            '1d8iMjwy0vUYoRWnkE#wZ%`6eJl_rB9X)6LKYO_tH1Tfq(Eu*p>n6R2EEU+gpFd<X0crFU3DkkeDtufCi)vpkwKC#&`maOWn'
            '%p{Gig(OX-qNg~pXD{+7jI0AK$)nFG9<f$0R51=ObSo_*aV=!9rLOEUza|EqQz&S#b1A|u86*cLxU#D)MlYr=d$M`4G_4>rF'
            'DU&f+^tb8L?;)s?=I&kR4@6l$R^vejHs9}CM)T$*PSD+qp+o<rW|OnCLjziX)`OWZY&cj&9lq6>aT?`gdVb~U$AW?7byg^$}'
            'p;^NS_|HZ7|NX$|Q{~cC632j4S*ne!1+NxGI5|pQ;6?Au?{Zi6|Yk&Y(ECRItAzBp{Y0YM54|N-^QKdL?EqwK3+lrY>`}@h)'
            'Mleymcwkt`)77O&;7#w@b3?l2p!fGq^IWG6PTPcqu8{-q-<j;W2Mj4>{>(JV8vnk?=sw5PAIE2s&t4ypgHqNP=^0w$y-$}}I'
            'M%CM%XOR$@)X)om^$1V&n(68FAw64N1zZ`ZfWv$3BP%PuGl`s;a!YMqm93b1UprPn1niv(h{v?a2>8-x6a59Ld_^QJ(H7^3K'
            'ktrdp`>SfOs<BukQ7)G!LacQuO)bK-9xD{B^)Jz`9WZ9EtuOVhRjE6<>nZ7`MYDgk*rso-8>#9nFQn(L=B)iOGc(+_&^Ij^T'
            'e6O*0<8(OTNoBJ?zHPL$*$?PNvkF+PA~^Dsx+6lAT=?tl(vtdeyvnAgtS+z0yQ-;DywFyHYx-%Pp~4f{;u+^@~fycejt)D1E'
            'L135U=AgAgx3+CoH}peX(A#!=@fIO)TH6UNZQM|0+;0uCvpwQZBNtk+2%5sjPV^F(_QGSg(<rN-Z#=eJyGt`>J><KP<hoS1d'
            'vlNu+W!G$)uWw643fpeOdRSgL(3o32Nqx~g2TlCAiy@h$$T<)j`cVX$W|^C;l2X{b*o#w$3Q@F=6NEi!Me0IYK-#IKDlp|Qu'
            'Y(JalevMb!If3Es3DyTxR2`!JH$B(BdVjUSNFfM2?D63*BG9xvx8?JUNp&-&T1FTXhc%#9T)U7EfS1m#=x-yM1LMTfpeyV}9'
            'UMdVPTPR5=H!^gpznJ?fBd`}W@t=OJzpOs87&AgDb}ALE0<wuS11ue}o3SUbZl?7uCp6V7E-KHg-Ky8GE;X#Kxuy6raHf+no'
            'Uh@pj4gR9P%2TWx-@dKNw1hJU9P7n8L&O8-Kq{Ugs@$tC^IB1QLAySy|NH6)GPrkKC6r{{<Fz2SE(JP1*e0pd$8uR0WF#;D6'
            'OC=4za2*MJWoiAuWY2Sss41+bFLqYp>WKqOzkO@Tie3nXhlEMJZyd=dAXz6A6DVFf4y2btY`4Ij%UaJ25Y>=`MyON3IDZ0x2'
            'D#3YNFFR;)y|8?)yx=d<J-y{S7TQ7ptMyDKHF=A<CCpCcnD^eOD9!JrYNK&v7!do8;bktQLjRxH7n46WrKf-7XW_N_Cu3b^b'
            'q5wXgkU$CDlVkpNTHK`vgSEoI-p)aqfu&lTaeyr^<2rvaNT%#u~DK6rsMWr6Jl`kkPm!zLCX)o6(&bDi(+AR+r>LshNA*_X|'
            'qAg0TX|(z)-x*=85-|>|v#*3IAu(Q}<t9-ocr_2L%rxz=GNE#=+M=l*cr*jAMzoBx5G9VTohAP(k*NMMqpV%BIyLMsrmxa4l'
            'Ps_!n=pB_lC&JG2{qiYS29?v#4X+|k1LR`NUX;yaI!YB#4Sl83aXQ^fhayQZ!9^lP%F(ZE3mjMp0S0cm@StqF`nVB0VbEPeJ'
            'il9AuEY6p(q8b>?^*kwkgFcH5^{6jx=Vb6CV#KwjCQV^sJkkPA^9+<Rz4;q%pWJ10tEOd@wtt!?Ct4eYM{(zq93~%%yoSWVJ'
            '>!95QjND6Sl;hBoyuNwJbG-yVIa12C<x5V74WVWdqg4z60Y-?O_bG_+tevMQUWYqcIJTeN&9_qF96CoOETwzW_u!6*$gwXX6'
            'fF)Y9-q^1F|ttd}0ud>>)Bd`RpU#l-MYA7!(6|q~i2(ikmBO;D0kD&A?oT8Aku(16mY%*V-QYiSTnx7pmU@t<i94vpXBrj<t'
            'v#VDwxvj9Za52Ix(ygH=A*(<r>m`<$1}kYX?=IP_^PEMmAF?$uS0PTNH7@TkVX~U1pRn902eZJkVleiv;V+l6+p&wVCoQ2aM'
            'k%VV7^zjLZ7azq)vT1T04P1IOCNc%D=A~8$15^2r7L15cc>+>P%LY%j-=O_Rw-LD9UO<P;-jms#Hh`y#;xw86%Wj&Ca8(4O{'
            '`F$Vw+N`;isG=-6~A2(5RmwEH9WNj+i8<`l_I((xnHnr!i$GE-Q$vv$dWqWU#%gBr!KD`?80z{;f^1)|mCM$}yFy(=fiU4x1'
            'XQSF7EiORM^@Kp^We|0yymN-GeirY*m$My8FWHnct_*{oQs>MjB=OS87C@2`)oXst=GLM%Y3Lo?y9=q!P!yss%HFsY`jfv?;'
            'wiY(+W7%T~~1SKr0A~5N&8LeBY6D7|q5V7m6o-(7ZOQ%yP5Hk;|IIi%oH?UJBCmz8k-=#mSeJm<0LabS_Rjy|(DX5Vw%P>Wx'
            'C@N~KW28>1p`!vVA+J}i8ZL;b@2z{G%QVs}JGH~FT(H_L2Ck^3z^K8qlA-S~{IO8646uYBUal)DRxzNgrL3(mdoIJLTrgv!N'
            'Ga8;#H-`0Yp38Zw4`gL7$#*Y^(N-3UaQwF)~l^7hcAw=Z?P7vC#e-IHlbrI%C3YhG7{S?BP@Ncpf7~1*(@|Ds;zOTk0?GX8<'
            '|=uYA)$7UoR-6*B-PkxvE;OYcUfhs<p?ghb{A@QYUL5VypqB5v@lptSqIjz%V1P+$_Z@x2%L5XDp~L?5r{{?J43b<}6dJAF!'
            'e-*(G7IMlca5*tKM<b|l52vY>3R53h_Y8nmvb5UiFdQKY${*DU_7?5X{u=AmV&ff!}74l%E=MjiDfcP+QDP$qjVX08gYPchD'
            ';hbs&&Nikj_awF#~gtfz>zp5vtf1K;AQ<rF}J0%z<;ww@tP^o|+fiVxTZYpUoxtg!6rL4WPnXFc=up<8~C$G#ZXD;a}f*otE'
            'Y_$$9daiJ<(J9xiT`wUmZ>Jn9B(FHFs<ZzsP9`O;o-PusAt#e6Jg~^L(yEmhc&!8<ATG}-c_|aLsv&Qx->YRPRHGBA1DWI`E'
            '}!6?DW?spWuot@A|*+um?_Ar|0#{9pr`#Htta7?C!#_uQzRv+il8|wnIQ=$S1cK&=CH0LSg{N%;h9D(p(si)e5c$nl&!9^)-'
            'G)`zO*H-oU&!G#k91pxhGYi3N(Q<zb^+cx-U#FCoxzmmn(uL7P5q^Ag>lLPp20#Jf<rp5G;c(8n3yqq9*AxL$$c8VX*Bd7PB'
            '0$jxD<|ku!-jZZTpoG^_n86RM#q8XgNSMX^97X0yvAA1xOwzbD5p!5?}u(5?@&qbDIUQnco#RIpX78?&{niJq6CQZq<24lA%'
            'PQ8KF~rYlw|8!3S)y)b1d1uVxa+ppHM-mP-2cC3LgEUpeH@3A#2v##PV%&v;0R<GVLG^<>&NiUx<5io?Qm#gWp=N+Ij?X9k`'
            'D75;nOsu6XYA^#dXeHz+o-Ii-GAvoCg*NmmO0cc5kFi=WIIxtlQY`K*7?+wc<T7kA+$?S|J|jx0Z8Om_b*efi=&)F>0WNZ>8'
            '7(iZJFZ19E-YE1xv2v%Ni~46#4$LpeIZUM@+obu&MQwZd#?Seb|+S-kSkQJAtWWHYN}u|5-%II!7y#HlO=O3v9JNNlC+sK!>'
            'x?8W2|(qLZ_pvzAjlSf1lB|Vzh3urnLjMJs)%`*)N1Fdax&}Y%aU3JTPLh%_^(1^eQqjY^t0u87E6OLM@oB#Tf1=9j^*9R<5'
            '2fR4~*nIHZv!Zz4jSfF=T<wy2f052}f=xU6z2?y82e%PzJovM$Ij3a{TTl(kANvlzXqH?D=Sd8*c|jj(_ty)93))2^8;pSLc'
            'o`Y;TvH#Aitge-R`0j#GTHWUi89xw(lPNp_2sHxR3;<U6axGg;{Yqa69ov|3OysSPP5Ge|?R;;fx3$y&H1|^IRKQD|aaWgTh'
            'cCLi3ZLc7-UbAqk$TD3q{2+%j+oPtehO{9xq_g&|O0IIT#wTmB39wYG$TJHwow9nfo-#JD%rtecW~vjd'
        )),
        ((32,), (
            'f-xVU1UGFo5ia~O)hReEn=x@H__1p%r8Oz6)3-1)Beth91+n!nn=C3gIxxs8{4xJ3u`y{gi7Tivy($wj'
        )),
        ((32, 1), (
            '0J%E3+qR;)SG91tN;eoc?Ya^;VK@f43%QdyVmXJp5jjn_1v+N9g1NuCX*i2DuekxZ@HR%c=Qby~1h|5@'
        )),
    ),
)
# fmt: on
"""Networks that weigh readings: shapes, and float16 little-endian in base 85."""

RATE_TEMPERATURE = 0.928
"""Factor on the networks' scores that makes their shares honest."""

# fmt: off
RATE_NETWORKS: tuple[tuple[tuple[tuple[int, ...], str], ...], ...] = (
    (
        ((136,), (
            '@xFP#)4wyoYQT-as=(I3^uP$gAHg}nNWpc%iNT@4vcbH;-N6IGBEmVsM8a9ZW5R2~dBTgr!@}Oe3BxDDHp5E8Qp04!bi<>=u'
            '*1y5?ZW}Y8N^z|uEd(dqQj=cxWnYb_rn0h1;h=+7{nsPDa0?tHpD{2SHywDvc%`a62)D=_P*u5gT8paJibA`629rZn7u~5zP'
            'zoxdAv=$F1$IsD!eDWHN0rNmb~n||GXc)UA@M=Exw7q(7p!0XTQY14!~HzcEF{;-N608A;Dk4h{4yv7s5rtvcmepXTu;m*E+'
            '2_syeVbp*l-C%{hQMKsk~$gf&Vx967u?9XxhCIy?nC(>Q7{<1o`O'
        )),
        ((136,), (
            'Mmt(NUpuxt1U%$B4Llb-6+9?BJ3LN2Xgqd2q&%TKt~|0l-8}R>0X-)@89g68FFhzdDLolIPd#5fo;|2Ns6DMcw>`5x!9Dan1'
            'U>*h5k3w+=slG^oIQm;g+7fwo<83`{yrT)7e5(4BR?`fL_a}4I6o{u2tU?7x<1oBGCzGhiaeY=tvtazzdXY{tUQZ6b39r+7d'
            '-wun>$WBIy=)knmU9!hdRDGmO8XL)j9(^E;~Ovg*#|FayvgeM>|0~Upu2anLD;SzB}DJ{5uak9y~@oR6I*OW;|#-HawI#kvJ'
            '7N;y1N7yf;QS>NW>ANjTy#FEV8`kv4TW5IVs-kvye53Oors#WlV)'
        )),
        ((136, 32), (
            'yf1<-04#H<2eF~6CMW`{rmSGC46qNb=(EPGB(&)$A}$Ol2&u6&Ijv(c4XA)H5Ha*1Rwfs+X{_6$Z?U?sk*-!T1E_7N;VQH$1'
            '1BOYD6O0@Ycv)y?k8`sw5(e*-ZXcpyDb@|YNuGO-=ugk?j<a+_^d3ge5}B&VKf!7STQA^C^Y{p+A#yPk*5u+VlFZ(+cDg*<E'
            'W0SqOOQA6)gR#sj8W*W2IpqL?(+d1}jM>bgkJk=d1oH8!!MSma3_)udmOt4k8jQHZZNMs})$Y5v{N#*08{;Ca^P|C9QWN?kv'
            '5mCor@w@-Txcc%vII5G>2DkEM*Ukh1coc%)ULc&Z5|AR+29kt<;+{3&E8P_nKgQ5T&rIH}GiR-MhJ+Ovo(sINOPOPeXGp00q'
            'Sge;G<oGyr{j;?pD95C9ajw{5c>@DIY!7Yukr=mS5X(#t5eKIMdbuA;VptCeIK(ZvTEg9XM!7K8w)~!}E*QMPr!=Y&||Fo{G'
            '8Zn+P^bGnkEV81P->c)MFSMVn9kSLei!4m3wkFiB6`0sEgQ}!6GOsx+bR+;KKB%dx1g)ktWvpqg6R+tmRIIHo`Y&Lm1gmg_1'
            'Fre6H7Or6b*fe*da;JGkF+_n#4LNI3@|ORMK7tUAFB2<(X0rwp{v=XcOx?|qcManx}^IiMyVV$yRVii-LkE(nX8~Gs26S}a;'
            '@pH6*QJEq^&TqL9jBdVjYR653PGCfu=XB46QA(9=BC7)gh3vk*T>Y46*90XDypBf3O`Y+$L8b3#>#jyDcazuPI5kaV(pxo2|'
            '95sxB_9x~U(q$1nM?a4L4JHLWEvHY_6~=qzloZm(=7MKKwvoF)D%bSq4o$q79qw3$mI-!RXx@uM8CJSZx(XeE}ar!Kyni6ZE'
            '*>aA0&F*Ff0Sg4yafwD-iJ{CSFDJ%pb_cL2Iys9s#&@x6dv#}hX)iF-5nygB!P^nF^A}gq<=C5e60Vz8$-W*~q`Xz$1?x)Nw'
            'rmgX+#IFOfD5?oBFE2$buqkG()G!aNDKi_ZB9iSfoT#@cKd>${Vy<kUbg<?zaIX6&#I0p0@~P&u9W1gfdoYb6b~7)kYqT08u'
            '&9l#lQ8}-4zx3|yD)~Yx-s{$J*j^*+@QNK0i$&?lBLF~=r8&&TqH;_Q6p+IX)3j&$}S5nk1W-x1E3BmGN@y%Fs`632P|BsI<'
            'UO2VY4nUJueL@4Xhw5rLJihO0+1YFs-vN9jf6gw6L45*t1G2<uUXz_$Df+!Lhut2e8VQEiid3f~#F20-t9RZ7ia-)vqKj9Iz'
            'cHaV`!ol(5RHJuvg0bFGrB>KW;!0WTLPNha_nJ};iD(J)pi)v`dFCm&O$oUL-M7%CJh>oLKjo2m0NA*muONhK38HZYf{AhE?'
            'QfUp6yM;@0XkTC5m@hLK-53WKhP$h~b1Ts{sE-YTDlaC^+uc?HoyDY>l2e1jOp|ImFQz4%YGBQ-A0I1t6GALWIJu<qpo~1`L'
            'h^@#jloF|`%P-5Yoi4~I`KafyH?29O(W*Bw;<KQo&?k4Y-643OAFzk68L%BDg|jv#cq>aW3@jL|JE^TLWU*x_M<+ci(4GXS1'
            'RyJ{#IuaBUoZwV^e|Q==BxlBAFs}}T`7aK`7C;=NU+@+crm;xFEQsUfiX&;XD?i+|ES?Ai>O1Y<E^}}xvCMcWhZJg3N6zt^e'
            '@6F;Vlxdj-HsVj3^4L4lNa|=QPW)B%e2+2dvdDI<jmnk}#Sj6ArDcs;*ryNhjPa392QWY_Jup)iF9O|15c@PcS1U=qmawa;S'
            'o{!>j8hsxd914;Z8<`KkJ_oh-K|1F^xQr=A!mo+Kc!)2pW|aj9*gelAF?8KteS1urxzeJ^<*(5$R5%P`fgq%Q@r+O9b-dNJ>'
            '?b*Q_lDzL(;8>)q@Sg>=f>8>=e{j<|B*Pmyz$))llT&4l6MJ_I?2rikaMw-&Cel(>kmM`NiAS+WVIi>n3-k=ty$T0(``7dat'
            '<fyVNU@p2IO0<G3Q?KW+m@OqRRIMmAZLmGDRj@KJqOGPK6e$>}k)?LBq%R3E8>iN%#V?ks5vwDx+p40Y9jRj><t)6Ze5+%xW'
            'h5*rS*}(t04Jm^t2B+SjV$!8V6I>&RWYrn12Cho&ZD)dn5>H(7%aao&8c;)6PH0HvZK_fFD;{~C8#&89<UN6O|Ymi*RA2JKq'
            'yxyizx3Zi!pRC<uXL5?IZ*#JuMnBIV1HfsV^xtU9bYNgsfAoJuxmEjWSRyq$&ZfK(ELoCmJ=M5}>-W!mN8CjjF1tNu9JVYA^'
            'FC9hcaom#BF#0yGA!|E=IHZLDr7Sgkp(pr);<Y^b)a6{YJkbuw3|6)=jk5ipc31TO?J87`r$3aTKb3@)^$YO{4LNS6gKrn9='
            'D9I~k{?<~WpZ>yrF0JM6lAg~y*M=y6ZJu(y^!6eYLqA(;d#4yyTUM-q3@i8N?ZKOP(+qdqlBP<W9xwJzoy|I=s<)L(_IV^!N'
            'C$-NlU#Ki50<o(zv@d`xO(u=3#52>NlC#YvqpidurJnz=12SnbrYM}Uhq05a@vUL95v{YZ&MYjZTrwf3t0uIj_OCoND5fPbF'
            'ROheF)z$0;3a=8h_PCtd#*f@eXT$#q^1s}mmwc2aTt!W%O|)j4<&If2C$wj-mXI=D=(EWD6JhW2Qf6Vp_tmH#jbrS%PJzPr>'
            'VarTCi9!u`d#-Tdp1~Iil9E95BkQr!kWp&7NvBK&5!8Gbzq7F{n(j6fUx~U#%V<TCRz(V=-*5yssy!8?2$MpBc%i@s<fM%d|'
            'cwovw$lEiKBig(dc=n5|M2Ij#jT`5pf-gD$ZzF*JcRr!c6ioiSW8WUxgt9-xb>5U>F$GbsR_)-NbCiK~P!J~CZ1izT&&4KCx'
            'ZMJ;o%P_D-^rKw~s4J0xy4=YzQdoH`E)UeK_)F#p}?XmYP7_KcRLa%@tFs7L<1h8olW+`nYFSFPx?Jkz2dakvt&MUw&_^T-`'
            'a;#;gge(X!52^gLv!&drQM8jSo~pj2c_Z|!I-(aX!!Z*wtf`tLsWWw}M5J%9fU71k`!a19-mEAg!msHpYq8%ik*b$36f#Jok'
            'uW>5IIs}1$E~F=?=S8nYAhA7DXrQmwJp7)L9o=VNF-4%hq3MvmLPAfM<Oz+vaTzgSEOGqzMz3DtFGjy5u}o^IT`S&M6AUztS'
            'sU$oTJPzm@zH2IH<ldgD|kECnOE98mDNnRHtPy7@%dKXC44GOe}P-4KVB|V=#`ZOs$SCx38G4Ln{)mj;?tr$gTmb+ZDX9EwF'
            'Mc@+hRQ(3Jx+mawoTdo-pmA}&#(60dkJ>L`Y&g04`q<1CY{%PY4lyCSiu=P+R`Wg`-;ST!c3`ye7Qm@x?=NUhhf)3GR?ai&T'
            'db1i-}LM%|E7^@Mk&o17q2&q)BkSuGchc3@7LLk#BNi4XgA~2`2|1I7u%CO6+Paoi@=O*MWqn&>$D=aUs0X4s-8m?I?IVmM1'
            'sxIOqEwERun<Y4`F|(H|S}`yz)v@oQRj{5eI<gKd<1dpjou%BX(ys<9t|Y}UA1QY<Fff2A=q}f;C@LYbL9rq&j*ZNmP9F@eq'
            'O5f=XDhCxUaDR(7qfsVbFP;!e=z2*RIdgw05Kc1aTt)EM5vCmajT6eJSm|u4l`n@9x}SFl`5#OYp}yG5ijL4m7y^)&n{djn='
            'LG)_prLGI4NnVlQmSR(<JFCCoH?6Eh>aCKdF<iQz~^SgET%au`@)eJRoMM1|;#M7_4k99W2$Z6(QxYw3vRTRU$O8>?;DTNiE'
            '2y8n90>LM_{`Z8E5>wX-d(uAsd#w-l=>eK0Jg@*#LE0;(CUs<I)l{;Iz($gG>KcB`%|;UY1!rY8k4R;5HR<S-tnuPv*x7ce_'
            '02(MPIpDv3l!?56{1|%e}JTFl*WvZta*RXu92d$zr=A;v`hph3P@UU~PRW7L}7O+CB&a8wiUMMj#8lZnKn=&t~8=@&Jt1!o~'
            '(kufp^ecTSpCrkTunnuH;G~W)L9#ur+7YlU;i(cVdNK2(aI!zF9W;0%JRg#*(kp$hDJ<bDLN8G-XReGfv$H}kXeV4SWhz4}G'
            '%tU!RIz!a6{bNflrqn%1TfMmjWqDCbgYu7Y%nt*95h=ll&nHAa;_++MzD^m+M3g&<0cR#h_aKK^sjL#J}#ytAe6tadNbfH<1'
            '}!tW*tW~7_7f6pQv%Hurx=inK6?orLrZky{^fwsHGt*F`&aK9~N0IGpK+qtuV$d9j}<Hj4m)UN3GAVS}qx{88SMi#5B(-^)B'
            'zPe6k%SGA%DEudj=)a<05BEi6c^L8^hJ!nC#^pe9!=e6G$Zt}lr*>m;|VXS2Mm`zk;gWG}QI46ZV<2rCt<Yco`_WHSb=@uit'
            '4awyKRva5G6Ag|`IwygfFrm-WW5}*W(Kq!DMLMX^6w=jM%I<y9<kF2DsDln_1$dY<6{H@=l)F~hzb+FVYaxqaYP%5M#TPEJE'
            'aIJ}`w6)79nk~|;k|p9Lza^Ed`YUTFhopY0v@cFBVl3{Xa4kfrrYzpA;HK@ct0u`S(kt<>VKNab>ZWukVz9xXhcK|Q{xlY*&'
            '@vmWF&wY5a<CPxvnGs~IWjk`>#&@pfE_5XxU2A_Y^zfwBC9GXb}@c2lp?XQZn7V=1hMU|lc!y>|1sV#7c*F`kg3hGOe{*WsV'
            'i49$u*iQudL3q0Wu{jU9=o99W6|xn5_{ptuJ~l)i5I}?<o@{)v@-kvMf+3IW9RZQ6GjW+OT@AMWXJmNj04??=yTUf3bn7_bE'
            'gsEt>l)8>Q?p`YvsrdN2hn?j+5x?y-O@Yq0mORxOXERjik;`6->P;U^8VudF;S6EIk==L_5{rLEX7#<IOL&9vPqHm~b0ajyl'
            'cT`Hy{N3%7oT(nXr)TwVP2dG1^`Yigdl&=u1zOgv2`6kUKoi0wQD<@N=MkV(tzpI@u(zLlWhblv`Y@}JHH!2sTl`S;2(y0=)'
            'k|Cn46R+4UMKKz#(=Gj}O)3;FeXTz){wV*edNSE6x3eWJwXX87N3nM<FtLoT7OE~Un5asu`Ljr{aWEvPtuVeELnl)(!K%tAF'
            'SA`N=NToi$|~uxBC-B3%dr5i468gM->(}ln5W6Ga<XSCb23w`#IZLUd@T~00WB(~$1$p{HLrCj_AtGfgsD|9C^Q-_fiNv4AF'
            'mO!a<bU0$EO>rPArMD;;oFSYqBXPEuR;z<SHDg9IS~d2rBF?L^Q9QKQOSXTqi=Ku^@OcNikF{2r+svk0CFj-m(I$BQfc+d^B'
            '&Hd^9bk^0G8FU!}MyqO&Wj*p~_;KQwzG4m7hV!7v{%s;x&bUoi48m@Wu0iYfpqHm!^<)U9))2eEb)6)_{P0xPZ~Bd^RTsWTa'
            '@>$JSF#xYDTgET-Xy0D-q3b1u7WF|8(ATog|<s2ZSuCP`tL8@6bohz3yilytUvavC-g)tzkhpJh!j4+}!=&a?fvNMRWGO64z'
            'E-b{J7_dYhvaS}e{j!p)gDoAUx-7-Aj~NLj%bsE^j<9pE8!%0;b}VnM*e>3$Tr5v8tT9)w^(Hl{m8TFe7#cV;sV!}>g{=~;X'
            '{}(ey(>wXJ+AF7WFRLnRxn#Cd8B}<m8&W-`ltsohNoRG1gWkqWhqCcP%)gW6Q!y%2r2q1h$wxpK(ZRElP)eHrLGC0yDp`zNh'
            'XFK`LRwh6ROCqz!d!^X(rv69HLvO@~jK8^RQqr#jL+Bn=n8zVl}F%*Q&2A85M^!7a*^y2c|bL&L^&|+pZ|AYbu|m8nTA1OR?'
            '&!bgV<J9;;d?eyFK1QZi*I`X3K6G^OmVU9A(Q<S@K2J1?>@|Esz#(JKWcFEYlge=Mjf_cAH7MX$y%OQ5DP;H`NuHlScF5whs'
            '87b?!LlCJBm+^kP7jIf8W95L#z2_UF1u%7lR^Dq@Dyrt-_LnrdEVX|5*HXx8G1FmhZx}!^^O{FBQ4JPU<fE@oUg)bB_w<oZy'
            '7^^-Z53J;}nkuX=O)zyTDIU%$3akXJNiZcY6fVKB!m+Y1VkNOAL8y^3S+KgMv8tgfVXVHc_N_~*{3su-N3F`V)32H@sj&DkB'
            '`qeZ_AEcAKdc-kMKCk1=_E|4S}ZRvkf|Ohd$Q9np)KMRQZ08VtEo9LA(d^hMzD9Wr>W{FLMgl}eXZ58qABLF`md?8#-kS@%`'
            '_yeIHcRJx-nTaO0lx6S1m#$@-9^`!>F#JVkr_a1)+y8nytUE%^DM{wXV@4#wM69QL@LYkSS*^QlulN*)USHIkd_U(J?Kv*C`'
            'M(^(->2Kro#!-mu8CK_`JLG_f5qCM{H~kEp1sjjE?JMxtsi!L3RpH!u}5VlgQ)wklz*PMuDuBre=5k0SY_VW_gQ_NM(UtTCj'
            'mD6Kd#R;+?C=rEtFOscdWtgryEc`Fz#zb}|Co2>M(>@&Zl%$)--8>>&CV=4zOFEI?O{;;$x>9Dq}1T0Ofp(>6nk*HFvpe$9e'
            'n5m2=0Whts(6B_ZFfz9-6)nK3gDhUNL@2H<Z>y^-t1Fu+7o^h_-?F4H7BIG)ld_~Uysu&~>8Gx(lB8OsT`YJnWHc|Q@*zvB7'
            'A2mnBd~z1Zmhu-7cHSF)E-7HKBMF?8K`EZ<sZK>hOH5=N-oAR6)YSmy`}50;jI`c1vDrqqAoi#$RU%j53ZOgLMyf?5VBJ*gs'
            'Mj-RWhxuMx&`RBQgdpoh;)k7B5&Rk0+QaDx&2Uzb=R;Vj_SkRIKQ*pPV4B7%e<9W-nl|oHGe20y9P~D6lTG_OYd~^QL;QH83'
            'qG8#LarNidGDj3!&KJ+g){uC!1u1~x)1VJsT7ryzJSv940DJF?a<NigOta4_sGC9csbYpj*2gRX0<FD78G|1e>vr>o7SZmZ3'
            '%Ln!?xurE_D8ZWaQfU3f!C?<t0YAG14b1mz!B`RjDjj%H-CacY@-7%&rOsM*>6Ef-?<fw%*{4HCd;Vj53(ya`vV=PCgFRj9>'
            '3@Vth+cWgB8XW4X&@4wP_$)ObEvz4(<1kt+u%4SO9k2JQIx?*zj;%;Dr>qz#X0h=pu_O>L0x%e`2{BeE^({{)*d;bGn<i^6a'
            'jFz6C9?yl@2$TnkhFELt+J;eK&2@!ge-KZ<*uVNGBYQqkEmNE2&d91?5%+;O|;@H`mm5Mt|*8upDGZpF)R<H3#I9<`5XhQvL'
            '|{h*s4UPA)G5NAtd^(c`L=LwJP(i+O2#ssG~8aBPd+1L$K~GZYv3_Bd%|(cr@83L@4nyy01zs*Ri!SdMU@LS2CBc3bD8~$RZ'
            '-D04}VoF))^_bFPIb`7NL(3aUdTJ+fP@i?UUy)vSpy04lsEW-T~0ey$m)YN&HF3@z>`88mLNJuX@_k*%66gRKv-@GCs5+^WK'
            '>JDLrwL?;e3VzKI+39YcQQm`1N88nQsucomglQD`esxA*QyeS4M3p7o!7A;t=7OCYe@iLRNDY4Bllq7W}#G#WisWLsVx-dqt'
            '+$gWBgQ9;Z<t^+bl(Dm~%B_njNhX%7x2*9jTcA#>m$7Lu@TXU=#WDG!->yb5Gcf)jCah{LY%z^9TCMyiXDZ|@&8?j?QLN#dp'
            '0GKqoiJUd=`c<q%Cdqm3?*Ntc`-MvShHQP<f<jK;<Q1q%p%qn7b!5Rk2E0~T`oc~Pp$~BtF1RKvZ#nIW-*B_pe=tecru@@V6'
            'Npd?JM)Ft)J(uNh&+CNitBd&8Rsst1|>JP9dPJs*;)*l`l3mye5|)hb*SEGO*pD8#22f>Y?Vb94){v+pCKsv@}Sp9EHjyGp<'
            'auF)z-lKC<$wAFp~Mj<Bn+Z!E{L6B*|ywlDuO*Dm|2Gc2>LPc_=Cj;^(=Sg;VV_@>!3TQ0*fDljdj$*XxaE+AwuvoKq)_ofT'
            '3I5B{<H!x$g#4&EN)-ZoG%`fJtM6ryoPP9t1nV_69c(8t`v9LfZFRqg_u`yyWW~!tv=&S8611kHiQ!x&(wk=?#ldzB_)vSA{'
            '+_D#=<+RE%1~b_+r?8=**d#--7&PM`Jq(qpEwY^}^Qa@W5G)loT&Dr21hCRH^{)-J^(xF9g0TTEIIEqmohOngu&-OQuBt>OF'
            'STYW^ruHM6}6G2g)J$kuCq3)Zy<*iBrL@-Os-p{=`a#8uP>6ZbEpC!h%D<gji~=B4X`n)Qz;R$<SczBCNWAYm8g}lBr=*O8#'
            '3vpVzl8fLo)=fyfe757OU1OqNzBohpiSXt}VeRys?3;@h>N@Z7CVBj;%4Uey&TcYc!oIf~&A2?=qFC(yoao^sNsnhOyZki7f'
            '}N@uoDYzoj8AsU}dYccl)g!7;b4aW2%WUn-z9KPwTZUM~f&8Yz33wzTyyXsnR5Ju#Op{H5bBJ26-!{i!l5qAb50bftAC`6Yr'
            'eoiEKS=&M1lVXLYx6R->|{H_9|k1&WRrm%G>53ow9pCDE(F)4waM5~b_Z!t<MU$D$H4KXOPLonN}|Ehm4MlTz%Cm-IiV6zjE'
            'dav#<HKnLASBh9KeXGSXmoD$GQY#QN5wHI(K`HyMt+TYKk1$lM(Ik)|UMXm&5V0|?d9WR?Ik9Omw<-g)6|Lx_(;{FetS<htD'
            'l8)*e5fQS5-DaaEUO2vFe^VQ6fL~2$ghtuIiroPXs8k?L#nqfqbqbVmM;-7jIDL7c(c*5j<STPKPyKx8Z#s^moS8}xh)7SYN'
            '>iOaxe)dbg(C_(I#lH^{!1X{H0l{QZm^PZm}}0=cz=r9x^W>pfe$;3oT`_DX~>6My}i)@T&4H-m6ox|DZH1WULc3$(((wJ}%'
            '2A(XK8u(I{`DwJnn^#jXmg_c7n5NUKAthAF8neK9O7v?sf*sHOh12Q0ZPF)ReD7%I;+th4nfkf`XbxUjLVRV!?<Kd#ZOW2zo'
            '4=&`UYKp#*qy|L{uQzQ~B3$Prh;xL6O=P+0?aTt54Vl9g-+A;Yo^c{mNO`(snk*X1=Q!v3Tx2Gm4`KQDz8Z$AlSuSg_SgW(F'
            '>!p#aAu#{4MS$<Htgk~cxUSe89<mCuWu@h-o-T(IkFf+ab1yF_KP(<E(<<hq(JlX`HY(~cVkQ=}wW=<#Wh~64AuN!riK8a0)'
            '}P@Z(X&&mH?zvCc&aEb;3+>HY^+NpU?K7><*wB&OQzT^!7slkI5a0Osi^uT6s}06DyV8O1+;1@6CkRq&M1mAPBZSX2QDTd1*'
            '!R@8n1*cJ+0%c(6Qew@u%UXEh@>fMzTRD0j$4=zb&IOMXmiTh^|Skrmzw)2rX@?g0haZOqJv;Ua{Y+wy@<U@2T4^?kt=qda{'
            '%&BQC+BFC=0lyf17lc`I`$Rj_QGa41HwD5<z6@F*K8bg<*E)T(hFF(kVyb0Y_|ajdwg`mB{IelA}vb+d4*CA7J(SF8{&(x{u'
            'U4-s-M*e=a2+bHI)rX{N|9WKZ(*)rfN&7AZt^e&I2Jg7CW-7!R@<Dh9RMl`vreJI^2sHG*cnx8bN$Rka%$RiCbJ1mec7AprZ'
            '!7)rRkSl?)v>>&pZX-XVY^lL6$SSz9z@=&{3@bS;8mhl9+?@F<fUn3h>@6THYbv)fZn1|c1uFcd8KP_mM6f=w^{yPQUn6j(5'
            'wM0R2`%HS@*#pRFR&@LLNy{0K^l6eo++-b87y_Hc&a2S&Z#=BXfRwXE3h3d7_Y>#4=p?|`7AH5PO$7QVvr~va4zPe4KRAEW2'
            'o1py|HkZjIDjJSFC|5Eh42L%C20gy(;;weyVY;k}hAanlZGOeKMsbO)n;~owT7TKrII?T&9OCH!z(i11O)Z@39Jtp0QaloHA'
            '}Nt*QJfN-+s6VlEx7(i$VMj<P?qZ8FEI=rJ#>5hg#T1FO}gi!d}Q(WaCn>Z}$lBrxQ#PBf$>o3I2k=P13Y1s7T{*&>v(fhe*'
            'zfg_p~QmfN1S}c4iyRP7=o~$G?qcQOuM5-yS(+<3*r>NaB+p**<&ovFSBB>p%aIDL%zBE&(0w}Q&`m-pe*(Jg)o-D|xm$BzA'
            '2(FthWhKC_O{8D2OR?N74JqXv*)q1US+Bt}9xvb>8>s-PT_ZTGXRW&&GBFmdNtRkLPNn@Xx-Yz>Co9>kG$~mf<P~)*voIhhE'
            'w6m7ZXMYn$g5Z`N-!y{m$4}^Wht648KWpM@R<LmpQuqY^C;4;hN3$t0xwiA@TkYJ;j9WM4zOgZ`=`RKRwqC&44|(r%%~79Ff'
            'k;k7%1@<C$9ddQn3rOC@6QY7q!f(yPI3HWuw)nw<!WJqN0>CR58x8=`q){&9oLV?W;K~ZYs_#*se+{3@^>IBCivzU$f?^>MU'
            '-r&ai?skT52&1gjJ+543r;+q42C!ZatVa514Y)+f8IM;ubGZ=BSyL#c5s2QZPWb+R8ZX08J(QlbvF*rgLKY$Q6d+Og9u+cH_'
            'O;jdY!M=WM3jxe4d5wFKG&9E9Y2Q;g-Ybc^DlPQa^ai$3`7O*@rKC)ahoHcW^fwG@4)tuM0@vb~Hg0V<1%rM0^zA-MdskP-S'
            ')UXPwN3;Q~QZJ6Coh_~@ys6r<M6Z~xLb4|@U8N2z^(&UEx~kbPJFf7qdnwK-^(x;W1}&W~HZ#Pq{Iq5-cA-YJd@Or3`mYPLj'
            'WEX?gREn*NVL;1b}xaPI4+8?nX_v!_b$D#=rDjQtgQmDOs&i&b1F|TA~T#Q)v&=Q$*tI^fijY;$|&9*C$QxzTdoToaUtWe7A'
            'l{#!7N0rKC$C2Tq(3L;vK{-r7`~&^{`i-$tNT*JhM(H&?+~t>Mr!9m#wm)2CRB8g0Cj5nkcp`urU}i^r&Ad5um&;+@}?<A)J'
            'RHf1n>GWu<;Bx-X!wGOc8=iY*GL!7m9YHmH!OkRl_jn;><lz9$T&ldJM2s;_n~HY(;UzA((Kova_0g(#w_TqrBB9V)A+<ELR'
            'B{G(7S+AnP>AuOaX4X~;#zNKv@87@{Ue3X=_c`UZ1PM#F3jHNQKrmycYRxZV@E27LU9H#{^4l$uG4k!n&GOW8An5{G>HLZiO'
            'TrO`cmZWDblps2vT`DXo$s~EJ_NH|xhO|^KLMDVMMl4jb<*ZJtvoKYw^P*I+Jfuc4UZ{jDT`{|;FRXVa%q$tO1T(8FKeS*nC'
            'o0XS)}>V|_$0TfQ#E_0C8!y)>a$@mJ2XopHLXB0Z6mF!-7w{<nyibnVYC@71vJAlE-r8^t}TP5OqGJ9uB|Px?x30`;Go{7ZL'
            '3Bmk*b6xnXD%&IGvR!8Y!bN-7vST(VdtnelLU_%&gTVwyfi+Lny{6KrZL2*{>(1p|A?F{iTa7{-<^*_ph|2bCK?>O{|e9<Ds'
            '>yQYt<%p)Ojn$tZ6ti7dOWU9%-9P9#LD'
        )),
        ((32,), (
            'W3+{^OP(nys4n-hNiuvVH?jGpzp;t1eyQ)UyeOEl9H+W50x?IfUmut%#jMn_#jyOU+cMQHY_4lDAhD0H'
        )),
        ((32, 7), (
            'lQS-<v9&6%0Wl6LTsKiLf3HBd$gvW(UM>A3gtD`^@3oGy<uc=_vNYH+1~mLG%QlR*(6A|{#Wg)N`ZPc@#irY?1hH4PX}E5w)'
            'UU~|A~)bLJE9IZcP`(wTr`q2jkY4GTQD3o=B{ck`Y;N#)~rD?2OZY81+<<tjWp7*3b^VqS2TpPcrF|{V6u!T)vQUi=D6B5<g'
            'mfB!60Qd0XB-LxiLYn?zMigcPiR0J~VGJ*Qp3JS2S<6cC`MpCZa7Zv$TsbATft9I5TmvYq+X3|F06bF}38ghc4r{1U2U@ATd'
            'iWU$QZ>M6zqQ^d;0UqB7Gp2_sE27`7R>H89^JtS|>Opfd<G!L;YJk+6BJExFya2e~IPtS_21q_!Qf2Qyc(GpkCrWFKNUd^AZ'
            'mKeOey>akHX8#G%o3Z@P+yR^nIle7=C0<;jPKs1)BY$x%oW4W8Q^)$}4EHt3C)U6^mJFg|LA~KyS#h!>Sk1sm6RJMdQ3NnZ_'
            'b21Gu3AgFCPc<bsJ1{1z#I-lH(X;)v`?AL~=QI<tTP`Cu615z&sj)n<DYC^g$1;4fe>cmtE0lq^^D=QX'
        )),
        ((7,), (
            'fU>+Icr*_zO)&tlWUc'
        )),
    ),
    (
        ((136,), (
            '@xFP#)4wyoYQT-as=(I3^uP$gAHg}nNWpc%iNT@4vcbH;-N6IGBEmVsM8a9ZW5R2~dBTgr!@}Oe3BxDDHp5E8Qp04!bi<>=u'
            '*1y5?ZW}Y8N^z|uEd(dqQj=cxWnYb_rn0h1;h=+7{nsPDa0?tHpD{2SHywDvc%`a62)D=_P*u5gT8paJibA`629rZn7u~5zP'
            'zoxdAv=$F1$IsD!eDWHN0rNmb~n||GXc)UA@M=Exw7q(7p!0XTQY14!~HzcEF{;-N608A;Dk4h{4yv7s5rtvcmepXTu;m*E+'
            '2_syeVbp*l-C%{hQMKsk~$gf&Vx967u?9XxhCIy?nC(>Q7{<1o`O'
        )),
        ((136,), (
            'Mmt(NUpuxt1U%$B4Llb-6+9?BJ3LN2Xgqd2q&%TKt~|0l-8}R>0X-)@89g68FFhzdDLolIPd#5fo;|2Ns6DMcw>`5x!9Dan1'
            'U>*h5k3w+=slG^oIQm;g+7fwo<83`{yrT)7e5(4BR?`fL_a}4I6o{u2tU?7x<1oBGCzGhiaeY=tvtazzdXY{tUQZ6b39r+7d'
            '-wun>$WBIy=)knmU9!hdRDGmO8XL)j9(^E;~Ovg*#|FayvgeM>|0~Upu2anLD;SzB}DJ{5uak9y~@oR6I*OW;|#-HawI#kvJ'
            '7N;y1N7yf;QS>NW>ANjTy#FEV8`kv4TW5IVs-kvye53Oors#WlV)'
        )),
        ((136, 32), (
            'kuVyqxTasGqAWi!R4m3EDWkWq4k$1Ym?#l1GA)~^QYyA8$gPeg<R!&0OEjh|KDK1BSgzovcCa?5dM})>PN+vR&nZ2iI<6?O7'
            'cF-x47Il(sH!Wk2rEu739)3W_?8AVz%IBX`Kz$5sxKib_A>FQQzXuzl%hYe{H~X+$fU)pjH?JOD6lduh%`tb?y~PD{4S<3SE'
            'W~}u&`^ezA!r@_pkA+3oZ05?Wolym@6GHGBIE$7bF#|(JooDJRx;0_p#zHlcE$WH?aXKpf5rh)vx}o1uYb;#~{h2rzsdQH6>'
            '`NoUQ$*e6OA+FfVbk)3WU@?J#hvW~|C7Rj!Gz8l=W81gBgtLa?=~g02>_VyS_yP^{1~4KBE)>?|{;*c`Gb#w2{MX)?#CAhBV'
            'n1+4Hd^{hTIw6FWBJ1iun<g7k2H8iy?;x5n>87q#dj~P)f_n~~Sda+?B@+|1HuP4PMA2DCB2e7U$kSZyypR?R9u&)&`<fl3='
            'wk=DwGbrw?oiQvaKr2qItS=)lzOghdG$Xj8BD0||x2@i<3naO$Ln!L2StW$AiLS|=m8}vdyP={j8La}N)UXGsyslZQaIo&Kd'
            '@l<y)UfukY$bZ5{;dhA+^!?BVxj!4=9X2hf-n@Ygt9#?KPQqcc_audKP`{3G%7NrkFkHM$}TIcj<9$pkgqGK|ElJ&GN=Wuv@'
            'dV49k0Np{Ip{<n6SznJuZ~23bM^CW-yGfNGUWdc&#<9Lo2te?Xg=Z4X>vgmaLg8BQc;ZqpU|PoH2!{ov4GXL#~jm6|J_e)h`'
            '$<4xyMTa3B>h9jCCd4K3oKbEt!=x3M@d1F7dO(6JP;YOi&!#v|+}2`U98z%ce55h-o7Kq=UP6(VsdU$mtxIJ223GO$3d%`dG'
            'm3nnJ7cr17@C#W>8&@b>b=N*=@1gycXW~rpEkuvWp%diEb6reh$NigWF`6;z6g*4`|=d?&MCa=1q(K06~v8pVmvMm5KajU2_'
            'HLswd3a6_k!lT$BRV!sK?JB1%m7CSE!L76*3Zl|1)2mD>y(~X8{IT#XeJ}1YBQn3Oa<eugBCwCG;i^tAl_jvV%P{FJml}_w+'
            '${Poz9^ii`Y|4_tgiB_Rx$^y4>d$6im?r*jWbWGSFts+Z?V**DJjJ=RwV$ULM=R|I3(RJ>oLkBrK%GpJ*_Y(o2NoDV<eF+bS'
            '_gX2Q#)T!z_9+*(6#jD<_>WJTLVn7^-Nr6(|&|daVJfW-}YDV68JMFEjiv1~BuijxUNa{Hv?7Y@*h!LnvIVUMm)%r7wZ8f~o'
            'Q?j;`4=__3y}O|f<^m#VHLQK@Aqm??FtHZo1H$Dp_<+o=ekaV>GM_%4|x@2=)A_c5=r)GReK2(UJ>GO@?0yP<C_{2|-0%BO2'
            'H^(^o#TdX-Uzo<$o6D<uf(k#lXqp{a7@3W_`52hZj6e@5of+L!!Y%+T=O0G*XSTU|F@2(>zDko?(Cm<ZOSt#8u?x0sQDlEOT'
            'Nw8?Dlc{Mf(<()z#vHS-`zcH<PO+o28LtE^Mzdt6>nQ1^L9P6;0<d;6Q!n(f2(3#hvn(I5Feq{~4JFO2$*#gJ=rRGa8K(TQP'
            'b=^o(JPTAV<vek9x^K_@2n=RN33fvO(a+{C@(>&-=q{WuCKu&R3{m&J*0)H^DO<W8Y;&wEiH>JU#&8-|E!m<fvKS_bSI{%0k'
            'QM19Iv{t|FBM~fG_K?lBhJaa-}RN{jS3(b~DN>XD=A6uCQ_{WTqUl@GcD|x2Kvf@}}A>a;=#ryRcR<OP~fYpQ(PY8Y|ti46K'
            'JQ`zc{C6r(3FWS~T`ak7%AFRVAJv9<KFN304Zn~18cJ+Z|zAgj$WBr;|sMy??&`mwsH$s-A;8ZLM<d!*+so2i1Y%dI=D6f^l'
            'OTr7(#v!sQrov>stxFyT4xG+PqQ!10Kcr3N7MlY)+eJ@cdc(H}A7P6BVgD~YPKdCvSB`mVBHKhtFIV+r~44ob%Xs`(?R3s@g'
            'L9TAIm@#ZEv?|B0@Gcs%V5E_>|EL4BgsBrUh^-VXG^&-VoUX4dDJzIF9k02kj4tReQZSk#yRn0_d@hrl7_E+`A+hkStu*s2i'
            '!3;>crvdr!m#ZlZ?OO;wWw*T@FpiHB&Arcv@cdI`mXJ*;xR|A{;*9kqpQ)X&LF+7>L`*c?JpawMKtxPe<~oRy`Hx&c&KnMYp'
            'eD!9WD#BWid#yz@#*(XEQ@FL9Gp}iz3x8Nhcd8wKQ(6dacPUd@T|w)THe&E-s2QJT*VAhq3Ol_br2^cBp@<n=QF6kSRH-mMu'
            'jg_$&xCm@#4~lCb18QmBulrK^OntTKkEU@qROcBTli8Y3ezp0iCZ3^F6M*rM~W)Tu}?87|i=Yb#``#w*z@bhL&jdadX)A26q'
            '|ODp=c!>?R1U8N&6)Gzuk_N{EJaVDV}Z?Z_Q9Vq~*wl2i5ASewgAta)n+%CE<0Wt|N-=|U}nXoV{Ju%R+eJ^sXf~><bF|Tnm'
            'Iw|fh12FconXh%R4<*nRx3L7NWvf#!8L(lggCMIfFRR`xr8Uqj2C}oPjxf10=QEF+WipDe;jq#$x-h#eODV)F@TC^4|Fi?Ek'
            '|BF3n5<MKb0<eHqOyanXfSiEgswv^g|FK%NwBrCp|IYt2_jCYA}-3SBQqwb>ZwF3gDD#wUzq19su&0@87A$k#4Z}G5id0?-7'
            ')~M6R?7vhOTL}U8$k7Jt-wD2`Y84Z7o!z$gISujIiRQ;+oU5-lp|1g(TW5X|lyD_^gX4#Vj*1UNGb?!lgE@12C*8Q>I<9kE*'
            'RLtfsoGM=vI*IIlyeZL2veK`tw+PcHGV+a35TiInlFB&m=hcdP@TBCq?d9x;Bd11)MGb}Y{>!Y=@?{4CF`?k#jGmNGIN2eC9'
            'WYp6ja#41J~wkWo+Pb)7h)GC`K_^b{ov@bm^;jV|JrK;;Be=&2H^(*r&`74U3va?Gouq#`yd?dD~{ir@At0Lbo)iD3AH?23N'
            'JFw}p(lbP`O)OQghN_RVAF;xl->{S^hA$g538-c>>#9VgA+tCza;;q^SuQOsPO&5)-KzXC<TC8Cu91qhgDvc?bus}d*{LS3V'
            'XyckO`pXm8!t{QE~rhhOsv;12(nbI7o~Wy+^?)GL#&UTpenVoBdxru6Dr*yG_jqWY%oPLt*%&_Eh*tH%qNdA`YH#j=B+d-CN'
            'H!!lrPYz4z5G7F0q{~G%K^L%Q0lDSgsl*q#Qh&0wcAk0j;hegs}0hjwge#Ofa=EEvi=>#4`*qOfpI_w=4puJFu><ccd>Rv?$'
            'Lgovev4XeAmXZlaK-JTfY=Uo5>Xj;6n+Ff*d9h_jEM!l*#9vMpT|?l9OOYn)83xiH8rqAk6&geg}sNixBi#jC)X94(6|$E2X'
            'FPA$r@q$wJ%3l=Ie7ck!_PqLgck1?Dqc_g8&R4rI8B&+kZe4LOjT`PR7{~ymVWu?F^fU?)DG_57Hjj>ZLLM;`o4>5(PyRLLC'
            '1gh;RTCpN8NGx?Qw6LhG_as#?PO#Q54l0kLIWV-V`Yj<e#w=;CUZ<EY@f^{wp|CC~wljydIwr@g8Z1;WL9N@Yn6NUm0G}|aN'
            '}w<(iL_-bDKfV#%CFxq53>ug$E?Y-NheCIgt6DJY%%bt4=PzHMm5W@4={bQ)|)e~qcNzYz^|Dv0JYyBmn&Q`HKT?rj4=8ve6'
            'S&}udZ({u`!^i87|p0<s@?`;<6to88EM-UNXm^2&mk$yDU|!nWZ4HA1&A~HlYf!ye_k>Wuek97AmT-Wh|s2&9r|ltuZtzIj0'
            'gYA2P|W_^^_s-mri$bg@%1!Yp;C)uekZy{-7JY^)!fld<8e`6}G6e6xWm$0}l}m@MuiPcAAi2eHJhy0MI{jxw65F0)#&S+T?'
            '~S*!>!-=VH9?J?0Zb1@>Zf+j63{4i`EgEK~>F{oRq)S#j($}vqNbT2|Q6|jIEwXMLYT`jpNlcpH31+!$R-YM3pbFT0&nkv??'
            '8!zmw<1&FB;i;D_j;91L4zNzGDW_|w+bqNvZm2*qv#K#L&@EH2Gcx2dAF2o{`7Cyy(Xi4XA~cC5?Xk11+^5lx=pT!-)+MVh1'
            '+34h`!J%h?y*>~8Y{&oB`g^#?yCAKXs>OkpDkUjYpP(Kup{KLgRlfNYb|Z645qFxp(jNy8>h3Tq@O0P>$FZLqbV^VM6q`%#w'
            '|gz?6Qq5BDB~nDl(*}v#!A-Y$edC1~UDfuPoK7n=D={O|W@1wkWwR8L2rPjxpA)x3Vg!KCX7HbgjE5f-()S7$C)#YMFU6awv'
            '~6Nw2`LnXm<~fT%C73@;=tku8L+0<cjmGc7_bQYj;>f3S$HZ?NkzUKtcFj4hcgrI$dZ6|m+k_@65(tS;m!n=sX<yC*y_Kr;B'
            'W#jGZ$P_3dW9joLg&#sTHF|RnGHLbp}lCf&6zA|w%a;(`ei7*Z@`lK|lU9bnU*(|Fo^0SF2Fe|MwYB548Caz$r5i+u^rmP<_'
            'Gb@X$8Lr`^=qZpfR4)&&w<jGekFY&0B(D)Dv8a}@95MT@bRmMT(XUFal^pk`SgHLUgB&{~a-HfX)UJ^yzp$||d#*|@-!L+))'
            'v;?Sx+1_ZL9GHbl&;+`O)}%L)~Q7?87;lACMCZ#4;=k5L#U4}y{}s=axRgkj;!JzzpTrwEw1*k1~Jty&?scE4loEU?JOs&ld'
            'ONBeJZc9G_U3`*qm-DVlUw_6|qz>_a|VXd$Y2qFs&6a87kE^Ri>D*t10~~Ni2LbdMt9XTP({fN31p}N3X4+0x%)2gQ=z`4Ja'
            '?P5vrW5btUGmjV#!wWwI`<SFZjsCz0+aNhZytJuGD?cQI+F1T8`_crk=5Vx?xUdZpp4B`kQbo34~EqOXjsma#@OmNUdImM}e'
            '<E+sIrvaik|Sgv*{{VX7-cCy%-KP<K>5U`XipfnS#LnHer@~>VihB8j5voPbU1FSl!@gd(Ue5o|5t*^zVJhfXZ@~tkhLnc<M'
            '!yoLW6)Np4YBDn+s-I@1yRJzu3nV|Wl`H))VXTFyqcE&3jjh?SKdE@5!=`qjZltQMKA1o==&9u_?<Ey1R<J%UvZ-eyEHBt8<'
            '}duMG_7YcIVW$g6e@nGlCMmuJTy46D<!k4J1q^aF)`mMdZ&i4@Gz(;n=P-Yqoz=@LLvb!1rmp@`mpS(4l^4v+^~MHC@G7td!'
            'tOIubg`?iY`2?JFF)xk}N2!j<RT}U$Cq(v#gvdnlU#o95lVJ6sagS=qo6o0JIt=O)#`HpRpgYGcdcOWi6vC1g;=3+%yQSa40'
            '}B8L2(9Z!c7&n=9ifZ!TXg6tTf9fH7jODJ6k2|1wE2vauMb+AeZ1>MOjhZzggj&84%flQCW_;V`5n{w}91%AYx}6R5B)ETX$'
            'GN-@$YMxtUe<}|6XH#7}1Xr`2~-K$5h=&=qkb}V0^x3A%>br}MuZ8CZ=VX%KJDKAqbN1+-o4<HRFzN=%h=AogjSTa~OFeiPj'
            'RyH@Wqpp;%=BlcrF)C9s8!z`Fh^IKOaILPYiLXK|CL)@!Y_Xdq!mvImimLFf8?F*8!K+B6W3Xy1(5h>)GB6OOBr%;WeJ>-gU'
            '8$2UL9hj-?=79N@0Ncrl`-xw`Kv@N>8`z>d?^GfFDKrwwXno0C$5XD(lAypQLII=x1kaq7Bau66DGhW)-kHCnX8_vVKDTbhp'
            '{{*JF`P8<{%F$Nv=wvvoeVx!7#}!(5+H2xiWViQ?&gl{+gU9BC#8(_Og4ecrekioUY?0C@vu^fTuPr)G2!|d8GoVY%QZLj5O'
            '0QNwGe#X``_yWU%op`I)3Dx~rQji7<UH>#1U}k|ZT4>KsX+fv;dOc`dmuX`f0gAFwQ}B(1v|pq(wR%N$cK6D|?3Hm-^&eI;K'
            'dK`c!&8ZF=@jG;0v6d-{vy0UvJg|M$B3@%Ek0kZfp{xBjiPcOEuXe&uA94vey2r%X_?WF%Ef2)5loH7$I@hSPG+$5s0Fdamn'
            'kFmI>@GRUeMlj|rd$Nrv^(^Noy`~r``K}JB2QOhRPOGvlm$6kb2P^`tAfeeY`mi=BA+B>OSFTknv@M@5-!2WbWh0y`E-mXO5'
            '3-A?CN4ar_pOI8ld27@e=t5MI;T-EG^&rVHl<H2!?ZUoXsIr+WU~CSp`$CQ)G+!k2&8YSAFW?0M>FQGAuh?HJ}cp<TdHR;=P'
            'b*vO)@gH6|R0P>>voUwl8t2FRRF)x+e!F1gpp?wWIK{j<f`vx34%Nvn;8qeyE_S8ZBBWJFu}WfFlSoZ!!j|dbMn+Pqe8owJM'
            'XU!zf9r1EwjidMQDqN-F58a4e>+L8^D8zNp+VJuED$O)nU%L^Q%Rak46`0;%^hV=4-&E3z-JpsaYMLayU5@v(xhW-Pv|*eq2'
            'kt~AiIeyO9i`Yi_@&6p}I*(eaK2{Z930<W;H$*8U@LM#F_>Y`L2S~F*?N-jgPrYPU7PN@+fU9mnavnW-n|13DBUN6n104N=+'
            'hOLq-kfcvA2{qg<IIzkcX)z3}Ah6!7@3EyZurg+_G&C|U!Ygp50jRYwz%dx1;;H*Eaj0RhZ>j<{11{8_iL4AV(JzNHm#Xe4L'
            'oEKUg)yYD&MrwSh$OL|voWwSa-|?KnktU095i(+B`>F?KPVQlb+DqX!L5=l?kyiJ->4ugU@%fJ^fG-ZR4a8X3bDqrS1vuNN-'
            'MN3Y^Q`5@-wBeDXvwhDKAv4PN~qX60HoSVX)jMTqZW2eWXK~A+BmI&?}v?)3O7zVJZ(Ut}iYv@GA)>)2SP*HM9yYrLgF+e=V'
            'vqIIkL|skA#U%`#vuSTtZVu`GD4-ZBL$9IE&!2p_gAE~~;S*)XXrCazkm^C;=Ei5WW{5wK-3NU#Vl#jw{U-7S!?QmhUzd@=$'
            'iX)FjdD5?%C2cTfBFe_NFkgQTLJSJVDcB;N3?l6NZaxh4(A1ug|GcZxJKrv}7*(trRq#%kb0WXcODXuZFxh35wJ1k@}znFS1'
            'pR2g9;Gk|WAt=qKd#JmqLoAJ>N~b=s3b2u(aiVRcBQj|#WH2}~s4i@<rLFuh(yw7I#--4ziz!L1SS`D(<0!JQkB@;gH!)SP*'
            '{ox&GO<Oc%&7n@8K>7Qj4aJCQn2(eG%BW~JTk(oo+Hz+=`r80^{bhzBP<9nCZ$0!=Bj=$q$wt;m9cy(R<A^@r>Q@${;pFrn<'
            '&(=S1W-nZ7ad6z_3B7?x_ncys_shx*N~1K(1>pk1Yc*6tF6)oUaBlwlA@$a4z#BGo380UaZD2O|n2RMyw04tSN)1Yb<P>^CK'
            'Ive=J|E(y{8XZ8PwsuCg;I=`KJjQ?RHo_@*T^;3DX<Pph&Usw;9UdNgFQM1tfjcQ8({k*5?WH#21_7O--wimFAcG%$IrVJ0c'
            'Eey*ahttxq}cc>aPpREHl+oHa*k1S9u1S#3AG%aB++oH^`MlX)B#;gP?^DIi60x>YM$FCVEZIU4_R4th)*D5zKy)&+_KCrGR'
            '3MSqlvZ@Lx(<%D0dov=kGq5A8i87w9mMx{O$}TT30WFKD4X6h$!zod(Vy)P%a4sS=n<&aPoiLFwpP>e&t}_ucN3q7S%o+zR6'
            '(CNcKrP2D_bhC$Brp*rOQrNNuCM5=rZeTM0<X)i5uw>DPP3OOVl*f$CoqaGX{NBWj3}xw6fYI7K(s`#v#zQzdoi7-94Wf3e5'
            'sMHaIc-IDV-#<qbe;g7_*0}t1BrpfVEXM*{anv3MqCl+o%ULv@+f-tgC}CoU5a%Qn5C$uP|*eoGz)ZO{}J|i8ErYfv>x*aVg'
            'I%otBrcL^4;TY9SUa+$yCiTCsa3geEI3q%dQ&s;|&5JSVOq{jq~5)FJ+$fw7mf{G|yr(lXB|zpv0EKPzmonksHIBr_|q1gvB'
            '(=BD1O3aqX#izHr~`!9#Ia4fGbFRs6;RW&%VGqh{4)1sBH*({?qKqb4ZY9v!F(WrW?;V`l_Vz2e3(4^Qb^sAt;3agc^x2@hS'
            'wz3DQ+9`&f52fcbGb|}El&~DD1+mvL;VxD&%CsA%2(*kZt1-?dak64AVK9y}hBE80r7xngo-6FLRH#L-b*N7)@TVHGDXuw|s'
            'x720POOHpgD^I#!7FGmw=1fzH>i!K)vO&aQZ8esoGUZ5S1>9u<|iZ?kT5i|V=$&5$Ry`1c`wH)>nrgkcdrhu8!@sod9X?_cC'
            'rpJS};+oS*H^+EHO5y&M9cH#j1s=KPf9PFfG<BRj;=gxi6<EGBVXM?ySwTkfc$uLA8&t->`(O;HnBV8nG*^BBuSXdYg<b0kK'
            'LiDzLgJA{nVIhnG>Moh$mTKeEX$5i_N(=%~am`KnJZKrFd1eymHZ&M?LwcPpMS9W9(L5Hoh2A*!yZDI{qx<1i|&dM=Blhp{c'
            'FeX%H|Bqb~`Zm~$PuB=9?$Ev@iRUs}MBq%5?(V#%E%dD*{S}pb{F|PWc_OV2uu&G_H#i`3M$}rERt1K?3M6x%sRVRX~Q?8c-'
            '0WF}d+^k+M4Jm1?AF&&#U9ZO}Ag#x!|1co3Sgbg(FsFH`+$IVuOEsh)Pp{h-(kY#!n=m*lkRWEUb1!T#1+`u=b+QbyXDhj_u'
            'A6E!P@J)@UNCU1RU)jVH83f$|FN2|FfBu@-K>3{cp*C}eJQLpVJze<gEEn@WV19a<E&yU1h6-==%U0h60LY8(x)LYTd=M$qp'
            'yIhR5E%l8?N3kQ!nu&AFIzWkuVT4Trpy(xG|%#v@+c@BQxwM&@o@5`Y<mx#jD;gL9EfTgsWnom@w|F@w3b>iZK5%gs5PoFt9'
            '`&SFAED1~W0Qi?mCj1+CQ_K(Upr!zoIz;4U^KVxP7w^|OR1s~bEhpt9$qYAk55{3Przu`sKxX0X(<Z7`&y2Ql(5(yKNuw6gs'
            'v{i}kc5-iCn(y8#QRwT(Wtf7D~bu`ng3$28#9x)lFT(j{rH6aSFEwUFdL@i4!38@9JG^h@;2{p_kBCF}Dys~gI9VxS{#x6Cb'
            'UoGjZha}h{kts^9<0F8k*s(#QN2w_(4W${S%_S}-o-Y!u=C2{IORf%`Z!OL!D=}dzzOA&Q7O;RTnk!5yma(Fo6BmT23NrvQm'
            'oGc93pSdpizbRMLa=}^4zFse3?+>+X{?^Db}?D7!!mfXGOH3SkhBD=f2^FaU9PV##*{^?53aYahbg<PfV0{zjTn|OW~q}b!7'
            'yg8*DMe)6sVOfn=nnCkFh_ldL)UTqA=C3kRXb)im2bMcq$LD{Vol!qpc7yQ7}TSTQfba?y4`cp^*Qs5-zQ+mb8E`Gp@U!46G'
            'Hh2`m7q{i_41OswuK6RX3dH>i)U2eq-U&#{8EU$FYH+b+8$c`xZN#;x)$;GNZ;^&lNA<FYib1+i+RJ}?-vfh8Ow2Q<;E%dli'
            'H*05tNKe8t;ajuT945@1tlq$@wQ><MtpDj)=3#Vo&D=rl=(=Eytx+Ng0Vz1t;w5oS1fvs;HH!&nHMX})&kSyR81uoI8X{o}g'
            'Q!Gy}R4sWf>?!;%+p3K*5-oBqL#d~&AE)RojW7f%i70z8l`E7aV=&<}Hz=R5N3*#s@Txd3ZJ#=@05NAE;V2KVX|B5{tu0ZZF'
            'swG7C@NMlyQ6F{2`uBL*05}{rzjV%POPJ@39GuZx3Xd-+%R!0gP$6#P%U|}J+A*ScBb<$RjoWD7qVF{3olh9zO3c2E-L7+N3'
            'wt~;w>$&0H^~nkS)qG@v-_SbSWq;7%eO?)-Rl+r?31bJTAbr1*UzmH#FQQ<f`r{>MSEF{wKLEGNC>$7O$NsMlb9oe<ar~f2~'
            '2J6Ex<Sx~*iT|DXw|tT9-w9<yW}EHnl%+^A)#Dj*Uq=PJmj$FCl&Q!k4s2&r(dYOgG>=d2JhCNfsCHL`Q64XT>5TC@zRk1fr'
            '#3M9NMvar4{%P)j7zo{;Xz^~7z3@ul&bt=50lQ3;DjVdg&el1C~k0k6Zg0Pe<0;HKI$}XZV{i_kADlqRdouH*L3o~9a^sNds'
            '94l5Vek#Q-;;Fwd<gu2i)hyO3$smuZ&n2lb+N@lrVlr&9*QUFrC9fMQHY@lk1+7UbB(Kb@H<jS8l&b@<A*bq~o+FGbYc40Pb'
            'T20`!mPC?H7_<O*)K*gZZEN@#Huba;xQerB`GK+>ZIwbV<}lK2dw2SOf5R0lCadPLoGZnup1Gy>7+@nlPyw*CoONLfTc(<Rj'
            'Or_6|_z%TA!$<e<>uN94-vBZ=_Bq&#GE3791_4)vGbFey=U0KCf*cgEQ4Mc&y;C@f2M$WUpDSUNJW>FtdQLRIrt>|1VamLa-'
            'Jz_bn8$j<NbIBCLk7-ZCwnNVQTWm@)_{FRa(EXt$NDS+!3vyetE+pR8-NQ!PQNRvbJs=P2>57csms_AO1YBB`z}8Z!1PhA81'
            'KAS~^$JFoAlo1ccapEYnVimN@L;53RSU#^(78l>m1mabo+KQKEo1}w2JNv?Y^=QLKeaj_~jqAzrzl`)kstFu3_rZprh{kC$g'
            'pfZ@LM6*7!r8E|#46zio@GU+qj<SHUhOXTvgsh1*7b&VBiY?!>W3WXnkTM;!oTyAM6tDRu(lnYXQ?Qz_Atik%K&lffkSw~W<'
            'uP9*$0uPjB&2VtS13=kH!yCQRWM|*3#-Ge*QGnJS*)|N60V#nw6bn83n!K_o~v>*e63rfL7giw*D$&&R4B!+T_ctyJ*o;aOf'
            'amfGOIwaF|1@I>#?&c?=VxeKCr&3m@Enznk*Hu?Xp_1moSwo3^IGGS}CNd_^}kNdZmLfzN!?YizleCDXwrZG_qZ*b*j*-sG_'
            'MbEEnXZnlkw-!6!zV3od3WWGFTwGbpbqK%|u|s~{bwnks@M^(l=kDKLef-IeXCXdK+IaVo1T0U`sf!K!(#u&6U71S~r$Yc2g'
            'Mi6%uT^C%c4_^WXw9VnBpAt?zb8!Ue)A)X7UAg>o7Af*_qU@TZNwXGnn_L~|lX)InYBOrY+7okC=k0!>d%`CgGRx7fwOC@zJ'
            '11)GM@+DQSsVTK6S0$<=ASCdq=%eMT*(v0$Coy|4L9)50Gb;_6U9eWI`7#2jF(oi5Pp<$hkt<>{*()%x=CYTpZ!*m>#jwG!7'
            'p$W)Y$Va6rYvfkRj;wI6q(B<`!Ojh4Y0;D<1fXYi?dKL!=y>D(=cl)PPN;o6fm(Wfu^yneK6%LASd;!45AgOOsFZbd!ddU#~'
            '=bPt|Tudr=;8@)T}+KoiS1?)S=R;ODIAj5}yvDo2=*|EhdVb8?%V6A~3xy#i`t=kEt{+IH{+v!x){ZVJLAdc_^SHFDWvv(y#'
            '%mM>1e1KC&IF3@4<i*(K>ENU=MwvMNEU'
        )),
        ((32,), (
            'YOvp?d?0QYm?jmh*De>SLoCa$D73?;+$b}#&nxq-TrRt<y)bjI%_|A9Hmx19T&{$sNV3YM;V?R|Kdmz?'
        )),
        ((32, 7), (
            'd@~s_g0sf2>9jnqowhl(PcsBDDyl5BH!V@LW3@!N)35|Bcq39V88l|K6|YUWI4#RJxiN$_@G|f&N->=?S~XU-e79ye3Na`!0'
            'JCy3fU;$>hBFGZfHrS3L9|q@H8<zBjI+QW^r`Es`Z1g`0JPdQPcXAB+chw)>bQllrK{F5Fe^5#dMgOHrmWtsIi>Hl{I(1y95'
            '_F?hqJycAuCR*?yLf|Ni~uzI5XWh9JOq>Y_(E2AFidcKBxgOjxCQYXp+q{`?U47K{i38UZRw(xHJ~H)G)`i1+^|OE49O=|1u'
            '`7tTgK{t2E>_#jz5qYoyXOwKBuE<1}9|N-aCK7`RR^ZMU-~JGb1cu&;I}$TuN30<BiKny@o888uj$X*V4-04g7~`mxh50kGR'
            'K^)db_n6Ra=>$FF(sjgfs>#ZI!XQX7Po;m6;CbM_9ur&HKajZTx1hg9~5FHjJ$h9%K?Y7-91F|BVSFQ06LbOaaz%>}SyfbVx'
            'MK!Ok(5(zMCN-Zl4mHFw=CjkZ+O6)iku}A&<g;_9(yy<z@UIE4%CX9_t1>D!={AeBZ=Y>5lr-5js4x|^'
        )),
        ((7,), (
            'NVGmLRWwC1>n?n-3$F'
        )),
    ),
    (
        ((136,), (
            '@xFP#)4wyoYQT-as=(I3^uP$gAHg}nNWpc%iNT@4vcbH;-N6IGBEmVsM8a9ZW5R2~dBTgr!@}Oe3BxDDHp5E8Qp04!bi<>=u'
            '*1y5?ZW}Y8N^z|uEd(dqQj=cxWnYb_rn0h1;h=+7{nsPDa0?tHpD{2SHywDvc%`a62)D=_P*u5gT8paJibA`629rZn7u~5zP'
            'zoxdAv=$F1$IsD!eDWHN0rNmb~n||GXc)UA@M=Exw7q(7p!0XTQY14!~HzcEF{;-N608A;Dk4h{4yv7s5rtvcmepXTu;m*E+'
            '2_syeVbp*l-C%{hQMKsk~$gf&Vx967u?9XxhCIy?nC(>Q7{<1o`O'
        )),
        ((136,), (
            'Mmt(NUpuxt1U%$B4Llb-6+9?BJ3LN2Xgqd2q&%TKt~|0l-8}R>0X-)@89g68FFhzdDLolIPd#5fo;|2Ns6DMcw>`5x!9Dan1'
            'U>*h5k3w+=slG^oIQm;g+7fwo<83`{yrT)7e5(4BR?`fL_a}4I6o{u2tU?7x<1oBGCzGhiaeY=tvtazzdXY{tUQZ6b39r+7d'
            '-wun>$WBIy=)knmU9!hdRDGmO8XL)j9(^E;~Ovg*#|FayvgeM>|0~Upu2anLD;SzB}DJ{5uak9y~@oR6I*OW;|#-HawI#kvJ'
            '7N;y1N7yf;QS>NW>ANjTy#FEV8`kv4TW5IVs-kvye53Oors#WlV)'
        )),
        ((136, 32), (
            'daj5r*Q>j*+%gj`f2|TR7%sK02QMfskFp~%FfsF=+AwmmFfmlFcaHX<m@vql$FZs;sxQQ@B(YAi)G`4rq9_40QZVc(0yHr$F'
            '|}&45R@)4ys+J@A*ydMOe?Cau(19hUoA_rZLTOT-KH%s_%nkf`!Fmb+%2xNSE!0FLm?jz)vJZDaxr!+;v@#Gv#2UBZLOH4bg'
            'M%)XskIW53O#mFQ6%-)+~Xizpq#^&n*?M@+2Z4LofZWtET5F^sH;I8?p|pWU!_jzArp6PaH8Z;V{&&;xK5k#H>!UT$i%5nk)'
            'IJ-?D2iaw<KnMym;-_9!GQ>7k_o$*kC{PP9IyGpklB{46W2{V%zup)pRRC7iym?6JBqx~Y$)2(Rg&?k71eTdAikvLx4~O&c?'
            '*TB))p+a%*NMJns4SFWnAb*uogm#IH6e=GqtOf1o=4yd;+rXV1&0WNeR`ms$Y?69sb2`s6tKCdq<85|HTLZlNUtFJk%3#^<b'
            '@FNMFKQ1*g9;&b?7BTOvC!v9`+$x5wurLcW=B~}NM;<gV6)Xy*-l<<LR4)J{N3db1Q7Blh7c0FdL#^eqSTV|_#4WY7gfTfK5'
            'wvSE3^W`p(W(A1ZL@EzSfP)wnXw`)*08&!)F~sd`?F7`f~ylLZ5Wv@<F7Qb;IetI)-ppVP$+}0Qy#srmaX-%$f!uF5U_BWCA'
            '5RDZ>y26LY*=z@vBxHr!Dd+v?|~%iL+cV(k{ic-IH3eq_cvrYN>iBAuu5?!le2yq_69*(XUmo!?9^IZ!#t@T`2IcLNTx~b+F'
            'VY;jPCosV4R)9G``o%Bqd9FRg;J^(dV*$t<<1(Jn5s4y+ogJuDcqkECKLqN)_ITrg}Zx~Xn3xU6S03#^ALQ!}8k<FP}pcP_l'
            'C#3<n?W-!h!imR(D7B|$fbR;G!Rxll_zb_@R=B}2p!!WwCsWZ;6Ua^@ni?ACmG%6UbL9tG@E-Ux2wJ@;}FE4GcsHS=)!!V1Y'
            'ila9WRV>md)iP<Wk1PN%88KZf79?<)?WiHO3NFK{Osrxr&7?T76|0-8{Har{b1_~rIJAW?n=zdx-lx7SR;l~3JuJbjy|MT%#'
            'Hscz6s)W&GbpDqFt9N+X{=hM4<sM593v_zp)}7j@Um_-wX?J}ld=b?F0m%AY#wm3<g;k6k*;?!5v~fZEwBTv&aP1`3o&G<+^'
            '<3{5TkjiWG*PPTPZ}Sw5aN$!ZPV3pE3C?zb#^)eJ{o_nJTd$0H8UpsxF2yYZ_jlb*j9u1E{Gk5hKc>NU<0zZLM1*2CE7yQMI'
            'qEA2As&<gfIpKA~kRZ7A6-peAxMSSxa`9<ACbY^S;<K(ZJyOEBK4D6c85q^f`{;;q>#zb`ST`>nkn)1VkGG_6oF3@7z4vMtP'
            '~4y!mU87hx0)E!$Ve5xd@8?@mlo}QAjdn@Rt8z^)tL$a(RejG2c9;E=Wc&-;8E3R}Y*s3TnJ1SPNu`&}cg)rSCtD!YCkTAX_'
            'C98w3E3!hYkts^5Ix0LWQ>2Qe4y<;voiXewkF9bkF|!)5+9<#=A+kQOZ!@y96f8h4bfADB!!XRH5iEiq-mb)~*Dq77F|qBa@'
            'FSn0O0WZ?8?ay^rZ4ofWiW0kwJne}bQy%GGApL3KBnERO)?>^o2mk<vavcM<foFblPox&e=i^`A*uYMM6V*Gk}Q`kfUUitHZ'
            '7&5>8`(~&a9OrFrt|%d#sHkD=+&mJFMfZ8#RJ4*e%y5hqPszQ6?C#Zm&rz(l9injjG@+>Zs+f5UmohjV@0t7Ozq;&7%(~)G8'
            '7!W~c-%0i>m`JS3~07c8tTO{)hidM!k;nH-s`ZMAePS*l_wqp+hd!!g+^<SkRKlBL|PZm1ox3oz>~sH<Hp5;8!tYptQCkg5%'
            '^-7T>r7OWVs?67jPo-l!{E3RcKv#X%7#H0AJD=4Kc-!IK9_Nf!D<Em9H+A~lrf3d+YWUO>3;H{r75hwjGSu^D=q_K{)c&%oo'
            'tTGuQMyio8fG``J8Y0oE4XKYYA+iK5sUQ0<OD)AE=B)#<kgiBC`>)}oVWy`s1hJX1)GlVReJTL4WU;=g!LMnkwxs4WY9nbaG'
            'OEfkXfZgl%`Snh<E9v^gDD`NSS*Pl4X>&t$RdF;469KrWU(cwFR&LdtFiwlBsJEqxhQ5QVy+$|EGcj^YcAm|;Hpoho-z|7j3'
            'DwY+pA`yw=ndyoT{@X6);1qC$O9`PZ4e`DXr8lWw9`-L8ek3;G^#?Q?RTnp(}{2p|K(<&oYZ7d9IHx^e7oLIj@K|nl#?9s4&'
            ';Cqc0?_7%SZ>@vBL#tFH7f3Nrhw-=mEtzOs-kVXB3$Z6&_5DWU>0$TO%Zb2j9x#xNVS4=E!o$~JDTysS^Mr?u*=6P@a?yfoZ'
            '0*er#z9Hx^kKBSGU1hKr587MQdZZLQ#2s7+2!nEA2RxeYme=)GFCbX2RYbmuHMKUzC_O9cyI4p~-tTsa^Q=mk#jhGWMF|7%$'
            'GN>~x`7#=`7&b?)qp+K^jj!S&<sn5d^`+7(eJ#*2y|VQ&LMbdHP_o1@?yT6c-7$_Doiv26L@+Ke<gO$v7@OlWWGcR;Gq6)HE'
            'VF>B;i-7DtgJsTfE^mEvMr`9JTN;VqNX=4AQkN;EvQtfOR>i#$*yOzQ6%^(Lo5HTnJl9)nJuEQh_s3<`XuU!b*|DdcP<_)rz'
            '2vrZZEa1-=t+Q&M0UzW~i+r8Y>?#%%>wT>?pCSL?vXTGBH^w6evxwYpt2EU9AZ$Y_AlsHlT2-!LZydd@H!4f-Tc4v?*JxR~d'
            '*evldGxXR<e`qo`l49-V9{jw>=P$ES=Rs-20WCN<KpMX$Rsjws_Wj4bA^nXdq-IxtT((I?0-Ke6qxtEy0{btwQXHY(aP%dAE'
            'j*sGB+?X+{Ebu6f^kt;ecqODacz^qCwc(6VzwyXjz&ZM^~r6dBQydo~Jl&z*F8mb5`SR~J+7@#e!*)XuI`Y`A*xUFj}grKV|'
            '1}b@?LncBg5w!HB)GR6~0Ilt<>LGx!#;<QIn=&UF$0<3hhcC~i)hhzB^f4|l7O=~)8MHjHOs!z7aj;{iN2$jw&Mzb=tgeQo8'
            'n44Bim>pc=dm{*y{@bx2Qxyoy0FGDKdxk@MksQr!YaS4>!^GxfHdf<Lo6sP^BbWnL#(i(_AuI<p)7^3e5EI^t*_Q9uCCrI5T'
            ')y>Wir;VCN4uOlPG{J9kOGugd)nRX|Q)F{4d3^FtDVkg|mIBS0^)+#3fvx$F2DseKOjzdaoL-OQhg0YAqEQ3bUCk#xOgl2Qo'
            'k_BP<at^dQr(aVfyESFGu-aIc^%pe9qM$uQBfw6XlFkS?Gv6fQ<D_9=iXg{70R5}tUT#2-H|=r9Z|FfkUf>@1SBg&~EprY*>'
            '_%`Volo20(0Pp+^rgs|)|-?7H2!m@!WQ!&dYBCZ&)oit4?fv~2gZnPFL&or4Wo+{t1C9hByt*wKwA+XV@G$-INT_Pr{SgRhe'
            '?6RRO&#V?PNF(H{d#PC_7qa*=c`XR2iZi*Ulq_1N888L0N+~Tar>zCGJ}Y~tyrv7P!YoEHD6ZS0eIdiLk*ts@_N|$-qA=&E6'
            'RwN2nydCMo2u9=nlfuF%C0A_lCUZ+sj6(O?kirfo3T16bt@&NMyLU&xTX`A1+Ca3<0PywX|jv3537SLLABMY8!aX<V=cNd+b'
            'adE@3RjwyRl8N5UwgQ{V8Ck2`&9HFf1`JIj?Z8ZZKmsudwp4ajfC3rYt8cNv`fR2dK3y;4<Yc{;#2`ODX}ahB8?u9<{uvSSB'
            '(mUoJx|Y%EnWW22(1fwNCDR4<3DRUPFhXQFPFRxnSj5wY|s_n;0Nt10O#p0W2WS+4#w9;}imLL|?v(W!r(%`Vcc{-+%)L9wB'
            'qKdvDyt}Bo!?XNE?IkA+cK{P%swk%^NsU2Rehb<GSRiBG5`=iw`z%F(pfUSYF>MV#fD>BhEt}8>U+^*vye<g(`CIjBDhAyR?'
            '&?RUwZY8uc!YJdac{B^HysG^vg0zP)b}9=k^)R0%9jFm4v6^WthcEFk+%PP#F|&@T@}=>tYpZQ4qb;j4mZHulG%_MEGP1%bS'
            'u%Gt4~E1mbFG@L=q}Z;!7TQ)sxj3oq%K~t46;x%U8(%7ATAayFR<vZrLDr7TPlF0*Da(h1t^%RF0k<<*%(-;ovqBP7c8iz0k'
            'Ui;v8r6IXs8-6ATcGcbSB9t1g#pSsS@uY=OXwh`6MbQ&8|o@ZZ%XY@+(iL*Ch=xqOH8LP^K`fb1e8BEv^Tx3oWFr!!dL$LZ~'
            'P+iz&LOoU#<K*DZG_Ml3`i&aT<7t0G|`PB5Y{N;1-^bg5FU(6BQp_^<P`;xD(bs3c{mkS|8Bj<B~c<eG7<LA2v8!5nm``7b%'
            'B;;L*Xb1dnn8ZW3bLLz0RZZCMGekUa{IxAtUouaj{UMkzLi?9!|J|xR1k27H`Ffiw-3$fX+xugsxv@Y*3lq+YlI;AJCTBYGJ'
            'b12BA1EqAaEh=d+zbh#(VJyw6L8<z*7Nu#YA0%<JdMXw!g|OzHj<TAnpCIuyWTTxW+^(oB=cg?#tf{)HH7HE71+>DbH80;V0'
            'WCJFm@Ln+pD=$bK^*n6`>aMT#4NY1FDNUstSw-%*013y@i8$ekEW}rDW`5OcqWlF#wM6A2CxFMIk2*@U#=K2Ev+P=xr{cb4X'
            '#wD{i$!I6)*BLe=xh52(i?#X)8IivNH25`5hIk5Uj4LJTg`+r7+H_K(p~Nzpr+we=uV)Zm}Y*oi4(w4W=}v_pD@_rmh5}Ca`'
            'rLEh>brP9-a<xgXdqmZkZuv9GEz87<482P(d-*|DQ9lrJ_c=Bqp{6R0yLEF43yq9u&6fw0mhIy2R)k1>p~qAk;^TdsJoEU#f'
            'D2CyeClB;>Ka4dijud1Xg=CjeH)iC*)7%}oNw<}bHIV|=qH>nA%Gc4Dj+oj~I)G%SIkg$0m)G&v#b+vXR`KpyG#4O6FSuxM3'
            '7^BUs^{>b-l_;^M4ly~V=pXAS5U^gT#V->jd9Vhjd!kaXYo^Atxh#OJGOmECX{_+D_oq*w&?gJAo-$G_qOp4<K%};{{Ve1vh'
            '@}{=-lf(dOegU$1tedmwk}w)FQJR9BCv2I45w5g1u&JVg03j3Lb5I?J1uo4kF<0YuP@ZI?J#Sx=qb3a3#@)CLNAFh$St)c<Q'
            'a`GQ7z*$i5a6YVI-3;GAQ9N7B3q%impGQE-!4b`!QlAu&^Gm^(?@lCo~(R^EKqJ;j&?<H7L9?k}5$j0VVP<+AT6Ns;#H0cd!'
            'knMKE_PHzmn3g)t8)4IDHo<T9nICa<P5E3QH-|1QI+<SC-7c`!1rdN46GYbtIkxhA@<^DaRtZMAMNQY`i<<tiF9M6oiaiZD?'
            'xK`>=8`ZHB6swMoHaWGl0FtDB?l(B=bMKB?wo-h%eil<Gmh%FQt8ZmOJtf(Y0t1uTRg0P{m%`tSeKr~V?ud?#6&M(<ABrRaG'
            '>?Xl0@+?iApC&<~mn;^go-p~P6143wJFQ8hRjtA@=CJQEL@*;Ro2Tq0Ln}J5?l3DYqbk?3hO!c{J||(F%CZ41!y5Ig`V<$Yq'
            'a4Pd=9Esa^sol5@huOqxiHJA6)-8T-llag<S;=jSuR&H6D@MB60Zs`mnzaPwJ}SuIw!xa#4dCzH?1V8si@K^ohW9mrmTCaDl'
            'Akb|E&=yAhBVzQm@voxGJoufGi}T=rA5A1gxPbc{H^vfC>Pth^*JJOf485F(gqkZmWlrEGeBXW3TEn&nJp0NiblY%PbZv1E?'
            '=6B`t$9nIVZP39ZN~FR_}e^d`-yL#Z1r;-0dsA+9v3`!Bg9R;pwzk}<R^x0E}uRj{0}wXLWsP%DF_aV*-YXswd0ps|RkX0M1'
            'Md@(Yvo2~OE*`!}6MkYR`tRKxRF|JUtfT&Wi1T4NOl`YvWDXbc+lBIqqcBS1dm#W$=&agwWeXOh@qNxHezcE~+n=BbIUZ?>s'
            '_A3Xm^sSOGzAYmz@2UYSJTU_>&ND}`rY+#5D>02C=`NS0)v+L~VW5wwB(R^TY8+%V3@L3b+p>@^Goq`ktFF1GR;Dd5;VS~Kz'
            'ctS&0<fU0=P=18TC60os3x%_8Zch4{;5Qyt1{s-0j681U9gKWcN!m`el2&dO{(yt;<9Hje5~{>P_RZa$t{pDU$dOA=OYKIaI'
            'LDY{;grO%q;jItFCLZ#3QGt^Qu^>Hn7{R3$14)GPA=Tge*@bnXi;GKQI~~bTL{pD6XNbcdoN3Ij{#ZYcXG|t0sW0k+6KR3@Q'
            '{b+^K&pH?3ePkSVaU7%iWuH>1|IHn6ELim<{kwJ=1W#xT$_Tc)kC=Pqfeo3a)!O)aaZ4=m`btf((A#ITJi&mJr&o2fT3oUia'
            'Cdos5vDKn+9%dUtrNUp^!g(>E+{3uu~Whmq*HYjB*1|Dt|gdb|DOC8Fr9Vp_e<re6&m#(|6HmpM|;w&pH3#!1W7O}K4ej!Aw'
            '-XVgmhO%9-nzCXj)iISWH7?ewt1)=3jjhx!y0dYq#H`6G)~m&^ZK?t?OEJN#GnDf$aItKzy)$1g4m9m5@}p+6{Vi%Q@1nY~e'
            'l>wL8nihqv@{zo%&(v?w=KaaUoc~-r!%Ln7o37J^)W;&!KTY7PO*Ql{Ht{(m#^`$OfL{H#4A)Vp|21y!>+2Y;W2+QS+D0O@2'
            'cT0Pp4fm6RA9`w6HNL95a_Bm$G)BC8`iG$)E!)i?I~2r!Dx6FfTTy{HeaH39Z7g+OjdKStU0ps;-4DTp~O$lB#~J1GGFcNvT'
            ';g)UUQGsjm<)`z=(hB{ga=8Z{s$X0bgX6*C~Lxiy2SN-cgX+9a~8K&U>aCZ{+tk2Kk-@F)u&*sL?F@v!AE+aMh+aI^84KC1|'
            '^1Tn;{Gc$Fida!h^B&{<b`>cE{DX)vLRxpJwiyhD{DKJAL8mk~FoTW!Ju`U%bi7JgPf3Ht0iL4))=&KVj-L4)e@va3Z=rb`Z'
            '7^<bF39?xauquAAJt{<`{V{bhh&0$BZKigu>LDenHLA;@YpBn#dM_z5SS^+$Ni3l;{Goa)8YRsx6sVFYEitAjyez;i-Yxto2'
            '{Cyyf3blmBC1~{(k<<@nJsE494X7JWu`+b{V|g?yD%`VM6_ivz$|$vGOlYbAsW#wFfU9ny0PRYn6fJ{2c#D)0w?{WDXbc?sI'
            'MNZk}X!I?x?XcQKkhbYNX+?m92fDAT0VSHYo+G8L);i#il`<Vl*qTNUbz3tP^=L9;$URS*44xxiBNAxGj;f;jWyoJ)*-V9IJ'
            '0B(kj@d)U2K`^rM)s_o;^}8?myjhA*bCEj0rz94yN+GO!je!<Z^4XfO(`|1B=BiZ8RVpeu?oSu1lfJ}g44Wvw)_lq|!s^dgF'
            '~+bwOeM6p@0Sg^XO6Ew3gW1u{(IV}j3>!{JI_bNiP&J@cnH7+HvWv6H_WvvV`C@9@49Ij}zY@nVnpd|#f2CLIAjvoZDm>qqp'
            'Ofwj)x-grsOR#7uRHgf~ny@S`a;yq6I4?=1e=m77EHSjO?X3_j6DcP!53mR`*(`9bo27{`TpJECtQk0^-7n^%!7ReD_ZSJZ)'
            'vlDYK(21F1g#A;$1HWJ^(v&RqoF%6Z!bJ887Zl-_%unc3oP5R*Q^<;SCLdLNTy_@6(K&cZ7}(<tFiK<*r*+_0xh;I&#TX^0V'
            'TL8pCSw}n3i)eWi385-K`WJaH{sKs5XTb)-Vt;12hpfr?j9hr!ereJ+X7E(k*rwa5A(jj4OLD!Z6{WnkGKDy{@OR6R@!^T`E'
            'wqX{b*y4J?bKoi1sxP^CJpZLpg!6seS{QneW~fg>TRhbp?TKQWpx7__#hVlDx&T(OxfnxYk{H!TFQWi!O5K^!z2+c15pIV3('
            'YYO-D|xGwK97Bhz->9LG3>Z&*_r>}ghJgh#i(J<30KCtd93$maz^fKGAx+&3}zb?r!p)xM4hcZ1bEU^QvYq4LXK`6Q>Ks1Y_'
            '2&{87Q?EWN6f(fDU$O0>X0h9_va*Py2dtl<PpQ<dRG!YV;xJ&Xey1EN2QUe(!!3-l#VSHC4WOQ|BCC0eW}>1je=z8&z^_>?_'
            '^z_8`Z7<g5wCeKO)$eTW3IF;5v(z>i?DeduraQ)sjNvLmZFI!7bx}}$E*sn?W8rYV6w_Fyt8L69j9R?-Yp(1ekcGh5FC4|`6'
            '@6WLagbryexJr3ar`<?y|?JU!U+D6Di3s%qEyKI4<okajnTPIIIMuL9zxZ{HlGd)}+s>EU~eyt1$7gpfJa+Mx0$IFfb1);ID'
            'NowkhwcW3dC6j-X7R?lHhENG`!J_%D|(2C(!Y!l+TNs4pTe2rgVR6|@Jgx~hz^gszt`&asuRFt6UFPpBa*MJUfLOE#{mK`hp'
            '*zOeqVnzVH&BP5Bdg{he@*eTC28IkRzLM?5jfvr)VKO>JSnW$SV8!wZsnwqViGBfurys1B`v?Z!9J1Il0@3GD;S+ENosw`J5'
            'uqARD_n@UMPb|!>wj@v@STLq8aw%gitgzB0`zx`q8!Z2>;iYmP@1Y>4Q6c*&Jg?6vxGO^~^RH90crkn+$un52CoZNi{<I-1?'
            'x-ZOKCpJL8!jp?Z6<#!r?G)Hrz_B;S1h|OT`e=P^c6R%60?FJ!Z4y1E-dY^Y@H#j2PNJZ)+l$W+%;aNys;js9w@n?Z!>YU5;'
            'Wkn0iotF=O&jeg)q^u<FdM++NpT4_cW#*7c5sVS}*#W%`ZDAi!R?W)2~u63bOH{%c?i6SuQ#wfhlSvz_8CV8Ku-BE1>_dTrK'
            'OD*RRsDiK-&4EVG%W4zjy3{+|gmyfF1Jot^$F@-2KVwyhto)-G?Z;;ko_^Q?@d!mNg%Y%*3ZK`x~xnk_{hjW32S1~Z5zA0(J'
            '1E3)D%3NEHBNiNW?VIcIS;IOAGEhvqwZ!_F8s4r(Nfv7brAE_I#IIEK$Yq7aAHLfkNMX6XYVKAc^SfQvbcr5jw=B>G|Q!!wn'
            '+n?$u`zf0r-yy&*VyMR<W+zUp*{ag8)-89T*RX)3O)n0sjIg;ahcHdCJuQZ?Q64d>!K%tGburvA|1aDwu(Q&tJgAo>`6fsv5'
            'Hwyep0G!+0iMz;BQZxWH7_EqC?3kNPZ?997A#UMODUByIIzsCkgG~Cov$OX6(((~q_TxD1tV83-ZTZRc`Hb-u(V;UMKQ*&!6'
            'x-5^{;oWpRKzuQYlxhJE{|>#2u!kdMX^WaxdPs{;YPW39+B0H!HBHwKVQB*ec_&xUGAyEG>+#KC!MWb1+IY4=_Nk*QmLq)ub'
            'P%m@G@N5T!S)ld>7FJRip|Zm*=JDJa4%7Ofbs#FOtT$SxDC=@<+vIjDWGsH7ScP9>YD{x4TDE+Wma6)Z@w5hy*cMKF}7!mBv'
            '2T(2uJkg5Q*-!R%VAG1p^WHHgPW2J|vPp&<t*QRMGf2oNrMlyOZg&{zxS}61|d@fm@Rj{<F0xjArT(4iI)~*CEv@K?&8?g5x'
            '4732QC9ppu6C}^4NhH}Yt}FH}Pb_Y*gCc=2z#{G{>n*&j2rriy`7$jkIx8hDyeP#mD6KT3fGdV9%r7=5Ju)q(A1z@l*DVP&L'
            'MYCx-l@v1;4PgjUo7>l!L5fdu`iJ>3$N^){;a|#!K>S-3%2;LH8JNU8mrp1vMZ@CW3Yp<53OdghAHy00kG(<X)gybZ?NYYU@'
            'SN_mlX=Bnyk9Afi7Pl9I>J*Xf7QZCz|OmBC0-~MlgUdOeLAIxUWW}Q?55LNHmnJh>}1o^Dh7{cQSpi46@TNN+ct)o1<8-udw'
            '~BOD#Y$^0H-|Os?ZDtS^Ei1~fG=%Bp!8V>7d|UNF-sMYMx4tSyT)geh+<o2B)se=4T1&a6Q+Z7p6Xqq8qCUMXfVLb4>Qu_QL'
            'CS*dBPn=A`1UaB{<cQQ|%yQUQ@Hmq4J_NM!=3$CrG3oU{yoHAspTrQC>BQ9|@V5t@_IV<w4+#YSL{;KaUawIyhETZ@*)}|(^'
            '95Bf&$SaDbM;!#P^(})W1g+?-{h?tjKrWuI{4DFK5+Ql2J|`!z>a1EYeyh5rfGs#GT&iKDNU|s^Q7pYKlpZ9h=c_?1A)?AAn'
            'XRTNeXBvOcOS<qqADb;#Vf`s4<&xBf~WPQwiYcc(-`p|38^Qq?5J!U#V5kE@E{edb`VXhuParmaxh`2V5zjS3NWRxFr?`y2c'
            '4KLudJ>xR;scvDx{+#WH0HdkuPvBwH}tRm!-j`Os=ph*0VP%F|?tuPbg<3DXauA`mtp$$gKM@g(>Q(2(~#a%dsjVZm>_R^s}'
            '(4!7XexRJCm`WfzSr+cR*k*fSifQnE*_3$o-bX)%nlo-ih|B(91jYqBgeH?hGe^sSmP=_!sX$FV!K6fBOVe=x7NQ7$MlTcGb'
            'NqOtob4JNEJ^D}>`g|18|L$r0VQ7?M6aWtPUMx&avY^Q^;;xq&ym^6<nEHaiY&@d^cf3%LZ`ZO4{12L+#u(6daI<&X2K{J{)'
            'DKF?TdbIYgHZVXdIyCzv?6P*Tpr-6F=`}Pfo~RTq51tb+J~MbQ3#zTKt~0~3EiOs52e8#BQ?;uoIV+tcJv6DWm9Q$Nf3dhOt'
            't%uZjj(5`{4v>&A1jfv;4R54^r`(a?5I;9zA!^9&#+A}eJDY)JgKO!6R&R}ouZko#w_DA(I)ON_$9z9x~Y{a?=RUf<uI18_b'
            'i<uIxs3BDlY)DX0TtRN-6dz)~>D^-LXJ2?<c<=TrB*g7`0%oBdbuPRW5v~?4-h}Vz5rDoTo&muCOgGfiCnawJ83t^cr`V`=~'
            'XX2B~u^n=GddK`d)5Fffd&TQC4646$yk2`qH1dn>9U;Hxt!9xLyu#Hyt#cPtd5l`KT6ADYXbW~7ZS?ydwU2_A8*MVk7a<1PB'
            'I`-~$hX{@=S$|KgSKB`DC52SQ0yD)nu^(J$vgD;e;i6?ZW?XI0L4J=x&5h-S^Dlb4Nd8oWBHz;5ukD-e&A}r{fN-90G;4K9#'
            'EH109;2`CuH>hK+-6~%p#4FONd$2YqNHEs0P%B(7<{9WOH8k5TjI6M$P%=uWpeqiA<)+B5&8YJ(0WJZl{jAs_YB5wSb0Fz2&'
            '95UcsWDYF>M#nVEwk4$Y_Pnp0kJf))U|G_OD|S2&a-c+h$|m7gDx(rC@@(t)U2JVYAhinfF^q|qo6XMgeBT6ye_<{$*edgNU'
            'a?$;3Q&~D5y@X)geGBm@yhPRiVG9nymdK$()m-@THfjvo8#=fh<F-7cAl`ZLxr!K&);os4qz<UaUVTWVT=}2(Stwk*trZ-Ks'
            '&3Ei*4LF00$7n6M2iTOe2^y#v>+rz;$='
        )),
        ((32,), (
            'nkU1nE1ajTSgD9Dr!gM0=_${zfE_lmVw_2)(Xm>dRWzY4H>F^$sIDV26RdG71f^sx!z_}pWVLRLv!J7-'
        )),
        ((32, 7), (
            'SF&$2Pc>XMfH5kQ{iZfHL$D|?<}%@~;jZ1YII<kENGta=OSLyL;5DVQbGQby>M)lxG_H6n!!v5N7BOhGj<#bqB(-k2t*_WMN'
            ';TRt8LsOiA21U%E3ShqPc#j;KDo}a;kGohu^}utc(GHkQz)>vqcA(LN-g~{Tr+OD?6!%w=d>Xv=rSxcp0I)`M>J)s?Kj~vWv'
            '$0CFtdLk)}eN|)UgCM_$;3<r7vi#w6s*T(zOpZYqZF;(k;oVo30u(GdF83X0bjqxU{jgt}frSr!Yw~PqRFy*0hx`+%hCD{4X'
            '9bjx-Fj%elX{2s4i?pf6>%B(Na5CN#t_i>rbpyRXc%#<ZQd_A<}1S~X?3a<=I$v$Q&}eYN2<o-uH;%{ZsB6|--%x)#JM+bwu'
            '6`!W43lCw~<-nM$N9jykpueMb-#wy&a@T>GTeKNl_3n_B6+_w8PL9Ug!<h6>mP_^MEv@9%^UbbwwrY{sRk+6R^Yoh@zeX!#&'
            'OspHSCAkAIH>okNAhwdXBD9q>Y%?dZzBm50m9|JRZZzXF(=<yl*|+AhE;Sjm04j4bFsg<zIi=9GlA5Ko'
        )),
        ((7,), (
            '?zG}BGc>L$ye(do@v#'
        )),
    ),
)
# fmt: on
"""Networks that guess the rate: shapes, and float16 little-endian in base 85."""

RATE_ORIGIN = """12000 made-up buffers of 338 recordings of the sources arctic, asterisk, asterisk_moh,
commonvoice, etr, fillets, gradio, hedgewars, klettres, ktuberling, linphone, lugaru, mfa,
pocketsphinx, praatio, sonicpi, tortoise, as they were before alsa, colobot, menardi and
singularity were among them and ring tones were left out."""
"""What these were fitted on."""
