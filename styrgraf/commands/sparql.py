"""styrgraf sparql"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

import click

from kg.errors import UsageError
from styrgraf.commands import options

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads")


@click.command("sparql")
@click.argument("query", required=False, metavar="[FRÅGA]")
@click.option("-f", "--file", "file", type=click.File(encoding="utf-8"), help="Läs frågan ur en fil.")
@options.store
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Svarets form.")
def command(query: str | None, file: IO[str] | None, store: str | None, form: str) -> None:
    """Ställ en SPARQL-fråga till kunskapsgrafen. Bara frågor: SERVICE, LOAD och ändringar avvisas."""
    from styrgraf.collection import open_collection
    from styrgraf.querying import answer

    if (query is None) == (file is None):
        raise UsageError("Ange en fråga, antingen direkt eller med -f.")
    text = query if query is not None else "".join(file or ())
    answer(open_collection(options.settings(store=store and Path(store))), text, form, sys.stdout.buffer)
