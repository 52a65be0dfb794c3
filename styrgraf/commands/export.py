"""styrgraf export"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from styrgraf.commands import options

FORMATS = ("trig", "nquads", "turtle", "jsonld", "csv")


@click.command("export")
@options.store
@click.option("--format", "form", type=click.Choice(FORMATS), default="trig", show_default=True, help="Form.")
def command(store: str | None, form: str) -> None:
    """Skriv ut hela kunskapsgrafen. csv är en rad för varje dokument."""
    from styrgraf.collection import open_collection
    from styrgraf.exporting import export

    export(open_collection(options.settings(store=store and Path(store))), form, sys.stdout.buffer)
