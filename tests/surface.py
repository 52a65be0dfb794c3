"""Styrgraf run as its users run it: as processes, on stores of their own."""

from __future__ import annotations

import atexit
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from styrgraf.checking import check
from styrgraf.collection import open_collection
from styrgraf.exporting import export
from styrgraf.settings import Settings

DATA = Path(__file__).parent / "data" / "surface"
DOCUMENTS = DATA / "documents"


def environment(**extra: str) -> dict[str, str]:
    """The environment without settings of the person who runs the tests, and with the register of the documents."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STYRGRAF_")}
    return clean | {"STYRGRAF_REGISTERS": str(DATA / "register.csv")} | extra


def command(*arguments: object) -> list[str]:
    """The command line of `styrgraf`."""
    return [sys.executable, "-m", "styrgraf", *map(str, arguments)]


def styrgraf(*arguments: object, cwd: Path | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run to the end, whatever the exit code."""
    return subprocess.run(command(*arguments), cwd=cwd, env=environment(**extra), capture_output=True, text=True)


def ok(*arguments: object, **extra: str) -> str:
    """Run a command that must succeed, and return what it printed."""
    done = styrgraf(*arguments, **extra)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def answer(*arguments: object) -> Any:
    """The JSON of a command that must succeed."""
    return json.loads(ok(*arguments, "--json"))


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """The lines of `ingest --json`: one for each file, then the summary."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def content(store: Path) -> dict[str, Any]:
    """What the current generation says, whatever the files it lies in: graph, documents, and whether all agrees."""
    collection = open_collection(Settings(store=store))
    graph, table = io.BytesIO(), io.BytesIO()
    export(collection, "nquads", graph)
    export(collection, "csv", table)
    faults = list(check(collection))
    return {"graph": sorted(graph.getvalue().splitlines()), "table": table.getvalue(), "faults": faults}


@cache
def held_store() -> Path:
    """A store that holds `DOCUMENTS`, made once for all tests of a run that only read it."""
    folder = Path(tempfile.mkdtemp(prefix="styrgraf-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ok("ingest", DOCUMENTS, "--store", folder / "store")
    return folder / "store"


def copied_store(place: Path) -> Path:
    """A copy of `held_store` for tests that change what it holds."""
    return Path(shutil.copytree(held_store(), place, symlinks=True))


@contextmanager
def served(store: Path, *arguments: object, **extra: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server on the store, with settings in `extra`, in a process group of its own: it, and its address."""
    process = subprocess.Popen(
        command("serve", "--store", store, "--port", "0", *arguments),
        env=environment(**extra),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://[\d.]+:\d+", said)
        assert found, said
        # What the service logs is read away, or it would stop when the pipe is full.
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield process, found.group()
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def serving(store: Path, **extra: str) -> Iterator[str]:
    """A server on the store, with settings in `extra`, at the address that is yielded."""
    with served(store, **extra) as (_, address):
        yield address
