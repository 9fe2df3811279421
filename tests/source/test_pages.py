"""Pages as the site programs of government offices make them: the report alone is read, whatever stands around it."""

import pytest

from extractor.source.document import understand
from extractor.source.read import read_bytes

TITLE = "青溪县司法局2023年法治政府建设年度报告"
PARAGRAPHS = (
    "2023年，青溪县司法局坚持以习近平法治思想为指导，扎实推进法治政府建设。现将有关情况报告如下：",
    "一、2023年主要工作",
    "（一）强化组织领导。召开专题会议5次，审议议题12个。",
    "（二）规范行政执法。办结行政处罚案件36件，罚款12.5万元。",
    "二、存在的问题",
    "一是执法力量不足；二是普法形式单一。",
    "三、2024年工作打算",
    "开展培训10场次，建设法治文化阵地3处。",
)
ITEMS = ["召开专题会议", "办结行政处罚案件", "执法力量不足", "普法形式单一", "建设法治文化阵地"]
SIGNATURE = ("青溪县司法局", "2024年1月12日")

LINE_BREAKS = f"""<html><head><title>{TITLE}-青溪县人民政府</title><meta name="ArticleTitle" content="{TITLE}"/></head><body>
<div><a href="/">首页</a> <a href="/zw">政务公开</a> <a href="/hd">政民互动</a> | <span>2024年1月20日 星期六</span></div>
<div>当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 正文</div>
<table><tr><td>索引号：</td><td>113400/2024-00012</td><td>主题分类：</td><td>司法</td></tr>
<tr><td>发布机构：</td><td>青溪县司法局</td><td>发文日期：</td><td>2024-01-12</td></tr></table><h2>{TITLE}</h2>
<div><span>发布时间：2024-01-15 09:30</span><span>来源：县司法局</span><span>浏览次数：<script>document.write(56)</script>次</span>
<span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span><a onclick="print()">打印</a></div><div><span>分享到：</span><a>微信</a><a>微博</a></div>
<div class="TRS_Editor">{"<br/>".join("　　" + words for words in PARAGRAPHS)}<br/><br/>
<div align="right">{"<br/>".join(SIGNATURE)}</div></div><div>附件：<a href="a.doc">1.青溪县法治政府建设指标表.doc</a></div>
<p>上一篇：<a href="1">青溪县2022年法治政府建设报告</a></p><p>下一篇：<a href="2">行政执法公示3号</a></p><a>【打印本页】</a><a>【关闭窗口】</a>
<p>扫一扫在手机打开当前页</p><h3>相关链接</h3><ul><li><a href="3">解读：12项举措推进依法行政</a></li></ul>
<p>主办：青溪县人民政府办公室　承办：县数据资源管理局</p><p>网站标识码：3411230001 皖ICP备05000001号</p></body></html>"""

LAYOUT = f"""<html><head><title>青溪县司法局</title></head><body><center><table width=980><tr><td colspan=2><img src=b.jpg></td></tr>
<tr><td><table><tr><td><a href=1>单位概况</a></td></tr><tr><td><a href=2>工作动态</a></td></tr></table></td><td><table>
<tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr><tr><td>作者：办公室　来源：本站　点击数：123　更新时间：2024-1-15</td></tr>
<tr><td><div id=fontzoom>{"".join(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{words}</p>" for words in PARAGRAPHS)}
<table border=1><tr><th>项目</th><th>数量（件）</th></tr><tr><td>行政处罚</td><td>36</td></tr></table></div></td></tr>
<tr><td align=right>[ <a href=x>收藏本页</a> ] [ <a href=y>打印</a> ] [ <a href=z>关闭</a> ]</td></tr></table></td></tr>
<tr><td colspan=2>版权所有：青溪县司法局 地址：青溪县人民路12号 邮编：233000</td></tr></table></center></body></html>"""

STYLED = f"""<html><head><title>{TITLE}</title></head><body><div>您现在的位置：<a href=/>网站首页</a>/<a>信息公开</a></div>
<h1><!--<$[标题名称(html)]>begin-->{TITLE}<!--<$[标题名称(html)]>end--></h1><p>信息来源：<span>县司法局</span> 发布日期：<span>2024-01-15</span>
访问次数：<span>56</span> 字号：[ <a>大</a> <a>中</a> <a>小</a> ] 视力保护色：<span>　</span></p>
<div id="zoom">{"".join(f'<p style="text-indent: 2em;"><span style="font-size: 16px;">{words}</span></p>' for words in PARAGRAPHS)}
{"".join(f'<p style="text-align:right">{words}</p>' for words in SIGNATURE)}<p style="font-size:0px">法治政府 12个</p><p class="hide">罚款99万元。</p></div>
<div>您可能感兴趣的内容<ul><li><a href=x>县司法局召开2024年第1次党组会</a> 2024-01-18</li></ul></div>
<div>【 <a>打印</a> 】【 <a>关闭</a> 】 <span>Produced By 大汉网络 大汉版通发布系统</span></div>
<div>主办单位：青溪县人民政府　技术支持：某公司<br>ICP备案编号：皖ICP备05000001号</div></body></html>"""

ACCOUNT = f"""<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div><span>青溪司法</span> <em>2024-01-15 18:00</em></div>
<div id="js_content">{"".join(f"<section><section><p><span>{words}</span></p></section></section>" for words in PARAGRAPHS)}<p>END</p>
<p>来源：青溪县司法局</p><p>编辑：李明　审核：王刚</p></div><div>阅读原文</div><div>阅读 123　赞 5　在看 2</div>
<div>预览时标签不可点</div><div>微信扫一扫<br>关注该公众号</div></body></html>"""

PAGES = {"line breaks": LINE_BREAKS, "layout": LAYOUT, "styled": STYLED, "account": ACCOUNT}


@pytest.mark.parametrize(
    ("page", "date"),
    [("line breaks", "2024-01-12"), ("layout", "2024-01-15"), ("styled", "2024-01-12"), ("account", "2024-01-15")],
)
def test_a_page_gives_its_report_and_nothing_else(page, date):
    """Items and head are the report's; menus, tools, links, hidden words and imprints are none."""
    raw = read_bytes(PAGES[page].encode(), "a.html")
    document = understand(raw)
    head = document.head
    assert [item.title for item in document.items] == ITEMS
    assert (head.title.value, head.issuer.value, head.region.value) == (TITLE, "青溪县司法局", "青溪县")
    assert (head.year.value, head.report_date.value) == (2023, date)
    for item in document.items:
        quote = document.clean.evidence(*item.spans[0])
        assert raw.text[quote.start : quote.end] == quote.quote
