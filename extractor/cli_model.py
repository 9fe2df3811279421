"""The commands of the embedded model: fetch it, say where it is, serve it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from extractor.console_text import phrase
from extractor.settings import Settings, load_language, load_settings

app = typer.Typer(no_args_is_help=True, help="The embedded model: fetch it, say where it is, serve it.")


@app.command()
def fetch() -> None:
    """Download the embedded model if it is not here, and check it.

    Example: extractor model fetch
    """
    typer.echo(str(ensure_model(load_settings(), load_language(), yes=True)))


@app.command()
def path() -> None:
    """Print where the embedded model is. Exit 3 if it is not on this machine."""
    from extractor.llm.weights import require

    settings = load_settings()
    typer.echo(str(require(settings.models_dir, settings.weights, settings.weights_sha256)))


@app.command()
def serve(port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 0) -> None:
    """Serve the embedded model as an OpenAI-compatible endpoint until Ctrl-C.

    Example: extractor model serve --port 8080
    """
    from threading import Event

    from extractor.llm.local import serve_locally
    from extractor.llm.weights import require

    settings = load_settings()
    weights = require(settings.models_dir, settings.weights, settings.weights_sha256)
    with serve_locally(weights, port) as url:
        typer.echo(url)
        Event().wait()


def ensure_model(settings: Settings, lang: str, *, yes: bool) -> Path:
    """Have the embedded model on this machine, with the user's consent to a first download; returns where it is."""
    from extractor import console
    from extractor.errors import WeightsError
    from extractor.llm.weights import fetch as fetch_weights
    from extractor.llm.weights import find

    if found := find(settings.models_dir, settings.weights, settings.weights_sha256):
        return found
    asked = yes or (sys.stdin.isatty() and typer.confirm(phrase("ask", lang), default=True))
    if not asked:
        raise WeightsError(phrase("refused", lang))
    with console.Download(lang) as download:
        return fetch_weights(settings.models_dir, download, settings.weights_host)
