"""Clause parts: which words on either side of each number are its own, and which its clause shares with others.

In: a passage. Out: a `Clause` a number, in order. Cuts fall on punctuation, on neighbouring numbers, and where a verb
parts what one number counts from what the next is about (65名律师|提供法律服务2146小时).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.anchors import Anchor, Passage
from extractor.clauses import BLANKS, LEFT_BORDER, inside, letters, unblanked
from extractor.phrases import OPENING, ROOM, STRONG, has_verb, is_bare, is_change, noun_behind, tidy
from schemas.quantity import Kind

TIMES = frozenset({"次", "回", "趟", "人次", "场次"})
"""Units of what happens; what stands behind such a number may be a verb."""
PEOPLE = frozenset({"人", "名", "位", "人次"})
"""Units of people."""
_RATES = frozenset({Kind.PERCENT, Kind.PERMILLE, Kind.PERCENTAGE_POINT, Kind.MULTIPLE})
_LEVELS = "省市区县乡镇村旗盟州"
_RIGHT = re.compile(
    rf"(?:“[^”\n]{{0,30}}”|《[^》\n]{{0,40}}》|(?<=..)[(（][^()（）\n]{{0,40}}[)）]|(?<=[{_LEVELS}])、(?=[{_LEVELS}])|(?<=[{_LEVELS}家]级)、(?=[{_LEVELS}]级)|[^，,。；;？?！!：:、\s])*"
)
"""The words up to the next border, quoted ones whole: 完成“双随机、一公开”检查."""
_QUALITIES = re.compile(r"(?:[^\W\d的]{3,6}、)+[^\W\d的]{3,6}的(?=[^\W\d])")
"""Of what kind those are that a number counts: set phrases of four characters or so, one after another."""
_BRACKETED = re.compile("(?<=..)[(（](?![省市区县乡镇村、]+[)）])(?:[^()（）]{6,}|[^()（）]*[、，等][^()（）]*)[)）]")
_SENTENCE_END = re.compile("[。；！？;!?\n]")
_VERB_INSIDE = re.compile(f"(?<=.)(?:{STRONG.pattern})|(?<=..)(?:{OPENING.pattern})")
REMAINDER = re.compile("^(?:多(?![边元方式层样媒语党功部渠])|余|以[上下内])")
AGES = frozenset({"岁", "周岁", "歲", "周歲"})
"""Units of ages, which say who is counted: 60岁以上老人1200人."""
_LINKS = re.compile("、|[和与及]$")
_BOUND, _BEYOND = re.compile("^及?以[上下内]的?"), re.compile("(?:超过?|逾|过|不足|低于|高于)$")
_BOUNDED = re.compile("及?以[上下内][^、和与及]{4,}(?:率|占比|比重|比例)[^、]{0,4}")
_EACH, RANK, _NATION = "每", "级", "全国"
"""In a list of kinds the nation is one: 国际荣誉4项、全国荣誉41项."""
HEADS = frozenset({"百", "千", "万", "十万", "百万"})
"""Numerals that may say by how many heads the next number is told: 千人床位2.3张."""
_WITHIN = re.compile("^(?:之?[内间]|以?来|多来|期间)")
_STATED = re.compile("[为达是]$")
_OF_THEM = re.compile(".{2,}?的?(?:当中的?|(?<![高初集])中的?|中有|里的?)$")
_AMONG, _AND = re.compile("中有?$"), re.compile("[和与及]")
_OF_WHICH = re.compile(f"^[^，。]{{0,8}}?中(?=已|未|有|{OPENING.pattern})")
"""Some of what the last number counted: 14项问题|中|已完成整改13项."""
_BODIES = "断面|企业|单位|部门|机构|案件|学校|医院|社区|[乡城]镇|街道|项目|小区|点位|河流|水库|园区"
_RATED = re.compile(
    f"(.*(?:{_BODIES}))[^，。]{{2,8}}(?:率|比例|比重)$|(.*(?:{_BODIES}|[所办局院队站村县]))[^，。]{{0,10}}平均.{{0,6}}$"
)
"""What is counted and then rated, in one breath."""
STEPS, _SCALE = "大关|关口|台阶", "规模"
STEP, _OF_SCALE = (re.compile(f"^级?新?(?:{words})(?:的|$)") for words in (STEPS, _SCALE))
"""What a sum passed, nothing that it counts: 突破3万亿元大关."""
_BARE = frozenset("十百千万亿")
_MARK = re.compile(f"级?新?(?:{STEPS}|{_SCALE})")
STEPS_UP = re.compile("(?<=..)(?:连续)?(?:迈[上过入]|跨[上过越]?|连跨|[跃站]上)了?$")
"""How something came to pass it."""
_INTO = re.compile("^(.*?)([^，,。；;、]{2}(?<![^上下回提攀][升降增减])|[升降增减])(?:为|至|到|成)$")
_ASIDE = re.compile("因|经|按照?|通过(?!.{0,8}(?:考|测试|验收|评[审估定]|审[核查]|认[证定]|检测|复审|鉴定))|根据|依托")
_JOINED = re.compile("以及|[和与及]")
_LISTS_ON = re.compile("、(?![^()（）]*[)）])")
"""What parts two numbers of a list, not two words in brackets: 县（市、区）."""
_LEADS_IN = re.compile("[从在]$")
_TAKES = re.compile("[对为向给将把与]$")
_LEADS_ON = re.compile("(?:[占达为]|(?:担任|承担|负责|联系|包联|包保|结对)(?:全[省市县区镇乡旗盟州])?)$")
_BROKEN = re.compile(".*(?:提出|进行|实施|开展).$")
_CLOSES = re.compile("[)）。；;]")
_OPENS_BRACKET, _EACH_OF_THEM = re.compile("[(（]"), re.compile("[人日月年户]均(?!衡)")
_LEADS_TO = re.compile("(?<=..)(?:达到?|超过?|突破|[由从约近]|增?至)$")
"""What leads from the words behind a number to the next: 对九类民生投入达16.6亿元."""
_SIZE = re.compile(
    "(?P<what>[总年]?(?:产值|投资|营收|规模|面积|价值|销售额?|资产|市值|人口)(?:额|规模|收入)?)[达超在过逾近约]*"
)
_OF_THAT_SIZE = re.compile("[多余]?(?:以[上下内])?的(?=..)")
_ENUMERATED = re.compile("^[一二三四五六七八九十]{1,2}是(?=.)")
_LIST_MARK = re.compile(r"^\d{1,3}[.．]")
_SINCE = re.compile("(?:启动|开展|成立|实施|开工)?以来$|(?<=..)[再屡又均]?创(?:历史|近.年)?(?:同期)?(?:最好水平|新高)$")
_KINDS = re.compile("(?:其中)?[按分](?:.{1,10}[分看]|.{1,8}(?:统计|分类))")
"""By what the numbers that follow are sorted, 按申请渠道分: none of their names."""
_SAYS_NO_THING = re.compile(
    f"{_KINDS.pattern}|从.{{1,10}}看|.{{0,12}}第[一二三四五六七八九十]+[位名]?|按.{{2,8}}(?:价格?|汇率|口径)(?:计算)?"
    "|实现.{0,8}(?:晋位|突破|跨越|跃升|飞跃|新高|转折|好转)"
)
_TIME, _UNTIL = re.compile("^(?:左右)?的?时间"), re.compile("[至到]|[日月年]均")
_LISTED = re.compile(
    r"(?:、[^，,。；;：:、\s\d和与及]{2,8})*[、和与及](?P<last>[^，,。；;：:、\s\d和与及]{2,8})等(?![级待候同效高])(?:各类)?"
    r"(?P<what>[^，,。；;：:、\s\d]{2,10})"
)
_ENUMERATION = re.compile(
    r"(?:、[^，,。；;：:、\s\d和与及居排位]{2,8})*[、和与及][^，,。；;：:、\s\d居排位的]{2,10}(?=[，,。；;\s])"
)
"""The rest of a list of nouns behind a number."""
_IN_LISTS = frozenset({"个", "家", "户", "项", "所", "座", "支", "种", "类", "场", "场次", "期", "件", "处", "条"})
"""The rest of a list of those that a number counts, which their class closes: 176万户烈属|、军属和退役军人等家庭."""
_RANKED = re.compile("第[^第]{1,4}[名位]$")
_COMPARED = re.compile("[较比]|同比|环比")
_MEAN, _IS_MEAN = "平均", re.compile("(?<=..)平均(?:为|达到?|仅|只有|只|有|约|近|不足|超过?)*$")
_BODY = 4
"""A noun of more characters says who did something without saying what."""
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
        return self.anchor.mention.kind in _RATES

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
    raw, goes_on = _after_the_last(within, last) if last and within == gap else (within, False)
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
    elif last and limits(passage, i - 1):
        limit = text[last.anchor.start : anchors[i].start]
        raw, goes_on = last.raw + limit, last.goes_on  # 投资超10亿元项目14个
    if not letters(raw) and within != pieces[-1]:
        raw = within = pieces[-1].rstrip("(（")  # 绕城公路东段（12.3公里）
    raw = _ENUMERATED.sub("", raw)
    right, predicate = _behind(passage, i, raw)
    opens = not i or _SENTENCE_END.search(gap) is not None
    before = LEFT_BORDER.split(_SENTENCE_END.split(gap)[-1])[0 if opens else 1 : -1]
    is_kind = any(map(_KINDS.fullmatch, before)) or (last is not None and last.is_kind and not opens)
    told = (words for words in reversed(before) if letters(words) > 1 and not _SAYS_NO_THING.fullmatch(words))
    between = _SINCE.sub("", tidy(_LIST_MARK.sub("", next(told, ""))))
    first, _, last_words = raw.rpartition("、")
    if letters(first) > _BODY and _COMPARED.match(last_words) and is_change(tidy(last_words)):
        raw, between = last_words, _RANKED.sub("排名", tidy(first))  # 跃升至百强区第29名、较上年提升9位
    of_them = _OF_THEM.fullmatch(raw) is not None
    left = tidy(raw, with_place=goes_on and raw.startswith(_NATION) and not raw.endswith("的"))
    left = _AMONG.sub("", left) if of_them else left
    left = raw if limit and _BEYOND.match(raw.removesuffix(limit)) else left  # 超50亿企业25家
    left = STEPS_UP.sub("", left) if _passed(text, anchors[i]) else left
    left += _MEAN if _IS_MEAN.search(raw) and letters(left) > 1 else ""
    in_brackets = within != pieces[-1] or (last is not None and last.in_brackets and not _CLOSES.search(gap))
    if letters(left) == 1 and 2 <= letters(raw) <= 3 and not _TAKES.search(raw):
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


def _passed(text: str, anchor: Anchor) -> bool:
    """Tell whether a number is a sum that may be a step (5万亿元大关), not how many steps or which (4个万亿元台阶)."""
    if anchor.mention.unit == "个":
        return False
    marked = text[anchor.start - 1 : anchor.start] != "个" and _MARK.match(text, anchor.end)
    return anchor.mention.text[0] not in _BARE or bool(marked)


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
    if not counts or one.mention.kind in _RATES or LEFT_BORDER.search(link) or _LINKS.search(link):
        return False
    bounded = _BOUND.match(link) or _BEYOND.search(text, max(0, one.start - 2), one.start)
    is_rank = one.mention.unit == "级" and one.mention.text[-1:] in "万亿"
    return bool(bounded or is_rank) and (letters(_BOUND.sub("", link)) > 1 or link in {*_LEVELS})


def _after_the_last(gap: str, last: Clause) -> tuple[str, bool]:
    """Cut off what belongs to the number before where no punctuation parts the two; tell whether a list goes on."""
    if last.anchor.mention.kind is Kind.DURATION and is_change(tidy(gap)):
        return gap, False  # 收入完成3.7万亿元,5年增长18.7%
    if last.anchor.mention.kind is Kind.DURATION:
        gap = _WITHIN.sub("", gap)
    head, *rest = _LISTS_ON.split(REMAINDER.sub("", gap), maxsplit=1)
    if rest:
        return rest[0], True
    if (joined := _JOINED.match(head)) and letters(head[joined.end() :]) > 1:
        return head[joined.end() :], True
    if head.endswith(("和", "与", "及")):
        return "", True
    if OPENING.match(head) or _OF_THEM.fullmatch(head) or _RATED.match(head):
        return head, False
    if among := _OF_WHICH.match(head):
        return head[among.end() :], False
    if (into := _INTO.match(head)) and letters(into[1]) > 1:
        return head, False
    verb = _VERB_INSIDE.search(head)
    if verb:
        own = head[verb.start() :]
        whole = not (last.left or _LEADS_IN.search(last.raw)) or is_change(tidy(own))
        return (head if whole else own), False
    if _STATED.search(head):
        return (last.left + head if head.startswith("的") else head), False
    return "", True


def _behind(passage: Passage, i: int, raw: str) -> tuple[str, str]:
    """Return the noun behind a number and what it does."""
    text, anchor = passage.chunk.text, passage.anchors[i]
    begin, ceiling = unblanked(text, anchor.end, _start(passage, i + 1))
    words = _words(text, begin, ceiling)
    is_counted = anchor.mention.kind not in _RATES and anchor.mention.unit not in TIMES
    is_treated = _TAKES.search(raw) is not None
    if qualities := _QUALITIES.match(text, begin, ceiling):
        begin = qualities.end()  # 一支政治坚定、业务过硬的|执法队伍
        words = _words(text, begin, ceiling)
    said = "" if words[:1] in {"(", "（"} else _BRACKETED.sub("", words)
    said = _OF_SCALE.sub("", said)
    said = STEP.sub("", said) if _passed(text, anchor) and anchor.mention.text[0] not in _BARE else said
    is_time = anchor.mention.kind is Kind.DURATION and _TIME.match(words) is not None
    said = _TIME.sub("", said) if is_time else said
    runs_on = len(words) == ceiling - begin
    listed = text[anchor.start - 1 : anchor.start] == "、"
    does = is_treated or (runs_on and not listed and _tells_next(passage, i))
    noun, predicate = noun_behind(said, is_counted=is_counted, is_treated=does)
    noun = (
        "" if _UNTIL.fullmatch(noun) else noun.removeprefix(RANK).removeprefix("以上")
    )  # 压缩75%至30分钟, 百亿元级项目
    predicate = "" if predicate.startswith("中") else predicate  # 在六个行政区中排名第一
    if is_counted and (rated := _RATED.match(noun)):
        noun = rated[1] or rated[2]  # 3个省控断面水质优良比例达到100%, 21个司法所平均2.6人
    if runs_on:  # they run on into the next number, or the chunk ends in their middle
        across = (
            _across(passage, i)
            if is_treated and not predicate
            else predicate
            if is_time
            or (_is_place(raw) and letters(predicate) > 3 and not (_LEADS_ON.search(words) or _tells_next(passage, i)))
            else ""
        )
        deed = "" if across or not is_counted or (raw.endswith("的") or "、" in raw) else _deed(passage, i, predicate)
        if noun and deed:
            return _with_deed(_shared(noun, words), deed), ""
        return _sized(passage, i) or _shared(noun, words), tidy(across)
    behind = begin + len(words)
    if noun and is_treated and behind + 1 == ceiling and text[behind] == "、":
        return noun, _across(passage, i)
    if noun and not predicate and anchor.mention.unit in _IN_LISTS and (rest := _LISTED.match(text, behind, ceiling)):
        what = noun_behind(rest["what"], is_counted=is_counted)[0]
        return (what if letters(what) > 2 else f"{rest['last']}等{what}"), ""
    rest = _ENUMERATION.match(text, behind, ceiling) if is_counted and 1 < letters(noun) <= _BODY else None
    if rest and not predicate and not has_verb(rest[0][1:]) and letters(noun + rest[0]) <= ROOM:
        return noun + rest[0], ""  # 3所学校、幼儿园
    if predicate and text.startswith("、", behind):
        predicate = _BROKEN.sub("", predicate)  # 对8项事项提出删、改、增建议
    if noun and _ASIDE.match(predicate):
        further = text[behind] in "，,"
        return noun, tidy(_words(text, behind + 1, ceiling)) if further else ""
    return noun, predicate


def _tells_next(passage: Passage, i: int) -> bool:
    """Tell whether the words behind a number of things say what the next one counts: 58个|镇街办结案件9356件.

    People are told apart by what they do (65名律师提供法律服务2146小时), though not by what each of them did.
    """
    if i + 1 == len(passage.anchors):
        return False
    one, other = passage.anchors[i : i + 2]
    link = passage.chunk.text[one.end : other.start]
    if one.mention.unit in PEOPLE:
        return _EACH_OF_THEM.search(link) is not None
    return one.mention.kind is Kind.COUNT and other.mention.kind not in _RATES and not _OPENS_BRACKET.search(link)


def _is_place(raw: str) -> bool:
    """Tell whether nothing stands before a number that opens its clause, but a place."""
    return letters(tidy(raw)) == 0


def _start(passage: Passage, i: int) -> int:
    """Return where the i-th number begins; the end of the text behind the last."""
    return passage.anchors[i].start if i < len(passage.anchors) else len(passage.chunk.text)


def _words(text: str, start: int, end: int) -> str:
    hit = _RIGHT.match(text, start, end)
    return hit[0] if hit else ""


def _shared(noun: str, words: str) -> str:
    """Return what a number keeps of the words between it and the next."""
    if words.startswith("的") and _STATED.search(words):
        return ""
    return _LEADS_TO.sub("", _INTO.sub(r"\1", _AND.split(noun, maxsplit=1)[0]))


def _deed(passage: Passage, i: int, predicate: str) -> str:
    """Return what those that a number counts did to what the next one of another unit counts; empty for nothing."""
    if not _tells_next(passage, i) or passage.anchors[i].mention.unit == passage.anchors[i + 1].mention.unit:
        return ""
    deed = tidy(predicate)
    return deed if OPENING.match(deed) and letters(deed) > 2 and "的" not in deed and not is_bare(deed) else ""


def _with_deed(noun: str, deed: str) -> str:
    """Say of what a number counts what it did to those that the next counts: 58个|镇街|办结案件9356件."""
    return f"{deed}的{noun}" if letters(noun) <= _BODY and len(deed + noun) < ROOM else noun


def size_behind(passage: Passage, i: int) -> str:
    """Return the word for the size of what a number counts, if the next gives it: 产值 of 7个产值超千亿元的产业集群."""
    text, anchors = passage.chunk.text, passage.anchors
    size = _SIZE.fullmatch(text, anchors[i].end, anchors[i + 1].start) if i + 1 < len(anchors) else None
    return size["what"] if size and _OF_THAT_SIZE.match(text, anchors[i + 1].end) else ""


def _sized(passage: Passage, i: int) -> str:
    """Return what a number counts that the next one gives the size of: 产业集群."""
    if not size_behind(passage, i):
        return ""
    counted = _OF_THAT_SIZE.match(passage.chunk.text, passage.anchors[i + 1].end)
    words = _words(passage.chunk.text, counted.end(), _start(passage, i + 2)) if counted else ""
    return noun_behind(words, is_counted=True)[0]


def _across(passage: Passage, i: int) -> str:
    """Return the words behind the number that follows, where one verb closes the clause: 对15个部门20项清单动态调整.

    Of two things in a list (对12个盟市和20个部门开展督察) only what is done to both.
    """
    text, anchors = passage.chunk.text, passage.anchors
    if i + 1 == len(anchors):
        return ""
    words = _words(text, anchors[i + 1].end, _start(passage, i + 2))
    listed = text[anchors[i].end : anchors[i + 1].start].endswith(("和", "与", "及", "、"))
    return noun_behind(words, is_counted=True, is_treated=True)[1] if listed else words
