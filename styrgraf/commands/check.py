"""styrgraf check"""

from __future__ import annotations

from pathlib import Path

import click

from styrgraf.commands import options


@click.command("check")
@options.store
@options.as_json
def command(store: str | None, as_json: bool) -> int:
    """Kontrollera att original, läsningar, graf och sökregister stämmer överens. Slutkod 1 om de inte gör det."""
    from styrgraf.checking import check
    from styrgraf.collection import open_collection
    from styrgraf.output import write_json

    collection = open_collection(options.settings(store=store and Path(store)))
    faults, count = list(check(collection)), len(collection.digests)
    if as_json:
        write_json({"generation": collection.number, "documents": count, "faults": faults})
    elif faults:
        click.echo("\n".join(faults))
        click.echo("Kör styrgraf ingest igen, eller styrgraf rebuild för att bygga om graf och sökregister.", err=True)
    else:
        click.echo(f"Allt stämmer: {count} dokument i utgåva {collection.number}.")
    return 1 if faults else 0
