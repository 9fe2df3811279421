"""Clause parts: which words on either side of each number are its own, and which its clause shares with others.

In: a passage. Out: a `Clause` a number, in order. Cuts fall on punctuation, on neighbouring numbers, and where a verb
parts what one number counts from what the next is about (65名律师|提供法律服务2146小时).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.anchors import Anchor, Passage
from extractor.clauses import BLANKS, LEFT_BORDER, inside, letters
from extractor.phrases import OPENING, STRONG, is_change, tidy
from extractor.quick_patterns import compile_quick
from extractor.words_behind import BODY, INTO, LEVELS, PEOPLE, RATED_BODIES, RATES, STATED, TREATS, passed, words_behind
from schemas.quantity import Kind

_SENTENCE_END = re.compile("[。；！？;!?\n]")
_VERB_INSIDE = re.compile(f"(?<=.)(?:{STRONG.pattern})|(?<=..)(?:{OPENING.pattern})")
REMAINDER = re.compile("^(?:多(?![边元方式层样媒语党功部渠])|余(?![泥粮热量额料])|以[上下内])")
AGES = frozenset({"岁", "周岁", "歲", "周歲"})
"""Units of ages, which say who is counted: 60岁以上老人1200人."""
ANNIVERSARIES = frozenset({"周年", "週年"})
"""Units of time since something, which is named alike wherever it is told."""
_LINKS = re.compile("、|[和与及]$")
_ALONE = frozenset({"以上", "以下", "以内", "及以上", "及以下"})
_BOUND, _BEYOND = re.compile("^及?以[上下内]的?"), re.compile("(?:超过?|逾|过|不足|低于|高于)$")
_BOUNDED = re.compile("及?以[上下内][^、和与及]{4,}(?:率|占比|比重|比例)[^、]{0,4}")
_EACH, _NATION = "每", "全国"
"""In a list of kinds the nation is one: 国际荣誉4项、全国荣誉41项."""
HEADS = frozenset({"百", "千", "万", "十万", "百万"})
"""Numerals that may say by how many heads the next number is told: 千人床位2.3张."""
_DISTANCES, _NEAR = frozenset({"米", "公里", "千米"}), re.compile("以?内(?=..)")
_WITHIN = re.compile("^(?:之?[内间]|以?来|多来|期间|前(?=[少多][了\\d]))")
_OF_THEM = re.compile(".{2,}?的?(?:当中的?|(?<![高初集])中的?|中有|里的?)$")
UNDER_WAY = re.compile("(?:审理|办理|处理|审查|调查|调解|整改)中|(?:正|尚|仍)在(?:审理|办理|处理|审查|调查|整改)")
"""What is not done yet: 审结29件，审理中13件."""
_AMONG = re.compile("中有?$")
_OF_WHICH = re.compile(f"^[^，。]{{0,8}}?中(?=已|未|有|{OPENING.pattern})")
"""Some of what the last number counted: 14项问题|中|已完成整改13项."""
STEPS_UP = compile_quick("(?<=..)(?:连续)?(?:迈[上过入]|跨[上过越]?|连跨|[再首连]破|[跃站]上)了?$")
"""How something came to pass it."""
_JOINED = re.compile("以及|[和与及]")
_LISTS_ON = re.compile("、(?![^()（）]*[)）])")
"""What parts two numbers of a list, not two words in brackets: 县（市、区）."""
_ARE_THESE = re.compile("的(?:分别|依次|主要)?是(?=..)")
"""Behind how many there are of what is told next: 排在前三位的是城乡建设684件."""
_FOR = "为"
_LEADS_IN = re.compile("[从在]$")
_CLOSES = re.compile("[)）。；;]")
_ENUMERATED = re.compile("^[一二三四五六七八九十]{1,2}是(?=.)")
_LIST_MARK = re.compile(r"^(?:\d{1,3}[.．]|[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十]))")
_SINCE = compile_quick(
    "(?:启动|开展|成立|实施|开工)?以来$|(?<=..)[再屡又均]?(?:创|达到?|处于)(?:历史|近.年|建.{1,2}以来)?(?:同期)?(?:最[好高优佳]水平|新高)$"
    "|(?<=..)(?:继续|持续|总体)?保持(?:平稳|稳定|良好|较快)(?:发展|运行|增长|态势|势头)?$"
)
"""What ends a clause and is no part of what it is about: since when, a record, a steady course."""
KINDS_COUNTED, _DIGIT = frozenset({"类", "大类"}), re.compile("[0-9]")
"""Units of kinds, which say of how many what is measured is: 九大类民生支出."""
_KINDS = re.compile("(?:其中)?[按分](?:.{1,10}[分看]|.{1,8}(?:统计|分类))")
"""By what the numbers that follow are sorted, 按申请渠道分: none of their names."""
_SAYS_NO_THING = re.compile(
    f"{_KINDS.pattern}|.{{0,20}}下同.?|从.{{1,10}}看|.{{0,12}}第[一二三四五六七八九十]+[位名]?|按.{{2,8}}(?:价格?|汇率|口径)(?:计算)?"
    "|(?:达到?|处于|保持)[^，。]{0,10}(?:最[好高优佳低]水平|新高)|实现.{0,8}(?:晋位|突破|跨越|跃升|飞跃|新高|转折|好转)"
)
TAKEN, BARELY = "(?<![使利运应引采信费])用", "了?(?:仅仅?|短短)?$"
"""What says how long something took: 用了仅仅|6个月, but not 使用|6个月."""
_REAL, _FACTORS = "实际", re.compile("(?:扣除|剔除)[^，]{2,14}(?:因素|影响)后?")
"""扣除价格因素，|实际增长: what was taken off is said by 实际."""
_RANKED = re.compile("第[^第]{1,4}[名位]$")
_COMPARED = re.compile("[较比]|同比|环比")
_MEAN, _IS_MEAN = "平均", re.compile("(?<=..)平均(?:为|达到?|仅|只有|只|有|约|近|不足|超过?)*$")
_CHANGED = re.compile("(?:增长|增加|提高|提升|下降|减少|上升|降低|压减|压缩|缩短|缩减|回落|扩大)(?=[至到]$)")


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of one number.

    `raw` is what stands before it in its clause, `left` the same without what no name needs, `right` the noun behind
    it and `predicate` what that noun does. `between` is the clause that stands between it and the number before,
    `heading` the sentence there that holds no number. `goes_on` tells that a list goes on, `opens` that no number of
    its sentence stands before it, `of_them` that it counts some of what the last number counted (59项测评点中有22项),
    `in_brackets` that it is a part of the whole before the brackets, `is_kind` that its words say of what kind those
    are that it counts (按渠道分，信函118件).
    """

    anchor: Anchor
    raw: str
    left: str
    right: str
    predicate: str
    between: str
    heading: str
    goes_on: bool
    opens: bool
    of_them: bool
    in_brackets: bool
    is_kind: bool

    @property
    def unit(self) -> str:
        """The unit of the number."""
        return self.anchor.mention.unit

    @property
    def is_rate(self) -> bool:
        """Whether the number is a share or a ratio."""
        return self.anchor.mention.kind in RATES

    @property
    def is_time(self) -> bool:
        """Whether the number tells how long."""
        return self.anchor.mention.kind is Kind.DURATION

    @property
    def is_money(self) -> bool:
        """Whether the number is a sum of money."""
        return self.anchor.mention.kind is Kind.MONEY


def read_clauses(passage: Passage) -> tuple[Clause, ...]:
    """Find the words of every number of a passage."""
    clauses: list[Clause] = []
    for i in range(len(passage.anchors)):
        clauses.append(_clause(passage, i, clauses[-1] if clauses else None))
    return tuple(clauses)


def _clause(passage: Passage, i: int, last: Clause | None) -> Clause:
    text, anchors = passage.chunk.text, passage.anchors
    gap = text[anchors[i - 1].end if i else 0 : anchors[i].start].strip(BLANKS)
    pieces = LEFT_BORDER.split(gap)
    within = inside(pieces[-1])
    is_whole = anchors[i].mention.unit in ANNIVERSARIES  # 以及出席深圳经济特区建立40周年
    raw, goes_on = _after_the_last(within, last) if last and within == gap and not is_whole else (within, False)
    if (
        last
        and raw
        and gap.startswith(raw)
        and last.unit in KINDS_COUNTED
        and not _DIGIT.search(last.anchor.mention.text)
    ):
        raw = text[last.anchor.start : last.anchor.end] + raw  # 八类案件同比下降34.4%
    limit = ""
    if last and within == gap and last.unit in AGES and letters(gap) != 1:
        raw, goes_on = text[last.anchor.start : anchors[i].start], False  # 60岁以上老人
    elif last and within == gap and _is_by_heads(last) and letters(gap) > 1 and not is_change(tidy(gap)):
        each = _EACH if last.raw else ""  # 每万人拥有床位65张, 千人床位2.3张
        raw, goes_on = each + text[last.anchor.start : anchors[i].start], False
    elif last and not gap and last.raw.endswith(_EACH) and letters(last.left) > 1:
        each = text[last.anchor.start : last.anchor.end]
        raw = last.left if last.left.endswith("率") else _EACH + each + last.left
        goes_on = False  # 配置AED达每10万人45台
    elif last and within == gap and not last.left and _BOUNDED.fullmatch(gap) and not limits(passage, i - 1):
        raw, goes_on = text[last.anchor.start : anchors[i].start], False  # 500Mbps以上宽带用户占比
    elif last and within == gap and last.unit in _DISTANCES and _NEAR.match(gap) and letters(last.left) > 1:
        raw, goes_on = last.raw + text[last.anchor.start : anchors[i].start], False  # 公交与轨道50米内换乘比例
    elif last and limits(passage, i - 1):
        limit = text[last.anchor.start : anchors[i].start]
        raw, goes_on = last.raw + limit, last.goes_on  # 投资超10亿元项目14个
    if not letters(raw) and within != pieces[-1]:
        raw = within = pieces[-1].rstrip("(（")  # 绕城公路东段（12.3公里）
    raw = _ENUMERATED.sub("", raw)
    right, predicate = words_behind(passage, i, raw)
    opens = not i or _SENTENCE_END.search(gap) is not None
    before = LEFT_BORDER.split(_SENTENCE_END.split(gap)[-1])[0 if opens else 1 : -1]
    is_kind = any(map(_KINDS.fullmatch, before)) or (last is not None and last.is_kind and not opens)
    no_things = (_SAYS_NO_THING, _FACTORS) if raw.startswith(_REAL) else (_SAYS_NO_THING,)
    told = (w for w in reversed(before) if letters(w) > 1 and not any(words.fullmatch(w) for words in no_things))
    between = _SINCE.sub("", tidy(_LIST_MARK.sub("", next(told, ""))))
    first, _, last_words = raw.rpartition("、")
    if letters(first) > BODY and _COMPARED.match(last_words) and is_change(tidy(last_words)):
        raw, between = last_words, _RANKED.sub("排名", tidy(first))  # 跃升至百强区第29名、较上年提升9位
    under_way = UNDER_WAY.fullmatch(raw) is not None
    of_them = not under_way and _OF_THEM.fullmatch(raw) is not None
    left = tidy(raw, with_place=goes_on and raw.startswith(_NATION) and not raw.endswith("的"))
    left = raw if under_way else _AMONG.sub("", left) if of_them else left
    left = raw if limit and _BEYOND.match(raw.removesuffix(limit)) else left  # 超50亿企业25家
    left = STEPS_UP.sub("", left) if passed(text, anchors[i]) else left
    left += _MEAN if _IS_MEAN.search(raw) and letters(left) > 1 else ""
    in_brackets = within != pieces[-1] or (last is not None and last.in_brackets and not _CLOSES.search(gap))
    if letters(left) == 1 and 2 <= letters(raw) <= 3 and not TREATS.search(raw):
        left = raw  # 再审, 已结
    if not left and (changed := _CHANGED.search(raw)):
        left = changed[0]
    further = _SENTENCE_END.split(gap)[1:-1] if i else []
    return Clause(
        anchors[i],
        raw,
        left,
        right,
        predicate,
        between,
        tidy(further[-1]) if further else "",
        goes_on,
        opens,
        of_them,
        in_brackets,
        is_kind,
    )


def _is_by_heads(clause: Clause) -> bool:
    """Tell whether a number says by how many the next is told: 每万人, 千人."""
    if clause.raw.endswith(_EACH):
        return True
    leads = clause.raw if clause.unit not in PEOPLE else tidy(clause.raw)
    return clause.anchor.mention.text in HEADS and not letters(leads)


def is_basis(clauses: Sequence[Clause], i: int) -> bool:
    """Tell whether a number says by how many others are told: 每千人托位数4.6个, 平均每5天一个展会."""
    return clauses[i].raw.endswith(_EACH) or is_told_by(clauses, i)


def is_told_by(clauses: Sequence[Clause], i: int) -> bool:
    """Tell whether the next number is told by as many as the i-th says, and named so: 每千人托位数."""
    named = i + 1 < len(clauses) and clauses[i].anchor.mention.text in clauses[i + 1].raw
    return named and not clauses[i + 1].opens and _is_by_heads(clauses[i])


def limits(passage: Passage, i: int) -> bool:
    """Tell whether a number says which ones the next counts: 2000万元以上 in 引进2000万元以上项目2个."""
    if not 0 <= i < len(passage.anchors) - 1:
        return False
    text, (one, other) = passage.chunk.text, passage.anchors[i : i + 2]
    link = text[one.end : other.start]
    counts = one.mention.unit != other.mention.unit and other.mention.kind is Kind.COUNT
    if not counts or one.mention.kind in RATES or LEFT_BORDER.search(link) or _LINKS.search(link):
        return False
    bounded = _BOUND.match(link) or _BEYOND.search(text, max(0, one.start - 2), one.start)
    is_rank = one.mention.unit == "级" and one.mention.text[-1:] in "万亿"
    return bool(bounded or is_rank) and (letters(_BOUND.sub("", link)) > 1 or link in {*LEVELS})


def bound_alone(passage: Passage, i: int) -> str:
    """Return the bound that alone stands before the i-th number, which counts those within it: 1亿元以上|8家."""
    if not 0 < i < len(passage.anchors):
        return ""
    text, (one, other) = passage.chunk.text, passage.anchors[i - 1 : i + 1]
    counts = one.mention.unit != other.mention.unit and other.mention.kind is Kind.COUNT
    return text[one.start : other.start] if counts and text[one.end : other.start] in _ALONE else ""


def _after_the_last(gap: str, last: Clause) -> tuple[str, bool]:
    """Cut off what belongs to the number before where no punctuation parts the two; tell whether a list goes on."""
    if last.is_time:
        gap = _WITHIN.sub("", gap)
        if is_change(tidy(gap)):
            return gap, False  # 收入完成3.7万亿元,5年增长18.7%
    if these := _ARE_THESE.match(gap):
        return gap[these.end() :], False
    head, *rest = _LISTS_ON.split(REMAINDER.sub("", gap), maxsplit=1)
    if rest:
        return rest[0], True
    if (joined := _JOINED.match(head)) and letters(head[joined.end() :]) > 1:
        return head[joined.end() :], True
    if head.endswith(("和", "与", "及")):
        return "", True
    if OPENING.match(head) or _OF_THEM.fullmatch(head) or RATED_BODIES.match(head):
        return head, False
    if among := _OF_WHICH.match(head):
        return head[among.end() :], False
    if (into := INTO.match(head)) and letters(into[1]) > 1:
        return head, False
    verb = _VERB_INSIDE.search(head)
    if verb:
        own = head[verb.start() :]
        if last.raw.endswith(_FOR):
            return _FOR + head, False  # 为144家企业|提供贷款7.9亿元
        whole = not (last.left or _LEADS_IN.search(last.raw)) or is_change(tidy(own))
        return (head if whole else own), False
    if STATED.search(head):
        return (last.left + head if head.startswith("的") else head), False
    return "", True
