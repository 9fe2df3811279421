"""Clauses: the words around a number that are its own.

In: a passage and one of its anchors. Out: words of the passage's text. No word list can split Chinese into words, so
cuts fall on punctuation, on neighbouring numbers, and on a few particles and verbs.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from extractor.anchors import Anchor, Passage
from extractor.quick_patterns import compile_quick

MAX_RIGHT, MAX_SHARED = 16, 12
BLANKS = " \xa0"
_BLANK = r"(?<![\d、])(?<!、\s)\s(?!\d)|(?<!、)(?<!、\s)\s{2}|\n"
"""A blank that parts words, not one that pages set beside digits: 由 2022 年的 30 条."""
LEFT_BORDER = compile_quick(rf"[，,。；;？?！!：:]|{_BLANK}")
BORDER = compile_quick(rf"[，,。；;？?！!：:、]|{_BLANK}")
_WORDLESS = re.compile(r"\W+")
_CUT = re.compile(r"[、”》’）)的了对在将把向为]")
_DIGIT, _LONE_DIGIT, _NUMBER = (
    re.compile(pattern) for pattern in (r"[\d⁰¹²³⁴-⁹]", r"(?<![\d.])\d(?![\d.])", r"(?<=\d)[.．](?=\d)|[\d⁰¹²³⁴-⁹]")
)
DIGIT_YEAR = r"(?:19|20|１９|２０)\d{2}"
YEAR = f"{DIGIT_YEAR}|[一二][〇○零一二三四五六七八九]{{3}}"
"""A year in digits or in numerals, what stands before 年."""
_CODE = re.compile(
    rf"({DIGIT_YEAR}年|[57]天?[×✕✖*＊xX]\d{{1,2}}|"
    r"(?<=“)\d个\d{1,3}%(?=”)|每\d+[百千万]?(?=[^\W\d])|[A-Za-z]{1,4}[-_]?\d{1,4}(?:\.\d)?(?!\d)|(?<![\d.])\d{1,4}[MGTK]bps|(?<![\d.])\d{1,3}[A-Za-z](?![a-z])|(?<![\d.])\d{1,4}(?:[+＋][\dNnXx]{1,4})+|(?<![\d.])\d{2,4}强|(?<![\d.])\d{1,2}(?:\.\d)?版(?![权面本])|\d{1,2}(?:[-—~至到]\d{1,2})?周?岁(?:及?以[上下])?"
    r"|(?<![\d.])\d[\d.]*(?:[十百千万亿]*[^\W\d]{0,3}?及?以[上下内]|(?:公里|千米|米)内|[万亿]+(?:元|吨|千瓦)?(?:级|(?=的?(?:企业|项目))))|(?<=[超逾过足于])\d[\d.]*[万亿]+元?)"
)
"""Digits that name something or somebody, not how many: PM2.5, 5G, S218, 世界500强, 60岁以上."""
_LINE = re.compile(r"\d{1,2}(?:、\d{1,2})*号线(?:等|(?=[、和及]))")
"""Lines that are examples of what is counted: 加快建设13号线等15个地铁项目."""
_NOTE_MARK = re.compile(r"[\[［〔]\s?\d{1,3}\s?[\]］〕]")
_DAY, _EMPTY_QUOTES = re.compile(r"(?<![A-Za-z_\d])\d{1,2}[·.．]\d{1,2}(?![\d版])"), re.compile(r'[“"]\W*[”"]项?')
"""A day that names something: “3·15”宣传活动."""
_PAIRS = (("(", ")"), ("（", "）"), ("“", "”"), ("‘", "’"), ("《", "》"))
_MARK = re.compile("[()（）“”‘’《》]")
_VERB = re.compile(
    r"(?<=..)(?:审核|完成|通过|参与|参加|受理|提供|累计|开展|建立|实现|涉及|覆盖|培训|达到|履行|接受|给予|得到|取得|进行|组织|举办"
    r"|全部|均|已|被|共|占|由|为)"
)
"""Where the counted noun ends and what it did begins (31个单位开展 -> 单位)."""


class Words(NamedTuple):
    """The words of a clause before and behind a number, up to its neighbours."""

    left: str
    right: str

    @property
    def text(self) -> str:
        """Both sides as one text."""
        return self.left + "\n" + self.right


def own_words(passage: Passage, anchor: Anchor) -> Words:
    """Return the words on either side of a number that belong to it rather than to a number beside it.

    In 46项工作任务和87条具体举措 the first has 工作任务, the second 具体举措; in 42件（审结29件 the second has 审结.
    """
    text = passage.chunk.text
    previous, following = neighbours(passage, anchor)
    floor, ceiling = previous.end if previous else 0, following.start if following else len(text)
    floor, end = unblanked(text, floor, anchor.start)
    left = LEFT_BORDER.split(text[floor:end])[-1]
    if previous and len(left) == end - floor:  # what stands right behind a number belongs to that number
        left = left.partition("、")[2] if "、" in left else re.sub(r"^.*[和与及]$", "", left)
    left = inside(left)
    begin, ceiling = unblanked(text, anchor.end, ceiling)
    right = BORDER.split(text[begin:ceiling], maxsplit=1)[0]
    if right[:1] in {"(", "（", "的"}:
        right = ""
    elif following and len(right) == ceiling - begin:  # no border: most of it belongs to the next number
        right = _VERB.split(re.split("[和与及]", right)[0], maxsplit=1)[0][:MAX_SHARED]
    elif len(right) > MAX_RIGHT:
        right = _VERB.split(right, maxsplit=1)[0][:MAX_RIGHT]
    return Words(left, right)


def unblanked(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the blanks at either end out of a range: those beside a number part nothing (31名 民警).

    >>> unblanked("31名 民警", 3, 6)
    (4, 6)
    """
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip(BLANKS))
    return begin, max(begin, start + len(words.rstrip(BLANKS)))


def words_before(passage: Passage, anchor: Anchor) -> str:
    """Return everything of the passage before a number, where a list may have its subject."""
    return "\n".join((*passage.chunk.path, passage.chunk.text[: anchor.start]))


def clause_before(passage: Passage, i: int) -> str:
    """Return the words of a clause before its i-th number, back to the number before it."""
    start = passage.anchors[i - 1].end if i else 0
    return _last_clause(passage.chunk.text[start : passage.anchors[i].start].strip(BLANKS))


@lru_cache(maxsize=1024)
def _last_clause(words: str) -> str:
    return LEFT_BORDER.split(words)[-1]


def neighbours(passage: Passage, anchor: Anchor) -> tuple[Anchor | None, Anchor | None]:
    """Return the anchors before and behind one."""
    i = passage.anchors.index(anchor)
    after = passage.anchors[i + 1 : i + 2]
    return (passage.anchors[i - 1] if i else None), (after[0] if after else None)


def letters(text: str) -> int:
    """Count the characters that are neither punctuation, quotes nor blanks."""
    return len(text if text.isalnum() else _WORDLESS.sub("", text))


def without_digits(words: str) -> str:
    """Write a lone digit as a Chinese numeral and drop longer numbers: names hold no digits but those of a code.

    >>> without_digits("获得4星级评价"), without_digits("“12348”公众号"), without_digits("覆盖率¹[2]")
    ('获得四星级评价', '公众号', '覆盖率')
    >>> without_digits("新建5G基站"), without_digits("PM2.5年均浓度")
    ('新建5G基站', 'PM2.5年均浓度')
    """
    if not _DIGIT.search(words):
        return words
    parts = _CODE.split(_DAY.sub("", _NOTE_MARK.sub("", words)))
    parts[::2] = map(_digitless, parts[::2])
    return _EMPTY_QUOTES.sub("", "".join(parts))


def _digitless(words: str) -> str:
    words = _LINE.sub("", words)
    words = _LONE_DIGIT.sub(lambda hit: "〇一二三四五六七八九"[int(hit[0])], words)
    return _NUMBER.sub("", words)


def shorten(words: str, limit: int) -> str:
    """Cut words from the left to at most `limit`, behind a particle or a closing mark if one is near."""
    if len(words) <= limit:
        return words
    words = words[-limit:]
    cut = [hit.end() for hit in _CUT.finditer(words, 0, limit // 2)]
    return words[cut[-1] :] if cut else words


def inside(left: str) -> str:
    """Cut off what stands before a bracket that is still open."""
    cut = max(left.rfind("("), left.rfind("（"))
    return left[cut + 1 :] if cut >= 0 and ")" not in left[cut:] and "）" not in left[cut:] else left


def balanced(name: str) -> str:
    """Drop brackets and quotation marks that have lost their partner."""
    if not _MARK.search(name):
        return name
    for opening, closing in _PAIRS:
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    return name
