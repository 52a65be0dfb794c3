"""styrgraf doctor"""

from __future__ import annotations

from pathlib import Path

import click

from styrgraf.commands import options


@click.command("doctor")
@options.store
@options.as_json
def command(store: str | None, as_json: bool) -> int:
    """Visa inställningarna, varifrån de kommer, och vad som saknas på datorn.

    Slutkod 1 om något saknas som läsning eller sökning behöver.
    """
    from styrgraf.doctor import examine
    from styrgraf.output import write_json

    settings = options.settings(store=store and Path(store))
    report = examine(settings)
    if as_json:
        write_json(report.to_json())
    else:
        click.echo(report.to_text())
    return 0 if report.well else 1
