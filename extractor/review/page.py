"""The offline page: one report as one HTML file that needs no server and reaches none.

In: a report and its decisions. Out: HTML that drafts further decisions in the browser and exports them as events. Its
policy allows its own script and style by their hashes, and nothing else.
"""

from markupsafe import Markup

from extractor.review.folder import Review
from extractor.review.labels import Lang
from extractor.review.render import digest, report_page, static
from extractor.review.view import Query


def offline_page(review: Review, lang: Lang) -> str:
    """Return the page; at most 700 KB for a report of 40,000 characters with 1,500 claims."""
    script, style = (_unindented(static(name)) for name in ("review.js", "review.css"))
    allowed = f"script-src {digest(script)}; style-src {digest(style)}"
    return report_page(
        review,
        lang,
        Query(),
        mode="page",
        policy=f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'",
        script=Markup(script),
        style=Markup(style),
    )


def _unindented(text: str) -> str:
    """Leave out what only the reader of the source needs: the blanks that lines begin with."""
    return "".join(line.lstrip(" ") for line in text.splitlines(keepends=True))
