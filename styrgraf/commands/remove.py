"""styrgraf remove"""

from __future__ import annotations

from pathlib import Path

import click

from styrgraf.commands import options


@click.command("remove")
@click.argument("document", metavar="ID|SHA256")
@options.store
@click.option("--reason", default="", help="Varför, som det står i gravstenen.")
def command(document: str, store: str | None, reason: str) -> None:
    """Ta bort ett dokument ur samlingen för gott: original, läsning, graf och sökregister.

    En gravsten med filens hash hindrar att den läses in igen. Ange filens SHA-256 för en som inte är inläst än.
    """
    from styrgraf.removing import remove

    settings = options.settings(store=store and Path(store))
    removal = remove(settings, document, reason)
    said = "är borttaget" if removal.held else "fanns inte i samlingen och kommer inte att läsas in"
    click.echo(f"Dokumentet {removal.document} {said}.", err=True)
    if removal.still_read:
        numbers = ", ".join(map(str, removal.still_read))
        click.echo(f"Utgåva {numbers} läses ännu av en annan process och tas bort vid nästa inläsning.", err=True)
