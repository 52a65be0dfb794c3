"""styrgraf read-titles"""

from __future__ import annotations

from typing import IO

import click

from styrgraf.commands import options


@click.command("read-titles")
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"), default="-", metavar="[FIL]")
@click.option("--json", "as_json", is_flag=True, help="JSON är den enda formen; flaggan finns för likhetens skull.")
def command(file: IO[str], as_json: bool) -> None:
    """Läs en lista med dokumenttitlar, en per rad (FIL, eller standard in), och visa vad titlarna ensamma säger.

    Ett JSON-objekt per rad: raw, title, kind, municipality, case_number, date, adopted_by.
    """
    import json

    from ingest.registry import Registry
    from ingest.titles_alone import read_title

    registry = Registry.load(options.settings().registers)
    for line in file:
        if title := line.strip():
            click.echo(json.dumps(read_title(title, registry), ensure_ascii=False))
