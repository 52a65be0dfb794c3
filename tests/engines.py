"""SPARQL engines of others, started on the loopback device and stopped again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import files
from pathlib import Path

import httpx

from kg.iris import DEFAULT_BASE
from kg.remote import Endpoint

VIRTUOSO = shutil.which("virtuoso-t")
_START_SECONDS = 120
_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 8
CheckpointInterval = 0
NumberOfBuffers = 8000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def oxigraph(folder: Path) -> Iterator[Endpoint]:
    """The server of Oxigraph, over a folder of its own."""
    address = f"127.0.0.1:{_free_port()}"
    program = next(file for file in files("oxigraph") or () if file.name == "oxigraph").locate()
    command = [str(program), "serve", "--union-default-graph"]
    with _running([*command, "--location", str(folder / "data"), "--bind", address], folder, f"http://{address}/query"):
        url = f"http://{address}"
        yield Endpoint(f"{url}/query", f"{url}/update", f"{url}/store?graph=", base=DEFAULT_BASE, seconds=30)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Endpoint]:
    """Virtuoso Open Source, over a folder of its own, with the password it comes with."""
    http = _free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=_free_port(), http=http))
    url = f"http://127.0.0.1:{http}"
    with _running([str(VIRTUOSO), "-f", "-c", "virtuoso.ini"], folder, f"{url}/sparql"):
        graphs = f"{url}/sparql-graph-crud-auth?graph-uri="
        login = {"user": "dba", "password": "dba", "seconds": 60}
        yield Endpoint(f"{url}/sparql", f"{url}/sparql-auth", graphs, base=DEFAULT_BASE, auth="digest", **login)  # type: ignore[arg-type]


@contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        _wait(process, folder, address)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], folder: Path, address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, (folder / "output").read_text()
        try:
            if httpx.get(address, params={"query": "ASK {}"}, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(f"{address} never answered: {(folder / 'output').read_text()}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
