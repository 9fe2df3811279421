"""The words of the console, in English and Chinese."""

_TEXT = {
    "begin": (
        "{reports} report(s), {calls} calls about {quantities} quantities, {into} + {out} tokens, about {time}{cost}; "
        "the text is sent to {host}{done}",
        "{reports} 份报告，{calls} 次调用，{quantities} 个数量，词元 {into} + {out}，约 {time}{cost}；"
        "文本发送至：{host}{done}",
    ),
    "about": ("~", "约 "),
    "for about": (" and {cost}", "，费用约 {cost}"),
    "slow": (
        "the embedded model takes about {time} for that. It can be stopped with Ctrl-C at any time, and the same "
        "command goes on; an endpoint is faster (docs/endpoints.md)",
        "内置模型处理这些报告约需 {time}。可随时按 Ctrl-C 停止，重新运行同一命令即可继续；"
        "使用外部接口会更快（见 docs/endpoints.md）",
    ),
    "reports of": ("{n} of {all} reports", "报告 {n}/{all}"),
    "chunks of": ("{n} of {all} chunks", "分段 {n}/{all}"),
    "left": ("about {time} left", "约剩 {time}"),
    "dot": (", ", "，"),
    "done": ("; {n} are done and unchanged", "；其中 {n} 份已完成且没有变化"),
    "end": ("{reports} reports, {open} need you", "{reports} 份报告，{open} 份需要您处理"),
    "review": ("review: {command}", "查看：{command}"),
    "spent": (
        "{calls} calls, {into} + {out} tokens{stored}",
        "调用 {calls} 次，词元 {into} + {out}{stored}",
    ),
    "stored": ("; {n} answers were stored already", "；另有 {n} 个回答已存，未再提问"),
    "cost": ("; cost {cost}", "；费用 {cost}"),
    "unanswered": (
        "{n} calls were sent and never answered: the endpoint may have charged for them",
        "有 {n} 次调用已发出而没有收到回答：接口可能已计费",
    ),
    "again": (
        "the same command asks again about what failed, and about nothing else",
        "重新运行同一命令，只会再问失败的部分",
    ),
    "not done": ("{n} reports are not done", "{n} 份报告尚未完成"),
    "questions": (
        "{n} questions without an answer; the text is sent to {host}",
        "{n} 个问题还没有回答；文本发送至：{host}",
    ),
    "job": ("{id}  {state}  {done} of {all} done", "{id}  {state}  已完成 {done}/{all}"),
    "taken": (
        "{answers} answers taken in, {failed} requests without one, {waiting} jobs not ready",
        "收到 {answers} 个回答，{failed} 个请求没有回答，{waiting} 个任务尚未完成",
    ),
    "held": (
        "{n} questions are with the provider's batch service; what of them this run asks is paid again "
        "(extractor provider collect)",
        "有 {n} 个问题已交给服务商批处理，本次运行若再问会重复付费（请先运行 extractor provider collect）",
    ),
    "paused": ("the endpoint asks to wait; going on in {time}", "接口要求等待，{time}后继续"),
    "stopping": (
        "stopping: waiting for {n} calls that are on their way (again: end at once)",
        "正在结束：等待 {n} 次已发出的调用（再按一次立即退出）",
    ),
    "serving": ("listening on {address}", "服务地址：{address}"),
    "first token": (
        "a token for everything, shown only this once: {token}\nlog in with a browser: {link}",
        "已生成全权令牌，只显示这一次：{token}\n用浏览器登录：{link}",
    ),
    "reviewing": ("review at {address} (Ctrl-C ends)", "请在浏览器中打开 {address}（按 Ctrl-C 结束）"),
    "applied": (
        "{new} decisions taken, {known} known already, {conflicts} in conflict",
        "采用 {new} 条决定，{known} 条此前已有，{conflicts} 处冲突",
    ),
    "fetching": ("fetching the model", "下载模型"),
    "ask": (
        "The embedded model (1.1 GB) is not on this machine yet. Download it now?",
        "本机还没有内置模型（1.1 GB），现在下载吗？",
    ),
    "refused": (
        "the embedded model is needed: run `extractor model fetch`, or pass --yes to let this run download it",
        "需要内置模型：请运行 extractor model fetch，或加 --yes 允许本次下载",
    ),
    "interrupted": (
        "interrupted; answers that came are kept, run the same command again to go on",
        "已中断；收到的回答都已保存，重新运行同一命令即可继续",
    ),
    "error": ("error: ", "错误："),
    "more errors": ("... and {n} more", "……另有 {n} 个"),
    "seconds": ("{n:.0f} s", "{n:.0f} 秒"),
    "minutes": ("{n:.0f} min", "{n:.0f} 分钟"),
    "hours": ("{n:.1f} h", "{n:.1f} 小时"),
    "this machine (embedded model)": ("this machine (embedded model)", "本机（内置模型）"),
    "complete": ("complete", "完整"),
    "partial": ("partial", "不完整"),
    "failed": ("failed", "失败"),
    "unreadable": ("unreadable", "无法读取"),
    "stopped": ("not done", "尚未完成"),
    "missing": ("result is gone", "结果已不在"),
    "damaged": ("no result of ours", "不是结果文件"),
    "running": ("in work", "处理中"),
    "no run": ("no run is known here", "这里没有运行记录"),
    "going on": (
        "a run is going on: process {pid} on {host}, since {started}, {n} of {all} reports",
        "正在运行：主机 {host} 上的进程 {pid}，开始于 {started}，报告 {n}/{all}",
    ),
    "broken off": (
        "the run of {started} was broken off after {n} of {all} reports; the same command goes on",
        "{started} 开始的运行在完成 {n}/{all} 份报告后中断；重新运行同一命令即可继续",
    ),
    "last run": (
        "last run: {started}, {time}, {calls} calls{cost}",
        "上次运行：{started}，{time}，调用 {calls} 次{cost}",
    ),
    "run stopped": ("it was stopped: {reason}", "中途停止：{reason}"),
    "open of": ("{open} open", "{open} 个待处理"),
    "tokens": ("{into} + {out} tokens", "词元 {into} + {out}"),
    "target": ("target", "目标"),
    "baseline": ("baseline", "基数"),
    "share": ("share", "其中"),
    "conflicting": ("≠  several values for one year", "≠  同一年有不同的数值"),
    "not verified": ("?  not verified against its report", "?  未核对无误"),
    "compared": (
        "{shared} indicators in two years or more, {single} in one only (--all shows them)",
        "{shared} 个指标有两年以上的数据，{single} 个只有一年（--all 全部列出）",
    ),
    "left out": (
        "{n} reports name neither issuer nor region, or no year, and are left out: {files}",
        "{n} 份报告没有发布单位和地区，或没有年度，未列入：{files}",
    ),
    "verified": ("{n} of {all} numbers verified", "{all} 个数字中 {n} 个核对无误"),
    "all": ("all {n} reports", "全部 {n} 份报告"),
    "omitted": ("{n} omitted", "{n} 个未提取"),
}


def phrase(key: str, lang: str, **values: object) -> str:
    """Return a phrase of the console in a language, "zh" or "en"."""
    english, chinese = _TEXT[key]
    return (chinese if lang == "zh" else english).format(**values)
