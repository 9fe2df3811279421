"""The commands that look at results: diff, eval, table, compare."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from extractor import console_text
from extractor.cli_options import Format, TextFormat
from extractor.errors import ClaimsError
from extractor.settings import load_language, wants_color
from schemas.export import Rows, TableFormat

MOST_ERRORS = 20


def diff(results: Annotated[list[Path], typer.Argument(metavar="RESULT...", help="Result files or folders.")]) -> None:
    """Show what a person must look at in results, said against source, and what was decided.

    Exit 0: nothing is open; 1: something is; 2: no readable result.

    Example: extractor diff out/
    """
    from extractor.check.claims import read_claims
    from extractor.review.labels import Lang
    from extractor.review.results import find_results, load_result
    from extractor.review.sheet import lay_out, prepare
    from extractor.review.store import Store
    from extractor.review.terminal import names_of, render_diff
    from extractor.review.view import decided_line

    waiting, lang = False, load_language()
    for path in find_results(results):
        result = load_result(path)
        sheet = lay_out(prepare(result), Store(path.parent).events(result.source.sha256))
        waiting |= sheet.waiting > 0
        body = render_diff(
            result.validation,
            result.source.text,
            color=color(),
            width=width(),
            lang=lang,
            names=names_of(read_claims(result).claims),
            decided={row.index: line for row in sheet.rows if (line := decided_line(row, Lang.of(lang)))},
        )
        sys.stdout.write(f"== {path}\n{body}\n")
    raise typer.Exit(1 if waiting else 0)


def evaluate(
    results: Annotated[list[Path], typer.Argument(metavar="RESULTS...", help="Result files or folders.")],
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Folder of gold; docs/evaluation.md has its form.")],
    format: Format = TextFormat.TEXT,
) -> None:
    """Judge results against hand-made gold: recall, precision and F1 of items, quantities and the head.

    Example: extractor eval out/ --gold tests/gold
    """
    from extractor.evaluate import Score, judge
    from extractor.gold import load_gold
    from extractor.review.labels import Lang
    from extractor.review.results import find_results, load_result
    from extractor.review.scores import render_scores

    golds = load_gold(gold)
    scores = {str(path): judge(load_result(path), golds) for path in find_results(results)}
    judged = {name: score for name, score in scores.items() if score is not None}
    if not judged:
        raise ClaimsError(
            f"none of the results has gold in {str(gold)!r}; gold names its report under `file` or `sha256`",
            f"{str(gold)!r} 里没有这些结果的标注；标注用 file 或 sha256 指明报告",
        )
    total = sum(judged.values(), Score())
    if format is TextFormat.JSON:
        reports = {name: score.to_json() for name, score in judged.items()}
        left_out = [name for name, score in scores.items() if score is None]
        summary = {"reports": reports, "without_gold": left_out, "total": total.to_json()}
        sys.stdout.write(json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
        return
    lang = Lang.of(load_language())
    for name, score in [*judged.items(), (console_text.phrase("all", lang, n=len(judged)), total)]:
        sys.stdout.write(render_scores(name, score, lang) + "\n")


def table(
    results: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of results, or result files.")],
    rows: Annotated[Rows | None, typer.Option(help="A row for each of them; xlsx holds both, a sheet each.")] = None,
    format: Annotated[TableFormat | None, typer.Option(help="As the ending of --output says, else csv.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Else standard output.")] = None,
) -> None:
    """Write results as one table, a row for every indicator or item. Exit 1 if a file in the folder is no result.

    Example: extractor table out/ -o indicators.csv

    Example: extractor table out/ --rows items --format jsonl
    """
    from extractor.review.results import find_results, load_results
    from extractor.table_formats import choose, open_table
    from extractor.tables import COLUMNS, rows_of

    chosen, paths = choose(format, output), list(find_results(results))
    kinds = (rows,) if rows else tuple(Rows) if chosen is TableFormat.XLSX else (Rows.INDICATORS,)
    refused: list[ClaimsError] = []
    with open_table(chosen, output or sys.stdout, {kind: COLUMNS[kind] for kind in kinds}) as write:
        for path, result in load_results(paths, refused.append):
            for kind in kinds:
                for row in rows_of(kind, result, path.name):
                    write(kind, row)
        _tell_refused(refused, of=len(paths))
    raise typer.Exit(1 if refused else 0)


def compare(
    results: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of results, or result files.")],
    whole: Annotated[bool, typer.Option("--all", help="Show the indicators of a single year too.")] = False,
    format: Annotated[TableFormat | None, typer.Option(help="A table for programs instead of text.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write a table there.")] = None,
) -> None:
    """Show the same issuer's indicators side by side over the years; what conflicts is shown as such.

    Example: extractor compare out/

    Example: extractor compare out/ --all -o years.xlsx
    """
    from extractor.compare import compare as bring_together
    from extractor.review.comparison import comparison_columns, comparison_rows, render_comparison
    from extractor.review.results import find_results, load_results
    from extractor.table_formats import choose, open_table
    from extractor.tables import rows_of

    lang, paths = load_language(), list(find_results(results))
    refused: list[ClaimsError] = []
    loaded = load_results(paths, refused.append)
    every = bring_together(row for path, made in loaded for row in rows_of(Rows.INDICATORS, made, path.name))
    _tell_refused(refused, of=len(paths))
    shared = every.shared()
    shown = every if whole else shared
    if format or output:
        with open_table(choose(format, output), output or sys.stdout, {"years": comparison_columns(shown)}) as write:
            for row in comparison_rows(shown):
                write("years", row)
    else:
        sys.stdout.writelines(line + "\n" for line in render_comparison(shown, lang))
    counts = {"shared": len(shared.lines), "single": len(every.lines) - len(shared.lines)}
    typer.echo(console_text.phrase("compared", lang, **counts), err=True)
    if every.left_out:
        files = ", ".join(every.left_out[:MOST_ERRORS])
        typer.echo(console_text.phrase("left out", lang, n=len(every.left_out), files=files), err=True)
    raise typer.Exit(1 if refused else 0)


def _tell_refused(refused: list[ClaimsError], of: int) -> None:
    """Say which files are no results and were left out. Raises ClaimsError if all are."""
    lang = load_language()
    for error in refused[:MOST_ERRORS]:
        typer.echo(console_text.phrase("error", lang) + error.told(lang), err=True)
    if len(refused) > MOST_ERRORS:
        typer.echo(console_text.phrase("more errors", lang, n=len(refused) - MOST_ERRORS), err=True)
    if len(refused) == of:
        raise ClaimsError(
            "none of these files is a result; `extractor run` writes them",
            "这些文件都不是结果；结果由 extractor run 写出",
        )


def color() -> bool:
    """Tell whether standard output is to be coloured."""
    return sys.stdout.isatty() and wants_color()


def width() -> int:
    """Return how many columns there are."""
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns
