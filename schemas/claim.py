"""A claim: something that a model, a person or another tool says a source holds."""

from schemas.span import Frozen, Span


class Claim(Frozen):
    """One number that somebody says the source holds.

    `path` is a JSON Pointer into the claims file. `value_text` is the number as the claim prints it and may carry
    its unit or qualifier; `unit` and `approx` add to it, and what is said twice is read once. `approx` is None where
    the claim's form has no place for qualifiers other than `value_text`. `value` is the plain value where the form
    gives it beside `value_text`; the two must agree. `quote` is the passage the claim leans on,
    `more_quotes` what it quotes beside that: all must be printed. `quote_span` is where the claim says the quote
    stands: it counts only where the original holds it there.
    `span` is where the claim says the number with its unit stands in the original text: a hint among equal copies,
    never trusted by itself. `free_text` marks a number inside a name or title, which has no unit or quote of its own.
    """

    path: str
    name: str
    value_text: str
    unit: str = ""
    approx: tuple[str, ...] | None = None
    value: str | None = None
    quote: str | None = None
    more_quotes: tuple[str, ...] = ()
    quote_span: Span | None = None
    span: Span | None = None
    free_text: bool = False
