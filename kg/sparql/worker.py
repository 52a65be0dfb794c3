"""The worker's side: `python -m kg.sparql.worker SOCKET PIPE MEMORY FILE`. Jobs come with the file to answer into.

A job is one message, its length (4 bytes) before it; the file's descriptor comes with its first byte. The answer is
one line of JSON: {"kind", "form"}, or {"error", "code", "line", "column", "near"}. The first line says {"sealed"}.
"""

from __future__ import annotations

import errno
import gc
import io
import socket
import sys
import threading
from pathlib import Path
from typing import Any

import orjson

from kg.errors import QueryError, StyrgrafError
from kg.message import packed
from kg.sparql.evaluate import Answer, Job, evaluate
from kg.sparql.sealed import end_with, leave_network, limit_files, limit_memory
from kg.store import Dataset, GraphStore

_CHUNK = 1 << 16
_BUFFER = 1 << 18
# Deep but honest nesting needs more frames than the interpreter allows by itself.
_FRAMES = 4000


def main() -> None:
    """Serve until the socket closes, or the parent is gone."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    sealed = leave_network()
    threading.Thread(target=end_with, args=(int(sys.argv[2]),), daemon=True).start()
    limit_memory(int(sys.argv[3]))
    limit_files(int(sys.argv[4]))
    sys.setrecursionlimit(_FRAMES)
    # The grammar of SPARQL is a great many objects that stay: no need to look through them again and again.
    gc.freeze()
    graphs = _Graphs()
    channel.sendall(orjson.dumps({"sealed": sealed}) + b"\n")
    while (received := _received(channel)) is not None:
        channel.sendall(orjson.dumps(_done(graphs, *received)) + b"\n")


class _Graphs:
    """The graph that was asked last, kept open for the next job."""

    def __init__(self) -> None:
        self._path, self._store = "", GraphStore(None)

    def at(self, path: str) -> GraphStore:
        if path != self._path:
            self._store, self._path = GraphStore(Path(path), read_only=True), path
        return self._store


def _received(channel: socket.socket) -> tuple[dict[str, Any], int] | None:
    """The next job and the descriptor of its file; None when there will be no more."""
    data, descriptors, _, _ = socket.recv_fds(channel, _CHUNK, 1)
    if not data:
        return None
    while len(data) < 4 or len(data) < 4 + int.from_bytes(data[:4], "big"):
        data += channel.recv(_CHUNK)
    return orjson.loads(data[4:]), descriptors[0]


def _done(graphs: _Graphs, job: dict[str, Any], descriptor: int) -> dict[str, Any]:
    # Closing the file beneath forgets what the buffer still holds: a file that is full would not take it.
    with io.FileIO(descriptor, "wb") as file:
        output = io.BufferedWriter(file, _BUFFER)
        try:
            answer = evaluate(graphs.at(job.pop("store")), _job(job), output)
            output.flush()
            return _said(answer)
        except QueryError as error:
            place = {"line": error.line, "column": error.column, "near": list(error.near)}
            return {"error": packed(error.message), "code": error.code} | place
        except StyrgrafError as error:
            return {"error": packed(error.message), "code": "store"}
        except OSError as error:
            return {"error": str(error), "code": "too-large" if _is_full(error) else "store"}
        except MemoryError:
            return {"error": "", "code": "memory"}


def _said(answer: Answer) -> dict[str, Any]:
    return {"kind": answer.kind, "form": answer.form}


def _job(said: dict[str, Any]) -> Job:
    dataset = said.pop("dataset")
    seen = Dataset(tuple(dataset["default"]), tuple(dataset["named"])) if dataset else None
    return Job(**said | {"rows": tuple(said["rows"]), "triples": tuple(said["triples"])}, dataset=seen)


def _is_full(error: OSError) -> bool:
    return error.errno == errno.EFBIG or "File too large" in str(error)


if __name__ == "__main__":
    main()
