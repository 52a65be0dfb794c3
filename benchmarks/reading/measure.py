"""Reading the rendered documents: what was read, how long it took beside pypdf's bare text extraction, and memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from pypdf import PdfReader

from benchmarks.reading.cases import REGISTERS, Case
from benchmarks.reading.score import Verdict, compare
from ingest.read import read
from ingest.registry import Registry
from kg.errors import StyrgrafError
from kg.model import Reading
from sample.rendering.produce import produce


@dataclass(slots=True)
class Outcome:
    """All that was measured: verdicts, files that failed, quotes checked, CPU seconds and pages of digital PDFs."""

    verdicts: list[Verdict] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    quotes: int = 0
    exact: int = 0
    pages: int = 0
    read_cpu: float = 0.0
    pypdf_cpu: float = 0.0

    @property
    def peak_mb(self) -> float:
        """Peak memory of this process in MiB (Linux counts in KiB)."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(cases: Sequence[Case], folder: Path, *, ocr: bool = True) -> Outcome:
    """Render every case into `folder`, read it, compare it with its truth."""
    wanted = [case for case in cases if ocr or case.source.label("format") != "scan"]
    paths = _render(wanted, folder)
    outcome, registry = Outcome(), Registry.load(REGISTERS)
    _warm_up(paths, registry)
    for case, path in zip(wanted, paths, strict=True):
        reading = _read(path, registry, case, outcome, ocr=ocr)
        outcome.verdicts += compare(path.name, case.layout, case.truth, reading)
        if reading is not None:
            _check_quotes(reading, outcome)
    return outcome


def _render(cases: Sequence[Case], folder: Path) -> list[Path]:
    """Rendering has a process of its own, so that its memory is not counted as the reader's."""
    printed = [case.source for case in cases if case.file is None]
    with ProcessPoolExecutor(max_workers=1) as pool:
        made = pool.map(produce, printed, repeat(folder))
        return [case.file or next(made) for case in cases]


def _warm_up(paths: Sequence[Path], registry: Registry) -> None:
    """Read and extract one file uncounted: what is imported on first use is no cost per page."""
    for path in paths[:1]:
        with suppress(Exception):  # it is read again below, and counted as failed there
            read(path, registry, ocr=False)
        if path.suffix == ".pdf":
            _bare_extraction(path)


def _read(path: Path, registry: Registry, case: Case, outcome: Outcome, *, ocr: bool) -> Reading | None:
    start = time.process_time()
    try:
        reading = read(path, registry, ocr=ocr)
    except Exception as error:  # a crash is a result too: it must not hide what the other documents give
        outcome.failed[path.name] = str(error) if isinstance(error, StyrgrafError) else f"{path.name}: {error!r}"
        return None
    if case.source.label("format", "pdf") == "pdf":
        outcome.read_cpu += time.process_time() - start
        outcome.pages += reading.document.pages
        outcome.pypdf_cpu += _bare_extraction(path)
    return reading


def _bare_extraction(path: Path) -> float:
    start = time.process_time()
    for page in PdfReader(path).pages:
        page.extract_text()
    return time.process_time() - start


def _check_quotes(reading: Reading, outcome: Outcome) -> None:
    for span in reading.spans():
        outcome.quotes += 1
        outcome.exact += reading.text.text[span.start : span.end] == span.quote
