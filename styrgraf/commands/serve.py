"""styrgraf serve"""

from __future__ import annotations

import os
from pathlib import Path

import click

from styrgraf.commands import options


@click.command("serve")
@options.store
@click.option("--host", help="Adress att lyssna på.  [förvalt: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port att lyssna på.  [förvalt: 8000]")
@click.option(
    "--watch",
    "folders",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    metavar="MAPP",
    help="Mapp vars filer läses in av sig själva när de har slutat växa. Kan anges flera gånger.",
)
def command(store: str | None, host: str | None, port: int | None, folders: tuple[Path, ...]) -> None:
    """Starta webbsidan och API:et. Ett inläsningsjobb kan köras samtidigt: nya utgåvor visas av sig själva."""
    # Between two requests the threads of the vector search would otherwise spin, at more than the search itself costs.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from styrgraf.api.serve import serve

    serve(options.settings(store=store and Path(store), host=host, port=port, watch=folders or None))
