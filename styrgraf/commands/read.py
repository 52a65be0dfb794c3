"""styrgraf read"""

from __future__ import annotations

from pathlib import Path

import click

from styrgraf.commands import options


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path, readable=False), metavar="FIL")
@options.as_json
@click.option("--boxes", is_flag=True, help="Ta med var varje ord står på sin sida (bara med --json).")
@click.option("--ocr/--no-ocr", default=None, help="Läs text ur bilder på sidor utan textlager.")
def command(file: Path, as_json: bool, boxes: bool, ocr: bool | None) -> None:
    """Läs en fil och visa vad som står i den, utan att röra samlingen."""
    from kg.errors import UnreadableFile
    from styrgraf.output import write_json
    from styrgraf.reading_card import reading_card
    from styrgraf.single import read_one

    result = read_one(file, options.settings(ocr=ocr))
    if isinstance(result, UnreadableFile):
        raise result
    if as_json:
        from kg.jsonform import to_json

        write_json(to_json(result, boxes=boxes))
    else:
        click.echo(reading_card(result))
