"""styrgraf query"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.errors import UsageError
from styrgraf.commands import options
from styrgraf.commands.sparql import FORMATS


@click.command("query")
@click.argument("name", required=False, metavar="[NAMN]")
@click.option("--list", "listed", is_flag=True, help="Visa de sparade frågorna med sina parametrar.")
@click.option("--param", "params", multiple=True, metavar="NAMN=VÄRDE", help="Ett värde till frågan; får upprepas.")
@click.option("--show", is_flag=True, help="Visa frågan som SPARQL i stället för svaret.")
@options.store
@click.option(
    "--format", "form", type=click.Choice(FORMATS[:5]), default="table", show_default=True, help="Svarets form."
)
def command(name: str | None, listed: bool, params: tuple[str, ...], show: bool, store: str | None, form: str) -> None:
    """Ställ en sparad fråga till kunskapsgrafen."""
    from kg.saved_queries import saved_query
    from styrgraf.collection import open_collection
    from styrgraf.querying import answer, listing

    if listed == (name is not None):
        raise UsageError("Ange en frågas namn, eller --list för att se vilka som finns.")
    if name is None:
        click.echo(listing())
        return
    query = saved_query(name).filled(dict(map(_pair, params)))
    if show:
        click.echo(query)
    else:
        answer(open_collection(options.settings(store=store and Path(store))), query, form, sys.stdout.buffer)


def _pair(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign:
        raise UsageError(f"--param {given!r}: skriv NAMN=VÄRDE.")
    return name.strip(), value
