"""What a person or a program sees while an ingest runs: a bar on a terminal, a line a failure, JSON when asked for."""

from __future__ import annotations

import json
import shutil
import sys
from types import TracebackType

import click
from tqdm import tqdm  # type: ignore[import-untyped]

from styrgraf.intake import Outcome

_WIDEST = 100


class Progress:
    """Shows each stage of an ingest as it comes. Results (`as_json`) go to stdout, all else to stderr."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._failed = 0
        self._bar: tqdm[None] | None = None

    def report(self, stage: str, what: Outcome | int) -> None:
        """A stage has begun ("files" or "publish", with a count), or a file is done ("file", its outcome)."""
        if isinstance(what, Outcome):
            self._file(what)
        elif stage == "files" and sys.stderr.isatty():
            width = min(shutil.get_terminal_size().columns, _WIDEST)
            self._bar = tqdm(total=what, unit="fil", desc="Läser", file=sys.stderr, ncols=width)
        elif stage == "publish" and what:
            self._close()
            if sys.stderr.isatty():
                click.echo(f"Bygger graf och sökregister för {what} dokument …", err=True)

    def _file(self, outcome: Outcome) -> None:
        if self._as_json:
            click.echo(json.dumps(outcome.to_json(), ensure_ascii=False))
        if outcome.error is not None:
            self._failed += 1
            self._say(f"✗ {outcome.error}")
        if self._bar is not None:
            self._bar.update()
            if self._failed:
                self._bar.set_postfix_str(f"{self._failed} gick inte att läsa", refresh=False)

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.write(line, file=sys.stderr)
        else:
            click.echo(line, err=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()
