"""A range of text in, the public body or the place it names out. The rules are endings, not a gazetteer."""

import re

from extractor.source.offsets import CleanSpan

# `法治政府`, `政府工作报告`, `责任政府` are no bodies.
_ORGAN = re.compile(
    r"国务院|[\u4e00-\u9fff（）()]{1,30}?(?:(?:人民)?政府办公[厅室]|人民政府|(?:司法|公安|财政|教育|卫生健康|民政|税务|应急管理|生态环境|市场监督管理|[\u4e00-\u9fff]{2,8})局"
    r"|(?:司法|财政|教育|公安|民政|[\u4e00-\u9fff]{2,8})厅|委员会|管委会|办公室|办事处|行政公署|行署|(?:执法|巡特警|交警|税务)?[总支大]队|司法所|事务中心|服务中心|(?<!法治)(?<!责任)(?<!服务型)政府(?!工作报告|建设|职能))"
    # an office of the government that its name opens with: 某区人民政府某街道办事处, 省政府法制办
    r"(?:(?<=政府)(?!的|办公)[\u4e00-\u9fff]{0,10}?(?:办事处|办公室|法制办(?!公室)|委员会|局|厅))?"
)
_NO_ORGAN = re.compile("报告|情况|建设(?![局厅委部管])|工作(?![局委部办])|^.委")
_LEADING = re.compile(r"(?:中共|关于|我代表|代表|(?:19|20)\d\d年?度?|[：:\s（(])+")
# 杭州市, 新乡市, 镇江市 and 沙市区 go on behind a character that ends other places.
_UNIT = (
    "特别行政区|自治区|自治州|自治县|自治旗|新区|地区|街道|省|盟|县|旗|区"
    "|市(?![镇区])|州(?![市县区])|镇(?![江海市])|乡(?![市县])"
)
# Words that end like a place, in the name of an office (某区城市管理局).
_COMMON = "城[市镇乡区]|城乡|社区|园区|乡[镇村]|农村|市[场政容]"
_PLACE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,7}}?(?:{_UNIT}))(?:(?!{_COMMON})[\u4e00-\u9fff]{{1,6}}?(?:{_UNIT})(?=[\u4e00-\u9fff]{{0,12}}(?:人民政府|政府|局|厅|委|第|法治|20)|$)){{0,2}}"
)
_NO_PLACE = re.compile(
    r"^[全我本各][市区县省州旗盟]|^[市区县省州旗盟]|^(?:城市|都市|地市|市区|城镇|城区)|社区|园区|小区|辖区|分区|乡镇|村镇|集镇|镇街|城乡|我[区县市省]|各[区县市省]|部门|报告|法治|建设|工作|政府|代表|政协|人大"
    r"|(?:中心|主|全|老旧|大|小|型|级|省会|先进|示范|文明|智慧|海绵|魅力|现代|国际|卫生|园林)(?:城市|都市|城镇|城区)$"
)
_PLACE_START = re.compile(r"(?:中共|关于|在|中国)+")


def find_organ(text: str, span: CleanSpan) -> CleanSpan | None:
    """Return the clean span of the public body that a range opens with or names, or None.

    >>> text = "深圳市光明区人民政府关于2021年度法治政府建设情况的报告"
    >>> start, end = find_organ(text, CleanSpan(0, len(text)))
    >>> text[start:end]
    '深圳市光明区人民政府'
    """
    leading = _LEADING.match(text, span.start, span.end)
    hit = _ORGAN.match(text, leading.end() if leading else span.start, span.end)
    if hit is None or _NO_ORGAN.search(hit.group()):
        return None
    return CleanSpan(*hit.span())


def find_region(text: str, span: CleanSpan) -> CleanSpan | None:
    """Return the clean span of the place that a range opens with, or None.

    >>> text = "乌拉特中旗法治政府建设工作报告"
    >>> start, end = find_region(text, CleanSpan(0, len(text)))
    >>> text[start:end]
    '乌拉特中旗'
    """
    leading = _PLACE_START.match(text, span.start, span.end)
    hit = _PLACE.match(text, leading.end() if leading else span.start, span.end)
    if hit is None or _NO_PLACE.search(hit.group()):
        return None
    return CleanSpan(*hit.span())
