"""The words of the pages, in Chinese and in English."""

from extractor.review.labels import Lang
from schemas.decision import Act, Status

_WORDS = {
    "reports": ("报告", "Reports"),
    "all_reports": ("全部报告", "All reports"),
    "original": ("原文", "Original"),
    "results": ("核对结果", "Findings"),
    "said": ("所报", "said"),
    "source": ("原文", "source"),
    "nothing": ("（未填）", "(nothing)"),
    "nowhere": ("（原文无对应位置）", "(no place in the source)"),
    "left_out": ("（未提取的数量）", "(a quantity left out)"),
    "candidates": ("候选位置", "Candidates"),
    "nearest": ("原文中最接近的数字", "Nearest numbers in the source"),
    "line": ("第{}行", "line {}"),
    "name": ("名称", "Name"),
    "new_value": ("更正为", "Correct to"),
    "note": ("备注", "Note"),
    "save_note": ("存备注", "Save note"),
    "to_source": ("看原文", "Source"),
    "undo": ("撤销", "Undo"),
    "redo": ("重做", "Redo"),
    "keys": ("快捷键", "Keys"),
    "help": ("按键说明", "Keyboard"),
    "script": ("繁／简", "繁/简"),
    "export": ("导出", "Export"),
    "export_reviewed": ("审定结果 JSON", "Reviewed JSON"),
    "export_csv": ("决定清单 CSV", "Decisions CSV"),
    "export_summary": ("一页小结（可打印）", "One-page summary (printable)"),
    "export_page": ("离线页面", "Offline page"),
    "export_events": ("导出决定", "Export decisions"),
    "reviewer": ("审核人", "Reviewer"),
    "set_reviewer": ("确定", "Set"),
    "who": ("请先填写审核人姓名", "Please enter the reviewer's name first"),
    "all": ("全部", "All"),
    "open": ("待定", "Open"),
    "done": ("已定", "Decided"),
    "search": ("搜索名称或数字", "Search names and numbers"),
    "bulk": ("批量", "Bulk"),
    "bulk_title": ("批量处理当前筛选", "Decide all that the filter shows"),
    "bulk_touch": ("将处理 {} 条", "{} will be decided"),
    "bulk_keep": (
        "{} 条不在其内：数字有改动、指向不明等须逐条查看",
        "{} are left alone: altered digits, ambiguities and the like are looked at one by one",
    ),
    "bulk_none": ("当前筛选下没有可以这样批量处理的条目", "Nothing under this filter can be decided so at once"),
    "apply": ("执行", "Apply"),
    "cancel": ("取消", "Cancel"),
    "close": ("关闭", "Close"),
    "stale_title": ("他人已先作出决定", "Somebody has decided meanwhile"),
    "stale": (
        "这一条在您打开页面之后已有新的决定。请看过差异再定。",
        "This finding has been decided since you opened the page. Look at the difference, then choose.",
    ),
    "theirs": ("对方", "theirs"),
    "yours": ("您的", "yours"),
    "keep": ("保留对方的", "Keep theirs"),
    "replace": ("改为我的", "Replace with mine"),
    "progress": ("已定 {} / {}", "{} of {} decided"),
    "all_done": ("全部处理完毕", "All decided"),
    "nothing_to_do": ("无需人工处理", "Nothing needs a person"),
    "reopened": ("重新提取后内容有变，原决定不再适用：", "Changed by a new extraction; the earlier decision fell: "),
    "left_behind": (
        "另有 {} 条决定针对的条目在新结果中已不存在",
        "{} decisions are about claims that this result no longer holds",
    ),
    "sums": ("原文合计不符", "Sums of the source that do not hold"),
    "partial": ("提取不完整：部分段落未得到回答", "Partial: some passages were not answered"),
    "failed": ("提取失败：没有一段得到回答", "Failed: no passage was answered"),
    "unreadable": ("无法读取", "cannot be read"),
    "no_match": ("没有符合筛选条件的条目", "Nothing matches the filter"),
    "undone": ("已撤销", "Undone"),
    "redone": ("已重做", "Done again"),
    "nothing_undone": ("没有可以撤销的操作", "Nothing to undo"),
    "nothing_redone": ("没有可以重做的操作", "Nothing to redo"),
    "not_saved": ("未能保存：{}", "Not saved: {}"),
    "draft": (
        "离线草稿保存在本浏览器中，完成后请导出决定",
        "Drafts are kept in this browser; export the decisions when you are done",
    ),
    "needs_value": ("请填写一个数字（可带单位）", "Enter one number, with its unit if it has one"),
    "needs_name": ("补录需要填写名称", "A quantity that is taken up needs a name"),
    "result_changed": ("结果文件已更新，请刷新页面", "The result file has changed; reload the page"),
    "where_indicators": ("指标", "indicator"),
    "where_achievements": ("成绩", "achievement"),
    "where_problems": ("问题", "problem"),
    "where_plans": ("计划", "plan"),
    "where_title": ("标题", "title"),
    "where_year": ("年度", "year"),
    "where_issuer": ("发布单位", "issuer"),
    "where_region": ("地区", "region"),
    "where_report_date": ("日期", "date"),
    "chart": ("各报告核对结论", "Verdicts by report"),
    "years": ("指标历年变化", "An indicator across years"),
    "tone_wrong": ("与原文不符", "differs from the source"),
    "tone_doubtful": ("有待判断", "doubtful"),
    "tone_omitted": ("遗漏未报", "omitted"),
    "tone_fine": ("无需处理", "fine"),
    "choose": ("查看", "Show"),
    "summary": ("审核小结", "Review summary"),
    "verdict": ("核对结论", "Verdict"),
    "count": ("数量", "Count"),
    "by": ("审核人", "Reviewer"),
    "when": ("时间", "Time"),
    "finding": ("条目", "Finding"),
    "decision": ("决定", "Decision"),
    "print": ("打印", "Print"),
    "year": ("年度", "Year"),
    "title": ("标题", "Title"),
    "missing": ("没有这份报告", "There is no such report"),
    "refused": ("请求被拒绝", "Refused"),
    "skip": ("跳到核对结果", "Skip to the findings"),
    "places": ("待定条目在全文中的位置", "Open places over the whole text"),
    "other_lang": ("English", "中文"),
    "help_off": ("快捷键已关闭，点“快捷键”按钮可打开", "Keys are off; the Keys button turns them on"),
}
_ACTS = {
    Act.ACCEPT: (("采纳", "可不提"), ("Accept", "Leave out")),
    Act.CORRECT: (("更正", "补录"), ("Correct", "Take up")),
    Act.REJECT: (("否决", "不该漏"), ("Reject", "Wrongly omitted")),
    Act.DISMISS: (("忽略", "忽略"), ("Dismiss", "Dismiss")),
    Act.NOTE: (("备注", "备注"), ("Note", "Note")),
    Act.UNDO: (("撤销", "撤销"), ("Undo", "Undo")),
    Act.REDO: (("重做", "重做"), ("Redo", "Redo")),
}
_STATUS = {
    Status.ACCEPTED: (("已采纳", "可不提"), ("accepted", "left out")),
    Status.CORRECTED: (("已更正", "已补录"), ("corrected", "taken up")),
    Status.REJECTED: (("已否决", "不该漏"), ("rejected", "wrongly omitted")),
    Status.DISMISSED: (("已忽略", "已忽略"), ("dismissed", "dismissed")),
}
KEYS = (
    ("j / k", ("下一条／上一条待定", "next / previous open finding")),
    ("a", ("采纳", "accept")),
    ("c", ("更正", "correct")),
    ("x", ("否决", "reject")),
    ("d", ("忽略", "dismiss")),
    ("n", ("备注（Ctrl+Enter 保存）", "note (Ctrl+Enter saves)")),
    ("1–9", ("选第几个候选填入更正", "take a candidate into the correction")),
    ("u / U", ("撤销／重做", "undo / redo")),
    ("s", ("看原文位置", "to the source")),
    ("b", ("批量处理当前筛选", "decide all that the filter shows")),
    ("/", ("搜索", "search")),
    ("?", ("本说明", "this help")),
    ("Esc", ("离开输入框或关闭窗口", "leave a field, close a window")),
)


def word(key: str, lang: Lang, *values: object) -> str:
    """Return a phrase of the pages, with values in its places."""
    chinese, english = _WORDS[key]
    return (chinese if lang is Lang.ZH else english).format(*values) if values else (chinese, english)[lang is Lang.EN]


def words_for_script(lang: Lang) -> dict[str, str]:
    """Return the phrases that the page's script uses."""
    return {key: pair[lang is Lang.EN] for key, pair in _WORDS.items() if key in _SCRIPT}


def act_label(act: Act, lang: Lang, *, omitted: bool = False) -> str:
    """Return the label of a button; for an omitted quantity it says what the act means there."""
    return _ACTS[act][lang is Lang.EN][omitted]


def status_label(status: Status, lang: Lang, *, omitted: bool = False) -> str:
    """Return how a decided finding is called."""
    return _STATUS[status][lang is Lang.EN][omitted]


def keys(lang: Lang) -> list[tuple[str, str]]:
    """Return the keyboard map."""
    return [(key, pair[lang is Lang.EN]) for key, pair in KEYS]


_SCRIPT = (
    *("said", "source", "nothing", "nowhere", "candidates", "nearest", "line", "who", "bulk_touch", "bulk_keep"),
    *("bulk_none", "theirs", "yours", "progress", "all_done", "reopened", "undone", "redone", "nothing_undone"),
    *("nothing_redone", "not_saved", "draft", "needs_value", "needs_name", "open", "result_changed", "help_off"),
)
