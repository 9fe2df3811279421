"""The words of the service's pages, in Chinese and in English, and those that the script needs."""

from collections.abc import Mapping
from functools import cache

from extractor.review.labels import Lang, label
from schemas.finding import Verdict

_WORDS = {
    "title": ("报告提取", "Report extraction"),
    "drop": ("把报告拖到这里", "Drop reports here"),
    "or": ("或", "or"),
    "choose": ("选择文件", "choose files"),
    "formats": (
        "txt、docx、pdf（带文字层）、html、xml，单份不超过 50 MB",
        "txt, docx, pdf with a text layer, html, xml; 50 MB at most each",
    ),
    "reports": ("报告", "Reports"),
    "none": (
        "还没有报告。提交后在这里看进度和核对结果。",
        "No reports yet. Their progress and findings will show here.",
    ),
    "review_all": ("审核全部", "Review all"),
    "review": ("审核", "Review"),
    "json": ("结果 JSON", "Result JSON"),
    "delete": ("删除", "Delete"),
    "delete_sure": ("确认删除", "Really delete"),
    "log_out": ("退出", "Log out"),
    "log_in": ("登录", "Log in"),
    "token": ("访问令牌", "Access token"),
    "token_help": (
        "令牌在服务首次启动时显示；也可用 extractor token add 生成。",
        "The service printed one when it first started; `extractor token add` makes more.",
    ),
    "token_wrong": ("令牌不对，或已被撤销。", "This token is wrong, or was revoked."),
    "other_lang": ("English", "中文"),
    "skip": ("跳到报告列表", "Skip to the reports"),
    "may_not_submit": ("此令牌不能提交报告。", "This token may not hand in reports."),
}
_SCRIPT_WORDS = {
    "sending": ("正在上传", "sending"),
    "queued": ("排队中", "waiting"),
    "running": ("提取中", "extracting"),
    "reading": ("正在读取", "reading"),
    "done": ("已完成", "done"),
    "partial": ("部分完成", "in part"),
    "failed": ("失败", "failed"),
    "refused": ("未接收", "not taken"),
    "chunks": ("{done} / {total} 段", "{done} of {total} passages"),
    "open": ("{n} 处待处理", "{n} to decide"),
    "nothing_open": ("数字全部核对无误", "every number checks out"),
    "no_numbers": ("没有需要核对的数字", "no numbers to check"),
    "no_connection": ("连不上服务，请稍后再试", "the service cannot be reached; try again later"),
    "log_in_again": ("登录已失效，请重新登录", "the login has ended; log in again"),
}


def words(lang: str) -> Mapping[str, str]:
    """Return the words of the templates in a language, "zh" or "en"."""
    return _in(_WORDS, lang)


@cache
def script_words(lang: str) -> dict[str, dict[str, str]]:
    """Return what the script says, and what it calls each verdict."""
    verdicts = {verdict.value: label(verdict, Lang.of(lang)) for verdict in Verdict}
    return {"words": _in(_SCRIPT_WORDS, lang), "verdicts": verdicts}


def _in(table: Mapping[str, tuple[str, str]], lang: str) -> dict[str, str]:
    return {key: pair[lang != "zh"] for key, pair in table.items()}
