"""From a folder to a published generation: the whole path, in order.

read → archive → graph → resolve → index → precedents → publish. One writer at a time; a killed ingest is
healed by the next one, for whatever the archive holds beyond the published generation is brought in again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.disk import DiskStore
from kg.errors import InvalidGraph, StoreError, UnreadableFile
from kg.model import Reading
from styrgraf.discover import discover
from styrgraf.disk_full import full_disk_told
from styrgraf.failures import Failures
from styrgraf.intake import Intake, Outcome
from styrgraf.interrupt import Interrupt, listening
from styrgraf.settings import Settings
from styrgraf.watch_mail import check_watches
from styrgraf.working_copy import WorkingCopy, discard

Report = Callable[[str, Outcome | int], None]


@dataclass(slots=True)
class Summary:
    """What an ingest did. `generation` is the current one afterwards; None if there is none yet.

    `interrupted` says that files were left; `asked` that Ctrl-C came at all, if only when all were read.
    """

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("read", "partial", "unchanged", "failed"), 0))
    generation: int | None = None
    published: bool = False
    interrupted: bool = False
    asked: bool = False

    def to_json(self) -> dict[str, Any]:
        """The last line of `ingest --json`."""
        said: dict[str, Any] = {"summary": dict(self.counts), "generation": self.generation}
        return said | {"published": self.published, "interrupted": self.interrupted}


def ingest(
    settings: Settings,
    paths: Iterable[Path],
    report: Report,
    *,
    again: bool = False,
    names: Mapping[Path, str] | None = None,
) -> Summary:
    """Take `paths` into the store. `report` hears of each stage ("files", count), ("file", outcome), ("publish", n).

    `names` are the names that files came with, where they lie under others.
    Raises `StoreError` when the store cannot be written; what is published then stays as it was.
    """
    summary = Summary()
    with full_disk_told(settings.store), listening() as interrupt, _writing(settings) as (store, copy):
        failures = Failures(store.root)
        try:
            intake = Intake(settings, store.archive, interrupt, again, names or {})
            _take(intake, paths, copy, failures, summary, report)
        except KeyboardInterrupt:
            summary.interrupted = True
        failures.save()
        report("publish", copy.pending)
        summary.published = copy.publish()
        summary.generation, summary.asked = store.generations.number(), interrupt.asked
    if summary.published:
        check_watches(settings)
    return summary


def retried(settings: Settings) -> list[Path]:
    """The files that failed before."""
    return Failures(settings.store).paths()


def publish_reviews(settings: Settings) -> bool:
    """Publish what people have said since the current generation; False when there was nothing new.

    Raises `StoreError` while another writes.
    """
    with full_disk_told(settings.store), _writing(settings) as (_store, copy):
        return copy.publish()


def rebuild(settings: Settings) -> int:
    """Make graph and index anew from the readings alone and publish them; returns the number of documents."""
    if not settings.store.is_dir():
        what = f"Samlingen {settings.store} finns inte."
        raise StoreError(f"{what} Läs in dokument med styrgraf ingest, eller ange --store.")
    store = DiskStore(settings.store)
    with full_disk_told(settings.store), store.writer():
        return rebuilt(store, settings)


def rebuilt(store: DiskStore, settings: Settings) -> int:
    """`rebuild` for whoever has the right to write already."""
    discard(store)
    with WorkingCopy(store, settings) as copy:
        copy.documents.clear()
        copy.heal()
        copy.publish(always=True)
        return len(copy.documents)


@contextmanager
def _writing(settings: Settings) -> Iterator[tuple[DiskStore, WorkingCopy]]:
    """The store and its working copy, healed if the last writer was cut short."""
    store = DiskStore(settings.store)
    with store.writer() as writing, WorkingCopy(store, settings) as copy:
        if writing.recovered:
            copy.heal()
        yield store, copy


def _take(
    intake: Intake, paths: Iterable[Path], copy: WorkingCopy, failures: Failures, summary: Summary, report: Report
) -> None:
    files = _walked(intake.interrupt, paths, intake.settings.store)
    report("files", len(files))
    for outcome, reading in intake.take(files):
        if reading is not None:
            outcome = _entered(copy, outcome, reading)
        _note(failures, outcome, intake.names)
        summary.counts[outcome.status] += 1
        report("file", outcome)


def _walked(interrupt: Interrupt, paths: Iterable[Path], store: Path) -> list[Path | UnreadableFile]:
    with interrupt.waiting():
        return list(discover(paths, store))


def _entered(copy: WorkingCopy, outcome: Outcome, reading: Reading) -> Outcome:
    """Enter a reading into the graph; one whose graph breaks the shapes stays out, and its file counts as failed."""
    try:
        copy.enter(reading)
    except InvalidGraph as error:
        remedy = "Anmäl felet och bifoga filen: läsningen gav motsägande uppgifter."
        failed = UnreadableFile(outcome.name, "invalid", f"läsningen har inte den form som krävs ({error})", remedy)
        return Outcome(outcome.name, "failed", outcome.path, error=failed)
    return outcome


def _note(failures: Failures, outcome: Outcome, names: Mapping[Path, str]) -> None:
    error = outcome.error
    if error is not None:
        name = names.get(outcome.path, error.name) if outcome.path else error.name
        failures.add(outcome.path, UnreadableFile(name, error.code, error.cause, error.remedy))
    elif outcome.path is not None:
        failures.forget(outcome.path)
