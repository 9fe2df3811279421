"""Traditional characters to simplified ones, same offsets; the only importer of `opencc`.

Every entry of OpenCC's traditional-to-simplified dictionaries keeps its length, so an index into the simplified text
is the same index into the clean one.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractor.source.clean import CleanText

# Common characters whose two forms are never both used in one script, paired: a census, not a dictionary.
_TRADITIONAL = (
    "國會來時們個說對這動發業經過產進當開關問題還實現學機電車長門間東見觀體點樣應從頭無質環報務處認議員導"
    "織續設計訂該詳調證評論護讓達運連選遠鄉銀錢鐵陽陸際隊難響項領額類顯風飛養館馬驗庫廳總統約級紀納純紙細"
    "組結給絕維網綜緊線練縣縮職聯聲藝蘇藥術裝規視覺親記許訪診試話語誠誤請諾謝識譽變責貢財貨貫貴費貿資賞賽"
    "購贊趕軍軟較載輔輕輛輸轉辦農遞遷遺鄭醫釋針鋼錄錯鎮鏈鑒闊陣陰隨雖雙離靈靜頁順須預頻顧顛駐驅魚鮮黃齊齡"
    "區號獲獎舉將擔擴擬數敗斷舊稅稱積簡簽籌糧糾紛終綠緩罰義習聽腦臨興莊華補複詢誼貧贏軌鄰鋪鎖鐘閉閱陳階隱"
    "雜頒顏飯飲駕騎鬧魯鳥貸樂榮構標樓橋檔檢權歐歲歷殘氣決況測溫滅滿漢潔澤濟濱災烏燈營爭牆獨獻畫異療聞灣灘"
    "艦蓋虧衛襲詐詞訓訟誘諒謀謙講謠譯讀贍趙跡踐躍軋輿轄轟辭遙遲邁邊郵釀鈔鉛銜鋒鍊鏡鑄鑽閃閩闖陝隸韓頂頗飾"
    "饋駁騰驚驟鯨鴻麥齒龍龐"
)
_SIMPLIFIED = (
    "国会来时们个说对这动发业经过产进当开关问题还实现学机电车长门间东见观体点样应从头无质环报务处认议员导"
    "织续设计订该详调证评论护让达运连选远乡银钱铁阳陆际队难响项领额类显风飞养馆马验库厅总统约级纪纳纯纸细"
    "组结给绝维网综紧线练县缩职联声艺苏药术装规视觉亲记许访诊试话语诚误请诺谢识誉变责贡财货贯贵费贸资赏赛"
    "购赞赶军软较载辅轻辆输转办农递迁遗郑医释针钢录错镇链鉴阔阵阴随虽双离灵静页顺须预频顾颠驻驱鱼鲜黄齐龄"
    "区号获奖举将担扩拟数败断旧税称积简签筹粮纠纷终绿缓罚义习听脑临兴庄华补复询谊贫赢轨邻铺锁钟闭阅陈阶隐"
    "杂颁颜饭饮驾骑闹鲁鸟贷乐荣构标楼桥档检权欧岁历残气决况测温灭满汉洁泽济滨灾乌灯营争墙独献画异疗闻湾滩"
    "舰盖亏卫袭诈词训讼诱谅谋谦讲谣译读赡赵迹践跃轧舆辖轰辞遥迟迈边邮酿钞铅衔锋炼镜铸钻闪闽闯陕隶韩顶颇饰"
    "馈驳腾惊骤鲸鸿麦齿龙庞"
)
_IS_TRADITIONAL = re.compile(f"[{_TRADITIONAL}]")
_IS_SIMPLIFIED = re.compile(f"[{_SIMPLIFIED}]")
_PARAGRAPH = re.compile(r"[^\n]+")
# A name in old script inside a simplified report does not make it mixed.
_STRAY = 0.01


def script_of(text: str) -> str:
    """Name the script of a text: "Hans", "Hant" or "mixed" (paragraphs or words of both).

    >>> script_of("法治政府建设"), script_of("法治政府建設"), script_of("报告 报告 報告")
    ('Hans', 'Hant', 'mixed')
    """
    traditional = len(_IS_TRADITIONAL.findall(text))
    if not traditional:
        return "Hans"
    simplified = len(_IS_SIMPLIFIED.findall(text))
    if traditional <= _STRAY * simplified:
        return "Hans"
    return "Hant" if simplified <= 0.05 * traditional else "mixed"


def simplify(cleaned: CleanText) -> CleanText:
    """Rewrite a traditional text in simplified characters; of a mixed one, the paragraphs that need it.

    Offsets, original and damage stay as they are. Simplified text is left alone, because the conversion would still
    change some of its names (於, 甯, 乾).
    """
    match script_of(cleaned.text):
        case "Hans":
            return cleaned
        case "Hant":
            text = _converter()(cleaned.text)
        case _:
            text = _PARAGRAPH.sub(lambda hit: simplified(hit.group()), cleaned.text)
    if len(text) != len(cleaned.text):
        raise AssertionError("a conversion to simplified characters changed the length of the text")
    return replace(cleaned, text=text)


# Half-width marks beside Chinese: 2020年,某区… is punctuated as 2020年，某区…; 1,200 and 9:30 are not.
_HALF_WIDTH = re.compile(
    r"[,;:!?()](?:(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”].)|(?<=\)[,;:])|(?=[\u3000-\u303f\u4e00-\u9fff“”]))"
)
_FULL_WIDTH = dict(zip(",;:!?()", "，；：！？（）", strict=True))
# 配备人员2名.完成100%. in a text that has no other full stop; 一.工作 is numbered.
_HALF_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff”》%)）\"])(?<![一二三四五六七八九十])\.(?=[\s\u4e00-\u9fff（(“\"《①-⑳\d]|\Z)"
)
_STOPPED = 5


def punctuated(cleaned: CleanText) -> CleanText:
    """Write the half-width punctuation of a Chinese text in full width, to tell its structure; offsets stay.

    >>> from extractor.source.clean import clean
    >>> punctuated(clean("2020年,办案1,200件(含旧存);")).text
    '2020年，办案1,200件（含旧存）；'
    """
    text = _HALF_WIDTH.sub(lambda hit: _FULL_WIDTH[hit.group()], cleaned.text)
    stopped, stops = _HALF_STOP.subn("。", text)
    if stops >= _STOPPED and stops > text.count("。"):
        text = stopped
    return cleaned if text == cleaned.text else replace(cleaned, text=text)


def simplified(words: str) -> str:
    """Write words in simplified characters; their length stays.

    >>> simplified("內蒙古自治區")
    '内蒙古自治区'
    """
    return _converter()(words) if _IS_TRADITIONAL.search(words) else words


def other_script(text: str) -> str:
    """Return a text of the same length in the other script, for reading: traditional for simplified, else simplified.

    To traditional it goes character by character, each to its usual form.

    >>> other_script("法治国家"), other_script("行政復議")
    ('法治國家', '行政复议')
    """
    return text.translate(_traditional()) if script_of(text) == "Hans" else _converter()(text)


@cache
def _traditional() -> dict[int, str]:
    import opencc

    return str.maketrans(_entries(Path(opencc.__file__).parent / "dictionary" / "STCharacters.txt"))


@cache
def _converter() -> Callable[[str], str]:
    """Build the conversion from OpenCC's own dictionaries: longest phrase first, else character by character.

    Its own walk over them in Python gives the same text at a twentieth of the speed.
    """
    import opencc

    folder = Path(opencc.__file__).parent / "dictionary"
    phrases, characters = _entries(folder / "TSPhrases.txt"), _entries(folder / "TSCharacters.txt")
    table = str.maketrans(characters)
    pattern = re.compile("|".join(sorted(map(re.escape, phrases), key=len, reverse=True)))

    def convert(text: str) -> str:
        parts, position = [], 0
        for hit in pattern.finditer(text):
            parts += [text[position : hit.start()].translate(table), phrases[hit.group()]]
            position = hit.end()
        return "".join([*parts, text[position:].translate(table)])

    return convert


def _entries(path: Path) -> dict[str, str]:
    """Read one dictionary: a key, a tab and its renderings, the first of which is the usual one."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {key: values.split(" ")[0] for key, values in lines}
