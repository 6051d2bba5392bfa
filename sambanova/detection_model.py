"""The detector's numbers, written by tools/detection/fit.py; do not edit.

Interim fit on the sources of tools/detection/corpus.py; the rate networks are the former ones.
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
            'ip5L42EEj`d%>8y1+~mR+&F-;aIY*t7(F?%!n%i;;k=}>>AhDo0<Xoj<TlDN065((G$w*GlOQ%A0Du610001h00000002_B='
            'C1=JgD$0;swhw|Qz8I>0DvJc+%I1<hBHDjTQFZQt|(G0H^cyd0Du61001YmAhU_Gce+2ilDPmpH^tS(M#U7wsY8w{@-kj57B'
            '=2C000'
        )),
        ((79,), (
            'z(8X`;XqJ6b3%hWNjM@uSvM~>*)#<}+Bpj}g*>AuEkN=$<V9FDU^?(Q3pi0W6gbv42{A7=k}kR}<2YS7m^)KCn>kZ7O*Ioid'
            'N|}QK{QAyFECCsk1t;^0XQ)=X*K0G@-`PXr8Px0QZg+xPePwL^f>=JzdGML)H{7Uk~ly(<u@N8xj@-JyFimd%0SyQgEUMt=r'
            '+kW06Y'
        )),
        ((79, 1), (
            '<2Z&pqcWc`Y%J+F-Y-Tu^*Jv%d#TYjwK(=Q)-&QRvN829J~;ZaL$8cD=C*^e<g|;nH>k(8`Z6=H)HIE#0Wv*1zO+Rz7&U4z&'
            'ocZkDmA7s*Q$=S)G%bN*euaDt~S20H?i2S2%DlL88N{xLp1v^GcvxI!X6wiIy6!^nKH8~<ud>P`mf@z7qH$j%CyWTXtebu?6'
            'Lu~A1D'
        )),
        ((79, 32), (
            '6tcN5uPr(v>MrXZhm!Z6g|QAVm$25Ps;G>ueXk<0bTNOhb*87WOq;{3qp&-yRW2~Fi>#xv6tDoQ{H(FC8!$pAGb#GC_bxKBA'
            'Fvv&>9AZd0<|)sp{g6T&Z>a0aWvYr=&Zc1jwr+~tg-AZa4GVvs<=F`{;z<rmaRdxQzP9nmM&{B_ADu}N;1zXhbV_Ct~5`s`L'
            'Gu;yfHr=9x=4B{jcJ)peuqc(=r{b0y3s8%PVs+c(6mRyf2e5iLK<X(z9%+6f+$t4KQsfH#Ehw+%iEb!LYF;cAMKYY#f3Y@~$'
            'GRm$8<tMKMD&5G_(9^fdphYOUs~Ixi<KR;u=(Zm0&NJ|j7-bSXtCuNX}!qO{1WyR8*5{~uzlgfBxY6sZ@iP$hXSlcmcX04f2'
            'i!7%Qo_9MHh6s+N~t|=y>UM)_j1u%B1cq9w09I-vDjj+}%*da!(qA@|F_mg+7*Q5@uvnzWj{H<FkY#-krE~s2DuP!R9_^>&#'
            'gfP9aKO#gi-z|nJxu|?A;IWskK(mZ6JEr-mZ7!Oa1gRP_l`L5^#;y}9vaqHu9waL;cBbnxnJ&$oBd&a{d@q|XeKp>zi?714u'
            '%KYFSR>^(__L^>R4r??R;{8e<u72S*)eOYXEf3@^R0_9y{>b#xSW0?iZBkZ(JgqXp|lD$fG^guM5z(C!LZ=7DXAAVK&|yKG%'
            '%dFtTR$JgfD8ge>8EY=QZA_>a2}3FfeGJtuMAJ2e)9fII;Dspc1Jn$FP2`VJfO2F0D(h7O@B|q_z8|)-)!qvLI!&*EM3XR5h'
            'ZrBQ19?WUGEH;WQnw*0e#WVJ=gfaI-nG>K~A&FSO~HvnRl+HzzQx>ZSRuHLMl1m@gKtPcpG6TQr2QQZ!Go!lxE75HX7`A~Rp'
            'G@34(7YcFdqZLp&xZ=<~*Dm2@w8L;l8Ca9~V{GyvS{I2>eb1x9EZm%$_*r-Y@nlT@c88R<2T(Zh4Ij)YOZ>u@13NTKynY1IZ'
            '8ZXl^nJ@CO2C$Z~5wH-l;-AYly|WvfM=@ly%PbU~wX0^b`6z6mu`!h`0<Ro1?yr3-R<uN<<0wD0Q?>E4FDoyu{4uJk5ieA#T'
            '&d!%oGF?sf3WK<b}?eG|Db29)-TE}nJ)^ZF0fpu7p)Jd<0ba3fv8d~Ri`Aa6|O$4c`anGL@-<<*)hqh4XiA!`>9zkhO8woMJ'
            'Ot;VyqJ_c`k=804<oQ$*i2K*{^=A$)s<pj~inyJgkAPyRpomfHaaUrkX&olB+SW=CJjwIyBs#*{JI*=BN0qIwL-<t|V)*m?3'
            'wuA}*9N*ss_rNh|9z$gPGf+pwXj3@C3TX)XFKt)i{4%_jgeMzCiqLa)&&p)EzPS+NMN5i_DQc%+}G(z2p3S|!&tQ#JUYT%$#'
            '?3$4;H46Fw=!lIQjfib|Yk}ZBKe=vHTd!j+9H69-<O|G>p;G;&Yx+eW7<}3m&!G^&s;;A{Rcr2W&(=5szCMBLJ?I+=@i>0b3'
            '1hxk+7%Tv^KB$GRZLfx<Aez506)m+Q*(|-WksiY`BrzkiXf)O$A1sA3Ff{d~vL?>5{Hseda<jWJx+}aeBDJiw<1n!$VX+9Z`'
            '7%PU{Id+Qz^tz`?KE&OrZkf<0I(mm5;Y&Ozb?`;qoSiIV4y}YqBVvvqAnV(iZlQ$uQeYqW3ei%moHtjk*OE5%B*jzHm^pl{i'
            'j(l$1)VKw5(LMgtP)3aj?QN5H3Wq2d;TCI<%fK9WcJEg|aU$e55L{6)#?{GOfa~zO3b`IIbu$R4isM)-VRJohxoGTQ5ViQ7p'
            'c#U9fO6mn=M}lc;a0QMBT$N3PT)aIyU>?5<g{Pq984{;`LxmnsV>%QC#RK`@A=0iCTZaWKX-?ypHM!WPh^Q!CIZ$t##M6{sk'
            'wF*GhPtEj@O(IrHy?X@tg9j;KQMzO`LWh{-b^eQW{&98zlV=h6hjV_}w5T89G!!If>E-VN#x)|axIk0=Ie=i|0U@#W2Dy>kg'
            '|1RLMA*@|5yszphA*I_Vt}ryNKq@USs4UL2D=r!`Td+4Rc&o542DJ$)qZtP=q_PDrQ7II!vMd^^@Ua^wxUoE?cc#=Up{jJX3'
            'Y~E&a3}Mq*DU>@c`hcU5-kHGey5YE{wcsADIa>M(H+>XjH@@J`6xx8jVD#Ky(2Oy>m)&@AgIYKFsnVVLZ~(>D6M>?*&isTyr'
            '@qp@G!+HohwSMf+>%v$)zDLg(*0wL8U#Kxhvc%BP@Zi8>A&7S1~EBHn5R0Nv*#y?J!I(hpw`-_ogGNG9xys?l3Yfg|gDE>9T'
            'RCn5lO(ZnHNqYOYYP0HjK;RxQu2;<KKv5i7{72&bpAL8s{`fh<O@k1hhJeJDFI>oOlJDWTc0->Ud4<}~cCEG37r!z5&<+$>|'
            'Wak7W3w5{l>2QY6WF)$M<b1D8V{VQ!W$14gRCa9IG0xFxUMJ#xwJSfE@F0CLeSgLv}?y)YlAG4M+oU>yci>=2ij4pPpL?zgu'
            'OSOC@5~#PWxT;>RBC7i!8L=)b5v+MG^%{Mbo~N>}`wu^@HZ9qq+$fqTim*MeD=saema$!<A1zm%8!bbvp|l97k){DLDXvu}v'
            '8<Y&-=lOX<1ryFAuXvPWw2v0HLY4PGB1EFXDnH;ye*KkJt%E6OEhOQXtBhuRWK7TnX<j8xF{u(87>XEI3^>hs32RNn=maUSu'
            'o+Mj<KmMbu26%sV%jkv9A%gYoY2JCMzx}R3{cGj<+4S88GA}dAQuDc`%H$iZBMaSf3)WMlf?O{istV!Y>i0DX{pZWhkVk+bB'
            '+`+^m+kD<E^U{3Ix{xT$KTFtu#8MW~Ys$F7a3TrVLit1M@*$T2c6lPZiYfhg&o!7W}b&MAc;H=-~qVJ?J}@U3UGVI~x^cC6v'
            'BGAeSdJh7y%bSL#8*{~8PktT5|@GZo%ORF8Pb0ioq*DgscWh8MgSg~<1!KRWiAuszYi7Ae>L@TVY+b^0h*DWS5eX?J$&MKKN'
            'ak09ro+oP^nJl!lZ?KrJjj^3BL@Mkp?=S(SHnUJ4ZY{4YR5AjoAu>z1QmoFgpD?R21tn7?`Lp)1{;1z7+qHukZ!nfMR4pMiD'
            '>1DkY^wk<zpmUc94&=5g|WA{q%XoV^e;`c=&)3?TeW93B(h^O(W(Klpf>NbTC#n$KP((HnlPuVjIl|Wf+!xaTe1%{Q?O$*g|'
            'Qc{f-T@Ba5Z4I4>m|HPA^q6KPxz}yDe)Waj#@AJ1~<b(5<^MBrBzxZ!9;l1tguad9zog;3bzVGb=flyeBQIuCYI_Labk>I51'
            'ib11kNfP%Z<3#I1R&?-NHOwyA|Guq#zB^Q^ioR39X;#I9Ga5wSR|_$XU7#wFV^8!qOqVlT+CmMz39i#AlSk1f@%|Ep%Ik{=J'
            'R@~VcFFsphZz^D|fJ}}%ZzpQ?+zovCC?=apd87XHXt}S(_46S;!$}Zj*p{xh2Yp#H?Comf_hobo_T`mf!J}7-4Z7BXI{HS@S'
            't1iGH$Fm10b{;gb^{rhe%`aQAA1$S-1GkB;1g@Gat*7BCcd>=2QZhlTg|G{&o-<r89WbV-La&gmMyUWH-l+txv8|?|HnMmnA'
            't}`-X`!O83L1MI@U8u-@i0d->!5`!!l?!^%AOQ41~Cz+2C#Rr1u(KMlPXR#0xecB)vDF3yC@f|HnO>@e5D61!Yr04?IxuuF)'
            'ml6H?T#g6f1x#xiY3IjUr_zHX(+vr>9FR4kaF`6f&8ph8`6vy(Gb{xv^-WW3(8nbt{fAN*y4zMyi*bb*FW(BQDG;v#;=}w=@'
            'YWTdKx1Q!r;NB`Y+n3NX$l6EE1XBdZQC#4Tj97pxemC9zAip0B7VG^I<jW3CA=O)#Larmd5y>a9{J#5LF{kO~T_J1B)MKrc9'
            '@Z>;j8U@)e&cd^&1a;$)?(Jvt~3#3#oaIU_fyru^+L!?J6UN9>tpR;tZ7%d_%-!L|?F0LG~da^YiTNQFI(4oby5H!WEStx6;'
            '>8q!#MJ(^HFEPrmNv-Xy>?kTEe=52!n=us~IG~=coGt7r2qq}ALobN1HmWwQhBA$^_aqdjK(mUfL#dh}=_>-TP^<8;%Otoh*'
            '&q_6WF(KR1TkqZ?WnV=lri5d&??)nNU;d0N~wV-lr;`5_bRq5Os!imIkY$+{4wDy7%qmZ<0MY2*C`UK7%+D&a4#k)BPpUD$|'
            'r*t*{T9Drl#<(d8yJZt1vX7EHvGyBq9T{@vR7{{jLx#QYK<9RITA3<F1;k5GQ-Ak}AloT`~R{*rU?4d7_fAr72G^t}Y5K@g#'
            '9AMzz#0b0XI;0;~Hji6z4<s4cTB(=?%~uBgB?Oe&cz+O;<<!Z5ZjF1180Znh+|XqwC`Yb-Rb=CF~lqnfL#jx>C*HnXLyajgT'
            'e!7UiGzAK$78MgwkZzTb&wX)l=eKTmP1gv&0HZX{)^D#y#r?t8)G_!iG-X(t_U9@p1fwLO2V5DZOFfiq?<u1o4Y^_(Yf-*>`'
            'b|@6Dzp!{LfG;g75Uu7d6*7sjMKQ{%#xqE;!?f<IJTsgz^(auHgQ*a)|FTaYP%#g!1f?yt^Q};@k}89-7clR!yE0z1WHB48v'
            '#2<%PAt`{NvrKJGAkb|O)&SVrmgQNK(QgTTCd=+b1m{LZL1%xMkt{wpt5Q&rzy0t9j}%si7pPTbSxGvwJIN~3mq1r|D=+v2&'
            'Z)|h%Sq%@+y(A8XiF>n5<o{JEQ`va-JBgu&-*b<eOih$0<CmDzy-?$fYDKIx=P`CNPLF+_5UGGOxrgg(aGx!zmsyo~SIULM9'
            'w5IILW;J+U6Ky)Rw1>@;+!0<9MxShD{wIk88s;Sy>mM=(by6f7+)Zm@-}C9y0q46CB8J+bR0Js`~`HL+4Dj;+SC{<I>nRxLf'
            'YF)p#NajiG1C$(84{jozSy`dGY+pw3KPA3PdfgP!*H8Hj(g)R3m$*o(Wm#z09xTR06Hm>O~dnDB@B(d12{4gXYoSg)y4KS>%'
            'Q>9KT2(9cTSg}p8sv@qQi7C)3I54%O4lX;U%PMXrH?nao)v3X-46ivV?;edXwzA$ZM=407EwC;aQ!W`TZ852=8?2Qu|0wb-4'
            'X+g`ZKYJJN-G(qy0G#euqB<W?5pOMSg_Y9MycR{KO+_>Iw&+SrmWZ+xhMvz5UXaZ!7z%hNw7{Xq%usdqphYZ^ee)wm@nEa7_'
            'eHhucN}GavwgZ<FJdUM6N=my{l*_nV>l@b|{^YN~CeHaIgraHZaYh;i*8bE-^>3U$Rl5nklZS@hDU;2PGD<I<D2RXEK|vuBB'
            '3~%_|eEShBG%#+cUvDzc)kYo~;-BCd+DOR$)%M<_rrK&{y>12DfVuCnGUg{wO-#2y(ZTP%|%E2iVG>MmBaksPF}`l>Og8YUL'
            '8jxWEem@jlJi!Sq|Xrk(_t|Nyl{2Bh8Sun#Yp|Jlf(XomsgelCS`YIhNW-C^-p)F~!mMPjKRj^Pm;we+9^r>a6*)DgomaUho'
            'Qme+TW+hagCNO%jpsPNhV=%5Qu&e<n04a*Fe6QB3Y%n3QpECQdWUaKTqp9?%UN5DqysTrgJF(KSwy++tCa0S#10dw6qoie~B'
            'p)KFYbqn7!JwZgf2V|leJma%;vvPP`lw+nYM#I>*``S<9iS{E7%FTe1t`<2ounQuX|sPY9k5*|WUf3cXf2v8Dy@>O6)k47g0'
            'UhbKOd_zq$%pFX0<dVzp2WpH7UWYf1JjxbTnr!fUrp_b1Td+?yWN@1+ZKxmadU9?JB1#-mJeHnk1pIovmV|L@re^&aHW_pS9'
            'qi(69?Eg(+ho6RcJxX*C8f8<<`&<|s2OYO{kbiL4VZaw<G9#;H;+{~Bkm2{9qF;joPwD=-`{fhv2ELbWh1hpaKEK`L&bfTBy'
            'ScQsL>Te6=Y`=WF)O|qydgCo(ckFVM-MXoQfpfa-_AG9^D)~pt?ezUJJCZv5ap|DspK_>v5%Q5esI-9sK^04$R$1(vfKdWS='
            ')TgvGtE+x2%$Tb$M>S(HEVQ98B{I~oAgKj312o~RbtW0KjU!dI-X$riO0+q#<08?r^EH1V=dF$}wlLx@^R#%Z-6@1G7^?cEm'
            'aHVOkdgu}J|h(=P$xSo?y**^Mlb>@Uo8x#N27tVfw8QpdM|yVvn=ndD6I*t1*K%JRVK+L<*-aH{i({a1FZ9~IUv8bJ+V<MC9'
            '`p+V6F?PYczQ@wzM*>%_UPTm9XY6LM~h|60w7&Jv2SA`6rmJJu}><<1KYE{H^FOU#m#4S1*Y&WVRcxYOT#H^054`6Dba@{VY'
            '}~3^HOYr>J5ta~eM(6fGfy`zs+U{x9sXUnra`b+U;u&#bK^k1m@j(<?ElmoHqbpRy4!T(Bt}*CMYl546~yKBykFF|6XQlrQl'
            'xi>rMq12KNHW~@!9zZ6$9{IS0<S+ATZsxiwbWG5J?nlVnY5U?LJrm?RqDkw}btEVHaNh%k$lC7_?Tc1*(^)G6#(J$$<udCXu'
            'elhPaP_A92Pp<f~PpDNYDyjc5LZsZNd9Hh>aWBfUi!Sf2^rHl+e4N>=fgN71C@2xH0JRaVE~g)rcBnnF'
        )),
        ((32,), (
            'A~`gjZmvTrGqbrdt1x#l)Gp~UjWB(#F|u(i2sHF6rKfr?Kd*r+@R;j1bTI5NhcEIgt+CcIV>2%?W;E}m'
        )),
        ((32, 1), (
            'I=d%1SUA(RM>t2jX}GGl+_)k+gSLM-b2cuxmbZ_zPc^W(88<4pBRTB3o46~v=rx?UaI+V*&9=F^VYz~~'
        )),
    ),
    (
        ((79,), (
            'ip5L42EEj`d%>8y1+~mR+&F-;aIY*t7(F?%!n%i;;k=}>>AhDo0<Xoj<TlDN065((G$w*GlOQ%A0Du610001h00000002_B='
            'C1=JgD$0;swhw|Qz8I>0DvJc+%I1<hBHDjTQFZQt|(G0H^cyd0Du61001YmAhU_Gce+2ilDPmpH^tS(M#U7wsY8w{@-kj57B'
            '=2C000'
        )),
        ((79,), (
            'z(8X`;XqJ6b3%hWNjM@uSvM~>*)#<}+Bpj}g*>AuEkN=$<V9FDU^?(Q3pi0W6gbv42{A7=k}kR}<2YS7m^)KCn>kZ7O*Ioid'
            'N|}QK{QAyFECCsk1t;^0XQ)=X*K0G@-`PXr8Px0QZg+xPePwL^f>=JzdGML)H{7Uk~ly(<u@N8xj@-JyFimd%0SyQgEUMt=r'
            '+kW06Y'
        )),
        ((79, 1), (
            '0XM`uQZZ#PBq$6vo-GYIdpU<Vcp)P;lQ@$#Au~)YLozfj4><m@t*|#Zv9`0ay|a+D)g;KZSTmllzcgs5HZ;gP4YX-4DmA+*p'
            'fRQ|GBr6c^rC9C%`pwFku9q>NjF@v6tKdtc@&@={V@M96*56FUNNc^hAO!(3N-LH5;7bnDl-58M6YD8p|8&{XSB#MFtxHIE3'
            '_T7MlA'
        )),
        ((79, 32), (
            '1*xJX*d=2yLMQF6Iw!E8yD7miI3~X=ys~|=!L1T9?WK>Z10~<8D=Jm8n=-d8SFz@?OR~;2sIMO+2rYIgr>ToDU7{{9m9*!tD'
            'WM>&(5iGXYAsPQDzqi3Br~WksHxp8<TQ@7)fyYMm^5;uG^I$hgSeM8p|gps)wM;f{-J{={4Gr{zpQ;J;xid8a;S4FVyu)bMK'
            'K4pzbJyCXC<kqAG8mv6)ZM1S1l7P3#<t-MJ$yp2rNJ^5G$}TXsvUjX{_Ne-K*g?oE<NopeMSbHn6a<BsF%fHmG^4e<PQx^{q'
            'dxl(7{v0HhzOVJ0l30I^<<@G&u|jWsl|DX?Iv;h|70W}-NwJuJVWQ=FirMXdIw3Z*w9>Zcl^4=#@xU9jz}9jsuohb;H0=&e7'
            'WEv?Nj^(em|SgndEe=EqTD=jW53az!U?JmeE_bA`2A)TG8|F2c7*|3Nv`=o-f0-bg=&o0Ka<f`8>4KaSScB$d67_)CK2dQwU'
            'Of4(1$0{2u>?Rnp#wawXF)oUuv93a|ma$$e=MxjAc&D4M`>8E8i;*d{6|G&apfSg?VlOtdcC)80Z<%nhV=;!Sax8YOim}P7S'
            'TP>75~yYzFfffR`Y&rMHnMatWUURZ#V@(86gC_w6t7&Z%$^mhZLqsEJFASbL@`1vR5W`q?leLen6rK{FBEgQ<1#0ve=I#I1~'
            'A~PfGzJXWwTc^4y=&4fi(6lSgWKo3^`q<iL^yFxv<c+x-%p+B`{~Lk+Lu_->B2F2sC;y0Izv8d^Gtht+GY0CNG#RTdmnCYBX'
            'l1kf`IX`5t>SKOwuX+_OC=QL;ZUAGOyp3Y<c)2ef%8#jM`1*e|#<hOK)s+A)7C@TU8$2`nNmU#221(JdC0EwiAkt*Cc0X|3o'
            'i8>j)X0Ha+rU9Z<Cs4}{#o-O;Y^doStBrGzgd8p?qpd_Fv^0QkkT%{;14KC-a*fJ5YnKKM8J+9-jDJ*@gzq0i+nz2$W)vf?5'
            'N2ai)2Ou6Nm9U$v>8|szZy=Q}VlNFa8?yB(aj=gz1*bT%nKQepGA)EF^D~~Q%PRx4VYRF<7PXkN6}0j+7c!o#elPeiI;{{XO'
            '|2xYoh;EV#4Ng{TCO0eL^W?MohneSXe^hkJ}~sI9IULIPbE;Uo-Bhj@vU{RV5qLHlrc>ypDzk9iKzlBF0VzbNi5_rG8%Iz+a'
            ')Qe)-($)gr^g(*(OIL<1JmSex$4*CMl<`B`!2Gd#v8BE-P!Vge9daL@JvlAtkglXD=-s-z=xB`m1K8Su|%Zqpr!TxuO0rS+S'
            'j}VXTKW0jGg5pevEEPqd0HnY4(goV3;}XdtSj_^WjxN+{1R0VQ&*+bD4?)Tj<GFf<!Bf2Y4OaIe~`)2N1~hNT}dwkmWg%dmh'
            'oeKzDHlQHxieX$NNa4aM#doA`Y&K$ZgBC5?CzA8Ma`Jx;p_9J&L@i1~3kEbOf@2Cnf8Kyv{tfOTz1Sz$wBrGK~5vg#X;-n<4'
            '<R-YJeJ3v`W2V3`St?PmNR1LM2Pvnjp)mV1Y_L5r2(2lmyr>zpGbx5NVJw0#4=TVin=(u^IWbqO5wWT)S}^vog*CaeuB_#rm'
            '>rg<MXSrKIx#h{SThQ;r!1tj?xKyXi=w}$sWU0I!m}nOn>13b6{@DOhc6ARL^YbW#j+=*`>}Q<MzLwNVXq7_R3qP_<DBoSHn'
            'GDpm$NS~QLee6zAQp0ld;IO*`jE(9IwYOXEH-2Jh9m?`L~}XFsN&)6D(FDDzQ5+FsWg!p`*zzwJq^2dnY6^a;<wRU!9$<izY'
            '6!AS^Gat1I6xA}!0VvMT&H@*t0}W43Csni$=#0;mJ8u(FpmaH&WwZmjyT(5*_Y;Hrut4kgO7-7qFF0I`p)eXtC$XRkxBbS(O'
            'ye6dThtSaW99X9T*jx1QPS0xy(BCydcCo1u*=c<3Pp(d!TGOXCJZY^=J8!Zze<E!Sd?y2ms-l|Qq-YSQ&XS1BGy00B6rZc6i'
            'O{ST!^{6tb5U#|n^R1<)9IXYhC?WQ-1G0=U6sX*%K%<wjIV;L8<gWEGM6sQ%`mggS_$^JYysrl%V=fx9my~L$qOixXxhWGK('
            'yOPLKdM<L6RHxcDW`@cpsAy#dZyc{+M+wOtD=Ra7p;V`bfljw?jKkspedCmODG4l94Hhi?WX^)GAlK$AgnnrGOzC*|E7SQi6'
            ';^*P#~JE5~VY#(W#@Vt0X?ERHq@XZ>n!Ee=bj|XE7Ksq#JIncCXwjs;!}}ucbDwvaS3uO0jRS=c`B>-?3|}O{h|`-LH!$xiI'
            'H6MY9|<dK7Xaxv;FX6DQNOf3b!!=``Z65j9}3;i;f5#;r!7aV1@+3##8F&7?@Gt}8AklrTOnKd)(^P%xt?fG)-_hbcrc1u6B'
            'WV<&tuU#Xm?x~)DU;jR0p?XMiLIIaw;X|c+#p{^_;^eu+2Tq=;XAhQ`PP%w9`!7)@dGbq0@ov~rI6s{DrDlxMw8L3t)v8j2j'
            'q%NPUKA>4FcA^KcEiGfR5Tgqu;-gC^S*bp(@GwI$u_%`$2{8w?5glr*@GR^vAD?3>s;givji?4N@2*KCW-^c^Xe9)f<+6w}l'
            '`TH0awJ@>N~kla>n!H8e=s|&pDN*{lO)Tr$0*{kAg+L_|1t!y9x}hEsWS_#N-?q{Kra)l=`U(7|F4)W;UwR*{V6LZ{4HA~N-'
            'nOpEG+${O{mhYCNJQ+t1c`qDXB~^wJ&w9c&~>nC?FNFF)-k=crXJYmot4d^|SIWLoUL#5HO}ND=~C0EU>$^doXY_0W55>3p7'
            '!=LNIKyUM<BeCotx%1FD-d8Z8gD#GR2XPAmYRrzJ}s>8*z;pRXt`?5KIEMlFD+8K+0GQ=Hr^@GtAIx-yiq2q^xj_@51}cdG*'
            '_`Yd%Sy(}Iw5-OvxOD{Q_*e`i31+h3XF)*LC3le0k^RGM~!!w+$BPiafH7@|2>#G~L)+!#cbSkhc)GuGLyD-hF3^S6lgDo<k'
            'xiICcFEfHJAFywcqbSw4;w1+yu&e$o7b|=wnK8*QV=o(`^e+{*o+#6?^e}}pK`TwM^Q_-7pe=v252e(uYAY?U;VgPA5HK9Hk'
            'gd@#SfuA3^(<#5__U0;uCVJe^Dq0bxGcFdh9$6@oG3M~JS;c2Sh#LAbG3Xit1o)7j5XvkX04DdnX%WfvoeM+W*|hSHm;a6?I'
            '+VQ)G$M+L94hak+4oOo-s+ZQZy;7izfG~>nSI(-=A(XJF&$m+$%aPr6uyMu^}HXkfxZjZZ1lpR4^VZ^e%WWYMl(H|D~raPN`'
            'C_eyBPygdS6|9WVtfUoSl}XP$kpXtG`?Of^O<$0U}hKdWW0TP%yOV=O7K2Pjpn8mJc|1RwY+A(+iE4J`$l7BHfzQ7E{sJ2L3'
            '5rYj*dv8;lyy00oR4y>^&E-Y0s%%sk#MlAU$D=br}gQr5Sv8!R9z#P=D(xD$PwX8QWJFFwE?JU|Sf+8p`p&^Z|WGhZ8RIsTq'
            'r?K%YLa{|J>a7zf1u$o^CaO-Y-L57sAFd^wWHfcOn<|_%E}(3#;jxt>gfOh63bEg%ZY=k?;3Gz{BPs<kQmVhH+ptivgf5{jc'
            'CEoJG_lOAL9L1^zbwHtQZ3`M6|cXfouynPWU+Xu=alxdkg)GA9yC<65HV+<`7N8NPcq=FUaxqp)+H67C9VXqXRY}p^e6!(Ql'
            'w`r$0*k=G@-k%BPX^ivMePmG_C%z_pcK#K`X)`X{2qmr?Jto&oAPx`KtJ)aHu3KZYZ3vr>w?|8m*PEn=GU+46Ki;)GY-kWvu'
            '=!Zz=04%CE2|MX-^SbSz1*Nh>&@f-(jyO)&wly{GdY$gwOaz$tLGK(S#cc^xaPK&s9SK{RG07NnUCj4p++0WVRcU9bEn?XIJ'
            '$u&Z&gKdXJD{4pLZ5iq2vgDxg3R4~-9(JMK!GA?f|!Y#ikpC;e0DK1<vGo6tvD>0fW1}*C_tt(TlIW`@!NUZQIb+1yc8zplo'
            '-!KfLCo|$Pu&Fw%nJA~Rv7|CGlrCN>C9kEi5jEB?oTMBWY%z$kBQw7)s3;~Z^&}glDXWsMvJPvow71r)wWQ~$TQa_=1}p$GD'
            '=cIz7cLjE6|-ltGcG$Y3NWj&<t*H%WVQS-YNC^|)USxD(lOAl3oK(CG%fxnuO#QM{is(dizvY=x2+X31FF$4t|YE1m#W{WXE'
            'D|%R3f{rzOSb#d@3lfBQ2~mk0ea5iY`($e=PqeF)@)aVXj=9YO7Qs%d=FWd8mjfsj;K9GqK+!2C1i{8Z&Vy%o$NCk}SL{KCs'
            'uat+T7L5T#e5-L&>GvaNeAvn<!MwJ=w#QK{c0D63bpSE?zt0IV%DU!^^zJT0y+{kQ6*9=13wh$_u3>L)8OGcPu^f+c1w<*NC'
            'zy&{yYwInSvL@FpWQ?mK1=dRc>@vkwiAgw>J`Y*33wyuLLP%pS6*QI8(0i>z3PpHePm9s}4%`6o%5-wLT)G0A6)-Z#ye=H2B'
            'S*FLZnyh^&qy_{ox+?p$_pmrDxHDEMy_!?6t1#u6YAv>`EiQGceysj9u`6P$cdiGnd8ub5SFPZ)Yb@ZdC#?i7A~K{fbS`qIi'
            '?YtGu&n<sgs_w>!>NF+n===#N34CV#FN0ZEHWuHiXq;ts+n6bQYK2O^(TX{d$3xzk)<T203%VWVkTp(m?g@hGphD2|0bJ_ys'
            '&AIS{w?oOBh8c_^%f&EHU_(FsuS7>Z;eKi?J{<1+f<`SS}nYLoUatt~1Opw5kB63olu&4l&-al&=u7*0MUV5HiTDt*SeyLbT'
            'GdYMkD&2Co??r!-b7IWgie&n|&1>M{(kc$bJB{4#<rtsoY&Vlh%ICou)BDXqV;{Ird+MJ?y7PN;Y!EVLP_ho$eRnk=_65i|y'
            '_{VxtLnxZ$H5u`w&a;yR=M6%(ptE+D^+_E<<eV2=@=_>D${Vz4KzpSn){3^AoaV#3JqN400psd-gK_*j^zp(r%*)8d;elZHF'
            'IIKu4&#^kOMJ#wPOtMxUsIdK@s4Sqa%`#c8XS6dfaVAJDX(h$6=%hR>*sb}hA*^yJPpnQaC@jmPIWQzKlCBw~Q>>*d(J$Ae5'
            '3mxjs4Czt(XBD4X|T62L$BYjn=XQ`*RY%%7o`TQ{47-`)hN)cJut*9C$4CX1F);G@2Rb&fT_wW+9E8cZ>=J*VJ5yL<E?_KRk'
            'LU@CZaH~3mq@2qOl9CG^JsuIH=Jk=%h6**PyQ|Y^q<Mc&R<F^(D+MAg-@0)vD{QcdUG^a;dQ?0is(ZxwG#qlBL)zH77Hv7@*'
            '&)KdU>iTrB(}39Kcs0<riov$QR(ld~45(k@Ia87W>XqaIYSWvm!24J7ETj<I8;Nh_hXt1k?(imBKtq^)l%lAr6aFRX;F>o9$'
            '=VJ`L~gDZwGJuY9au`DJi9hnuU)UWTU2d4@!E~_4+x}UopX|SHLY%{hcBP0tbV=j0wPAhb+B&cvBM<yt>*Q`6K+b5MTZY?vS'
            'jx(66+by0j?XXa+y)pbPT`+(y{i4aJE3@pW8#4+q-7Vp(@To5)!=PF)X&JICFR8$-AhdNbTd|&~Ije7;Zl3%jG%468G9b9Aw'
            'x^UR2&W?{VJcFoY9xJ}6fH6+9i<c`n5Yq+8zB50Dk6)hq^w1wc&G!XS}oHl{hlqWVzwSF*s-`AWi7=m1s|5BNT#kZeV`mLc^'
            '_4-WVCQBVyFZz6Rz#3?ysaAR5K<pShbTZv@#DY04>QbX*3BiAhw7l2DTuov@f2hz_L>;-KQNgoSphCgDV*;YP6m%s~~eJ9WH'
            '$<nzPEX?=GY!61Qv|`YlN>1TauAf;6lrLADPc+OxqJ&no;bHmhwdgqk@qk*tp|2`5LXAF@v?UaE$k6Rhqb)v+|C^Dy%&TD0F'
            'Sq%v7BN;A7Ido(pJ#jg-89kElaX0a<SKBWY+Yp^IT7bnv!=`&9<vm*MbH82`5DX_e)+^=^iH6#h8ldXRz7$~KuE~F2#9Wb1%'
            '&9LMxqqKP}B`@KbVJ_!2dLEUiA}MY$Ca~GH)TpsE*siB2o-pM#c(CIs0y8!+B(V*ulrcD+C^6(T(JUM^+b@5sny&M#2B&(ci'
            'mSk|3a>jTjV|mhkE`FYSguGi@uWg8Lovaz#H^n$Iwn*ue=O4=Iwf?hb|gNpQZUA+Yp*abFqyopqAa1Q;xgs0<}gdHShUluOs'
            't0=(lGwFLM#q2aJBxe=dg_@TASK1s4r)&D6%7*F|jzXrm-R~i7&z{|DepTG$)a;G%ppU0j>fv(JWr98JcUU`>0~E*{E=uEU?'
            '-nZ882e!L1LlVx|hQ;kD<Ux3z~I$)CU_f3j9EoT!ANUJ%luI4f5yz?{FW^t4m0)~+720<Kf60VZQHptl1wXtZA`{4C`#Qmj3'
            '!VxwlTN3W!=)+|Odbgj!R+p<=$eI}SKTBv?6Sgz+D)TwMRHYM7%6|_Pu2rOYLZ?t+XE3u3+0Ikw6;k2i*?Wk-p+AR?*r!<~0'
            'd6O3|7%W*bWF|MV?=OobpDmp&Eh#`MXtM3C8Yp!wohHgJST5TiqqW_tx-bJW(x%F<4X}PKwy--Wm$V-;'
        )),
        ((32,), (
            'hOu|4HmI>Ff--J2bg9!aJ1(0caIYSw3pOn><g#6|#;7(Y&a_1~BdrZGQL7L#{jq%=aic0Q;V26$uB{j('
        )),
        ((32, 1), (
            '@H9j=e>g%nH@Y0Sb~q-s1UKI@R5J)Sdbwk|fi|8vQneB`i8cGUEjTQ<x;GOvb~{_SrnaOwKDW%bT(yum'
        )),
    ),
    (
        ((79,), (
            'ip5L42EEj`d%>8y1+~mR+&F-;aIY*t7(F?%!n%i;;k=}>>AhDo0<Xoj<TlDN065((G$w*GlOQ%A0Du610001h00000002_B='
            'C1=JgD$0;swhw|Qz8I>0DvJc+%I1<hBHDjTQFZQt|(G0H^cyd0Du61001YmAhU_Gce+2ilDPmpH^tS(M#U7wsY8w{@-kj57B'
            '=2C000'
        )),
        ((79,), (
            'z(8X`;XqJ6b3%hWNjM@uSvM~>*)#<}+Bpj}g*>AuEkN=$<V9FDU^?(Q3pi0W6gbv42{A7=k}kR}<2YS7m^)KCn>kZ7O*Ioid'
            'N|}QK{QAyFECCsk1t;^0XQ)=X*K0G@-`PXr8Px0QZg+xPePwL^f>=JzdGML)H{7Uk~ly(<u@N8xj@-JyFimd%0SyQgEUMt=r'
            '+kW06Y'
        )),
        ((79, 1), (
            'oH&>}z%Yj;M=UTmXf7Z*M>%acN~i%hsyKKxpfaK-D=^b6#W(S>D6nBT&9`c@TC~!&x+3wlu`yw=&@@!6pEHI#cC^<i^fS{kf'
            'HEC0|1=vgSESdp5i(1$)hK8--Zw|H>9CTp#V)s~88E{!Dl?2R#4;GAeI&gtx-&XB88b2}K{EgV39v1&`LBU7!?YeMc(gJl-?'
            'C@3-7E'
        )),
        ((79, 32), (
            'Gq5SBPqKcoQz^Kqi6^-*ai#Vruq-a3va(k&e<%j2Eu=lIwI!Ca$)g@PNi@$g1u4%RO)}Z7dn!b+KB%dj5h(4fXfTzn@v!@{&'
            'n$i@5-zne_@vjZ*|qXB2Qfq~fUbrwbS%WN6ts#oEHJ(<$Si5I1u<5#b0_Dt%d{}DpQ(VY+^bco<1HC3-Ydy4U@*@x7nLKiNi'
            'MN1$FKP&I<FM1;VY4|bfy0xU!@{0E;HCJA2duW^D@vTd9KtZhAj3aBqu_waIB~>HZX87@Gvf^kf`&e0V@BpAuv|0W-e2z4y`'
            'M!%Q3VpuPHREps>^~@GE~T4ll%_d@Sdt?yirl8K8}*Rwym6gDO%dA2Q)AT%>NUQ?F+!C9b}mTdrR#(W84Lf33))fUPPlKr5K'
            '26DTPfTqRkt!zoCpQn0YDJ*=FpxGJ5ib)pL`k}p=Oi55f~=Bp#DyDL+ysVz4xFQl2ScPdmc3@ryHKPBTUxg`Lmxgw*mp04RH'
            'v#t*);w@D$oiSRm<}MDbrz`8P`79nT6)Xp^IWWYnO*0`f%ON%(8Z2@uW+ni#>ZA!SOO{)$mnv^5zpk$=x-L7e=CN$Ci>}eEh'
            'Ob{LrY#z$pD>It`L*9LnyQj0v$EYNB{6BI0W4!Sb}t?=GcPo!PpoC8Z>l)2qp#DjsWKF=P`2^3eYN(mU#gU)xvMuVjU{)q1h'
            '_A#S*K^T@+pe19yLL+Su@Tw?=d_v>X>U8<}jYK7BKL!d$lXJm#Vn4Ff5NR+OOBKSuDXUjHih$4=@%jRj-6G&@savxG*X(=Bq'
            'lgHL-OjX)aweKR9WzVx?8D$+7aXy0LCC)F^4O$u7Vw(5>FCu`C{tS1S51S1vcKF|MyLRVr&NprkP}XRy$)1SajXXsU)PLpX='
            '3gBZ^X{jYr?L9DAVfh+H<{VX-CbFMqFD5+Af{+&;+mN0NH%(6%^>mfs>-mQSG1TYgXD-_H!l`TCj!7>4@46Z_~1FNsFLa>pr'
            '@~FkDVlY*)(JOehIiU_Br7HF?qb^}2Cbb7Kx~E&KIJ2xP|18z0`6`JtBP^mT_bCLf6{=~kZ7F84J+;fRZ=zzT9wH92YM&yme'
            'l0(#GOO0Hmn}~x`>oP2Y%qDRJu%^|#xQQ7DKFnOA~I&Ijj3=YHLeG*4ymxL7O*a``J6MREvtH}KCJevRx1jwzo?S2S}n37=B'
            '7C$pD)d?LNP+D9WEUzq9{x<7c}s%urCU%J*sT0u_>i053Ta42rTHVhA53GS}cjEn3^r1YNr`A#iKf)Myv;}^dUqgxGN>7rzj'
            'z=LoT{5d96pRvMaK%pe^X9nkGuHBC?_(&Mg|L6Rrt01+b7Z)eZThgs+w-;*#I5?lLnjs;vAd(y%e7s;<i^6|it8j33=5Ixb4'
            'E1~7IoF*5fu12MuVk)2B*UZ*Z2GA!J$rY_=_5-bdwcCO_uFC{dqA}LHB^DF|U@+7k*#-qSA_A1n{AuV2|Gb<4q9xW;<UL@lo'
            'T`?iD7qwC_R<z|Wqp5`>IIS}+{h{l$Zmohce5H=E53EqJM<4twBCzl?{4>rhaWUVpGAykh7&6%<1TXchH>|L*K(twrBD8ieN'
            '3MRZs5AVut)h}GE2#6W{WTi2@-<2_kSwpXrZBRso2H_u<uG0}0=FlrCbuW4X(~^!GBD<`12xt#y)DzSHYJ5GkSHxGVyV6`2`'
            'vVyh_7Nb*0bCyKp?5G;<4kNX)2E`Rkwa72`=fZc`yzzO|=~vm@EIVEwhF&8mLLF%d7Y=GpXyaag#``@-iMSX)1UwGbnW^2Pp'
            'xpKd(bL_B8G=X|Y|cw5?Pu2`ua^dnk;wJS4X$z_7ls5}&fBDXwp;kuy%L_pP-hAgwU77pt)*niwWBn6BrfBr%$_j<Mgb0;X~'
            '-cCEyz@Uh*mHZdx$7A#_~*|PhvS+f1HQ5l@DUlk3fcr2qYU9W?%!6*%`>n*-5uCQ$^S}s<s#H{?J7oS}!v#MaN7_thnHmc&Q'
            'e=_|pZ7Sd@?=W|;`<Z62A||r1U#=!HSF8@FSuC<Fbf_LFLa)s*Ln_d!|EaOC0kdZzR;~-J9j<>Mcd@Oge5-aL^{H<zL9sO_7'
            'o-NH)GbN0)F5QCqM#nCd8zlP@fYYWPoT^mW1LB$mZt}&RkEKXytIBSMXkCik1!;z3n-tH0Itz6SEVa0@}wZGOes&Uh$axL#U'
            'Li9Z>~a|tp{N&qoW+8dLZ7f_^b;h6R^WAEv`%~hN3PfRGgJ1OtHZ*cd5sz?=)<(Pq5Of{4%AZ<gk7+q_XHFOQoJLMlFdi&Z+'
            '#L4KRAJm94m~H?#ONFc;7*0IRUDl&&T%jIakNu`S}TaU&A02c$A97B4F-1u-S9h%4zK{WAn6sxlv{HKSfEr=-F(iY~jaIWW8'
            '}KB+vVHYt#(Xc%s-da*(>eK4Q3>NClfAT4Pu__9c{FE92ovMRkVS+XN7LbI?b7%2;<V=!u+6QgLTg0OKed9W;`makVV^{H~O'
            'O)9*rm#K2F%CHcv1tAL`N3Pf|k12yGjjf$68Zgf=Ei5LbW+*qQ=&JcI<s%HFq%-BRax54qJ}a4~L9P}q%rJB&WwQXTd$$TSU'
            '9WGUj;u+p3#p5-*)t=nS1`b_)i94G`y|!0fGra%{2@`Trl(7;2CeC?4=npGi!zz4{U$^s=CE71@3qM&2Q9{=hOL~fiYz^~fR'
            '#<Ghba%UN-+H{<tVJBDH+``vo5A9Y>I@TU92!75v>WYU@;`PlC77l`?apQkhlh{93@Vmo31>qTrab;%p}AysWhOow=Joyz%2'
            'o*6(CVG6fHa*nKSLIyDo36xin#=-6>JH%B*W8gDBmy<*hU%N~zK!R4qrd<|~@8*D#VV3@3=7psH^v$Ekv?gdK1z(J5#u7P50'
            'Hj;XFJ|D=kd?=Ld6R4=)rny-koV6>|+kf>-Rm8-rink%ZY8Z!{9?I`ZCDk&B*R;zTfqAIzlyq)%-o-@R#jW8gdV=PcC_AouL'
            'y)E9X39Ep#4z|H0a4*V~6tF=pg)RHCnk=p?Dl!(XA~D__oGe(g!yr5>ZY&ik@-P&%bs;;lZ!D{)Xr!^Rhqd=DSukt2WHsxr+'
            'pHZe0F}G4x2$J2MX-l3MJq<I0k9k}Stv@fPcvaQ3N?>3>$D>)s34-87%#iDb*(NjWhx`DJ}&4nRVFmBqplpT7ciVLKB$o}wk'
            'aB`CNS7AkfcH~XRd6s2(!Pedz30RX)M?-*)oBxS0Vu}-LV_1Q7IO!?XF=bgsv|yk}CSG6teRxQzta8-7Kc8=&cJZ1}1Q_TQ3'
            '%-=_ph+3M1|;8Le@&Y%2e)n5UF0!lkSuET~<uudpVpqb%i|4y;%w46pAod@7%?rL0w^r73cl+$kWjrZOz9vZ(emy(if)zA7l'
            'O`!8v*3@vG{hp=ohT^Zi5&MTs*wz5+xyC&T$g)qS|@~ChuZm+DYPOObDkS(z@f~iU>t|a-b7_BfT3n|blPBR=Z_9@|`=C4_<'
            '2c{S+pCYcNgr!5K<|quT0j~8lm?^@dMkUs&W-(f*0w&e1Td)l?=&0Aa61C8-%{23&_A@>$1+*<JLa)EEs54lp)vx+82og*wR'
            'H)RjY@%JPtRxvI7B9rC*{TPu_O3`U4X!*WdZ4eg)UhnDC@dN)BdyIT!?IW~{V<9t%p+$nBDDN4ajbtTd9I48;<TZ&k1Xvi2`'
            '0^!>9g}JW)yX{(I|H@xEw_$AucB)iLz=ZxU|QqF{=SD(yVA2^(Z*4N+TMpUo9psY_2$<oFWV_^{8hrJS#V<Dl5Sqai}E_6RU'
            '(Nyed+(3Z+@K05oneUb8qX<*<aQ;V!T-WRwA{OE3wwEhz)6@2JeCgRavqk|@kCi>h2NUM{DSGcjkZov(VSH7laB5Ud}y$1|6'
            'wGqA#>KC@J;0jn0KkFlU6cPwtN=rb~=)F{2DD6#++1uR-Ku&Q4yF);kDo2U}8Ei&CL?=0UhYAwl>@+}3VR4PcB6D)hF)T)9c'
            '^{v#ZlCTM+yewC(&@mFMg|9cAxh|Zp*er1_m^442z%kykU$Cp7JulcY!!0(e0yHVG(x?2YpPZSgtg6H;EUSg3f-<ZvB(bS6<'
            '|)`K2{JUX^{~maTQ!)prZIf4fHAW$zAZ?xc&=?A7p<VOZLOfCII;As1*VQFvMzqD!Z8ai%P24^>91d)N-KFTvY`E_S1xd??y'
            'Kgk!6pba04{44L@O$!->)SrKq#D~0;N?ezNx`12^)DWQ!a%s$}^TB<FHJnrK}Gu_NR5P8Z3Y)hN@pM{<2yw(6HvO*r@IxO0$'
            '72ATOsXE39-SCaoncud3v#0HD$%?yNkoxv}ad=_gMhHY%O9W3$&B-<I?-m!L_ZEwL#vxV1|w>$GMnU#()Rr?P0R|EX~?^q__'
            '<OD}&d8Y-BnzbzmyNU#1fqo#7Q4XcAL4lqwFw6b8cv9blAsIIrNkD&f8`z$)NM6o`ubuQ~EH7a_sIkRUkT`tC{R4xvsRVi|;'
            't+D<vS)1Cm&N3t(*eHxHB&+7AgD3+Y$*&qLOf#jacdI0{;k0-$1t~o(uq*~NRj;0|TCs#Iy{`YD+A2h^k*F23NhKaEApspHN'
            'Gj~Bd9U%U)-1^&PO1YafHA2i4l&@cu&DYjhcMMJNG;H@`=|b~S*ukiXf6Y<3@d9g{V1*{hpLRNTcJ&@X{^O1dX1?n)~cPWsI'
            'Rjrf2@(FwW_Wz94k{ND663`qb+nQNUhJS#2+!IoUJgeuPexy4kzp?z_b`7NwG+;QZXnnA+VdQO03$iuC3{_LNNrfxG;&VS}u'
            '|+R;gbvN-OxTJ1gHU$(V63fG9vQ4Knlu)vzcmqp_o`EFnCv<Sv;p6R(3T*RGkWq^kk6|17Vi+%jjaL^28{a;#=C7$|_M9xSn'
            '<rz=r1Pbz??<}G8J{i1HHw68xaajv2<0I=+(tuQmO)2l_Jy)9L#aIJo@-L9c8p(VYl4k+?0v@lC8*tU1Asjd(zji(N%4lz2c'
            'si?iH4=g7Zb*v~YF|B2<iZC~&bg^r&p)PKv*tH$8YOzTyV62U>iX53M%_Zn8$h1?iT&Sxk0<Nm8)GU9m)32p0*e=PbkTYm3A'
            'S{t1N2;N%*P?MRiY?8t;HIu8&nPLV->&Q^#H;ou%Pozr{jhVXW~?wQCZlR98m-?W?-q<AMK30+xiK=NJ1*`mYpXJ>Rwm>oX)'
            'Cv{w=O&}Rxr6GYo@R)B&hr>r7!Ix%dL;3kS2JbxgVw{6sef4&94n8R4`|$6EbPAiz~$|<f&<;<t<z(1hDreWi4edQ7q)IC#v'
            'GA@geXrX)!IT+9*4)2dFfqXefcOZnB{&(6T<Kys)w+>!p<}&?sQ8E~QtkF)2kU;Vy}>d@+u&@-4t8pDw(yb|q&iW1&~G;jO4'
            'E>8fxpZ7raufG0ICL9&pjI;`xlL?$S%0;LPD7cfYk&n+k|>LxiX3o%;}Sul1i38)mcBeKn{LZ<?>+%5tx@2;z!h$xpMgs4BS'
            '1h1?uIH<<3FfUWFDlfq*?JEWxVi~|9%eCq%Dk}so2Q1$x!YhxgIIkcuv?z42U^J$g-!MO}eIj$S$*px0o~$V;O{Ddy;+eiBH'
            '=yO7G^iS@fuj+u1|~+RkSg}83M+1?dZ^nWfhgvdIHUh86D10&Q=vU9k|H4}7%lvz{i(St#j*%4O|6(Nb(yX&$*mSHhOA+*4='
            'p_{IJJ?k$+I`Iy0a&*w<s{Lswf>SiY4bQ(Jq%Q)G$dc<uB(eVW_~XwXjk#gs}WEORF6zofs!653AoP(;(L_nX>b)yRnxVzOn'
            'wS<Ro$~x-5w>@U@IC5vtoF(kdk^k1Sm<UZu?}3$*MiZXo$Bk|6ahtEl=gORqSwkEl}}F0}irim~*tQm|pHTc8H8$)G(Xq^Au'
            'mn=$5{=Onf)0x$h7;V?t1UZ@o<Lb7|Yy{T=kl%&EiX{O93N3h|eBdxSCfv#sNKCD19r>+pNdJtSHS+R1jWh$kxIjvwNcdTxu'
            'F0>6L;Gz~PyfR5Kj;byaUoONlvnW+1t}%u$3$B%~D6zSlHnSeJXD%O<?Ie_=H!^rNfiZA1OD|S2Uo`zJ7qSkmUbSYgvMrUQD'
            'KI{yZ?BRuASY(1Yb(Mq+cbc#9WBqXwW+8nb1hb&wk&or&oJqvdMQz<ek@L|NeUgYK(AG!u&rgZ|0+te=Psl#JgYJ>BeahkQL'
            'aF<nx!7FHY!;wlAJ^=Kr;2Uk|(gQ`W3USz$?+1-l^}e3b6pQIj-leb~8e*A2w>URj4x=UaYq;H7w#b?<Bdfey(;cFeJsRw=d'
            'f*R3Lw}{H~QIUo)+&1FA<Y`>hAGU@gM12C^b9!7oR%Gct%Q94fyhHLf}_PqL&jlQQM3s<8GiF|I?XL96Vc(J?Tl(x_gcOs~`'
            '{!Z5k05-(t)u&0hCZLs1m3@r_{F)t}6N3I4XmLd-`aIso4@h~JLbhS<`ud<e@T(7aLO)$l;9<7Bf)T;0<nk+b_Dx9n;Fc&wl'
            '%&cb}nK0Y0#iYQWRxX7tO)3&4y(<YVd8#Kcudux+%ClJ~wxl<)0kDfO(J;U+S+@rrgE7mhNHi9yyDzQ@'
        )),
        ((32,), (
            'doZ#y<2gVxeKL0~o~m}Nl`*uhWvFN}JT#lJ{k0`9W3;C<F{_CxeIP<MN-lAxzqH~nZ7|F;PM`%aZYmKp'
        )),
        ((32, 1), (
            '?6@(wTe!Kp+_;6g$Tl}O>ACtg88)Q2inyFOr#V@<i#e9H3_1zApSj#O*fx<gSU3Q;FgV$_pEl{YAGpT3'
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
