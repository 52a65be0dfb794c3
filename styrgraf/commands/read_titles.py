"""styrgraf read-titles"""

from __future__ import annotations

from typing import IO

import click

from styrgraf.commands import options


@click.command("read-titles")
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"), default="-", metavar="[FIL]")
@options.as_json
def command(file: IO[str], as_json: bool) -> None:
    """Läs en lista med dokumenttitlar, en per rad (FIL, eller standard in), och visa vad titlarna ensamma säger.

    Med --json blir det en JSON-rad för varje titel.
    """
    import json

    from ingest.titles_alone import read_title

    from ingest.registry import Registry

    registry = Registry.load(options.settings().registers)
    for line in file:
        if title := line.strip():
            said = read_title(title, registry)
            click.echo(json.dumps(said, ensure_ascii=False) if as_json else f"{title}\t{said}")
