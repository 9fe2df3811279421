"""Tell numerals that are names, and words that only look like numerals, from numbers that count.

The knowledge is data: `NAMES` is a table of classes with a reason each, and the few general rules (quotes, titles,
sums of numerals, plans of N years, hotlines, document numbers) are small patterns with a name.
"""

import re
from pathlib import Path
from typing import NamedTuple

from extractor.numbers.script import TRADITIONAL

_N = "0-9０-９〇○零一二三四五六七八九十百千两兩双雙"
_NOT_NOUN = "的和及或与與是在了不为為有这這那到至从從由向对對以于於等月年日大一二三四五六七八九十百千万亿两兩"
_NOUN = f"(?:(?![{_NOT_NOUN}])[\u4e00-\u9fff])"
_HAN_N = "一二三四五六七八九十两兩双雙"


class NameClass(NamedTuple):
    """One class of fixed names or look-alikes: why its numerals do not count, and the words."""

    name: str
    is_label: bool
    reason: str
    words: tuple[str, ...]


def _read_names() -> tuple[NameClass, ...]:
    """Read `names.txt`, the table beside this file; its head explains the form."""
    classes = []
    for block in (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").split("\n= ")[1:]:
        head, _, words = block.partition("\n")
        name, use, reason = head.split(": ", 2)
        classes.append(NameClass(name, use == "label", reason, tuple(words.split())))
    return tuple(classes)


NAMES = _read_names()
"""The table of fixed names and look-alikes, class by class."""


def _compile_names() -> dict[str, re.Pattern[str]]:
    firsts: dict[str, list[tuple[str, bool]]] = {}
    for entry in NAMES:
        for word in entry.words:
            for first in {word[0], TRADITIONAL.get(word[0], word[0])}:
                firsts.setdefault(first, []).append((word, entry.is_label))
    return {first: _pattern(words) for first, words in firsts.items()}


def _pattern(words: list[tuple[str, bool]]) -> re.Pattern[str]:
    words = sorted(words, key=lambda row: -len(row[0]))
    names = "|".join(_branch(word) for word, is_label in words if is_label) or "(?!)"
    others = "|".join(_branch(word) for word, is_label in words if not is_label) or "(?!)"
    return re.compile(f"(?P<label>{names})|(?P<word>{others})")


def _branch(entry: str) -> str:
    word, bar, stops = entry.partition("/")
    word = "".join(f"[{char}{TRADITIONAL[char]}]" if char in TRADITIONAL else char for char in word)
    return f"{word}(?![{stops}])" if bar else word


NAMES_AT = _compile_names()
"""The first character of every fixed name to the pattern of the names that start with it."""

NAME_SPANS = re.compile(
    r"《[^《》]{1,90}》|〈[^〈〉]{1,60}〉|“[^“”\n。；]{1,26}”|「[^「」\n。；]{1,26}」|『[^『』\n。；]{1,26}』|\"[^\"\n。；，]{1,20}\"|‘[^‘’\n。；]{1,20}’"
    r"|(?:https?://|www\.)[!-~]+(?:[^!-~]|\Z)"
)
"""Titles, short quotes and addresses of pages: the numerals inside them are names (number-rules, 《》 titles)."""

SUM = re.compile(
    rf"(?:[{_N}]{{1,5}}|[A-Za-z])(?:[ ]?[+＋][ ]?(?:[{_N}]{{1,5}}(?![.％%])|[A-Za-zＮ]{{1,4}}))+|[{_N}]{{1,5}}[+＋]"
)
"""Numerals joined by plus signs, 1+1+N or 12345+N: a mechanism's name."""

SERVICE_HOURS = re.compile(r"[57]天?[ ]?[×✕✖*＊xX][ ]?(?:8|12|24)(?![0-9.])")
"""On how many days a week for how many hours a service is there, 7×24小时."""

DAY_NAME = re.compile(r"[0-9]{1,2}[·•‧・∙][0-9]{1,3}(?![0-9])")
"""A day that became a name, 3·15."""

PLAN = re.compile(
    rf"(?:年(?!度)|日|天)(?!开展|開展|实施|實施|推进|推進|组织|組織)(?:[滚攻提振倍突跃治整改质量集综专大建保改培普禁减增扩升脱]?{_NOUN}{{0,5}}?)(?:行动(?!力)|行動|规划|規劃|计划|計劃|計画|計划|计劃|纲要|方案|攻坚|倍增|大会战|会战)"
)
"""A plan that is named for its years, 三年行动; the numeral stands before it."""

FIXED_AFTER = re.compile(
    r"[届屆][一二三四五六七八九]中(?:[、，和]?[一二三四五六七八九]中)*全[会會]|[届屆](?:[历歷]次)?全[会會]"
    r"|[届屆](?:中央|[省市区县旗州盟縣區]委)(?:[一二三四五六七八九十]{1,3}次(?:全体|全體|全委)?(?:[(（][扩擴]大[)）])?(?:[会會][议議]|全[会會]))?(?![员員])"
    r"|[届屆](?:全国)?(?:人大|政协|政協)(?:常委会)?[一二三四五六七八九十]{1,3}次(?:全体)?[会會][议議]"
    r"|[届屆](?:全国|[省市县区旗州縣區])?(?:人大|人民代表大会|政协|政協|党委|政府)(?:常委会|常务委员会)?(?!代表|委员(?!会))"
    r"|(?:全)?运会|運會|本(?=以上|上线|院校|批次|录取|线|率)"
    r"|[届屆][一二三四五六七八九十]{1,3}次(?:、[一二三四五六七八九十]{1,3}次)*(?:[\u4e00-\u9fff]{0,4}?(?:[(（][扩擴]大[)）])?[会會](?![议議])|[\u4e00-\u9fff]{0,4}?(?:[(（][扩擴]大[)）])?[会會][议議])"
    r"|(?:(?<=[七八九十])|(?<=十[一二三四五六]))大(?=[，。、；：！？）”到至]|\Z|上(?![市限])|是|的(?!是)|召开|胜利|[开闭]幕|以[前后]|[之前后]|报告|提出|[作做]出|选举|选出|制定|通过)"
    r"|中全会|(?<!新一)版(?![块图权面税])|号文|號文|号令|号(?:地铁)?(?:线|公路|干线|隧道|路(?!口))|號(?:線|公路|幹線|隧道|路)|[强強](?![化调度制劲大行])"
)
"""What makes the numeral before it a name: a party session or congress, a body of one term, a version, a document."""

YEAR_PLAN = re.compile(r"(?:专项)?(?:行动(?!力)|規劃|规划|计划|計劃|纲要|攻坚)")
"""What goes by a year that stands before it without 年, 护航2023专项行动."""

REGISTRATION = re.compile(r"(?<=ICP[备備])[0-9]{5,9}[号號](?:-[0-9]{1,2})?")
"""Where a page is registered, 苏ICP备05012345号-3."""

DOCUMENT = re.compile(r"[〔\[（(【][12][0-9]{3}[〕\]）)】]\s?第?[0-9]{1,5}(?:号|號)")
"""A document number, 〔2022〕48号."""

CODE_BEFORE = re.compile(
    r"(?:索[ \u3000]?引[ \u3000]?号|索引(?:號|(?=[：:]))|(?:信用|机构|機構|行政|区划)代[码碼]|文[ \u3000]?号"
    r"|(?:公开|登记|备案|许可|统一|资质)编?号|[流序][水列]号)[为是]?[ ]?[：:]?[ \t\u3000【]*\r?\n?[ \t]*\Z"
)
CODE = re.compile(r"[A-Za-z0-9]+(?:[/\-－—_.·][A-Za-z0-9]+)*")
"""A code, and what says that it is one: 索引号：113308020036/2024-81611."""

SLOGAN = re.compile(rf"[{_HAN_N}](?P<first>{_NOUN}{{1,2}}?)、?(?P<second>[{_HAN_N}])(?P<noun>{_NOUN}{{1,2}})")
"""Numeral, noun, numeral, noun: 四所一庭."""

PLACE = re.compile(
    r"[一二三四五六七八九十百千万][\u4e00-\u9fff]{1,2}(?=村|镇|乡|街道|屯|嘎查|苏木|庄|社区|水库|灌区|大桥|站|鎮|鄉|街|路|溪)"
)
GENERATION = re.compile(r"(?:[6-9][05]|00)[后後](?=[\u4e00-\u9fff、”]|\Z)(?![的来續续勤台期方])")
"""The people born in a decade, 90后."""
FIVE_YEAR = re.compile(
    r"十[一二三四五六七]五(?![万亿千百十年月日个名项件家人次岁条款户成倍点元公米吨天周届位所座处批期萬億個項])"
    r"|(?:十|[六七八九])五(?=[”」]?(?:规划|規劃|计划|計劃|期间|期間|时期|時期|普法|攻关|末|以来|以來))"
)
"""A five-year plan by its number, 十四五, 八五."""
HOTLINE = re.compile(r"(?:12[0-9]{3}|96[0-9]{3,4}|95[0-9]{3}|400[0-9]{7}|114|110|119|120|122)\Z")

BIG = re.compile(rf"大(?!类|類|方面|板块|个|项|类|家){_NOUN}{{2}}")
"""A set that goes by its number, 五大任务."""

PAPER_DAY = re.compile(r"[12](?:[ ]?[0-9]){7}(?![0-9])|[12][0-9]{3}\.[0-9]{1,2}\.[0-9]{1,2}")
"""The day of a newspaper that is cited, 《人民日报》1 9 5 9 0 4 1 9."""

VOLUME = re.compile(r"[ ]?(?:卷(?!宗)|版|款)")
"""A yearbook's or a model's year, 2022卷."""

FOOT = re.compile(r"[ ]*[\r\n]*\f")
PAGE = re.compile(r"[ ]*(?=[\r\n]|\Z)|[ ]*-[ ]*(?=[\r\n]|\Z)")
LEADER = re.compile(r"(?:\.{4,}|…+|·{3,})[ ]*\Z")
DASH = re.compile(r"(?:\A|\n)[ ]*-[ ]*\Z")
"""A page number: dots lead to it, or dashes hold it, and the line ends behind it; or the page ends behind its line."""

ADDRESS = re.compile(
    r"(?:附件|附表|附图|[上下如见見附]?[表图圖]|U\+|@|www\.|[邮郵] ?[编編箱] ?[：:]? ?|[电電] ?[话話] ?[：:]? ?"
    r"|(?:手机|手機|热线|熱線|分机|分機|固话|编号|編號|证号|證號|账号|帳號|号码|號碼)[为為是]?[：:]? ?)[ ]?\Z"
)
"""What stands before a numeral that addresses something: an enclosure, a table, a code point, a post code."""
CODE_POINT = re.compile(r"<U\+[0-9A-F]{0,5}\Z")
CODE_POINT_END = re.compile(r"[0-9A-F]*>")
"""A character that an export spelled out, <U+00A0>: no number at all."""
ADDRESS_END = re.compile(r"[0-9A-Fa-f]*(?:\.com)?")
STREET = re.compile(r"(?:大道|[路街巷弄]|胡同|段)[ ]?\Z")
HOUSE = re.compile(r"[ ]?(?:\r?\n)?(?:号|號|巷|弄)(?![线線])")
"""The number of a house or a lane, 洪泽湖大道90号."""
ROAD_BEFORE = re.compile(r"(?:国道|國道|省道|县道|縣道|乡道|鄉道)[ ]?\Z")
ROAD = re.compile(r"[ ]?(?:国道|國道|省道|县道|縣道|乡道|鄉道|线公路|線公路)")
LINE = re.compile(r"[ ]?[線线](?![上下路])")
"""What makes digits the number of a road: 318国道, 国道318, 台61線."""
PHONE = re.compile(
    r"(?:0[0-9]{2,3}[-－—](?:[0-9]{7,8}|[0-9]{0,7}[×xX*＊]{1,8})|1[3-9][0-9]{9})(?![0-9.])(?![ ]?[元万余人])"
)
"""A telephone number with its area code, also with some digits hidden."""

LETTERS = re.compile(r"[A-Za-z]+(?![0-9])")
"""What closes a name of letters and digits, P2P."""

NAMED_STREET = re.compile(
    "[\u4e00-\u9fff][\u4e00-\u9fff](?<![分共有成条條多各每这這那兵增开開通设設了的达達近超约約第为為是建修和与與及向从從])\\Z"
)
"""What a street is named before its number: 新桥|三路; but not 兵分三路."""
MODEL = re.compile(r"[A-Za-z]+[0-9]*(?:级|級)?")
"""Letters that make the digits before them a name: 5G, 4K, 5A级."""

RELEASE = re.compile(r"[1-9]\.0\Z")
"""A release, 3.0, where no unit follows."""

DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){2,3}(?![0-9.])")
"""A chain of short numbers, 127.0.0.1: a network address or the number of a section."""

MAGNITUDE = re.compile(
    r"[kKＫｋ](?![A-Za-z0-9])|[ ]?M(?![ ]?[A-Za-z0-9\u4e00-\u9fff])"
    r"|[eEｅＥ][+\-＋－]?[0-9０-９]{1,2}(?![A-Za-z0-9０-９.])"
)
"""Letters that scale the digits before them, 40k, 3M, 2e5; a lone digit with K is a model (4K高清), 5k alone is not."""

LONE_THOUSAND = re.compile(r"k(?![A-Za-z0-9\u4e00-\u9fff])")
