"""styrgraf key"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from styrgraf.commands import options

if TYPE_CHECKING:
    from styrgraf.keys import Keys

# styrgraf.keys.ROLES, which is not imported for the sake of --help; a test compares them.
ROLES = ("reader", "reviewer", "admin")


@click.command("key")
@click.argument("action", type=click.Choice(["add", "list", "remove"]), metavar="add|list|remove")
@click.argument("name", required=False, metavar="[NAMN]")
@click.option(
    "--role", type=click.Choice(ROLES), default="reviewer", show_default=True, help="Vad nyckeln ger rätt till."
)
@options.store
def command(action: str, name: str | None, role: str, store: str | None) -> None:
    """Hantera nycklarna till API:et och inloggningen.

    En nyckel visas en enda gång, när den skapas; i samlingen sparas bara dess kontrollsumma. reader får läsa där
    läsning kräver nyckel, reviewer får också granska, läsa in och bevaka, admin får allt. Den som tar bort en nyckel
    avslutar också inloggningarna som gjorts med den.
    """
    from kg.errors import UsageError
    from styrgraf.keys import Keys

    keys = Keys(options.settings(store=store and Path(store)).store)
    if action == "list":
        _show(keys)
    elif not name:
        raise UsageError(f"Ange ett namn: styrgraf key {action} NAMN.")
    elif action == "add":
        click.echo(keys.add(name, role))  # type: ignore[arg-type]
        click.echo(f"Nyckeln för {name} ({role}). Spara den nu: den visas inte igen.", err=True)
    else:
        keys.remove(name)
        click.echo(f"Nyckeln för {name} gäller inte längre.", err=True)


def _show(keys: Keys) -> None:
    for key in keys.all():
        click.echo(f"{key.name}\t{key.role}\t{key.since}")
