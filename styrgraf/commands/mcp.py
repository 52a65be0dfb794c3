"""styrgraf mcp"""

from __future__ import annotations

from pathlib import Path

import click

from kg.errors import UsageError
from styrgraf.commands import options


@click.command("mcp")
@options.store
def command(store: str | None) -> None:
    """Ge språkmodeller verktyg att fråga samlingen (Model Context Protocol, över stdin och stdout).

    Kräver tillägget mcp: pip install 'styrgraf[mcp]'.
    """
    try:
        from styrgraf.mcp import create_server
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("mcp"):
            raise
        raise UsageError("Paketet mcp saknas. Installera det: pip install 'styrgraf[mcp]'.") from error
    create_server(options.settings(store=store and Path(store))).run("stdio")
