"""A hybrid query of ours against a bare loop of FAISS, tantivy and rank fusion over the same passages and vectors."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.bare_loop import BareLoop, exact
from benchmarks.speed_reading import SAMPLE
from benchmarks.timing import Ratio, command_cpu, cpu, paired
from kg.disk import DiskStore
from search.encoder import load_encoder
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
SHOWN = 10


def query_against_bare_loop() -> Ratio:
    """CPU a query; both sides encode the query with the same encoder and fetch the text of ten passages."""
    with sample_index() as index:
        passages = index.stored(range(len(index.passages)))
        texts = (passages[position].text for position in range(len(passages)))
        bare = BareLoop(texts, exact(index.passages.rows(np.arange(len(passages)))), load_encoder())
        note = f"{len(index.passages)} passages"

        def ours() -> None:
            for question in QUESTIONS:
                retrieve(index, question, k=SHOWN)

        def theirs() -> None:
            for question in QUESTIONS:
                bare.search(question, SHOWN)

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
