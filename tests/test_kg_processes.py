"""The store under real processes: writers killed at every stage, and a reader while generations come and go."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.agreement import disagreements
from kg.disk import DiskStore
from kg.store import GraphStore
from tests.store_process import STAGES, papers

ROOT = Path(__file__).parents[1]


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store_process", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str], code: int = 0) -> str:
    out, error = process.communicate(timeout=120)
    assert process.returncode == code, error
    return out


def content(root: Path) -> str:
    """What tells one generation's content from another's: a hash over its N-Quads in order."""
    with DiskStore(root).current() as generation:  # type: ignore[union-attr]
        quads = GraphStore(generation.path / "graph", read_only=True).dump("nquads") or b""
        other = (generation.path / "lexical/documents").read_bytes()
    return hashlib.sha256(b"\n".join(sorted(quads.splitlines())) + other).hexdigest()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("whole") / "store"
    finish(start("ingest", root))
    return content(root)


def assert_whole(root: Path, expected: str) -> None:
    assert content(root) == expected
    disk = DiskStore(root)
    assert list(disagreements(disk.archive, GraphStore(disk.live / "graph"))) == []
    assert [path for path in root.rglob(".*") if path.name not in (".writing",)] == []
    assert len(disk.archive.ids()) == len(papers())


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("published", [False, True], ids=["first", "later"])
def test_killed_writer_leaves_a_store_that_heals(tmp_path: Path, undisturbed: str, stage: str, published: bool) -> None:
    root = tmp_path / "store"
    if published:
        finish(start("ingest", root))
        # Something is to be done again: a reading that is gone has to be read anew.
        DiskStore(root).archive.remove(papers()[1].reading().document.source.sha256, "test")
    before = DiskStore(root).generations.number()
    finish(start("ingest", root, stage), -9)
    assert DiskStore(root).generations.number() == (before if stage != "switched" else (before or 0) + 1)
    finish(start("ingest", root))
    assert_whole(root, undisturbed)


def test_writer_killed_at_any_moment(tmp_path: Path, undisturbed: str) -> None:
    root, chance = tmp_path / "store", random.Random(7)
    for _ in range(6):
        process = start("ingest", root)
        time.sleep(chance.uniform(0.3, 1.6))
        process.kill()
        process.communicate()
    finish(start("ingest", root))
    assert_whole(root, undisturbed)


def test_ingesting_twice_gives_the_same_content(tmp_path: Path, undisturbed: str) -> None:
    root = tmp_path / "store"
    for _ in range(2):
        finish(start("ingest", root))
        assert content(root) == undisturbed


def test_reader_sees_whole_generations_while_a_writer_publishes(tmp_path: Path) -> None:
    root, last = tmp_path / "store", 20
    reader, writer = start("read", root, last), start("publish", root, last)
    finish(writer)
    seen = finish(reader).split()
    assert seen[-1] == str(last) and len(seen) >= 2
    assert len(DiskStore(root).generations.numbers()) <= 4
