"""The characters of the tables of names and units that have a traditional form, which a text may print."""

_SIMPLIFIED = (
    "万业丝两严个丰举义乡书争亚产亩亲亿仑价众优会伟传体侧关兴兹册军农决准减划则创别剂办务动区医华单卢厘县参双发变台叶号吨员团园围国圆圣场块坚声处复头妇学宁宝实审对导寿尔层届岁岗岛岭峡崭币师带帧帮并广床库废"
    "开张强当径态恶战户托抢护报担拥挠换揽摄数无时昼机杂权条来极构标栋栖样桥桩楼槛欧气沟湾灯点炼环电疮盏盘码砖础确碍礼离种税稳竞笔筛类粮红级纪纱纳线组织经结绝统绪维绵缕网群联脚腾节荣莲衔补规视触计议讲讼设访"
    "识诉诊词话语课调贝责货贯费资赢车轨转轮载较辆辈边达运邻针钟钧钱铢锤锭镑长门闭问间队阳阵险随难韩页顶顷项顿预颗题风马驱鱼鸣鸭黄齐龙"
)
_TRADITIONAL = (
    "萬業絲兩嚴個豐舉義鄉書爭亞產畝親億侖價衆優會偉傳體側關興茲冊軍農決準減劃則創別劑辦務動區醫華單盧釐縣參雙發變臺葉號噸員團園圍國圓聖場塊堅聲處復頭婦學寧寶實審對導壽爾層屆歲崗島嶺峽嶄幣師帶幀幫並廣牀庫廢"
    "開張強當徑態惡戰戶託搶護報擔擁撓換攬攝數無時晝機雜權條來極構標棟棲樣橋樁樓檻歐氣溝灣燈點煉環電瘡盞盤碼磚礎確礙禮離種稅穩競筆篩類糧紅級紀紗納線組織經結絕統緒維綿縷網羣聯腳騰節榮蓮銜補規視觸計議講訟設訪"
    "識訴診詞話語課調貝責貨貫費資贏車軌轉輪載較輛輩邊達運鄰針鍾鈞錢銖錘錠鎊長門閉問間隊陽陣險隨難韓頁頂頃項頓預顆題風馬驅魚鳴鴨黃齊龍"
)
TRADITIONAL = dict(zip(_SIMPLIFIED, _TRADITIONAL, strict=True))
"""A simplified character to the usual traditional one; 里, which measures, stays (平方公里)."""


def traditional(words: str) -> str:
    """Write words of the tables in traditional characters.

    >>> traditional("千瓦时"), traditional("平方公里")
    ('千瓦時', '平方公里')
    """
    return "".join(TRADITIONAL.get(char, char) for char in words)
