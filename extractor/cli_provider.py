"""The commands of provider batch mode: submit, status, collect."""

from typing import Annotated

import typer

from extractor.console_text import phrase
from extractor.settings import load_language, load_settings

app = typer.Typer(
    no_args_is_help=True,
    help="The provider's batch service, at its lower price: submit reports, look, collect the answers, then `run`.",
)


@app.command()
def submit(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, archives, patterns.")],
    estimate: Annotated[bool, typer.Option("--estimate", help="Say how many questions there are, and stop.")] = False,
) -> None:
    """Hand the questions about reports to the provider; those with a stored answer, or in a job already, are left out.

    Example: extractor provider submit reports/
    """
    from extractor.inputs import find_reports
    from extractor.provider import open_jobs, questions

    settings, lang = load_settings(), load_language()
    with open_jobs(settings) as jobs:
        asked = questions(find_reports(inputs), settings)
        typer.echo(phrase("questions", lang, n=len(asked), host=settings.endpoint.host))
        if estimate:
            return
        for job in jobs.submit(asked):
            typer.echo(phrase("job", lang, id=job.id, state=job.state, done=job.done, all=job.requests))


@app.command()
def status() -> None:
    """Show the jobs whose answers were not collected yet. Exit 1 while one is not ready.

    Example: extractor provider status
    """
    from extractor.inputs import readable
    from extractor.provider import open_jobs

    with open_jobs(load_settings()) as jobs:
        seen = jobs.status()
    for job in seen:
        typer.echo(phrase("job", load_language(), id=job.id, state=job.state, done=job.done, all=job.requests))
        if job.reason:
            typer.echo(f"  {readable(job.reason)}")
    ready = all(job.state in {"completed", "expired", "cancelled", "failed"} for job in seen)
    raise typer.Exit(0 if ready else 1)


@app.command()
def collect() -> None:
    """Take in the answers that are ready; `extractor run` then finds them stored. Exit 1 if something is missing.

    Example: extractor provider collect && extractor run reports/ --out out/
    """
    from extractor.inputs import readable
    from extractor.provider import open_jobs

    with open_jobs(load_settings()) as jobs:
        taken = jobs.collect()
    typer.echo(phrase("taken", load_language(), answers=taken.answers, failed=taken.failed, waiting=taken.waiting))
    for reason in taken.reasons:
        typer.echo(f"  {readable(reason)}")
    raise typer.Exit(1 if taken.failed or taken.waiting else 0)
