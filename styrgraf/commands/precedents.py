"""styrgraf precedents"""

from __future__ import annotations

from pathlib import Path

import click

from kg.errors import UsageError
from styrgraf.commands import options


@click.command("precedents")
@click.argument("finding", required=False, metavar="[IAKTTAGELSE]")
@click.option("--text", help="En iakttagelse i fri text, i stället för en ur samlingen.")
@options.store
@options.count
@options.filters
@click.option("--date", type=options.Day(), help="Granskningens dag: den dag då prejudikaten skulle gälla.")
@options.as_json
def command(
    finding: str | None,
    text: str | None,
    store: str | None,
    k: int,
    municipality: str | None,
    date: str | None,
    as_json: bool,
    **filters: str | None,
) -> None:
    """Visa vilka strategier som svarar mot en iakttagelse i en granskning.

    IAKTTAGELSE är en iakttagelses id (styrgraf show på rapporten visar dem). --municipality är här den granskade
    kommunen, vars egna dokument visas för sig. Sist kommer de närliggande (related i JSON): de handlar om något
    bredvid det som saknas och svarar inte på det.
    """
    if (finding is None) == (text is None):
        raise UsageError("Ange antingen en iakttagelses id eller --text.")
    from styrgraf.cards import precedent_card
    from styrgraf.collection import open_collection
    from styrgraf.output import write_json

    collection = open_collection(options.settings(store=store and Path(store)))
    answer = collection.precedents(
        finding=finding, text=text, k=k, filters=options.chosen_filters(filters), municipality=municipality, date=date
    )
    if as_json:
        write_json(answer)
    else:
        click.echo(precedent_card(answer))
