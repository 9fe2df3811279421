"""The commands of review: open, page, apply, export. They import the web libraries only when they run."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from extractor.console_text import phrase
from extractor.settings import load_language

app = typer.Typer(no_args_is_help=True, help="Decide what the check found: in a browser, or on an offline page.")

ResultFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of results.")]


@app.command("open")
def review_open(
    folder: ResultFolder,
    reviewer: Annotated[str, typer.Option(help="Your name, as the decisions will show it.")] = "",
    host: Annotated[str, typer.Option(help="Where to listen; others than this machine need a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8765,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Review the results of a folder in a browser, until Ctrl-C. Decisions are kept in DIR/review.db.

    Example: extractor review open out/
    """
    import webbrowser

    from extractor.review.folder import Folder
    from extractor.review.labels import Lang
    from extractor.review.web import serve as serve_review

    lang = load_language()

    def tell(address: str) -> None:
        typer.echo(phrase("reviewing", lang, address=address))
        if browser and sys.stdout.isatty():
            webbrowser.open(address)

    serve_review(Folder(folder), lang=Lang.of(lang), reviewer=reviewer, host=host, port=port, tell=tell)


@app.command("page")
def review_page(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="A result file.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")],
) -> None:
    """Write one report as an offline page: decide anywhere, export the decisions, apply them here.

    Example: extractor review page out/report.json -o report.html
    """
    from extractor.output import write_text
    from extractor.review.folder import open_result
    from extractor.review.labels import Lang
    from extractor.review.page import offline_page

    write_text(output, offline_page(open_result(result), Lang.of(load_language())))


@app.command("apply")
def review_apply(
    events: Annotated[Path, typer.Argument(metavar="EVENTS", help="Decisions that an offline page exported.")],
    folder: ResultFolder,
) -> None:
    """Bring the decisions of an offline page into a folder. Exit 1 if somebody has decided otherwise meanwhile.

    Example: extractor review apply report.events.jsonl out/
    """
    from extractor.review.apply import apply_events, read_events
    from extractor.review.folder import Folder
    from extractor.review.labels import Lang
    from extractor.review.view import conflict_lines

    lang = load_language()
    applied = apply_events(Folder(folder), read_events(events))
    typer.echo(phrase("applied", lang, new=applied.new, known=applied.known, conflicts=len(applied.conflicts)))
    for conflict in applied.conflicts:
        for line in conflict_lines(conflict.events, conflict.standing, Lang.of(lang)):
            typer.echo(line)
    raise typer.Exit(1 if applied.conflicts else 0)


@app.command("export")
def review_export(
    folder: ResultFolder,
    out: Annotated[Path | None, typer.Option(help="Folder of the exports; DIR/reviewed by default.")] = None,
) -> None:
    """Write the reviewed JSON, the decisions as CSV and a printable summary of every report.

    Example: extractor review export out/
    """
    from extractor.review.export import write_exports
    from extractor.review.folder import Broken, Folder
    from extractor.review.labels import Lang

    lang = load_language()
    for found in Folder(folder).all():
        if isinstance(found, Broken):
            raise found.error
        for path in write_exports(found, out or folder / "reviewed", Lang.of(lang)):
            typer.echo(str(path))
