"""styrgraf watch"""

from __future__ import annotations

from pathlib import Path

import click

from kg.errors import UsageError
from styrgraf.commands import options


@click.command("watch")
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAPP")
@options.store
@options.as_json
@click.option("--every", type=click.FloatRange(0.1, 86400), default=10, show_default=True, help="Sekunder mellan titt.")
def command(folder: Path, store: str | None, as_json: bool, every: float) -> int:
    """Bevaka en mapp och läs in det som läggs i den, tills kommandot avbryts.

    En fil läses in när den har slutat växa. Det som redan är inläst läses inte om.
    """
    from styrgraf.folder_watch import watch
    from styrgraf.progress import Progress

    if not folder.is_dir():
        raise UsageError(f"{folder} är ingen mapp. Ange en mapp att bevaka.")
    settings = options.settings(store=store and Path(store))
    click.echo(f"Bevakar {folder} (avsluta med Ctrl-C)", err=True)
    with Progress(as_json) as progress:
        watch(settings, folder, progress.report, every=every)
    return 0
