"""The documents of benchmarks/collection as readings: front matter for the catalogue, a passage for each section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.relevance.cases import Case
from ingest.provisions import provisions_of
from kg.model import Document, Field, Page, Passage, Reading, Source, Span, StoredText
from search.encoder import load_encoder
from search.index import Index, IndexWriter

FOLDER = Path(__file__).parents[1] / "collection"
_SECTION = re.compile(r"^## (?P<heading>.+)\n+(?P<body>(?:(?!^## ).*\n?)+)", re.MULTILINE)


def readings(folder: Path = FOLDER) -> list[Reading]:
    """Every document of the folder; a document's id is its file's name."""
    return [reading(path) for path in sorted(folder.glob("*.md"))]


def reading(path: Path) -> Reading:
    """One document."""
    _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    said = dict(line.split(": ", 1) for line in front.splitlines())
    stored = StoredText(text, (Page(1, 0, len(text)),))
    evidence = (stored.span(0, text.index("\n", 1)),)
    document = Document(
        id=path.stem,
        kind=said["kind"],
        source=Source(path.name, "text/markdown", len(text), path.stem),
        pages=1,
        status="draft" if said.get("status") == "draft" else "adopted",
        title=_field(said["title"], evidence),
        municipality=_field(said["municipality"], evidence),
        adopted_by=_field(said.get("adopted_by"), evidence),
        decision_date=_field(said["date"], evidence) if said.get("status") != "draft" else None,
    )
    return Reading(document, stored, passages=tuple(_passages(path.stem, stored)))


def _field(value: str | None, evidence: tuple[Span, ...]) -> Field[str] | None:
    return None if value is None else Field(value, 1.0, "front-matter", evidence)


def _passages(document: str, stored: StoredText) -> Iterator[Passage]:
    for section in _SECTION.finditer(stored.text):
        span = stored.span(section.start("body"), section.end("body"))
        path = (section["heading"],)
        yield Passage(f"{document}/{section['heading']}", span.quote, path, span, provisions_of(span.quote, path))


@contextmanager
def indexed(held: Sequence[Reading]) -> Iterator[Index]:
    """The index of these documents, in a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        writer = IndexWriter(Path(folder) / "live", load_encoder())
        writer.add(held)
        writer.commit()
        generation = Path(folder) / "generation"
        writer.snapshot_lexical(generation / "lexical")
        writer.snapshot_vectors(generation / "vectors")
        writer.close()
        yield Index.open(generation, load_encoder())


@contextmanager
def collections() -> Iterator[Callable[[Case], Index]]:
    """The index that a case is asked of: of all documents, or without those written after the case."""
    held = readings()
    with ExitStack() as stack:
        made: dict[str | None, Index] = {}

        def of(case: Case) -> Index:
            if case.without not in made:
                these = [one for one in held if case.may_find(one.document.id)]
                made[case.without] = stack.enter_context(indexed(these))
            return made[case.without]

        yield of
