"""styrgraf show"""

from __future__ import annotations

from pathlib import Path

import click

from styrgraf.commands import options


@click.command("show")
@click.argument("document", metavar="DOKUMENT")
@options.store
@options.as_json
def command(document: str, store: str | None, as_json: bool) -> None:
    """Visa ett dokument ur samlingen med belägg för varje uppgift."""
    from kg.jsonform import to_json
    from styrgraf.collection import open_collection
    from styrgraf.output import write_json
    from styrgraf.reading_card import reading_card

    reading = open_collection(options.settings(store=store and Path(store))).reading(document)
    if as_json:
        write_json(to_json(reading))
    else:
        click.echo(reading_card(reading))
