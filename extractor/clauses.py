"""Clauses: the words around a number that are its own.

In: a passage and one of its anchors. Out: words of the passage's text. No word list can split Chinese into words, so
cuts fall on punctuation, on neighbouring numbers, and on a few particles and verbs.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from extractor.anchors import Anchor, Passage

MAX_LEFT, MAX_RIGHT, MAX_SHARED = 20, 16, 12
LEFT_BORDER = re.compile(r"[，,。；;？?！!：:\s]")
BORDER = re.compile(r"[，,。；;？?！!：:、\s]")
_CUT = re.compile(r"[、”》’）)的了对在将把向为]")
_VERB = re.compile(
    r"(?<=..)(?:审核|完成|通过|参与|参加|受理|提供|累计|开展|建立|实现|涉及|覆盖|培训|达到|履行|接受|给予|得到|取得|进行|组织|举办"
    r"|全部|均|已|被|共|占|由|为)"
)
"""Where the counted noun ends and what it did begins (31个单位开展 -> 单位)."""
_ACT = re.compile(
    "制定|修订|出台|审查|审核|清理|办理|受理|开展|组织|建立|完成|调解|评查|举办|培训|发放|提供|实施|推进|查处|整改"
)
"""Verbs of office work; what follows the last of them is what the work is done on (清理规范性文件 -> 规范性文件)."""
_LEAD = re.compile(
    r"^(?:[和与及并且或、，,)）”’》在对由把将向]|[一二三四五六七八九十]{1,2}是|(?:\d{4})?年度?以?来|其中|同时|此外|截至目前|目前|全年|年内|累计|共计|合计|共|已|约|近|超|仅|达)+"
)
_TAIL = re.compile(
    r"(?:[达为共约近超过逾仅至到了、的“‘《(（由从]|达到|超过|突破|不足|低于|高于|至少|平均|累计|共计|合计|分别)+$"
)
_FROM = re.compile(r"([^，,。；;]{2,})[由从]$")
_TO = re.compile(r"^([^，,。；;]{0,6}?)(?:至|到|为)$")
_RESPECTIVELY = re.compile(r"([^，,。；;]+?)分别([^，,。；;]{0,10})$")
_NAMED = re.compile(r"被?(?:命名|评选?|评定|认定|确定|授予|列)为?[“\"]?([^，,。；;“”\"]{3,24})[”\"]?")


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
    left = LEFT_BORDER.split(text[floor : anchor.start])[-1]
    if previous and len(left) == anchor.start - floor:  # what stands right behind a number belongs to that number
        left = left.partition("、")[2] if "、" in left else re.sub(r"^.*[和与及]$", "", left)
    left = _inside(left)
    right = BORDER.split(text[anchor.end : ceiling], maxsplit=1)[0]
    if right[:1] in {"(", "（", "的"}:
        right = ""
    elif following and len(right) == ceiling - anchor.end:  # no border: most of it belongs to the next number
        right = _VERB.split(re.split("[和与及]", right)[0], maxsplit=1)[0][:MAX_SHARED]
    elif len(right) > MAX_RIGHT:
        right = _VERB.split(right, maxsplit=1)[0][:MAX_RIGHT]
    return Words(left, right)


def words_before(passage: Passage, anchor: Anchor) -> str:
    """Return everything of the passage before a number, where a list may have its subject."""
    return "\n".join((*passage.chunk.path, passage.chunk.text[: anchor.start]))


def neighbours(passage: Passage, anchor: Anchor) -> tuple[Anchor | None, Anchor | None]:
    """Return the anchors before and behind one."""
    i = passage.anchors.index(anchor)
    after = passage.anchors[i + 1 : i + 2]
    return (passage.anchors[i - 1] if i else None), (after[0] if after else None)


def clause_name(passage: Passage, anchor: Anchor) -> str:
    """Name a number by its own words: 下发督察意见47份 is 下发督察意见, 深入12个旗县 is 深入旗县.

    A number with too few of them takes the words before the number that shares its clause. Empty if there are none.
    """
    left, right = own_words(passage, anchor)
    named = _NAMED.search(passage.chunk.text, anchor.end, anchor.end + 40)
    if named and not BORDER.search(passage.chunk.text, anchor.end, named.start()):
        return named[1]
    before = trim(left)
    if letters(before + right) < 4:
        before = trim(_further_left(passage, anchor)) + before
    name = without_digits(shorten(before, MAX_LEFT - len(right) // 2) + right)
    name = balanced(name.strip("“”‘’\"'《》、，,")).strip()
    return name if letters(name) >= 2 else ""


def context_name(passage: Passage, anchor: Anchor) -> str:
    """Name a number by its own words and those of the clause before: 制定法规9件、修改11件 is 制定法规修改.

    For numbers whose own words are the same (修改3件 and, further on, 修改11件).
    """
    own = clause_name(passage, anchor)
    pieces = BORDER.split(_without_numbers(passage, anchor))
    before = next(
        (words for piece in reversed(pieces[:-1]) if letters(words := trim(piece)) >= 4 and words not in own), ""
    )
    object_ = _ACT.split(before)[-1]
    return balanced(shorten(object_ if letters(object_) > 2 else before, MAX_RIGHT) + own)


def opens_a_clause(passage: Passage, anchor: Anchor) -> bool:
    """Tell whether the words before a number begin behind a comma: 组织竞答14次,覆盖5.8万人次."""
    left, _ = own_words(passage, anchor)
    start = anchor.start - len(left)
    return passage.chunk.text[max(0, start - 1) : start] in {"，", ","}


def _without_numbers(passage: Passage, anchor: Anchor) -> str:
    """Return the sentence up to a number, the numbers before it left out."""
    text, at, parts = passage.chunk.text, 0, []
    for other in passage.anchors[: passage.anchors.index(anchor)]:
        parts.append(text[at : other.start])
        at = other.end
    return without_digits("".join([*parts, text[at : anchor.start]])).rpartition("。")[2]


def fixed_name(passage: Passage, anchor: Anchor) -> str | None:
    """Return the name that the sentence's pattern fixes (由A至B, 分别), or None."""
    return _before_and_after(passage, anchor) or _respective(passage, anchor)


def letters(text: str) -> int:
    """Count the characters that are neither punctuation, quotes nor blanks."""
    return len(re.sub(r"\W", "", text))


def without_digits(words: str) -> str:
    """Write a lone digit as a Chinese numeral and drop longer numbers: names hold no digits.

    >>> without_digits("获得4星级评价"), without_digits("锡林郭勒12348公众号")
    ('获得四星级评价', '锡林郭勒公众号')
    """
    words = re.sub(r"(?<![\d.])\d(?![\d.])", lambda hit: "〇一二三四五六七八九"[int(hit[0])], words)
    return re.sub(r"\d", "", words)


def shorten(words: str, limit: int) -> str:
    """Cut words from the left to at most `limit`, behind a particle or a closing mark if one is near."""
    if len(words) <= limit:
        return words
    words = words[-limit:]
    cut = [hit.end() for hit in _CUT.finditer(words, 0, limit // 2)]
    return words[cut[-1] :] if cut else words


def trim(words: str) -> str:
    """Drop the connectives before a name and the verbs of amount behind it (共受理, 通过率达 -> 受理, 通过率)."""
    return _LEAD.sub("", _TAIL.sub("", words))


def _inside(left: str) -> str:
    """Cut off what stands before a bracket that is still open."""
    cut = max(left.rfind("("), left.rfind("（"))
    return left[cut + 1 :] if cut >= 0 and not re.search("[)）]", left[cut:]) else left


def _further_left(passage: Passage, anchor: Anchor) -> str:
    previous, _ = neighbours(passage, anchor)
    if previous is None or BORDER.search(passage.chunk.text, previous.end, anchor.start):
        return ""
    return own_words(passage, previous).left


def _before_and_after(passage: Passage, anchor: Anchor) -> str | None:
    """Name the ends of 由A…至B: 办理时限由50日压缩至33日 -> 办理时限压缩前, 办理时限压缩后."""
    text = passage.chunk.text
    previous, following = neighbours(passage, anchor)
    for first, second, word in ((anchor, following, "前"), (previous, anchor, "后")):
        if first is None or second is None or first.mention.unit != second.mention.unit:
            continue
        subject = _FROM.search(own_words(passage, first).left)
        verb = _TO.match(text[first.end : second.start])
        if subject and verb:
            return trim(subject[1])[-MAX_LEFT:] + (verb[1] or "调整") + word
    return None


def _respective(passage: Passage, anchor: Anchor) -> str | None:
    """Pair a list with its numbers: 败诉率、纠错率分别低于全区1.2和2.2个百分点 -> 败诉率低于全区, 纠错率低于全区."""
    text, anchors = passage.chunk.text, passage.anchors
    i = anchors.index(anchor)
    for first in range(max(0, i - 5), i + 1):
        floor = anchors[first - 1].end if first else 0
        hit = _RESPECTIVELY.search(LEFT_BORDER.split(text[floor : anchors[first].start])[-1])
        if not hit:
            continue
        subjects = re.split("[、和与及]", hit[1])
        numbers = anchors[first : first + len(subjects)]
        joined = all(b.start - a.end <= 2 for a, b in pairwise(numbers))
        if len(subjects) == len(numbers) > 1 and i < first + len(numbers) and joined:
            return trim(trim(subjects[i - first]) + hit[2]) or None
    return None


def balanced(name: str) -> str:
    """Drop brackets and quotation marks that have lost their partner."""
    for opening, closing in ("()", "（）", "“”", "‘’", "《》"):
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    return name
