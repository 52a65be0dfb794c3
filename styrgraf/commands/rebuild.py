"""styrgraf rebuild"""

from __future__ import annotations

from pathlib import Path

import click

from styrgraf.commands import options
from styrgraf.labels import plural


@click.command("rebuild")
@options.store
def command(store: str | None) -> None:
    """Bygg om graf och sökregister ur det som redan är läst. Inga dokument läses om."""
    from styrgraf.pipeline import rebuild

    settings = options.settings(store=store and Path(store))
    count = rebuild(settings)
    click.echo(f"{plural(count, 'dokument', 'dokument')} i en ny utgåva i {settings.store}", err=True)
