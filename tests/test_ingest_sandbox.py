"""The sandbox: real worker processes, killed and replaced, and nothing else stopped by it."""

from __future__ import annotations

import os
import signal
import threading
import time
import zlib
from pathlib import Path

import psutil
import pytest

from ingest.sandbox import Limits, read_all
from kg.errors import UnreadableFile
from kg.model import Reading
from tests.printed_pages import draw, lines, prose, put

TEXT = "Inköpspolicy\n\nPolicyn antogs av kommunfullmäktige den 8 mars 2021, § 41.\n"


def workers() -> list[psutil.Process]:
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if "ingest.worker" in process.cmdline():
                found.append(process)
        except psutil.Error:
            continue
    return found


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def bomb(path: Path, copies: int) -> Path:
    """A small PDF whose only page unpacks to hundreds of megabytes of path operators."""
    packer = zlib.compressobj(9)
    piece = b"0 0 m 500 500 l 10 20 30 40 50 60 c S\n" * 10000
    content = b"".join(packer.compress(piece) for _ in range(copies)) + packer.flush()
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    head += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
    head += b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(content)
    path.write_bytes(head + content + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def test_good_and_bad_files_are_read_side_by_side(tmp_path: Path, policy: Path) -> None:
    broken = tmp_path / "trasig.pdf"
    broken.write_bytes(b"%PDF-1.7 trasig")
    (tmp_path / "hel.pdf").write_bytes(draw(lambda c: lines(c, 72, 100, prose(80, 9)) and None))
    found = dict(read_all([policy, broken, tmp_path / "hel.pdf", tmp_path / "borta.txt"], [], Limits(ocr=False), 2))
    assert isinstance(found[policy], Reading)
    reading = found[tmp_path / "hel.pdf"]
    assert isinstance(reading, Reading)
    assert reading.boxes
    codes = [result.code for result in found.values() if isinstance(result, UnreadableFile)]
    assert sorted(codes) == ["corrupt", "vanished"]
    assert workers() == []


def test_a_bomb_stops_at_its_memory_limit_and_the_next_file_is_read(tmp_path: Path, policy: Path) -> None:
    files = [bomb(tmp_path / "bomb.pdf", 800), policy]
    found = dict(read_all(files, [], Limits(memory_bytes=700 * 2**20, cpu_seconds=20, ocr=False), 1))
    failure = found[files[0]]
    assert isinstance(failure, UnreadableFile)
    assert failure.code in ("memory", "timeout")
    assert failure.remedy
    assert isinstance(found[policy], Reading)


def test_too_much_cpu_stops_a_file(tmp_path: Path, policy: Path) -> None:
    long = tmp_path / "lang.pdf"
    long.write_bytes(draw(*[lambda c: lines(c, 40, 40, prose(95, 55), size=9) and None] * 400))
    found = dict(read_all([long, policy], [], Limits(cpu_seconds=1, ocr=False), 1))
    failure = found[long]
    assert isinstance(failure, UnreadableFile)
    assert failure.code == "timeout"
    assert isinstance(found[policy], Reading)


def test_a_file_past_its_deadline_is_given_up(tmp_path: Path, policy: Path) -> None:
    pipe = tmp_path / "ror.txt"
    pipe.write_bytes(b"text " * 3_000_000)
    found = dict(read_all([pipe, policy], [], Limits(wall_seconds=0.05, ocr=False), 1))
    failure = found[pipe]
    assert isinstance(failure, UnreadableFile)
    assert failure.code == "timeout"


def test_an_answer_over_the_limit_is_refused(policy: Path) -> None:
    ((_, failure),) = read_all([policy], [], Limits(output_bytes=100, ocr=False), 1)
    assert isinstance(failure, UnreadableFile)
    assert failure.code == "too-large"


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    paths = []
    for number in range(4):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(draw(*[lambda c: lines(c, 72, 100, prose(80, 30)) and None] * 30))
        paths.append(path)
    killed = threading.Event()

    def kill_one() -> None:
        while not killed.is_set():
            for process in workers():
                if process.cpu_times().user > 0.5:
                    os.kill(process.pid, signal.SIGKILL)
                    killed.set()
                    return
            time.sleep(0.01)

    thread = threading.Thread(target=kill_one, daemon=True)
    thread.start()
    found = dict(read_all(paths, [], Limits(ocr=False), 1))
    killed.set()
    thread.join()
    assert len(found) == 4
    assert sum(isinstance(result, Reading) for result in found.values()) >= 2


def test_workers_are_kept_warm_between_files(tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_text(TEXT + str(number), encoding="utf-8")
        paths.append(path)
    seen = set()
    for _ in read_all(paths, [], Limits(ocr=False), 1):
        seen |= {process.pid for process in workers()}
    assert len(seen) <= 1


def test_closing_early_leaves_no_worker_behind(tmp_path: Path, policy: Path) -> None:
    results = read_all([policy] * 40, [], Limits(ocr=False), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert workers() == []


def test_what_a_worker_prints_does_not_disturb_the_answers(tmp_path: Path) -> None:
    data = draw(lambda c: put(c, 72, 100, "Policy för Ekstads kommun"))
    path = tmp_path / "policy.pdf"
    path.write_bytes(data.replace(b"/Type /Page", b"/Typo /Page", 1))
    ((_, result),) = read_all([path], [], Limits(ocr=False), 1)
    assert isinstance(result, (Reading, UnreadableFile))
