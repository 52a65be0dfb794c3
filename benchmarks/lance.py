"""Indexing with LanceDB: the same rows with vectors, a full-text index and a vector index, where it is installed."""

from __future__ import annotations

import importlib.util
import tempfile
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.encoder import load_encoder

_BATCH = 20_000


def lance_seconds(texts: Sequence[str], rows: NDArray[np.float32]) -> float | None:
    """CPU seconds to encode, write and index the rows; None when LanceDB is not installed."""
    if importlib.util.find_spec("lancedb") is None:
        return None
    import lancedb  # type: ignore[import-not-found,unused-ignore]
    import pyarrow  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        table: Any = None
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            vectors = load_encoder().encode(batch)
            flat = pyarrow.array(vectors.ravel(), pyarrow.float32())
            columns = {"text": batch, "vector": pyarrow.FixedSizeListArray.from_arrays(flat, vectors.shape[1])}
            data = pyarrow.table(columns)
            if table is None:
                table = lancedb.connect(folder).create_table("passages", data)
            else:
                table.add(data)
        table.create_fts_index("text", language="Swedish", stem=True, with_position=True, replace=True)
        table.create_index(metric="dot", vector_column_name="vector", index_type="IVF_FLAT")
        return time.process_time() - began
