"""styrgraf show"""

from __future__ import annotations

from pathlib import Path

import click

from styrgraf.commands import options

# Those of styrgraf.bibliography, which is not imported for the sake of --help; a test compares them.
REFERENCES = ("bibtex", "ris", "text")


@click.command("show")
@click.argument("document", metavar="DOKUMENT")
@options.store
@options.as_json
@click.option("--reference", type=click.Choice(REFERENCES), help="Bara hänvisningen till dokumentet, i den formen.")
def command(document: str, store: str | None, as_json: bool, reference: str | None) -> None:
    """Visa ett dokument ur samlingen med belägg för varje uppgift."""
    from kg.jsonform import to_json
    from styrgraf.collection import open_collection
    from styrgraf.output import write_json
    from styrgraf.reading_card import reading_card

    collection = open_collection(options.settings(store=store and Path(store)))
    if reference is not None:
        click.echo(collection.reference(document, reference), nl=False)
        return
    reading = collection.reading(document)
    if as_json:
        write_json(to_json(reading))
    else:
        click.echo(reading_card(reading))
