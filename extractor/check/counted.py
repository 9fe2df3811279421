"""What a number counts: the noun that stands behind it or before it, and whether a name ends in that noun."""

import re
from collections.abc import Sequence

from extractor.check.bond import Name
from extractor.check.index import Source
from extractor.check.measures import RELATIVE, counts_unit, says_unit
from extractor.check.place import Place, in_order
from extractor.check.words import BORDER, JOINED, core_of, pairs_of
from schemas.quantity import Kind

_NOUN, _HEAD, _MORE = 4, 2, 3
_SHORTEST, _LONGEST = 3, 16
_LONGEST_LIST = 48
"""No list of more bodies is told of in one breath."""
_LEVEL = re.compile("(?<![社小地园校辖片景战赛城])[省市州县区镇乡村街]{1,2}$")
_LEVELS = re.compile(r"[省市州县区镇乡村街]+(?:\([^()]{1,8}\))?")
"""What counts places of a level: 16个州(市)."""
_LISTED, _COUNTED = (
    re.compile("([^,;:.()、]{2,16})[、和及与]"),
    re.compile("(?:(?!开展|进行|实施|被)[^,;:.()0-9]){2,16}"),
)
_BRACKETS = re.compile("[()]")
_JOINT = re.compile(r"([^,;:<>.!?|/·、()-]+?(?:\([^()]{1,12}\))?)(?:、|以及|[和与及])")
_BOUND = re.compile("^(?:以[上下内]的?|[多余])")
_NESTED = re.compile("[^,;:.()、0-9和与及]{2,4}")
"""What the first of two numbers counts, whose second goes on: 24个部门592个事项."""
_BODY = re.compile("(?:[会队所站室院局社校村镇乡厂员师]|中心|单位|部门|企业|机构|组织|街道|社区)$")
"""Who is counted, and does not count."""


class Counted:
    """What the numbers of one source count."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ends = dict[int, Place]()
        self._lists = dict[int, tuple[str, Place] | None]()

    def is_counted(self, plain: str, place: Place) -> bool:
        """Tell whether a name is, or ends in, the words right behind a number: 市级执法机关 of 32家市级执法机关."""
        text, core = self._source.folded.text, core_of(plain)
        level, levels = _LEVEL.search(core), _LEVELS.match(text, place.folded_end)
        if level and levels and set(level[0]) <= set(levels[0]):
            return True
        head = core.rpartition("的")[2]
        if len(head) < _SHORTEST and head != core:
            return text.startswith(head, place.folded_end)
        if text.find(core[-_SHORTEST:], place.folded_end, place.folded_end + _LONGEST) < 0:
            return False
        sizes = range(min(len(core), _LONGEST), _SHORTEST - 1, -1)
        return any(text.startswith(core[-size:], place.folded_end) for size in sizes)

    def is_head(self, plain: str, place: Place, others: Sequence[Place]) -> bool:
        """Tell whether what a name counts, its last word, stands right behind one number and beside no other.

        签订协议的市局 names 14个 of 14个市局、9家单位签订协议.
        """
        core = core_of(plain)
        head = core.rpartition("的")[2]
        head = core[-_HEAD:] if head == core else head
        if not head or not self._source.folded.text.startswith(head, place.folded_end):
            return False
        if not says_unit(plain, place.unit) and any(counts_unit(plain, other.unit) for other in others):
            return False
        return not any(self._source.is_beside(head, other) or self.is_counted(plain, other) for other in others)

    def other_head(self, plain: str, place: Place, others: Sequence[Place]) -> Place | None:
        """Return the number right behind which the last word of a name stands, where it stands beside none of this one.

        组建队伍的乡镇街道 is 28个 of 28个乡镇(街道)组建队伍412支.
        """
        head = plain.rpartition("的")[2]
        if not _HEAD <= len(head) < len(plain) or self._stands_behind(head, place):
            return None
        text, start = self._source.folded.text, place.folded_start
        if text.find(head, self._source.gap_start(place), start) >= 0 or counts_unit(plain, place.unit):
            return None
        heads = (other for other in others if self._stands_behind(head, other))
        return next((o for o in heads if text.find("中", o.folded_end, start) < 0), None)  # 39个行业中有27个增长

    def is_headed(self, plain: str, place: Place, rivals: Sequence[Place]) -> bool:
        """Tell whether the last word of a name stands right behind a number, and beside none of its rivals."""
        head = plain.rpartition("的")[2]
        if not _HEAD < len(head) < len(plain) or not self._stands_behind(head, place):
            return False
        return not any(self._stands_behind(head, o) or self._source.ends_before(head, o) for o in rivals)

    def _stands_behind(self, head: str, place: Place) -> bool:
        """Tell whether words stand right behind a number, whatever brackets part them."""
        end = place.folded_end
        return _BRACKETS.sub("", self._source.folded.text[end : end + len(head) + _HEAD]).startswith(head)

    def opens_list(self, plain: str, place: Place) -> bool:
        """Tell whether a name is what a number counts and what is told of its list: 2台机组、5台锅炉超低排放改造."""
        listed = self.listed(place)
        if listed is None:
            return False
        said = self._without_verb(plain, place)
        return self._is_told_of_list(said, _noun_said(said, listed[0]), listed[1])

    def closes_list(self, plain: str, place: Place) -> bool:
        """Tell whether a name is printed right behind the last number of a list: 8个镇和41个部门负责人述法."""
        if len(plain) < _NOUN or not self._source.folded.text.startswith(plain, place.folded_end):
            return False
        before = self._source.before(place)
        return before is not None and self.listed(before) is not None and self.listed(place) is None

    def listed_before(self, plain: str, place: Place) -> Place | None:
        """Return the number before one of a list that a name opens with the noun of: see `opens_list`."""
        at = place
        for _ in range(_LONGEST_LIST):
            before = self._source.before(at)
            listed = self.listed(before) if before is not None else None
            if before is None or listed is None:
                return None
            said = self._without_verb(plain, before)
            noun = _noun_said(said, listed[0])
            if len(noun) >= _HEAD:
                return before if self._is_told_of_list(said, noun, place) else None
            at = before
        return None

    def list_lead(self, name: Name, place: Place, rival: Place) -> int:
        """Tell two numbers of one list by what they count: 老旧小区 are 180 of 改造19个城中村、180个老旧小区."""
        earlier, later = in_order(place, rival)
        if later.index != earlier.index + 1:
            return 0
        text, end = self._source.folded.text, later.folded_end
        one = _LISTED.fullmatch(text, earlier.folded_end, later.folded_start)
        other = _COUNTED.match(text, end, end + _LONGEST)
        nested = _NESTED.fullmatch(text, earlier.folded_end, later.folded_start)
        if nested and other:
            lead = _nested_lead(core_of(name.plain), nested[0], other[0])
            return lead if later is place else -lead
        if one is None or other is None:
            return 0
        if _is_first_of_two(name.plain, one[1], other[0]):
            return 1 if earlier is place else -1
        noun, last = (_BOUND.sub("", words) for words in (one[1], other[0]))
        if len(last) >= _SHORTEST and name.plain.endswith(last) and not name.plain.endswith(noun):
            return 1 if later is place else -1  # 新增停车位 is of 新增10个公共停车场、5000个停车位
        nouns = pairs_of(one[1]), pairs_of(other[0])
        said = [len((noun - (nouns[0] & nouns[1])) & name.pairs) for noun in nouns]
        lead = (said[0] >= _HEAD and said[0] > _MORE * said[1]) - (said[1] >= _HEAD and said[1] > _MORE * said[0])
        return lead if earlier is place else -lead

    def listed(self, place: Place) -> tuple[str, Place] | None:
        """Return the noun between a number and the next of its list, which has a noun of its own, and that one."""
        index, lists = place.index, self._lists
        if index not in lists:
            lists[index] = self._read_listed(place)
        return lists[index]

    def _read_listed(self, place: Place) -> tuple[str, Place] | None:
        following = self._source.following(place)
        if following is None or not has_noun(self._source, following):
            return None
        joint = _JOINT.fullmatch(self._source.folded.text, place.folded_end, following.folded_start)
        return (joint[1], following) if joint else None

    def _end_of_list(self, place: Place) -> Place:
        """Return the last number of the list that one belongs to, looked for once for all before it."""
        passed, at = list[int](), place
        while at.index not in self._ends and (listed := self.listed(at)) is not None:
            passed.append(at.index)
            at = listed[1]
        end = self._ends.get(at.index, at)
        self._ends.update(dict.fromkeys(passed, end))
        return end

    def _without_verb(self, plain: str, place: Place) -> str:
        """Return a name without the word right before a number that it opens with: 组织 of 组织23个镇和41个部门."""
        return plain[_HEAD:] if self._source.ends_before(plain[:_HEAD], place) else plain

    def _is_told_of_list(self, plain: str, noun: str, last: Place) -> bool:
        """Tell whether a name goes on behind a noun with what stands behind the last noun of a list."""
        rest = plain.removeprefix(noun)[:_HEAD]
        if len(noun) < _HEAD or len(rest) < _HEAD:
            return False
        text, end = self._source.folded.text, self._end_of_list(last).folded_end
        at = text.find(rest, end, end + _LONGEST)
        return at > end and not BORDER.search(text, end, at) and text.find(noun, end, at) < 0

    def fills_gap(self, plain: str, first: Place, second: Place) -> bool:
        """Tell whether a name is the noun between two numbers, the second with its own: 209个委员会1056名调解员."""
        between = self._source.folded.text[first.folded_end : second.folded_start]
        return between == plain and _BODY.search(plain) is not None and has_noun(self._source, second)

    def counts_nested(self, plain: str, first: Place, second: Place) -> bool:
        """Tell whether a name ends in all that stands between two numbers, the second with a noun: 5个片区18个节点."""
        between = self._source.folded.text[first.folded_end : max(first.folded_end, second.folded_start)]
        return _NESTED.fullmatch(between) is not None and plain.endswith(between) and has_noun(self._source, second)

    def counts_unsaid(self, name: Name, place: Place) -> bool:
        """Tell whether a number counts a noun that a name does not say, and the next one none."""
        places, after = self._source.places, place.index + 1
        return after < len(places) and self.counts_noun_unsaid(name, place, places[after])

    def counts_noun_unsaid(self, name: Name, place: Place, following: Place) -> bool:
        """Tell whether a number counts a noun that a name does not say, and the next one none: 目录26个领域321项."""
        if following.index != place.index + 1 or has_noun(self._source, following) or following.unit in RELATIVE:
            return False
        if place.kind is Kind.DURATION:
            return False
        noun = self._source.folded.text[place.folded_end : following.folded_start]
        if not 1 < len(noun) <= _NOUN or noun[0] == "以" or BORDER.search(noun) or JOINED.search(noun):
            return False
        return noun not in name.plain and pairs_of(noun).isdisjoint(name.pairs)

    def counts(self, place: Place, head: str, following: Place) -> bool:
        """Tell whether a word stands between a number and the next as what the first counts: 12个县区57所学校."""
        gap = self._source.folded.text[place.folded_end : following.folded_start]
        return len(gap) <= _NOUN and gap.endswith(head)


def _is_first_of_two(plain: str, first: str, second: str) -> bool:
    """Tell whether a name is what the first of two counts, with what is printed behind the second for both.

    区级消防队 is of 2支区级和8支街道级消防队.
    """
    shared = plain.partition(first)[2]
    return bool(shared) and second.endswith(shared) and second.removesuffix(shared) not in plain


def _nested_lead(core: str, first: str, behind: str) -> int:
    """Return 1 where a name ends in what the second of two numbers counts, -1 where in what the first does."""
    ends = max((size for size in range(_HEAD, _NOUN + 1) if behind.startswith(core[-size:])), default=0)
    if ends and first not in core:
        return 1
    return -1 if core.endswith(first) and not ends else 0


def has_noun(source: Source, place: Place) -> bool:
    """Tell whether words follow right behind a number."""
    text, end = source.folded.text, place.folded_end
    return end < len(text) and BORDER.match(text, end) is None


def _noun_said(plain: str, noun: str) -> str:
    """Return the characters that a name and a noun begin with, at least half of the noun; else nothing."""
    pairs = enumerate(zip(plain, noun, strict=False))
    size = next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(plain), len(noun)))
    return plain[:size] if 2 * size >= len(noun) else ""
