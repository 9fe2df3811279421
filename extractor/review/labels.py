"""What people read for each verdict and reason, in Chinese and in English."""

from enum import StrEnum
from typing import assert_never

from schemas.finding import Arithmetic, Finding, OmitReason, Verdict


class Lang(StrEnum):
    """A language of labels."""

    ZH = "zh"
    EN = "en"

    @classmethod
    def of(cls, locale: str) -> "Lang":
        """Return the language of a locale: Chinese for any `zh`, else English."""
        return cls.ZH if locale.lower().startswith("zh") else cls.EN


_WORDS = {
    "said": ("所报：", "said: "),
    "source": ("原文：", "source: "),
    "nothing": ("（未填）", "(nothing)"),
    "nowhere": ("（无）", "(nowhere)"),
    "decided": ("已决定：", "decided: "),
    "also": ("另见：", "see also: "),
    "line": ("第{}行", "line {}"),
    "summary": ("核对汇总", "Summary"),
    "sum": ("原文合计不符", "the source's own sum does not hold"),
}


def words(key: str, lang: Lang) -> str:
    """Return a fixed phrase."""
    chinese, english = _WORDS[key]
    return chinese if lang is Lang.ZH else english


def label(verdict: Verdict, lang: Lang) -> str:
    """Return the label of a verdict.

    >>> label(Verdict.SCALE_ERROR, Lang.ZH)
    '量级有误'
    """
    chinese, english = _labels(verdict)
    return chinese if lang is Lang.ZH else english


def _labels(verdict: Verdict) -> tuple[str, str]:
    match verdict:
        case Verdict.VERIFIED:
            return "核对无误", "verified"
        case Verdict.AMBIGUOUS:
            return "指向不明", "ambiguous"
        case Verdict.MISPLACED:
            return "出处有误", "misplaced"
        case Verdict.MISATTRIBUTED:
            return "张冠李戴", "misattributed"
        case Verdict.UNIT_MISMATCH:
            return "单位不符", "unit mismatch"
        case Verdict.QUALIFIER_MISMATCH:
            return "概数词不符", "qualifier mismatch"
        case Verdict.SCALE_ERROR:
            return "量级有误", "scale error"
        case Verdict.ALTERED_DIGIT:
            return "数字有改动", "altered digit"
        case Verdict.DERIVED:
            return "推算得出", "derived"
        case Verdict.NOT_IN_SOURCE:
            return "原文未见", "not in source"
        case Verdict.OMITTED:
            return "遗漏未报", "omitted"
        case _:
            assert_never(verdict)


def reason_label(reason: OmitReason | None, lang: Lang) -> str:
    """Return the label of why a quantity was left out."""
    match reason:
        case None:
            pair = ("未说明原因", "no reason")
        case OmitReason.REPEATED:
            pair = ("重复正文", "repeated body")
        case OmitReason.GLOSSARY:
            pair = ("名词解释", "glossary")
        case OmitReason.PLAN_TARGET:
            pair = ("计划目标", "plan target")
        case OmitReason.NOISE:
            pair = ("页面杂讯", "page noise")
        case _:
            assert_never(reason)
    return pair[0] if lang is Lang.ZH else pair[1]


def reason(finding: Finding, lang: Lang) -> str:
    """Return one line of why; the Chinese one is the finding's own."""
    return finding.why if lang is Lang.ZH else _english(finding)


def _english(finding: Finding) -> str:
    source = finding.source or "another number"
    other = finding.candidates[0].text if finding.candidates else "another number"
    match finding.verdict:
        case Verdict.VERIFIED:
            return "printed in the source as said"
        case Verdict.AMBIGUOUS:
            return "several places fit and nothing separates them, or the name does not lead to the number"
        case Verdict.MISPLACED:
            return "not in the quoted passage, or the quote is not printed; the number stands here"
        case Verdict.MISATTRIBUTED:
            return f"the number is printed, but the name speaks of another one: {other}"
        case Verdict.UNIT_MISMATCH:
            return f"same value, but the source prints {source}"
        case Verdict.QUALIFIER_MISMATCH:
            return f"a qualifier is lost, invented or turned round: the source prints {source}"
        case Verdict.SCALE_ERROR:
            return f"same digits, another power of ten: the source prints {source}"
        case Verdict.ALTERED_DIGIT:
            return f"digits differ from, or are only a part of, the source's {source}"
        case Verdict.DERIVED:
            return "not printed; it follows by calculation from the numbers shown"
        case Verdict.NOT_IN_SOURCE:
            return "the source does not print this number"
        case Verdict.OMITTED:
            return "no claim accounts for this quantity"
        case _:
            assert_never(finding.verdict)


def arithmetic_line(total: Arithmetic, lang: Lang) -> str:
    """Return one line about a printed sum."""
    return f"{total.expression}：{total.why}" if lang is Lang.ZH else total.expression
