"""Documents sent in over HTTP: safe once they are taken, read one upload after the other, and never a danger."""

from __future__ import annotations

import io
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from styrgraf.intake_jobs import Jobs, Sent
from styrgraf.keys import Keys
from tests.surface import DOCUMENTS, ok, served, serving


def text(subject: str) -> bytes:
    lines = f"Policy för {subject}\n\nAntagen av kommunfullmäktige 2020-01-20, § 5\n\n"
    return (lines + f"Den som ansvarar för {subject} följer upp arbetet varje år och redovisar det.\n").encode()


def files(*named: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", one) for one in named]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("intake") / "store"
    ok("ingest", DOCUMENTS / "stenbro-plan.md", "--store", made)
    return made


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[httpx.Client]:
    key = Keys(store).add("Åsa", "reviewer")
    with (
        serving(store, STYRGRAF_UPLOAD_MEGABYTES="1", STYRGRAF_UPLOAD_FILES="5", STYRGRAF_WORKERS="1") as address,
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=30) as found,
    ):
        yield found


def finished(client: httpx.Client, job: str, seconds: float = 120) -> Any:
    deadline = time.monotonic() + seconds
    while (said := client.get(f"/api/v1/intake/{job}", params={"k": 1000}).json())["state"] != "done":
        assert time.monotonic() < deadline, said
        time.sleep(0.2)
    return said


def test_files_are_read_and_each_has_its_result(client: httpx.Client) -> None:
    sent = files(
        ("../../resor <b>.txt", text("resor")),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        ("samma.txt", text("resor")),
    )
    taken = client.post("/api/v1/intake", files=sent)
    assert taken.status_code == 202, taken.text
    assert client.get(taken.headers["location"]).status_code == 200
    job = finished(client, taken.json()["id"])
    first, refused, twin = job["files"]
    assert (first["name"], first["status"]) == ("resor <b>.txt", "read")
    assert (refused["status"], refused["error"]["code"]) == ("failed", "not-a-document")
    assert twin["status"] == "unchanged" and twin["document"] == first["document"]
    assert (job["total"], job["done"], job["failed"], job["by"]) == (3, 3, 1, "Åsa")
    document = client.get(f"/api/v1/documents/{first['document']}").json()["document"]
    assert document["source"]["name"] == "resor <b>.txt" and document["title"]["value"] == "Policy för resor"
    only = client.get(f"/api/v1/intake/{job['id']}", params={"status": "failed", "k": 1}).json()["files"]
    assert [one["name"] for one in only] == ["bild.png"]


def test_progress_comes_as_events(client: httpx.Client) -> None:
    job = client.post("/api/v1/intake", files=files(("a.txt", text("möten")), ("b.txt", text("bilar")))).json()["id"]
    with client.stream("GET", f"/api/v1/intake/{job}/events", timeout=120) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        events = list(stream.iter_lines())
    names = [line.removeprefix("event: ") for line in events if line.startswith("event")]
    assert names[0] == "progress" and names[-1] == "done"
    last = json.loads([line for line in events if line.startswith("data")][-1].removeprefix("data: "))
    assert last == {"state": "done", "total": 2, "done": 2, "failed": 0}


def test_what_failed_is_tried_again(client: httpx.Client) -> None:
    broken = b"%PDF-1.4\nnothing more"
    job = finished(client, client.post("/api/v1/intake", files=files(("trasig.pdf", broken))).json()["id"])
    assert job["files"][0]["status"] == "failed" and job["files"][0]["error"]["remedy"]
    again = client.post(f"/api/v1/intake/{job['id']}/retry")
    assert again.status_code == 202 and again.json()["files"][0]["name"] == "trasig.pdf"
    assert finished(client, again.json()["id"])["failed"] == 1
    good = finished(client, client.post("/api/v1/intake", files=files(("c.txt", text("kost")))).json()["id"])
    assert client.post(f"/api/v1/intake/{good['id']}/retry").status_code == 400
    failed = client.get("/api/v1/coverage").json()["failed"]
    assert "trasig.pdf" in {one["file"] for one in failed}


def test_limits_are_kept_and_said(client: httpx.Client) -> None:
    large = client.post("/api/v1/intake", files=files(("stor.txt", b"x" * 2**21)))
    assert large.status_code == 413 and "1 MiB" in large.json()["detail"]

    def unmeasured() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(40):
            yield b"x" * 2**16
        yield b"\r\n--x--\r\n"

    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/api/v1/intake", content=unmeasured(), headers=kind).status_code == 413
    assert client.post("/api/v1/intake", files=files(*[(f"{n}.txt", b"x") for n in range(6)])).status_code == 400
    assert client.post("/api/v1/intake", data={"files": "text"}).status_code == 400
    assert client.post("/api/v1/intake", headers={"Authorization": ""}, files=files(("a.txt", b"x"))).status_code == 401
    for job in ("nix", "..", "20260101000000000-aaaaaa"):
        assert client.get(f"/api/v1/intake/{job}").status_code == 404


def test_nothing_is_lost_when_everything_is_killed(tmp_path: Path) -> None:
    store = tmp_path / "store"
    bearer = {"Authorization": f"Bearer {Keys(store).add('Bo', 'admin')}"}
    sent = files(*[(f"{n}.txt", text(f"ämne {n}")) for n in range(12)])
    with (
        served(store, STYRGRAF_WORKERS="1") as (process, address),
        httpx.Client(base_url=address, headers=bearer, timeout=60) as client,
    ):
        job = client.post("/api/v1/intake", files=sent).json()["id"]
        while client.get(f"/api/v1/intake/{job}").json()["done"] < 2:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
    spooled = store / "intake" / job / "files"
    with (
        served(store, STYRGRAF_WORKERS="1") as (_, address),
        httpx.Client(base_url=address, headers=bearer, timeout=60) as client,
    ):
        said = finished(client, job)
        assert {one["status"] for one in said["files"]} <= {"read", "unchanged"}
        assert client.get("/api/v1/documents").json()["total"] == 12
        deadline = time.monotonic() + 30
        while list(spooled.iterdir()):
            assert time.monotonic() < deadline, "what is in the archive is not kept twice"
            time.sleep(0.1)


def test_a_job_is_whole_or_not_there(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)

    class Breaks(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the disk is full")

    with pytest.raises(Exception, match="disk"):
        jobs.take([Sent("a.txt", io.BytesIO(text("a"))), Sent("b.txt", Breaks())], "Åsa")
    assert jobs.all() == [] and list((tmp_path / "intake").iterdir()) == []
    job = jobs.take(
        [Sent("/etc/passwd", io.BytesIO(text("a"))), Sent("\x00\u202e" + "x" * 9999, io.BytesIO(b""))], "Åsa"
    )
    stored = {Path(path) for path in job.names}
    assert {path.parent for path in stored} == {job.folder / "files"}
    assert [one["name"][:6] for one in job.to_json()["files"]] == ["passwd", "��xxxx"]
    assert next(jobs.waiting()).id == job.id
