"""Reading: CPU a page of our reading, and of the whole way into the store, against pypdf's bare text extraction."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pypdf import PdfReader

from benchmarks.timing import Ratio, command_cpu, cpu, paired
from ingest.read import read
from ingest.registry import Registry

SAMPLE = Path(__file__).parents[1] / "sample"


def born_digital() -> tuple[list[Path], int]:
    """The sample's PDF files that have a text layer, and their number of pages."""
    files = [path for path in sorted((SAMPLE / "documents").glob("*.pdf")) if _has_text(path)]
    return files, sum(len(PdfReader(path).pages) for path in files)


def read_against_pypdf() -> Ratio:
    """From file to Reading, in one process, without the sandbox."""
    files, pages = born_digital()
    registry = Registry.load([SAMPLE / "register.csv"])

    def ours() -> None:
        for path in files:
            read(path, registry)

    return paired("read / pypdf extract_text", "page", lambda: cpu(ours, pages), lambda: pypdf_cpu(files, pages), 3)


def ingest_against_pypdf() -> Ratio:
    """The whole command `styrgraf ingest` into a new store: start-up, sandbox, graph, validation, index, publishing."""
    files, pages = born_digital()

    def ours() -> float:
        with tempfile.TemporaryDirectory() as folder:
            documents = Path(folder) / "documents"
            documents.mkdir()
            for path in files:
                shutil.copy(path, documents)
            program = str(Path(sys.executable).parent / "styrgraf")
            return command_cpu([program, "ingest", str(documents), "--store", f"{folder}/store"], pages)

    name = "ingest (read, graph, index, publish) / pypdf extract_text"
    return paired(name, "page", ours, lambda: pypdf_cpu(files, pages), 3, f"{len(files)} files, {pages} pages")


def pypdf_cpu(files: Sequence[Path], pages: int) -> float:
    """CPU seconds a page of pypdf's text extraction."""

    def extract() -> None:
        for path in files:
            for page in PdfReader(path).pages:
                page.extract_text()

    return cpu(extract, pages)


def _has_text(path: Path) -> bool:
    return bool((PdfReader(path).pages[0].extract_text() or "").strip())
