"""Reading the rendered documents: what was read, how long it took beside pypdf's bare text extraction, and memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.read import read
from ingest.registry import Registry
from pypdf import PdfReader

from benchmarks.reading.cases import REGISTERS, Case
from benchmarks.reading.score import Verdict, compare
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
    outcome, registry = Outcome(), Registry.load(REGISTERS)
    for case, path in _rendered(cases, folder, ocr=ocr):
        reading = _read(path, registry, case, outcome, ocr=ocr)
        name = f"{case.source.name}{path.suffix}"
        outcome.verdicts += compare(name, case.layout, case.truth, reading)
        if reading is not None:
            _check_quotes(reading, outcome)
    return outcome


def _rendered(cases: Sequence[Case], folder: Path, *, ocr: bool) -> Iterator[tuple[Case, Path]]:
    for case in cases:
        if ocr or case.source.label("format") != "scan":
            yield case, produce(case.source, folder)


def _read(path: Path, registry: Registry, case: Case, outcome: Outcome, *, ocr: bool) -> Reading | None:
    start = time.process_time()
    try:
        reading = read(path, registry, ocr=ocr)
    except StyrgrafError as error:
        outcome.failed[path.name] = str(error)
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
