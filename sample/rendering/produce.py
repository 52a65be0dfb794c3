"""One source → one file, in the format its labels ask for."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sample.rendering.docx import render_docx
from sample.rendering.html import render_html
from sample.rendering.pdf import render_pdf
from sample.rendering.plain import render_text
from sample.rendering.scan import scan_pdf
from sample.rendering.source import Source

SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "txt": ".txt", "scan": ".pdf"}


def produce(source: Source, folder: Path, notice: str = "") -> Path:
    """Render the source into `folder` and return the file. Raises ValueError on an unknown format."""
    form = source.label("format", "pdf")
    if form not in SUFFIXES:
        raise ValueError(f"{source.name}: there is no format {form!r}; choose one of {', '.join(SUFFIXES)}")
    path = folder / (source.name + SUFFIXES[form])
    if form == "scan":
        _scan(source, path, notice)
    else:
        {"pdf": render_pdf, "docx": render_docx, "html": render_html, "txt": render_text}[form](source, path, notice)
    return path


def _scan(source: Source, path: Path, notice: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / "clean.pdf"
        render_pdf(source, clean, notice)
        scan_pdf(clean, path, turn=int(source.labels.get("turn", 0)))
