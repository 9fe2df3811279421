"""A range of text in, the place it names out. The rules are endings of names, not a gazetteer."""

import re

from extractor.source.offsets import CleanSpan
from extractor.source.spaced import through_blanks

# 杭州市, 新乡市, 镇江市, 沙市区, 沙县区 and 福州高新区 go on behind a character that ends other places.
_ZONE = r"(?:(?![市县区])[\u4e00-\u9fff]){0,6}?(?:园|开发|高新|经开|保税|新|示范|港)区"
_UNIT = (
    "特别行政区|自治区|自治州|自治县|自治旗|新区|(?:经济)?(?:技术|产业)?开发区|高新区|经开区|保税区|风景区|示范区|工业园区|林区|地区"
    "|街道|省|盟|县(?!区(?![域划位间直级内]))|旗(?!帜)|区(?![分别])|市(?![镇区场]|民(?![政族宗委]))"
    rf"|州(?![市县区省湾岛]|{_ZONE})|镇(?![江海市镇]|[\u4e00-\u9fff]{{0,2}}街道)|乡(?![市县区族])"
)
# Words that end like a place, in the name of an office (某区城市管理局), and what stands between a place and an office.
_OFFICE_WORD = (
    "局|厅|公司|在|城[市镇乡]|(?<=[省市县州盟])城区|社区|园区|乡[镇村]|农村|市[场政容]|区域|地区|县域|市县|委|法治|政府"
    "|人民"
)
_LOWER = rf"(?:(?!{_OFFICE_WORD})[\u4e00-\u9fff]){{1,6}}?(?:{_UNIT})"
# 代县长: who acts as the head of a county is not of 代县.
_ACTING_HEAD = "代[省市县区州旗镇乡]长"
_PLACE = re.compile(
    # 国家统计局临沂调查队, 国家金融监督管理总局临沂监管分局
    r"(?:(?<=国家统计局)|(?<=监督管理总局)|(?<=监会))[\u4e00-\u9fff]{2,6}?(?=调查总?队|监管分?局)"
    rf"|(?!{_ACTING_HEAD})(?:[\u4e00-\u9fff]{{1,10}}?(?:{_UNIT}))"
    rf"(?:{_LOWER}(?=[\u4e00-\u9fff]{{0,12}}(?:人民|政府|办事处|公所|局|厅|委|第|法治|20)|\s|$)){{0,2}}"
)
_NO_PLACE = re.compile(
    r"[全我本各该]省|[全我本各该省这两](?:[市区县州旗盟镇乡]|街道)|在|受|^各位|我们|局|厅|月.{0,3}日|公示|公布|公开|围绕|认真|按照|根据|全面|积极|推[动进]|加强|组织|通过|针对|结合|落实|深入|印发|对照|^自治|^特别|^(?:新|开发|高新|经开)区$|^为|^[市区县省州旗盟]|^(?:城市|都市|地市|市区|城镇|城区)|社区|(?<!工业)园区|[小病厂校片灾辖分]区|(?:沿海|开放|贫困|民族|边[境远疆]|[东中西]部|落后|发达)地区|乡镇|村镇|集镇|镇街|城乡|报告|部门|法治|建设|工作|政府|代表|政协|人大|坚持|过去|[，、]"
    r"|(?:中心|主|全|老旧|大|小|型|级|省会|先进|示范|文明|智慧|海绵|魅力|现代|国际|卫生|园林|平安|美丽|数字)(?:城市|都市|城镇|城区|乡村|县|省|市)$|^(?:国家|全国|这个|一个|每个|部分|有关|相关)"
)
_PLACE_START = re.compile(
    r"(?:(?:(?:19|20)\d\d|[二一][〇○零][〇○零一二三四五六七八九]{2})\s?年度?"
    r"|中共|关于|现将|在|中国人民政治协商会议|中国|政协|共产党|共青团|共产主义青年团|国网|民革|民盟|民建|民进|农工党|致公党|九三学社|人民银行|[证银保]{1,2}监会|国家[\u4e00-\u9fff]{2,6}?总?局)+"
)


@through_blanks
def find_region(text: str, span: CleanSpan) -> CleanSpan | None:
    """Return the clean span of the place that a range opens with, behind a year, or None.

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
