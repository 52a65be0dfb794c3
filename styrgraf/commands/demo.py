"""styrgraf demo"""

from __future__ import annotations

from pathlib import Path

import click

from styrgraf.commands import options


@click.command("demo")
@options.store
@click.option("--sample", type=click.Path(exists=True, path_type=Path), help="Exempelsamlingens mapp.")
@click.option(
    "--docs", type=click.Path(exists=True, path_type=Path), multiple=True, help="Egen mapp att läsa in också."
)
@click.option("--serve/--no-serve", default=True, show_default=True, help="Starta webbsidan efteråt.")
@click.option("--port", type=click.IntRange(0, 65535), help="Webbsidans port.")
def command(store: str | None, sample: Path | None, docs: tuple[Path, ...], serve: bool, port: int | None) -> int:
    """Läs in exempelsamlingen (och egna mappar), visa ett prejudikatkort och starta webbsidan."""
    from styrgraf.demo import show, take_in

    settings = options.settings(store=store and Path(store), port=port)
    summary = take_in(settings, sample, docs)
    if summary.interrupted:
        return 130
    click.echo(show(settings))
    if serve:
        from styrgraf.api.serve import serve as run

        run(settings)
    return 3 if summary.counts["failed"] else 0
