"""What a unit says of its number: a name that ends in 参考人数 means one counted in 人, one in 覆盖率 means one in %.

Generic measures (数, 数量, 总数) carry nothing, nor do units that count anything (个, 项).
"""

import re
from functools import lru_cache

from extractor.numbers.periods import PERIODS
from extractor.quick_patterns import compile_quick

_GENERIC = re.compile(r"(?:总|的)?(?:数量|总数|总量|数额|数目|规模|情况|指标|数|量)$")
_CHANGES = "提升|提高|下降|降低|上升|升幅|降幅"
_PEOPLE = "人才|(?<![动复])员|群众|代表|律师|干部|学生|专家|教师|教授|法官|医[生师]|患者|老年?人|儿童|幼儿"
_OF_UNITS = {
    "人 名 位": f"人|骨干|居民|[村农]民|游客|[职民]工|人口|{_PEOPLE}",
    "人次": f"人次|职工|{_PEOPLE}",
    "公里 千米": "里程|长度",
    "种": "种类?|类别",
    "类 大类": "种类|类别?",
    "家": "企业|单位|机构|公司|商户|事务所|店|户|家",
    "户": "企业|公司|主体|户",
    "所": "学校|院校|中学|小学|事务所|所",
    "件 宗 起": "案|案件|件|宗|起|纠纷",
    "%": f"^(?!.*率.).*(?:率|比例|占比|比重|增长|增幅|增速|{_CHANGES})",
    "百分点": f"百分点|{_CHANGES}|(?:拉动|贡献|带动).*增长",
    "倍": "之比|倍|增长|增幅|增速",
    "元": "(?<![名份定配])额|[案货产价]值|标的|资金|投资|经费|费用|款|元|收入|支出|利润",
    "平方米 亩 公顷 平方公里": "面积",
    "份": "份|资料|责任书|报告",
    "辆 辆次 台次": "车|车辆",
    "张": "床位?",
    "座": "水库|桥梁?|大桥|电站|变电站|隧道",
    "栋 幢": "楼栋?|楼房",
    "支": "队伍?|小分队",
    "艘": "船|船舶|渔船",
    "头": "[猪牛]|牲畜",
    "面": "锦旗",
    "封": "信",
    "吨": "产量|重量|货物",
    "斤 公斤": "产量",
    "立方米": "水量|土方|库容|洪水",
    "千瓦时": "电量",
    "毫米": "雨量|降水量",
    "℃": "气温|温度",
    "批 批次": "批次?",
    "分": "分数?|得分|评分",
    "节 堂": "课|授课|讲座|课堂",
    "场": "场次?",
    "场次": "场次?",
    "次": "(?<![批场人家件户班台辆架艘项])次",
    "天 日": "天|时间|时限",
    "工作日 个工作日": "时间|时限|工作日",
    "小时 学时 课时": "时长|时间|时限|[小学课]时",
}
RATED = re.compile(
    "(?P<what>[^,;:、()]{2})率(?:[由从至到为约近仅超]|达到?|超过|突破|稳定在|保持在|提[高升][至到]|上升[至到]|下降[至到])*$"
)
"""The rate that a share is printed behind: 出庭应诉率达到|100%."""
_MEASURES = {unit: re.compile(f"(?:{words})$") for units, words in _OF_UNITS.items() for unit in units.split()}

_COUNTED = {
    "人数": "人 名 位",
    "人口": "人 名",
    "人次": "人次",
    "面积": "平方米 亩 公顷 平方公里",
    "里程": "公里 千米 米",
    "金额": "元",
    "营收": "元",
    "产值": "元",
    "销售额": "元",
    "成交额": "元",
    "交易额": "元",
    "金": "元",
    "投入": "元",
    "利润": "元",
    "补贴": "元",
    "津贴": "元",
    "年龄": "岁 周岁",
    "造价": "元",
    "装机": "千瓦 兆瓦",
    "装机容量": "千瓦 兆瓦",
    "批次": "批 批次",
    "场次": "场 场次 次",
    "轮次": "轮",
    "天数": "天 日 工作日 个工作日",
    "月数": "月 个月",
    "用时": "天 日 工作日 个工作日 小时 分钟",
    "趟次": "趟 趟次",
    "班次": "班 班次 次",
    "架次": "架 架次",
    "台次": "台 台次",
    "车次": "辆 辆次 车次 台次",
    "户次": "户 户次",
    "家次": "家 家次",
    "类别": "类 大类 小类 种",
    "层级": "级 层",
    "种类": "种 类 大类",
    "时间": "天 日 工作日 个工作日 小时 分钟 学时 课时",
    "时限": "天 日 工作日 个工作日 小时 分钟",
    "期限": "年 个月 月 天 日 工作日 个工作日",
    "时长": "天 小时 分钟 学时 课时",
}
_COUNTS = compile_quick(f"(?:{'|'.join(_COUNTED)}|[户件趟期条台辆份套批场处座家起宗倍]数)$")

# What such a name counts has no other unit; each stands for every unit that ends in it, as 元 for 美元.
_ONLY = {
    "人数": "人 名 位 人次 户 员",
    "人次": "人次 人 名 位 次",
    "面积": "平方米 亩 公顷 平方公里 平方千米 平方 平米 ㎡ 顷",
    "建面": "平方米 平方公里 平方千米 平方 平米 ㎡ 公顷",
    "电量": "千瓦时 度 千瓦小时",
    "雨量": "毫米",
    "气温": "℃ 度",
    "权重": "% 分 百分点",
    "层级": "级 层 个",
    "欠薪": "元",
    "工资": "元",
    "慰问金": "元",
    "里程": "公里 千米 米 里",
    "半径": "公里 千米 米 里 分钟",
    "总长": "公里 千米 米 里",
    "宽度": "公里 千米 米 厘米",
    "金额": "元",
    "年龄": "岁 周岁 年",
    "年限": "年 月",
    "年数": "年",
    "造价": "元",
    "场次": "场 次 期",
    "个数": "个 家 户 所 处 座 条 项 件 支 只 栋 名",
    "户数": "户 家 个 名",
    "批次": "批 次",
    "类别数": "类 种 个",
    "电压": "千伏 伏",
    "电压等级": "千伏 伏",
    "天数": "天 日",
    "用时": "天 日 时 分 分钟 秒 年 月 周 星期",
    "时间": "天 日 时 分 分钟 秒 年 月 周 星期 次",
    "时限": "天 日 时 分 分钟 秒 年 月 周 星期",
    "时长": "天 日 时 分 分钟 秒 年 月 周 星期",
    "期限": "天 日 时 年 月 周 期",
    "条数": "条 项 款 则 个",
    "件数": "件 宗 起 项 例",
    "家数": "家 户 个 所 间",
    "辆数": "辆 台 部",
}
_ONLY_OF = re.compile(f"(?:{'|'.join(_ONLY)})$")
_BY_MANY = re.compile("[百千万]人|每[百千万]")
"""Rates in numbers of things: 万人成讼率为86.3件."""
_FEE = re.compile("^[^收缴免消退减降付交欠逃征返]+费$")
"""What costs money; 免除学杂费 may count people."""

_ALIKE = {unit: units for units in ("人 名 位", "场 场次", "亩 公顷 平方公里 平方米", "% 倍") for unit in units.split()}
"""Units of one thing."""
_SELDOM_MEANT = {
    "岁": re.compile("[龄岁寿]"),
    "周岁": re.compile("[龄岁寿]"),
    "年": re.compile("[年期时龄寿]"),
    "级": re.compile("[级层]数?$|等级"),
    "番": re.compile("[翻番倍]"),
    "方面": re.compile("方面|领域"),
    "大类": re.compile("类"),
    "大": re.compile("(?<!规模)(?<!级别)(?<!产值)(?<!收入)$"),
}
_ATTENDS = re.compile(r"参[加训](?!.*(?:[省市州盟县区旗镇乡村家]|企业|单位|部门|机构|学校)(?:\([^()]*\))?数?$)")
OF_PEOPLE = frozenset({"人", "名", "位", "人次"})
"""The units of people; who attends is counted, whatever it is: 参加资格考试."""
POINTS = frozenset({"个百分点", "百分点"})
_RATIOS = POINTS | frozenset({"%", "‰", "个千分点", "千分点", "个基点", "基点"})
_MULTIPLES = frozenset({"倍", "番"})
RELATIVE = _RATIOS | {"倍", "成"}
_ASIDE = re.compile(r"\([^()]*\)$|[上下]限$|范围$|前[0-9.]+[%‰](?=.)")
_CHANGE = compile_quick("(?:同比|[比较]上年)?(?:增长|增加|减少|下降|提高|上升|上涨|削减|降低|多|少)[数量额]?$")
_AMOUNT_OF_CHANGE = re.compile("(?:[增减]加?少?产?|扩大|缩小|下降|提高|多出|净增)(?:数?量|额|数)$")
_SAYS_MULTIPLE = re.compile("倍|[增翻番涨超幅]|比(?![率例重])|扩大|提[高升]|[上高]于|[是为]|相当")
_SAYS_RATE = compile_quick(
    f"率(?!先|领)|(?<![新净])增(?!加值)|[占比幅减升降涨超%]|(?<![厚长高宽深温])度$|(?:亏损|[覆复]盖)面|{_CHANGES}|缩短|压缩|压减|提速|扩大|[高低]于|[高低超]出|偏[多少高低]|百分|系数|指数|份额|[快慢]$"
)
_GROWTH = re.compile("(?:[增降涨]幅|增速|增长率?)$")
_OF_POINTS = re.compile("[差高低快慢超率度落]|比重|占比|提升|拉动|贡献|带动|百分|变化")
_WHO = compile_quick(
    "(?:(?<![动复])员|律师|教师|民警|群众|职工|居民|学生|[村农]民工?|患者|老年?人|儿童|幼儿|对象|(?<![账帐开落])户)$"
)
_BODY = re.compile(
    "(?:企业|机构|单位|部门|学校|[高院]校|中学|小学|社区|医院|法院|律所|事务所|[乡村]镇|镇街|街道|(?<![农乡])村|[困区]县|网格)$"
)
_NO_PEOPLE = frozenset(["元", "笔", "件", "起", "宗", "项", "亩", "吨", "公里", "平方米", "台", "辆", "套"])
_NO_BODIES = frozenset(["元", "人", "名", "位", "人次", "节", "堂", "份", "册", "本", "亩", "公里"])
_COUNTING = frozenset(["个", "家", "大", "项", "座", "条"])
_RANKS = ("级别", "档次", "等级")
_NO_RANKS = frozenset(["名", "人", "人次", "所", "栋", "户", "天", "年", "平方公里"])
_PLACE_HELD = compile_quick("(?<![上提]升)(?<!前[移进])(?<!下降)(?:位次|名次|排名)$")
_OF_PLACES_HELD = frozenset(["", "名", "位", "强", "位次", "个位次", "级"])
_SPANS = ("年", "年度", "月", "日", "天", "周", "季度", "期", "小时", "世纪")
_INTENSITY = re.compile("(?<!投资)强度(?:目标)?$")
_VILLAGES = ("村", "村庄", "社区", "镇", "街道", "县")
_PERSONS = ("律师", "教师", "民警", "人员")
_NO_AFFAIRS = frozenset(["元", "人", "名", "人次", "户", "家", "所"])
_ENDS_IN_COUNT = re.compile("(?:数量|(?<![指倍系级岁年月天日时学次里亩吨米度额值量元])(?<!里程)数)$")
OF_SIZE = frozenset(
    ["元", "千伏", "千瓦", "公里", "米", "亩", "公顷", "平方米", "吨", "千瓦时", "年", "周年", "周岁", "级"]
)
"""The units of a size, none of which such a name counts: 14个750千伏工程 for 工程数."""
_OF_PROJECTS = frozenset(["元", "公里", "千伏", "千瓦"])
_AMOUNT, _OF_PLACES = (
    re.compile("(?:产能|投资|投入|资金|利润|产值|增加值)(?:目标)?$"),
    frozenset(["个", "处", "家", "座", "项", "条", "套", "户", "公里", "平方米"]),
)
_OF_WATER = re.compile("水耗|[用耗]水")
_ENDS_IN_RATE = compile_quick(
    "(?:(?<!生产)(?<![频速汇])(?<![^成]功)率|(?:亏损|[覆复]盖)面|程度|比例|占比|比重|百分比|之比|[增降]幅|幅度|增速|(?<![侵抢强])占(?!地(?!区))[^用道领有]{1,10}|倍数|恢复到[0-9]{4}年(?:同期)?(?:水平)?)$"
)


def are_alike(one: str, other: str) -> bool:
    """Tell whether two units count the same things, as 人 and 名."""
    return one == other or _ALIKE.get(one, one) == _ALIKE.get(other, other)


def may_rival(plain: str, unit: str, claimed: str) -> bool:
    """Tell whether a name may mean a number of a unit as well as one of the unit claimed: growth in % or in 倍.

    >>> may_rival("专利申请量增速", "%", "倍"), may_rival("相当于全市的倍数", "%", "倍")
    (True, False)
    """
    return unit == claimed or (are_alike(unit, claimed) and not is_unlikely(plain, unit))


@lru_cache(maxsize=4096)
def is_unlikely(plain: str, unit: str) -> bool:
    """Tell whether a folded name hardly names a number with a unit: a share without a word for one, a rate of 件.

    >>> is_unlikely("整合执法力量", "%"), is_unlikely("覆盖率(原)", "所"), is_unlikely("覆盖率", "%")
    (True, True, False)
    """
    if unit in POINTS and _GROWTH.search(plain) and not _OF_POINTS.search(plain):
        return True  # 增幅 of 增长3.2%,拉动经济增长1.2个百分点
    if unit in _RATIOS:
        return _SAYS_RATE.search(_ASIDE.sub("", plain)) is None or not may_count(plain, unit)
    if unit in _MULTIPLES:
        return _SAYS_MULTIPLE.search(plain) is None
    return not may_count(plain, unit)


@lru_cache(maxsize=4096)
def may_count(plain: str, unit: str) -> bool:
    """Tell whether a folded name may name a number with a unit, as a rate names none of 件.

    >>> may_count("调解成功率", "件"), may_count("调解成功", "件"), may_count("调解成功", "%")
    (False, True, True)
    """
    core = _ASIDE.sub("", plain)
    if not unit:
        return True
    if unit not in RELATIVE and _ENDS_IN_RATE.search(core) and not _BY_MANY.search(core):
        return False
    if unit in _RATIOS and _AMOUNT_OF_CHANGE.search(core):
        return False
    measure = _ONLY_OF.search(core if unit in RELATIVE else _CHANGE.sub("", core))
    if _FEE.search(core):
        return unit.endswith("元")
    return measure is None or _is_of(unit, _ONLY[measure[0]])


@lru_cache(maxsize=4096)
def ends_in_other(plain: str, unit: str) -> bool:
    """Tell whether a folded name ends in people or bodies, and the unit is that of something else, as of money.

    >>> ends_in_other("代缴保险费困难人员", "元"), ends_in_other("困难人员保险费", "元")
    (True, False)
    >>> ends_in_other("授课学校数", "名"), ends_in_other("输变电工程数", "千伏"), ends_in_other("煤矿产能", "处")
    (True, True, True)
    """
    if unit in _NO_PEOPLE and _WHO.search(plain):
        return True
    if (
        (unit in _OF_PROJECTS and plain.endswith("项目"))
        or (unit == "户" and plain.endswith(_VILLAGES))
        or (unit in _NO_AFFAIRS and plain.endswith(("清单", "事项")))
        or (unit == "套" and plain.endswith("项目数"))
        or (unit.endswith("标准煤") and _OF_WATER.search(plain))
        or (unit in OF_PEOPLE and plain.endswith(("标准", "项目")))
    ):
        return True
    if unit == "元" and _INTENSITY.search(plain):
        return True
    if unit == "家" and _CHANGE.sub("", plain).endswith(_PERSONS):
        return True
    if (unit in OF_SIZE and _ENDS_IN_COUNT.search(plain)) or (unit in _OF_PLACES and _AMOUNT.search(plain)):
        return True
    if plain.endswith(_RANKS) and (unit in _COUNTING or unit in _NO_RANKS):
        return True
    if unit not in _OF_PLACES_HELD and _PLACE_HELD.search(plain):
        return True
    if plain in PERIODS and unit and not unit.endswith(_SPANS):
        return True
    return unit in _NO_BODIES and _BODY.search(plain.removesuffix("数")) is not None


def may_mean(plain: str, unit: str) -> bool:
    """Tell whether a folded name may speak of a number that mostly is a word of another: 四级 of 四级河湖长1,473名.

    >>> may_mean("市级河湖长", "番"), may_mean("八大类价格", "大类")
    (False, True)
    """
    words = _SELDOM_MEANT.get(unit)
    return words is None or words.search(plain) is not None


def _is_of(unit: str, units: str) -> bool:
    return any(unit.endswith(allowed) for allowed in units.split())


@lru_cache(maxsize=4096)
def says_unit(plain: str, unit: str) -> bool:
    """Tell whether a folded name ends in a word for what a unit counts.

    >>> says_unit("参考人数", "人"), says_unit("案件增长率", "件"), says_unit("增幅提高", "百分点")
    (True, False, True)
    """
    if unit and plain.endswith(unit if len(unit) > 1 else (unit + "数", unit + "次")):
        return True
    measure = _MEASURES.get(unit) or _MEASURES.get("元" if unit.endswith("元") else unit.removesuffix("次"))
    if measure is None:
        return False
    core = _ASIDE.sub("", plain)
    return measure.search(core) is not None or measure.search(_GENERIC.sub("", core)) is not None


@lru_cache(maxsize=4096)
def counts_unit(plain: str, unit: str) -> bool:
    """Tell whether a folded name ends in the very word for a number with a unit, as 人数 for one of 人.

    >>> counts_unit("受益人口", "人"), counts_unit("搬迁户数", "户"), counts_unit("培训人次", "名")
    (True, True, False)
    """
    core = _ASIDE.sub("", plain)
    if unit in OF_PEOPLE and _ATTENDS.match(core):
        return True
    if len(unit) > 1 and core.removesuffix("数").endswith(unit):
        return True
    found = _COUNTS.search(core)
    return found is not None and (unit in _COUNTED.get(found[0], "").split() or unit == found[0].rstrip("数"))
