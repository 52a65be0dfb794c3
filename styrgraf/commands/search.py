"""styrgraf search"""

from __future__ import annotations

from pathlib import Path

import click

from styrgraf.commands import options


@click.command("search")
@click.argument("text", metavar="TEXT")
@options.store
@options.count
@options.filters
@click.option(
    "--mode",
    type=click.Choice(["hybrid", "lexical", "semantic"]),
    default="hybrid",
    show_default=True,
    help="Sök på ord, på innebörd, eller båda.",
)
@options.as_json
def command(
    text: str,
    store: str | None,
    k: int,
    mode: str,
    as_json: bool,
    **filters: str | None,
) -> None:
    """Sök i samlingens dokument, i fri text. Ord inom citattecken måste finnas med."""
    from styrgraf.cards import answer_card
    from styrgraf.collection import open_collection
    from styrgraf.output import write_json

    collection = open_collection(options.settings(store=store and Path(store)))
    answer = collection.search(text, k=k, filters=options.chosen_filters(filters), mode=mode)
    if as_json:
        write_json(answer)
    else:
        click.echo(answer_card(answer))
