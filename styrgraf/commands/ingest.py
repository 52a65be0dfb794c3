"""styrgraf ingest"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import StyrgrafError, UsageError
from styrgraf.commands import options

if TYPE_CHECKING:
    from styrgraf.pipeline import Summary
    from styrgraf.settings import Settings


class Named(click.Path):
    """A path that says something: of "", such as an unset variable gives, the current folder would be made."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Fails for an empty one."""
        if not str(value):
            self.fail("en tom sökväg är angiven; skriv . för mappen du står i.", param, ctx)
        return super().convert(value, param, ctx)


@click.command("ingest")
@click.argument("paths", nargs=-1, type=Named(path_type=Path, readable=False), metavar="SÖKVÄG…")
@options.store
@options.as_json
@click.option("--retry-failed", is_flag=True, help="Försök igen med de filer som inte gick att läsa.")
@click.option("--again", is_flag=True, help="Läs om även det som redan är inläst.")
@click.option("--workers", type=click.IntRange(0), help="Antal läsare samtidigt; 0 är en för varje kärna.")
@click.option("--ocr/--no-ocr", default=None, help="Läs text ur bilder på sidor utan textlager.")
@click.option("--names", type=click.Path(path_type=Path, dir_okay=False), help="JSON-fil med filernas egna namn.")
def command(
    paths: tuple[Path, ...],
    store: str | None,
    as_json: bool,
    retry_failed: bool,
    again: bool,
    workers: int | None,
    ocr: bool | None,
    names: Path | None,
) -> int:
    """Läs in mappar och filer i samlingen.

    Det som redan är inläst läses inte om. Program- och datafiler i en mapp (.py, .json, .csv och liknande) lämnas
    därhän. Filer som inte går att läsa hindrar inte de andra. Slutkod 3 betyder
    att några filer inte gick att läsa, 1 att inget av det angivna fanns att läsa.
    """
    if not paths and not retry_failed:
        raise UsageError("Ange minst en mapp eller fil att läsa in.")
    from styrgraf.discover import unfound
    from styrgraf.pipeline import ingest, retried
    from styrgraf.progress import Progress

    settings = options.settings(store=store and Path(store), workers=workers, ocr=ocr)
    wanted = [*paths, *(retried(settings) if retry_failed else ())]
    if not retry_failed and len(faults := unfound(wanted)) == len(wanted):
        # No store is made for the sake of a slip of the pen.
        raise StyrgrafError(" ".join(map(str, faults)))
    with Progress(as_json) as progress:
        summary = ingest(settings, wanted, progress.report, again=again, names=_names(names))
    _conclude(summary, settings, as_json)
    return 130 if summary.interrupted else 3 if summary.counts["failed"] else 0


def _names(path: Path | None) -> dict[Path, str]:
    """By path the name that a file came with, where it lies under another."""
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {Path(file): str(name) for file, name in found.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(f"{path}: är ingen JSON-fil med sökväg och namn ({error}).") from error


def _conclude(summary: Summary, settings: Settings, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(summary.to_json(), ensure_ascii=False))
    counts = summary.counts
    words = {"read": "lästa", "partial": "delvis lästa", "unchanged": "oförändrade", "failed": "gick inte att läsa"}
    said = ", ".join(f"{counts[name]} {word}" for name, word in words.items() if counts[name]) or "inga filer"
    state = f"utgåva {summary.generation}" if summary.published else "ingen ny utgåva behövdes"
    if summary.interrupted:
        click.echo("Avbrutet. Det som hann läsas är kvar; kör samma kommando igen för resten.", err=True)
    click.echo(f"{said}; {state} i {settings.store}", err=True)
