"""What one would write in an afternoon: tantivy's own tokenizer and parser, a FAISS index, reciprocal ranks."""

from __future__ import annotations

from collections.abc import Iterable

import faiss
import numpy as np
import tantivy
from numpy.typing import NDArray

from search.encoder import Encoder

_DEPTH, _FUSION = 100, 60


class BareLoop:
    """Passages by words and by meaning, in memory."""

    def __init__(self, texts: Iterable[str], vectors: faiss.Index, encoder: Encoder) -> None:
        self._encoder, self._vectors = encoder, vectors
        self._words = words_index(texts)
        self._searcher = self._words.searcher()

    def search(self, question: str, shown: int) -> list[str]:
        """The texts of the best passages."""
        query = self._words.parse_query(question, ["text"])
        hits = self._searcher.search(query, _DEPTH).hits
        by_words = self._searcher.fast_field_values("row", [address for _, address in hits])
        _, by_meaning = self._vectors.search(self._encoder.encode([question]), _DEPTH)
        scores: dict[int, float] = {}
        for ranking in (by_words, by_meaning[0].tolist()):
            for rank, row in enumerate(ranking):
                scores[row] = scores.get(row, 0.0) + 1 / (_FUSION + rank)
        best = sorted(scores, key=lambda row: -scores[row])[:shown]
        return [self._text(row) for row in best]

    def _text(self, row: int) -> str:
        query = tantivy.Query.term_query(self._words.schema, "row", row)
        address = self._searcher.search(query, 1).hits[0][1]
        return str(self._searcher.doc(address)["text"][0])


def words_index(texts: Iterable[str]) -> tantivy.Index:
    """The texts in tantivy, in memory."""
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
    writer.wait_merging_threads()
    index.reload()
    return index


def exact(rows: NDArray[np.float32]) -> faiss.Index:
    """Every row compared, in half precision."""
    index = faiss.IndexScalarQuantizer(rows.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index.train(rows)
    index.add(rows)
    return index


def inverted(rows: NDArray[np.float32]) -> faiss.Index:
    """An inverted file over 8-bit codes, a tenth of its lists looked into, nothing scored again."""
    size, lists = rows.shape[1], int(4 * np.sqrt(len(rows)))
    coarse = faiss.IndexFlatIP(size)
    index = faiss.IndexIVFScalarQuantizer(
        coarse, size, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.cp.niter = 4
    index.train(rows[:: max(1, len(rows) // (lists * 40))])
    index.add(rows)
    index.nprobe = lists // 10
    return index
