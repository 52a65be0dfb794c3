"""Pages without usable text are recognised from their image, with ocrmypdf and tesseract (Swedish and English)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.extract import Extract
from ingest.pdf_repair import pages_only

# Called with the number of pages before they are recognised: whoever waits may want to wait longer.
on_ocr: ContextVar[Callable[[int], object]] = ContextVar("on_ocr", default=lambda pages: None)

_USABLE = 0.5
_LEAST_LETTERS = 8
_SOME_LETTERS = re.compile(r"(?:[^\W\d_][\W\d_]*){8}")
_ENOUGH_LETTERS = 60
# Swedish alone keeps more rings and dots (one vowel in ten), but reads § as $, & or 8, which costs more facts.
_LANGUAGES = ("swe", "eng")


@dataclass(frozen=True, slots=True)
class Recognised:
    """One-page PDFs with a text layer, by page number; `problem` says why pages are missing."""

    pages: dict[int, bytes]
    problem: str | None = None


def pages_without_text(extract: Extract) -> list[int]:
    """The numbers of pages whose text is missing, or looks like no language because a font has lost its letters."""
    found = []
    for page in extract.text.pages:
        if page.quality >= _USABLE and _SOME_LETTERS.search(extract.text.text, page.start, page.end):
            continue
        letters = sum(map(str.isalpha, extract.text.text[page.start : page.end]))
        if letters < _LEAST_LETTERS or letters >= _ENOUGH_LETTERS:
            found.append(page.number)
    return found


def recognise(data: bytes, numbers: Sequence[int]) -> Recognised:
    """Text layers for these pages (from 1) of a PDF. Missing tools and failed pages are a problem, not an error."""
    missing = missing_tools()
    if missing:
        return Recognised({}, f"Sidorna {_listed(numbers)} är bilder; för att läsa dem behövs {missing}.")
    on_ocr.get()(len(numbers))
    found: dict[int, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="styrgraf-ocr-") as folder:
        for number in numbers:
            page = _recognise_page(data, number, Path(folder))
            if page is not None:
                found[number] = page
    failed = [number for number in numbers if number not in found]
    return Recognised(found, f"Sidorna {_listed(failed)} är bilder som inte gick att tolka." if failed else None)


@cache
def missing_tools() -> str | None:
    """What has to be installed before pages can be recognised; None when all is there."""
    if shutil.which("tesseract") is None:
        return "programmet tesseract (paketen tesseract-ocr och tesseract-ocr-swe)"
    if "swe" not in _installed():
        return "svenska språkdata för tesseract (paketet tesseract-ocr-swe)"
    if shutil.which("gs") is None:
        return "programmet Ghostscript (paketet ghostscript)"
    return None


@cache
def _installed() -> frozenset[str]:
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return frozenset(done.stdout.split())


def _recognise_page(data: bytes, number: int, folder: Path) -> bytes | None:
    source, target = folder / f"{number}.pdf", folder / f"{number}-text.pdf"
    source.write_bytes(pages_only(data, [number]))
    languages = "+".join(name for name in _LANGUAGES if name in _installed())
    command = [
        sys.executable,
        "-m",
        "ocrmypdf",
        "--force-ocr",
        "--jobs",
        "1",
        "--output-type",
        "pdf",
        "--optimize",
        "0",
    ]
    command += ["--language", languages, "--quiet"]
    if "osd" in _installed():
        command += ["--rotate-pages", "--rotate-pages-threshold", "2"]
    done = subprocess.run([*command, str(source), str(target)], capture_output=True, check=False)
    return target.read_bytes() if done.returncode == 0 and target.exists() else None


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return f"{shown} och {len(numbers) - 20} till" if len(numbers) > 20 else shown
