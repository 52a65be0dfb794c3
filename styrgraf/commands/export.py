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
@click.option("--out", type=click.Path(), help="Skriv till filen; med csv till mappen, en tabell för varje klass.")
def command(store: str | None, form: str, out: str | None) -> None:
    """Skriv ut hela kunskapsgrafen. csv är en rad för varje dokument, med --out en tabell för varje klass."""
    from kg.atomic import named_errors
    from styrgraf.collection import open_collection
    from styrgraf.exporting import export, export_tables

    collection = open_collection(options.settings(store=store and Path(store)))
    if out is None:
        export(collection, form, sys.stdout.buffer)
    elif form == "csv":
        for path in export_tables(collection, Path(out)):
            click.echo(path, err=True)
    else:
        with named_errors(Path(out)), Path(out).open("wb") as output:
            export(collection, form, output)
