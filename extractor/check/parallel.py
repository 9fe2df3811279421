"""Separate two numbers whose own words leave a name between them: by the whole phrase, the parallel one, the subject.

Lists repeat their words: in 制定规章2件、修改3件,制定法规9件、修改11件 only the head of each list tells one 修改 from
the other, and a name that ends in 修改 speaks of no head.
"""

import re
from dataclasses import dataclass, field

from extractor.check.index import Source
from extractor.check.place import Place, in_order
from extractor.check.words import BORDER, DONE, ENDS_IN_ACT, JOINED, LONGER, ends_in, pairs_of, unchanged
from extractor.quick_patterns import compile_quick

_LINK = compile_quick(
    r"(?:[由从]|达到?|(?<=..)(?:实现|完成)|为|共计?|约为?|近|超过?|突破|不足|至少|逾|仅|至|到|了|的|累计|合计|有)+$"
)
_LEAD_IN = re.compile(
    r"^(?:其中|同时|目前|累计|共计?|和|与|及|并|且|即|达到?|今年|全年|年内|力争|预计|要(?!求|素|点)|将(?!军))+"
)
_HELD = re.compile(r"(?P<joint>[、,和及与并])[^,、;:()<>.!?|/]{1,10}")
JOINTS = frozenset("、和与及")
_SEGMENT = re.compile(r"[;!?]|:(?![0-9]|$)|\.(?![0-9])")
_REACH, _LONG, _SEGMENT_REACH = 60, 120, 240
_WHOLE, _TAIL = 4, 6
_CHAIN = 3
COMPARED = re.compile("^(?:按(?:不变|可比)价格?(?:计算)?)?(?:同比|环比|[比较](?:[上去前]一?年)(?:同期|底|末)?)?")
_JUST_CHANGE = re.compile("[增降升涨跌减]幅|增速|增量")
"""What says that something changed, and not what: 死亡人数减少34人,降幅14.6%."""
_WAYS = (
    ("增长", re.compile("(?:增长?|增加|上升|上?涨|提高|增幅|升幅|涨幅|增速)")),
    ("下降", re.compile("(?:下?降|减少?|降低|降幅|减幅|跌幅)")),
)
_TOTAL, _IN_ALL = re.compile("(?:总[数量]|总数量)$"), re.compile("(?:累计|总[数量])(?:达|为|超)?")
_SO_MANY_IN_ALL = re.compile(f"(?P<noun>[^,;:.、0-9]{{3,20}})[,、]{_IN_ALL.pattern}到?")
_GREW = re.compile("(?:同比|环比|[比较]上年(?:同期)?)?(?:实际)?(?:增长|上升|上涨|提高|下降|降低|减少)了?[约近超]?过?$")
_COMPARES = re.compile(r"[比较占增减升降同环其]")
_COUNT = re.compile("(?<=..)(?:[人件户家场批台辆架]?次|[人件户家次个起])数$")
BY_HEAD = re.compile("[人户亩村]均")
_MARKS = re.compile(r"[\W\d_]+")


@dataclass
class Parallels:
    """The phrases before the numbers of one source, each read when it is first asked for."""

    source: Source
    _phrases: dict[int, str | None] = field(default_factory=dict)
    _subjects: dict[int, frozenset[str]] = field(default_factory=dict)
    _told: dict[int, frozenset[str]] = field(default_factory=dict)
    _segments: dict[int, tuple[int | None, frozenset[str]]] = field(default_factory=dict)

    def phrase_lead(self, plain: str, place: Place, rival: Place) -> int:
        """Return 1 if only the place, -1 if only the rival, has the whole phrase before it at the end of the name.

        Names that end in 修改 mean a number behind 修改; 全市 alone means the one of 全市23个窗口.
        """
        one, other = self.phrase(place), self.phrase(rival)
        if not one or not other or _JUST_CHANGE.fullmatch(one) or _JUST_CHANGE.fullmatch(other):
            return 0  # what stands before a number without words of its own is the list's
        named, rivalled = self._is_named(plain, place, one), self._is_named(plain, rival, other)
        return (named > rivalled) - (named < rivalled)

    def head_lead(self, plain: str, place: Place, rival: Place) -> int:
        """Tell two numbers of one thing, one of them by head: 生产总值增长8.5%,人均生产总值增长7.5%."""
        one, other = self.phrase(place) or "", self.phrase(rival) or ""
        if not one or not other or one == other:
            return 0
        longer, shorter = max(one, other, key=len), min(one, other, key=len)
        by_head = BY_HEAD.match(longer)
        if by_head is None or len(longer) - by_head.end() < _CHAIN or not shorter.endswith(longer[by_head.end() :]):
            return 0
        says = BY_HEAD.search(plain) is not None
        return 1 if says == (len(one) > len(other)) else -1

    def says_phrase(self, plain: str, place: Place) -> bool:
        """Tell whether a name says all that stands before a number, back to a border; 累计 alone needs no saying."""
        phrase = self.phrase(place)
        return phrase is not None and phrase in plain

    def is_before(self, plain: str, place: Place) -> bool:
        """Tell whether a name is printed right before a number, and a border parts it from the number before."""
        text, start = self.source.folded.text, self._printed_before(plain, place)
        if len(plain) < _WHOLE or start is None or LONGER.search(text, start - 1, start):
            return False
        if place.index in self.source.headings:
            return False
        low, first = self._gap_start(place, _REACH)
        if text[start - 1 : start] in JOINTS and DONE.match(plain) and DONE.search(text, low, start - 1):
            return False  # one of several acts: 废止规章 of 制定、修改、废止规章9件
        if DONE.match(plain) and ENDS_IN_ACT.search(text, low, start):
            return False  # or of 制定修改废止规章9件
        return first or BORDER.search(text, low, start) is not None

    def is_total_of(self, plain: str, place: Place) -> bool:
        """Tell whether a name is of all of those that the number before counts some of: 新增企业2家,总量3612家.

        They may stand behind it: 新增1个示范区、累计达8个.
        """
        stem, before = _TOTAL.sub("", plain), self.source.before(place)
        if stem == plain or len(stem) < _WHOLE or before is None or before.unit != place.unit:
            return False
        behind = _SO_MANY_IN_ALL.fullmatch(self.source.folded.text, before.folded_end, place.folded_start)
        if behind and behind["noun"].endswith(stem):
            return True
        return _IN_ALL.fullmatch(self.phrase(place) or "-") is not None and ends_in(self.phrase(before) or "", stem)

    def is_before_change(self, plain: str, place: Place) -> bool:
        """Tell whether a name of a change stands so right before a number: 专利申请量增速 of 专利申请量增长9%."""
        stem, text, (low, first) = unchanged(plain), self.source.folded.text, self._gap_start(place, _REACH)
        grew = _GREW.search(text, low, place.folded_start) if stem != plain and len(stem) >= _WHOLE else None
        if grew is None or place.index in self.source.headings or not ends_in(text, stem, grew.start()):
            return False
        start = grew.start() - len(stem)
        return start >= low and (first or BORDER.search(text, low, start) is not None)

    def _printed_before(self, plain: str, place: Place) -> int | None:
        """Return where a name begins that ends right before a number, with or without the joints of the source.

        制定修改废止规章 is 制定、修改、废止规章9件.
        """
        text, at = self.source.folded.text, place.folded_start
        if text.endswith(plain, 0, at):
            return at - len(plain)
        for mark in reversed(plain):
            at -= 1
            if text[at : at + 1] == "、" != mark:
                at -= 1
            if at < 0 or text[at] != mark:
                return None
        return at

    def is_inserted(self, plain: str, place: Place) -> bool:
        """Tell whether a name is the phrase before a number, or has a word put in: 发现食品隐患 of 发现隐患2317处."""
        return self.inserted(plain, place) is not None

    def inserted(self, plain: str, place: Place) -> str | None:
        """Return the word that a name puts into the phrase before a number, if any; None if it is not so made."""
        phrase = self.phrase(place) or ""
        cuts = range(2, len(phrase))
        cut = next((cut for cut in cuts if plain.startswith(phrase[:cut]) and plain.endswith(phrase[cut:])), None)
        word = plain[cut : cut + len(plain) - len(phrase)] if cut is not None else None
        return None if word and LONGER.fullmatch(word) else word  # 进出口总额 is not made of 出口总额

    def is_turned(self, plain: str, place: Place) -> bool:
        """Tell whether a name turns around all that parts two numbers of one unit: 完成任务 of 52项任务完成51项."""
        before = self.source.before(place)
        if before is None or before.unit != place.unit or place.folded_start - before.folded_end != len(plain):
            return False
        gap = self.source.folded.text[before.folded_end : place.folded_start]
        return gap != plain and gap in plain + plain

    def is_joined(self, plain: str, place: Place, rival: Place) -> bool:
        """Tell whether a name joins several things by 、 or 和, other than inside the phrase before a number."""
        phrases = f"{self.phrase(place)} {self.phrase(rival)}"
        around = (plain[max(0, at - 1) : at + 2] for at, mark in enumerate(plain) if mark in JOINTS)
        return any(words not in phrases for words in around)

    def says_both(self, plain: str, place: Place, rival: Place) -> bool:
        """Tell whether a name is made of the phrases of two numbers, each enough for itself: 代表建议委员提案.

        A later phrase that needs the earlier one does not count: 案件审结, of 案件42件,审结29件; 支出比上年增加.
        """
        earlier, later = in_order(place, rival)
        phrase = self.phrase(later) or ""
        if len(phrase) < _WHOLE:
            return False
        name, other = _MARKS.sub("", plain), _MARKS.sub("", phrase)
        if len(other) < _WHOLE or other not in name or _COMPARES.match(other):
            return False
        one = _MARKS.sub("", self.phrase(earlier) or "")
        if len(one) < _WHOLE or one in other or other in one:
            return False
        before, said, behind = name.partition(other)
        return bool(said) and (one[-_TAIL:] in before or one[-_TAIL:] in behind)

    def opens_as(self, plain: str, place: Place, rival: Place) -> bool:
        """Tell whether a name begins with the whole phrase of a rival, and a place has it in the midst of a word.

        出口总额 is the number of 其中出口395亿美元, not that of 进出口贸易总额827亿美元.
        """
        one, other = self.phrase(place), self.phrase(rival)
        if not one or not other or len(other) < 2 or not plain.startswith(other):
            return False
        return one.find(other) > 0

    def core_lead(self, pairs: frozenset[str], place: Place, rival: Place) -> int:
        """Compare parallel phrases of one length: 录入规范性文件126件,审查规范性文件23件 differ by 录入 and 审查."""
        before = _parallel_lead(pairs, *self.cores(place, rival))
        behind = _parallel_lead(pairs, *_cut(self.behind(place), self.behind(rival)))
        return 0 if before * behind < 0 else before or behind

    def cores(self, place: Place, rival: Place) -> tuple[frozenset[str], frozenset[str]]:
        """Return the pairs nearest before two numbers, from as many characters as the shorter phrase has."""
        one, other = self.phrase(place), self.phrase(rival)
        return _cut(one[::-1] if one else one, other[::-1] if other else other, backwards=True)

    def chain_lead(self, pairs: frozenset[str], place: Place, rival: Place, head: str | None = None) -> int:
        """Compare the numbers before two that are told of alike: 优秀310宗,占27.2%;合格828宗,占72.6%."""
        if not self._are_told_alike(place, rival):
            return 0
        segments = self.segment_lead(pairs, place, rival)
        if segments:
            return segments
        mine, theirs = self._chain(place, rival), self._chain(rival, place)
        mine[0] -= pairs_of(self.phrase(place) or "")  # 下降17.3% and 降幅14.6% are told alike
        theirs[0] -= pairs_of(self.phrase(rival) or "")
        own, others = frozenset[str]().union(*mine), frozenset[str]().union(*theirs)
        sides = [(one - others, other - own) for one, other in zip(mine, theirs, strict=False)]
        found = next(filter(None, (_one_sided(pairs, one, other) for one, other in sides)), 0)
        if found or head is None:
            return found
        # 商品房销售额降幅 of 商品房销售面积4万平方米,下降6%,销售额3亿元,下降5%: the first lends what it is of
        headed = next(filter(None, (_one_sided(frozenset({head}), one, other) for one, other in sides)), 0)
        return headed if headed == (1 if place.index > rival.index else -1) else 0

    def segment_lead(self, pairs: frozenset[str], place: Place, rival: Place) -> int:
        """Compare what is told before two numbers since the last semicolon: 职工医保收入17亿元,结余8个月;居民医保…."""
        (start, own), (rival_start, others) = self._segment(place), self._segment(rival)
        apart = start != rival_start and None not in (start, rival_start)
        return _one_sided(pairs, own - others, others - own) if apart else 0

    def _segment(self, place: Place) -> tuple[int | None, frozenset[str]]:
        """Return where the part of a sentence with a number begins, and the pairs from there on; None if far off."""
        if place.index not in self._segments:
            first = self.source.folded_sentence(place.sentence)[0]
            low = max(first, place.folded_start - _SEGMENT_REACH)
            words = self.source.folded.text[low : place.folded_start]
            behind = [mark.end() for mark in _SEGMENT.finditer(words)]
            start = low + behind[-1] if behind else first if low == first else None
            self._segments[place.index] = start, pairs_of(words[start - low :] if start is not None else "")
        return self._segments[place.index]

    def _chain(self, place: Place, rival: Place) -> list[frozenset[str]]:
        """Return what is told before a number, before the number before it, and so on, but not beyond a rival."""
        found, at = list[frozenset[str]](), place
        while len(found) < _CHAIN:
            found.append(self._told_before(at))
            before = self.source.before(at)
            if before is None or before is rival:
                break
            at = before
        return found

    def _told_before(self, place: Place) -> frozenset[str]:
        """Return the pairs since the number before one, back to a full stop or semicolon."""
        if place.index not in self._told:
            self._told[place.index] = pairs_of(_SEGMENT.split(self._gap(place, _LONG)[0])[-1])
        return self._told[place.index]

    def _are_told_alike(self, one: Place, other: Place) -> bool:
        """Tell whether two numbers have the same phrase before them, but for what they compare with."""
        phrase, others = self.phrase(one), self.phrase(other)
        return bool(phrase and others and (phrase == others or _alone(phrase) == _alone(others)))

    def subject_lead(self, pairs: frozenset[str], place: Place, rival: Place) -> int:
        """Compare what the heads of two lists say, where the numbers themselves say the same: 修改3件 and 修改11件.

        Elsewhere the words before the first number may be everyone's.
        """
        phrases = pairs_of(self.phrase(place) or ""), pairs_of(self.phrase(rival) or "")
        if phrases[0].isdisjoint(phrases[1]):
            return 0
        one, other, own = self._subject(place), self._subject(rival), phrases[0] | phrases[1]
        return _one_sided(pairs, one - other - own, other - one - own)

    def _is_named(self, plain: str, place: Place, phrase: str) -> int:
        """Return 2 where a phrase is the name, 1 where either ends with the other, or the name follows the number."""
        if plain == phrase:
            return 2
        behind = self.source.folded.text.startswith(plain, place.folded_end)
        core = _COUNT.sub("", plain)
        return int(
            behind or (len(phrase) > 1 and (ends_in(core, phrase) or ends_in(plain, phrase) or ends_in(phrase, plain)))
        )

    def phrase(self, place: Place) -> str | None:
        """Return the words before a number, back to a border; None where another number shares them."""
        index, phrases = place.index, self._phrases
        if index not in phrases:
            phrases[index] = self._read_phrase(place)
        return phrases[index]

    def _read_phrase(self, place: Place) -> str | None:
        gap, first = self._gap(place, _REACH)
        piece = BORDER.split(gap)[-1]
        if gap == "的":
            return gap  # 为任务4800人的106%: what it is said of stands further off
        if (piece == gap and not first) or JOINED.search(piece):
            return None
        return _LEAD_IN.sub("", _LINK.sub("", piece))

    def behind(self, place: Place) -> str | None:
        """Return the words behind a number up to a border; None where there is none before the next number."""
        text, places = self.source.folded.text, self.source.places
        following = places[place.index + 1].folded_start if place.index + 1 < len(places) else len(text)
        border = BORDER.search(text, place.folded_end, min(following, place.folded_end + _REACH // 2))
        return text[place.folded_end : border.start()] if border else None

    def _subject(self, place: Place) -> frozenset[str]:
        if place.index not in self._subjects:
            head = self._head(place)
            before, gap = self.source.before(head), self._gap(head, _LONG)[0]
            if before and before.unit == head.unit:
                gap = BORDER.split(gap, maxsplit=1)[-1]  # what stands behind 3次 in 3次获得五星级评价 is its own
            self._subjects[place.index] = pairs_of(_SEGMENT.split(gap)[-1])
        return self._subjects[place.index]

    def share_head(self, place: Place, rival: Place) -> bool:
        """Tell whether two numbers go on with the words of one: 钢铁2700万吨、水泥4200万吨、玻璃3500万箱."""
        return self._head(place) is self._head(rival)

    def _head(self, place: Place) -> Place:
        """Return the number whose words a list shares: behind a short joint (、修改3件) it is an earlier one.

        A comma goes on with a subject, except behind a list of its own, where it opens the next one.
        """
        chain, follower = [place], _joint(self._gap(place, _REACH)[0])
        while follower and (before := self.source.before(chain[-1])) is not None:
            joint = _joint(self._gap(before, _REACH)[0])
            if follower == "," and joint not in {"", ","}:
                break
            chain.append(before)
            follower = joint
        return chain[-1]

    def _gap(self, place: Place, limit: int) -> tuple[str, bool]:
        """Return the text since the quantity before a number or the start of its sentence, and whether it is first."""
        low, first = self._gap_start(place, limit)
        return self.source.folded.text[low : place.folded_start], first

    def _gap_start(self, place: Place, limit: int) -> tuple[int, bool]:
        return max(self.source.gap_start(place), place.folded_start - limit), self.source.before(place) is None


def _alone(phrase: str) -> str:
    """Return a phrase without what it compares with; whatever only says that something fell is the same."""
    alone = COMPARED.sub("", phrase)
    return next((way for way, words in _WAYS if words.fullmatch(alone)), alone)


def _joint(gap: str) -> str:
    """Return the mark by which a number goes on with the words of the one before it, else nothing."""
    found = _HELD.fullmatch(gap)
    return found["joint"] if found else ""


def _one_sided(pairs: frozenset[str], only: frozenset[str], others: frozenset[str]) -> int:
    """Return which of two sets a name speaks of, if of one only."""
    return (not pairs.isdisjoint(only)) - (not pairs.isdisjoint(others))


def _cut(one: str | None, other: str | None, *, backwards: bool = False) -> tuple[frozenset[str], frozenset[str]]:
    """Return the pairs of two phrases, read from the number on, as far as the shorter one goes."""
    if not one or not other:
        return frozenset(), frozenset()
    width, step = max(2, min(len(one), len(other))), -1 if backwards else 1
    return pairs_of(one[:width][::step]), pairs_of(other[:width][::step])


def _parallel_lead(pairs: frozenset[str], one: frozenset[str], other: frozenset[str]) -> int:
    """Return which of two phrases a name speaks of, if they are alike."""
    return 0 if one.isdisjoint(other) else _one_sided(pairs, one - other, other - one)
