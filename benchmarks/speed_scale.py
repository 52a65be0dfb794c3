"""Speed and memory at size: `python -m benchmarks.speed_scale 50000 500000`, each size in a process of its own.

A hybrid query against a bare loop over the same passages, made from our own sample; indexing against LanceDB on the
same rows, where that is installed (`pip install lancedb`); encoder, memory, and what the inverted file finds of what
comparing all finds. CPU time; every question is asked once, so that nothing is answered from memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks import synthetic
from benchmarks.bare_loop import BareLoop, exact, inverted
from benchmarks.lance import lance_seconds
from benchmarks.speed import RESULTS, record
from benchmarks.timing import Ratio, cpu, paired_each
from search.encoder import load_encoder
from search.index import Index, IndexWriter
from search.precedents import precedents
from search.retrieve import retrieve
from search.vectors import EXACT
from search.writer import passage_text

SHOWN = 10
_WARM, _ASKED = 60, 150


def main() -> None:
    """Every size that is named, in a process of its own, so that memory is that of one."""
    sizes = [int(word) for word in sys.argv[1:]] or [50_000, 500_000]
    if len(sizes) > 1:
        for size in sizes:
            subprocess.run([sys.executable, "-m", "benchmarks.speed_scale", str(size)], check=True)
        return
    ratios = list(measured(sizes[0]))
    with RESULTS.open("a", encoding="utf-8") as out:
        out.write(json.dumps(record(ratios), ensure_ascii=False) + "\n")


def measured(size: int) -> Iterator[Ratio]:
    """The measures of a collection of so many passages."""
    with index_of(size) as (index, seconds):
        texts, rows = texts_and_rows(index)
        print(f"\n{size} passages: indexed in {seconds:.0f} s of CPU, {size / seconds:.0f} a second", flush=True)
        encoding = cpu(lambda: load_encoder().encode(texts[:20_000]), min(size, 20_000))
        print(f"encoder: {1 / encoding:.0f} passages a second once it has met the words", flush=True)
        lance = lance_seconds(texts, rows)
        if lance is None:
            print("indexing against LanceDB: not installed (pip install lancedb)")
        else:
            name = f"indexing / LanceDB, {size}"
            yield _shown(Ratio(name, "passage", seconds / size, lance / size, seconds / lance, 1))
        yield from queries(index, texts, rows, size)
        if size > EXACT:
            found = recall(index, rows, size)
            print(f"recall@10 of the inverted file, scored again: {found:.3f}")
    print(f"greatest memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def queries(index: Index, texts: Sequence[str], rows: np.ndarray, size: int) -> Iterator[Ratio]:  # type: ignore[type-arg]
    """A hybrid query against the loop with each kind of FAISS index that one would take."""
    kinds = {"exact FAISS": exact} | ({"inverted FAISS": inverted} if size > EXACT else {})
    for name, build in kinds.items():
        bare = BareLoop(texts, build(rows), load_encoder())
        yield _shown(
            _asked(f"hybrid query / bare loop, {name}, {size}", lambda text: retrieve(index, text, k=SHOWN), bare)
        )
    told = "Det saknas en beslutad ordning för {}, och nämnden har inte följt upp arbetet."
    name = f"precedents / bare loop, {size}"
    yield _shown(_asked(name, lambda text: precedents(index, text=told.format(text), k=SHOWN), bare))


def _asked(name: str, ours: Callable[[str], object], bare: BareLoop) -> Ratio:
    questions = synthetic.questions(_WARM + _ASKED)
    return paired_each(name, "query", ours, lambda text: bare.search(text, SHOWN), questions, _WARM)


def _shown(ratio: Ratio) -> Ratio:
    print(ratio, flush=True)
    return ratio


def recall(index: Index, rows: np.ndarray, size: int) -> float:  # type: ignore[type-arg]
    """The share of the ten nearest by comparing all that the index finds, over questions of every kind."""
    shares = []
    for vector in load_encoder().encode(synthetic.questions(100, seed=5)):
        nearest = set(np.argsort(-(rows @ vector))[:10].tolist())
        shares.append(len(nearest & set(index.passages.search(vector, 10)[0].tolist())) / 10)
    return sum(shares) / len(shares)


def texts_and_rows(index: Index) -> tuple[list[str], np.ndarray]:  # type: ignore[type-arg]
    """What every passage is encoded by, and its vector."""
    texts = [passage_text(one) for reading in synthetic.readings(len(index.passages)) for one in reading.passages]
    return texts, index.passages.rows(np.arange(len(index.passages)))


@contextmanager
def index_of(size: int) -> Iterator[tuple[Index, float]]:
    """The index of a made collection, and the seconds of CPU that making it took."""
    with tempfile.TemporaryDirectory() as folder:
        held = list(synthetic.readings(size))
        began = time.process_time()
        writer = IndexWriter(Path(folder) / "live", load_encoder())
        writer.add(held)
        writer.commit()
        generation = Path(folder) / "generation"
        writer.snapshot_lexical(generation / "lexical")
        writer.snapshot_vectors(generation / "vectors")
        writer.close()
        seconds = time.process_time() - began
        del held
        yield Index.open(generation, load_encoder()), seconds


if __name__ == "__main__":
    main()
