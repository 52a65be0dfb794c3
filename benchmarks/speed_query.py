"""A hybrid query of ours against a bare loop of FAISS, tantivy and rank fusion over the same passages and vectors."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import faiss
import numpy as np
import tantivy
from numpy.typing import NDArray

from benchmarks.speed_reading import SAMPLE
from benchmarks.timing import Ratio, command_cpu, cpu, paired
from kg.disk import DiskStore
from search.encoder import Encoder, load_encoder
from search.index import Index
from search.retrieve import retrieve

QUESTIONS = (
    "strategi för digital transformation",
    "ansvar för informationssäkerhet",
    "uppföljning av intern kontroll",
    "plan för kompetensförsörjning inom äldreomsorgen",
    "klimatmål för kommunens fordon",
    "hur ska bisysslor redovisas",
    "elever i behov av särskilt stöd",
    "upphandling av IT-tjänster",
)
_DEPTH, _SHOWN, _FUSION = 100, 10, 60


def query_against_bare_loop() -> Ratio:
    """CPU a query; both sides encode the query with the same encoder and fetch the text of ten passages."""
    with sample_index() as index:
        bare = BareLoop(index, load_encoder())
        note = f"{len(index.passages)} passages"

        def ours() -> None:
            for question in QUESTIONS:
                retrieve(index, question, k=_SHOWN)

        def theirs() -> None:
            for question in QUESTIONS:
                bare.search(question)

        count = len(QUESTIONS)
        name = "hybrid query / bare FAISS + tantivy + rank fusion"
        return paired(name, "query", lambda: cpu(ours, count), lambda: cpu(theirs, count), 15, note)


@contextmanager
def sample_index() -> Iterator[Index]:
    """The published index of the sample collection, made anew."""
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(sys.executable).parent / "styrgraf")
        command_cpu([program, "ingest", str(SAMPLE / "documents"), "--store", folder])
        generation = DiskStore(Path(folder)).current()
        assert generation is not None
        yield Index.open(generation.path, load_encoder())


class BareLoop:
    """What one would write in an afternoon: tantivy's own tokenizer and parser, a FAISS index, reciprocal ranks."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        positions = list(range(len(index.passages)))
        texts = [index.stored([position])[position].text for position in positions]
        self._encoder = encoder
        self._words = _words(texts)
        self._searcher = self._words.searcher()
        self._vectors = _vectors(index.passages.rows(np.array(positions)))

    def search(self, question: str) -> list[str]:
        """The texts of the ten best passages."""
        query = self._words.parse_query(question, ["text"])
        hits = self._searcher.search(query, _DEPTH).hits
        by_words = self._searcher.fast_field_values("row", [address for _, address in hits])
        _, by_meaning = self._vectors.search(self._encoder.encode([question]), _DEPTH)
        scores: dict[int, float] = {}
        for ranking in (by_words, by_meaning[0].tolist()):
            for rank, row in enumerate(ranking):
                scores[row] = scores.get(row, 0.0) + 1 / (_FUSION + rank)
        best = sorted(scores, key=lambda row: -scores[row])[:_SHOWN]
        return [self._text(row) for row in best]

    def _text(self, row: int) -> str:
        query = tantivy.Query.term_query(self._words.schema, "row", row)
        address = self._searcher.search(query, 1).hits[0][1]
        return str(self._searcher.doc(address)["text"][0])


def _words(texts: list[str]) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True)
    builder.add_unsigned_field("row", indexed=True, fast=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(num_threads=1)
    for row, text in enumerate(texts):
        document = tantivy.Document()
        document.add_text("text", text)
        document.add_unsigned("row", row)
        writer.add_document(document)
    writer.commit()
    index.reload()
    return index


def _vectors(rows: NDArray[np.float32]) -> faiss.Index:
    index = faiss.IndexScalarQuantizer(rows.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index.train(rows)
    index.add(rows)
    return index
