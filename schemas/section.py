"""What a part of a report is about."""

from enum import StrEnum


class SectionKind(StrEnum):
    """What the text of a section reports; only the first three hold items.

    `preamble` is what stands before the first part, `closing` a closing formula or signature, `glossary` definitions,
    `other` what is none of these (such as a promise to deal with the problems just named).
    """

    ACHIEVEMENTS = "achievements"
    PROBLEMS = "problems"
    PLANS = "plans"
    PREAMBLE = "preamble"
    GLOSSARY = "glossary"
    CLOSING = "closing"
    OTHER = "other"


ITEM_KINDS = frozenset({SectionKind.ACHIEVEMENTS, SectionKind.PROBLEMS, SectionKind.PLANS})
