"""Read the words around a quantity that make it approximate: 约 近 超过 before it, 余 多 以上 左右 after it."""

import re

_BEFORE = [
    "约",
    "約",
    "大约",
    "大約",
    "近",
    "将近",
    "將近",
    "接近",
    "几近",
    "超",
    "超过",
    "超過",
    "超出",
    "逾",
    "突破",
    "破",
    "不足",
    "不到",
    "未达",
    "低于",
    "低於",
    "高于",
    "高於",
    "大于",
    "小于",
    "多于",
    "少于",
    "不低于",
    "不低於",
    "不高于",
    "不少于",
    "不少於",
    "不多于",
    "不超过",
    "不超過",
    "不小于",
    "不大于",
    "至少",
    "最少",
    "至多",
    "最多",
    "最高",
    "最低",
    "好几",
    "好幾",
    "上",
    "过",
    "過",
    "数",
    "約莫",
    "大概",
    "大致",
    "起码",
    "未满",
    "不满",
    "差不多",
    "几乎",
    "可能达",
]
_NEVER_APPROXIMATE = frozenset({"数", "最高", "最低", "可能达", "好几", "好幾"})
_BY_LAST: dict[str, tuple[str, ...]] = {}
for _word in sorted(_BEFORE, key=len, reverse=True):
    if _word not in _NEVER_APPROXIMATE:
        _BY_LAST[_word[-1]] = (*_BY_LAST.get(_word[-1], ()), _word)
QUALIFIER_ENDS = frozenset(_BY_LAST) | frozenset("了币幣")
"""The characters with which a qualifier in front of a number can end; a cheap test before the exact one."""

_CURRENCY = re.compile(r"(?:人民|新[台臺]|[台臺港])?[币幣]\Z")
"""A currency between the qualifier and the number, 超过人民币3亿元."""

ABOUT = frozenset(f"{word}{verb}" for word in "约約近逾超" for verb in "有为為占佔达達")
_NOT_BEFORE = {
    "近": re.compile(r"[附最邻临贴靠远新亲相就]近\Z"),
    "超": re.compile(r"[赶反中英]超\Z"),
    "约": re.compile(r"[合条公契签预履节违大制]约\Z"),
    "約": re.compile(r"[合條公契簽預履節違制]約\Z"),
    "过": re.compile(r"[通经不越渡超難难透度]过\Z"),
    "過": re.compile(r"[通經不越渡超難透度]過\Z"),
    "上": re.compile(r"[以网線线之基岸会會础路际市向村海马马跟早晚身础迈邁跨站登跃躍踏]上\Z"),
    "破": re.compile(r"(?:[突侦立快起件宗案中已，、；：,;:。\s]|\A)破\Z"),
}
_LOOSE = re.compile(r"(至少|最少|起码|不少于|不得少于)[\u4e00-\u9fff]{1,5}\Z")
_OF_ALL = re.compile(r"(不到|不足|超过|超過|接近|近|约|約|超)(?:全[市国國省区區州县縣港球]|总数|總數|总量|總量)的?\Z")
"""About so much of everything: 不到全市4%."""
_SHARE = re.compile(r"([约約])(?:[占佔]|相当于|相當於|等于|等於|为|為)[\u4e00-\u9fff]{2,14}的\Z")
"""About so much of a whole: 约占全部产值的三成."""
AFTER_UNIT = re.compile(
    r"[ \u3000]?(?:[及或和]|[（(]含[)）])?+(以上|以下|左右|上下|以内|之内|有余|有餘|之多|开外|强(?=[，。；、）)]|\Z)"
    r"|多(?![种样元层方边党功角媒维項项個个家次部年发發]))"
)
"""A qualifier that stands behind the unit: inside `approx`, outside `quantity_end`."""

BEHIND_CORE = re.compile(
    r"[ \t\u3000\xa0]?(余(?!额|热|震|味|姚|杭)|餘|多(?![方元边层样党功角媒维晶]{1,2}(?:化|式))"
    r"|来(?=[个岁年天名家次])|來(?=[個歲年天名家次])|几(?![乎何])|幾(?![乎何]))"
)
"""A qualifier between the core and the unit."""


_BROKEN_THROUGH = re.compile(
    r"[了 ]*[\d.一二两兩三四五六七八九十百千几幾数數]+[余餘多]?大?[个個项項批种種类類道][^，,。；;、\n]{0,14}?"
    "(?:技[术術]|工[艺藝]|[难難][题題关關]|瓶[颈頸]|堵点|卡点|障碍|制约|理论)"
)
"""What is broken through, not a number that is passed: 突破12项关键核心技术."""


def read_before(text: str, offset: int) -> tuple[str, ...]:
    """Return the qualifier that ends at `offset` of `text`, if there is one.

    Offsets are code points into the text that is scanned. Source of the rule: number-rules, `approx`.

    >>> read_before("累计突破500件", 4), read_before("最近3年", 2), read_before("立案53起，破39起", 7)
    (('突破',), (), ())
    >>> read_before("突破12项关键核心技术", 2)
    ()
    """
    end = offset
    while end > 0 and text[end - 1] in " \u3000\r\n了":
        end -= 1
    currency = _CURRENCY.search(text, max(0, end - 3), end)
    end -= len(currency[0]) if currency else 0
    if text[end - 2 : end] in ABOUT:
        end -= 1
    for word in _BY_LAST.get(text[end - 1 : end], ()):
        if text.startswith(word, end - len(word)) and not _excluded(text, end, word):
            return (word,)
    return ()


def read_loose(text: str, offset: int) -> tuple[str, ...]:
    """Return 至少 with a short verb between it and the number (至少开展了1次), or 约 with the whole (约占总数的1成)."""
    if text[max(0, offset - 2) : offset] in ABOUT:
        return read_before(text, offset)
    found = _LOOSE.search(text, max(0, offset - 9), offset)
    if found is None:
        found = _OF_ALL.search(text, max(0, offset - 6), offset)
    if found is None and text[offset - 1] == "的":
        found = _SHARE.search(text, max(0, offset - 20), offset)
    return (found[1],) if found else ()


def _excluded(text: str, end: int, word: str) -> bool:
    if word == "突破" and _BROKEN_THROUGH.match(text, end):
        return True
    rule = _NOT_BEFORE.get(word)
    if rule is not None and rule.search(text[max(0, end - 2) : end]):
        return True
    return word in "上过過" and text[end : end + 1] not in "十百千万萬亿億"
