"""Bind a name to a number among rivals: which of the numbers in a sentence do the words of the name belong to?

The words nearest each number decide, then the words that a list shares; 前 and 后 decide where one value turns into
another. What nothing separates is a tie, never a guess.
"""

import re
from collections.abc import Sequence

from extractor.check.aspects import Measured, is_other_way
from extractor.check.bond import CLEAR, Binding, Bond, Name
from extractor.check.elsewhere import Elsewhere
from extractor.check.fit import Fit, is_rival
from extractor.check.index import Source
from extractor.check.leads import WEAK, Leads
from extractor.check.lexicon import build_lexicon
from extractor.check.measures import is_unlikely, may_count
from extractor.check.nearness import Nearness
from extractor.check.parallel import Parallels
from extractor.check.parts import Parts
from extractor.check.place import Place, Range
from extractor.check.stretch import Stretches
from extractor.check.turn import turn_lead
from extractor.check.unlike import Unlike
from extractor.check.words import ENDS_IN_ACT, Words, last_of, pairs_of

_DANGLING = re.compile(r"[和与及、](?:总?数量?|总?量)?$")
_MARK = re.compile("[,、;:]")
_PARTED = re.compile("[,、;:]|[中已仍还]?有")
_SOME_OF = re.compile("中[已仍还只就]?有$")
_LEVEL = re.compile("[,、]?(?:达到?|至|到)")
_COMPARES = re.compile("[较多少高低]|比(?![重例])")
_SIZE = re.compile(r"[0-9.]+(?=[%百千万亿元岁]|以[上下内])|(?<![0-9.十百千万])(?:[十百千]?亿|[十百千]万)元")
"""A size that says which are meant: 10亿元以上项目, 超亿元楼宇."""
_MAX_CANDIDATES = 12
_NEAR, _HEAD = 12, 4
_HELD = frozenset({Bond.ALONE, Bond.FITS})


class Binder:
    """Bind names to the numbers of one source; the words of its numbers are read once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        lexicon = build_lexicon(source)
        self.fit = Fit(source, lexicon)
        self._parallels = Parallels(source)
        self._nearness = Nearness(lexicon)
        self._stretches = Stretches(source)
        self._measured = Measured(source)
        self._unlike = Unlike(source, self._nearness, self._parallels)
        self._elsewhere = Elsewhere(source, self._nearness)
        self._parts = Parts(source, self._parallels)
        self._leads = Leads(source, self._nearness, self._parallels, self._measured, self._parts)

    def bind(self, name: Name, candidates: Sequence[Place], part: Range, *, inside: bool = False) -> Binding:
        """Choose among the numbers that match a claim, all in or near `part`; `inside` leaves other rivals out."""
        best: tuple[float, Binding] | None = None
        for place in candidates[:_MAX_CANDIDATES]:
            if best is not None and self.fit.same_words(place, best[1].place):
                continue  # another copy of the same passage
            score, binding = self._against_rivals(name, place, part, inside=inside)
            if binding.bond is Bond.ALONE and len(candidates) > 1:
                score += self.fit.overlap(name, place)
            if best is None or score > best[0]:
                best = score, binding
        assert best is not None
        return best[1]

    def is_unsaid_change(self, name: Name, place: Place) -> bool:
        """Tell whether a number is the rate at which something changed, and a name says neither rate nor change."""
        return place.unit == "%" and "change" in self._measured.of(place) and is_unlikely(name.plain, place.unit)

    def is_other_by_kind(self, name: Name, place: Place, rivals: Sequence[Place]) -> bool:
        """Tell whether a rival was measured as a name says and this number was not, or one turns into the other."""
        if self._measured.clash(name.aspects, place, rivals) is not None:
            return True
        if any(self._nearness.lead(name.order, place, rival) < -WEAK / 2 for rival in rivals):
            return True
        if self._is_headed(name.plain, rivals) and not self._is_headed(name.plain, [place]):
            return True
        return any(turn_lead(self._source, name.plain, place, rival) == 0.0 for rival in rivals)

    def _is_headed(self, plain: str, places: Sequence[Place]) -> bool:
        """Tell whether a name stands whole right before one of some numbers."""
        return bool(plain) and any(self._source.folded.text.endswith(plain, 0, place.folded_start) for place in places)

    def goes_other_way(self, name: Name, place: Place) -> bool:
        """Tell whether a name says that something rose where the source says that it fell, or the reverse."""
        return is_other_way(
            name.plain, self._source.folded.text[max(0, place.folded_start - _NEAR) : place.folded_start]
        )

    def rivals(self, place: Place, part: Range) -> list[Place]:
        """Return the other numbers of a unit around one, in its sentence and in a range."""
        return [other for other in self._source.neighbours(place, part) if is_rival(other, place)]

    def _against_rivals(self, name: Name, place: Place, part: Range, *, inside: bool) -> tuple[float, Binding]:
        twin = self._unlike.twin(name, place)
        if twin is not None:
            return 0.0, Binding(Bond.TORN, place, twin)
        right_before = self._is_right_before(name.plain, place, part) and not self._unlike.counts_unsaid(name, place)
        if right_before or self._parallels.is_turned(name.plain, place):
            return 1.0, Binding(Bond.FITS, place)
        neighbours = [other for other in self._source.neighbours(place, part) if not self._is_of(name.plain, other)]
        if "change" in name.aspects:
            neighbours = [other for other in neighbours if not self.goes_other_way(name, other)]
        else:
            neighbours = [other for other in neighbours if not self._is_aside(name, other, place)]
        around = neighbours
        if inside:
            neighbours = [other for other in neighbours if part.start <= other.start and other.end <= part.end]
        rivals = self._nearness.closest(name.pairs, [o for o in neighbours if is_rival(o, place)], place)
        if "change" in name.aspects:
            neighbours = [other for other in neighbours if self._measured.lead(name.aspects, place, other) <= 0]
        foreign = self._unlike.foreign(name, place, neighbours)
        found = (-1.0, Binding(Bond.RIVAL, place, foreign)) if foreign else self._among_alike(name, place, rivals)
        found = found if found[1].bond is Bond.RIVAL else self._among_unlike(name, place, neighbours) or found
        if found[1].rival and found[1].bond is Bond.RIVAL and self._may_be_meant(name, place, found[1].rival):
            return found[0], Binding(Bond.TIED, place, found[1].rival)
        other = self._elsewhere.told(name, place, around) if found[1].bond in _HELD else None
        return found if other is None else (0.0, Binding(Bond.TORN, place, other))

    def _is_aside(self, name: Name, other: Place, place: Place) -> bool:
        """Tell whether a number is only a change of another, or what it is by head, and a name speaks of neither."""
        if self._changed_to(other, place):
            return True
        plain, own = name.plain, self._nearness.share(name.pairs, place)
        return (
            own > 0
            and own >= self._nearness.share(name.pairs, other)
            and _COMPARES.search(plain) is None
            and self._measured.is_but_change(plain, other, place)
            and turn_lead(self._source, plain, place, other) is None
        )

    def _changed_to(self, change: Place, place: Place) -> bool:
        """Tell whether a number is the level that a change right before it led to: 入园率提高27个百分点,达91%."""
        if _LEVEL.fullmatch(self._source.folded.text, change.folded_end, place.folded_start) is None:
            return False
        return "change" in self._measured.of(change)

    def _among_unlike(self, name: Name, place: Place, neighbours: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name among numbers of other units; None where it holds."""
        judged = self._unlike.judge(name, place, neighbours, named=self._parts.is_named(name, place))
        others = (other for other in neighbours if may_count(name.plain, other.unit))
        clash = None if judged else self._measured.clash(name.aspects, place, others)
        return judged if clash is None else (0.0, Binding(Bond.TORN, place, clash))

    def _is_of(self, plain: str, number: Place) -> bool:
        """Tell whether a number is a word of the name, as in 三级指标, or no number that a name could mean."""
        text, start = self._source.folded.text, number.folded_start
        named = text[start : number.folded_end] in plain
        return named or self._source.is_measure(number) or text.endswith("无", 0, start)

    def _is_right_before(self, plain: str, place: Place, part: Range) -> bool:
        """Tell whether a name is printed right before a number that is in no list, and nowhere else around it."""
        if not self._parallels.is_before(plain, place) or self._words(place).list_head is not None:
            return False
        before = self._source.before(place)
        if before and before.folded_end + len(plain) == place.folded_start and is_unlikely(plain, place.unit):
            return False  # 20件民生实事100%完成
        return self._source.folded.text.count(plain, *self._source.folded_around(place, part)) == 1

    def _among_alike(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding]:
        """Judge a name among numbers of one unit."""
        if not rivals:
            return 2.0, Binding(Bond.ALONE, place)
        found = self._headed(name, place, rivals) or self._cut(name, place, rivals) or self._sized(name, place, rivals)
        if found is not None:
            return found
        other = self._spoken_of(name, place, rivals) or self._counted(name.plain, place, rivals)
        if other is not None:
            return 0.0, Binding(Bond.TORN, place, other)
        lead, rival = min(((self._leads.lead(name, place, other), other) for other in rivals), key=lambda item: item[0])
        if lead >= CLEAR:
            return lead, Binding(Bond.FITS, place)
        if lead <= -CLEAR:
            return lead, Binding(Bond.RIVAL, place, rival)
        return lead, Binding(Bond.TIED, place, rival)

    def _headed(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name with 的, which means the number that counts what it ends in; None for any other.

        设立服务点的镇街 is 16 of 在16个镇街设立服务点34个. What a later clause says is no more said of those counted:
        通过测试的干部, of 318名干部参加测试,通过276名. Nor is what was done to some of them: 8项工作审核通过7项.
        """
        said = name.plain.rpartition("的")[0]
        if not said or ENDS_IN_ACT.search(said):
            return None
        if self._is_untold(said, place):
            return 0.0, Binding(Bond.TORN, place, rivals[0])
        numbers = [place, *rivals]
        parted = ((one, [other for other in numbers if other is not one]) for one in numbers)
        head, others = next(
            ((one, rest) for one, rest in parted if self._unlike.is_head(name.plain, one, rest)), (None, [])
        )
        if head is None:
            return None
        later = next((other for other in others if self._is_said_later(name, head, other)), None)
        if later is not None:
            return (0.0, Binding(Bond.TORN, place, later)) if head is place else None
        return (1.0, Binding(Bond.FITS, place)) if head is place else (-1.0, Binding(Bond.RIVAL, place, head))

    def _is_untold(self, said: str, place: Place) -> bool:
        """Tell whether nothing of some words stands in a number's sentence, or in the heads of its row and column."""
        told = self._source.folded.text[slice(*self._source.folded_sentence(place.sentence))]
        pairs = pairs_of(said)
        return bool(pairs) and place.index not in self._source.headings and not any(pair in told for pair in pairs)

    def _is_said_later(self, name: Name, place: Place, later: Place) -> bool:
        """Tell whether a name says what only a later clause says of another number, or what is said of some of many.

        已通高速的县 of 16个县中已有15个通高速.
        """
        text = self._source.folded.text
        parted = _PARTED.search(text, place.folded_end, later.folded_start)
        if parted is None or later.index < place.index:
            return False
        if _SOME_OF.search(text, place.folded_end, later.folded_start):
            low, high = self._source.folded_sentence(place.sentence)
            said = pairs_of(name.plain.rpartition("的")[0])
            before, behind = pairs_of(text[low : place.folded_start]), pairs_of(text[later.folded_end : high])
            return len(said & behind) > len(said & before)
        return self._elsewhere.later(name.plain, place, [later]) is not None

    def _is_spoken_of(self, name: Name, place: Place, rival: Place) -> bool:
        """Tell whether a name may mean a number though it has more of a rival's words: that is but its change."""
        plain = name.plain
        if self._measured.is_but_change(plain, rival, place) or self._parallels.opens_as(plain, rival, place):
            return True
        return self._counted(plain, rival, [place]) is not None

    def _may_be_meant(self, name: Name, place: Place, rival: Place) -> bool:
        """Tell whether a name may mean a number though it has more of a rival's words, so that it proves nothing.

        The rival is but its change, or the same told roughly (突破300万,达到312万); the name says all that stands
        before this number and not before the rival, or denies what does: 未整改 and 整改57条.
        """
        if self._is_spoken_of(name, place, rival) or self._elsewhere.told(name, rival, [place]) is place:
            return True
        if self._measured.lead(name.aspects, place, rival) > 0 or self.goes_other_way(name, rival):
            return True
        text, plain = self._source.folded.text, name.plain
        if rival.index < place.index and _LEVEL.fullmatch(text, rival.folded_end, place.folded_start):
            return True
        phrase = self._parallels.phrase(rival) or ""
        if phrase in plain:
            return bool(phrase) and last_of(phrase, plain) < 0
        return self._parallels.says_phrase(plain, place)

    def _spoken_of(self, name: Name, place: Place, rivals: Sequence[Place]) -> Place | None:
        """Return a rival that a name speaks of though it has more of this one's words: this one is but its change."""
        return next((rival for rival in rivals if self._is_spoken_of(name, rival, place)), None)

    def _counted(self, plain: str, place: Place, rivals: Sequence[Place]) -> Place | None:
        """Return a rival that counts what a name ends in, where this one counts something else: 9个乡镇、38个部门."""
        if self._unlike.is_counted(plain, place):
            return None
        beside = self._source.folded.text[place.folded_start - _HEAD : place.folded_start]
        if not self._unlike.has_noun(place) and not pairs_of(beside).isdisjoint(pairs_of(plain)):
            return None
        return next((rival for rival in rivals if self._unlike.is_counted(plain, rival)), None)

    def _sized(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name that says a size, 10亿元以上项目: it means the number in whose clause alone that stands."""
        said = set(_SIZE.findall(name.plain))
        if not said:
            return None
        sizes = [said.intersection(_SIZE.findall(self._clause(one))) for one in (place, *rivals)]
        missing = said - sizes[0]
        other = next((rival for rival, told in zip(rivals, sizes[1:], strict=True) if missing & told), None)
        if other is not None:
            return 0.0, Binding(Bond.TORN, place, other)
        return (1.0, Binding(Bond.FITS, place)) if not missing and said not in sizes[1:] else None

    def _clause(self, place: Place) -> str:
        """Return the folded words around a number up to the next marks."""
        low, high = self._source.folded_sentence(place.sentence)
        text = self._source.folded.text
        left, right = text[low : place.folded_start], text[place.folded_end : high]
        return _MARK.split(left)[-1] + " " + _MARK.split(right, maxsplit=1)[0]

    def _cut(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name that is cut from the source so that it runs over numbers, or breaks off; None for any other."""
        behind = self._source.folded.text.startswith(name.plain, place.folded_end)
        stretch = self._stretches.read(name.plain, place)
        if (_DANGLING.search(name.plain) and not behind) or (stretch and stretch.names is None):
            return 0.0, Binding(Bond.TORN, place, rivals[0])
        if (
            stretch is None
            or (stretch.names == place.index and not stretch.surely)
            or self._parts.is_named(name, place)
        ):
            return None
        if stretch.names == place.index:
            is_part = any(self._parts.is_named(name, rival) for rival in rivals)
            return None if is_part else (1.0, Binding(Bond.FITS, place))
        named = next((rival for rival in rivals if rival.index == stretch.names), rivals[0])
        if name.is_joined and self._parallels.is_joined(name.plain, place, named):
            return 0.0, Binding(Bond.TORN, place, named)
        return -1.0, Binding(Bond.RIVAL, place, named)

    def _words(self, place: Place) -> Words:
        return self._nearness.words(place)
