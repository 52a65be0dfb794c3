"""A search over HTTP against the same search by the library: CPU of the serving process a request. `make bench`.

The requests come from this process over kept connections, 1, 8 and 32 at a time; the server is a process of its own,
with its log, its counters and its limits as they are shipped, but for the limit on requests a minute.
"""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psutil

from benchmarks.speed import keep, shown
from benchmarks.speed_query import QUESTIONS, SHOWN
from benchmarks.speed_reading import SAMPLE
from benchmarks.timing import Ratio, command_cpu, cpu, paired
from search.filters import Filters
from styrgraf.collection import open_collection
from styrgraf.settings import Settings

CONCURRENCY = (1, 8, 32)
_REQUESTS = 64
_ROUNDS = 5


def main() -> None:
    """Measure at each concurrency, print, keep the results."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        program = str(Path(sys.executable).parent / "styrgraf")
        command_cpu([program, "ingest", str(SAMPLE / "documents"), "--store", str(store)])
        with _serving(program, store) as (process, port):
            keep([ratio for number in CONCURRENCY for ratio in [_ratio(store, process, port, number)] if shown(ratio)])


def _ratio(store: Path, process: psutil.Process, port: int, concurrency: int) -> Ratio:
    collection = open_collection(Settings(store=store))
    asked = [QUESTIONS[number % len(QUESTIONS)] for number in range(_REQUESTS)]

    def by_library() -> None:
        for question in asked:
            collection.search(question, k=SHOWN, filters=Filters())

    def over_http() -> float:
        before = process.cpu_times()
        with ThreadPoolExecutor(concurrency) as threads:
            list(threads.map(lambda part: _ask(port, part), [asked[at::concurrency] for at in range(concurrency)]))
        after = process.cpu_times()
        return (after.user - before.user + after.system - before.system) / _REQUESTS

    name = f"search over HTTP, {concurrency} at a time / by the library"
    return paired(name, "request", over_http, lambda: cpu(by_library, _REQUESTS), _ROUNDS)


def _ask(port: int, questions: list[str]) -> None:
    """Ask over one kept connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for question in questions:
        connection.request("GET", f"/api/v1/search?q={quote(question)}&k={SHOWN}")
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status}: {body[:200]!r}")
    connection.close()


@contextmanager
def _serving(program: str, store: Path) -> Iterator[tuple[psutil.Process, int]]:
    environment = os.environ | {"STYRGRAF_REQUESTS_PER_MINUTE": "0"}
    command = [program, "serve", "--store", str(store), "--port", "0"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, env=environment, stderr=log)
        try:
            yield psutil.Process(process.pid), _port(process, log.fileno())
        finally:
            process.terminate()
            process.wait()


def _port(process: subprocess.Popen[bytes], log: int) -> int:
    """The port that the server says it listens on."""
    while process.poll() is None:
        if found := re.search(rb"http://[\d.]+:(\d+)", os.pread(log, 4096, 0)):
            return int(found.group(1))
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main()
