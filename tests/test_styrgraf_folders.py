"""Folders that the service watches: what lies there is taken in, whatever is killed, and what failed is told."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from styrgraf.folders import Watched
from styrgraf.intake_jobs import Jobs
from styrgraf.keys import Keys
from tests.surface import served, styrgraf


def text(subject: str) -> str:
    lines = f"Policy för {subject}\n\nAntagen av kommunfullmäktige 2020-01-20, § 5\n\n"
    return lines + f"Den som ansvarar för {subject} följer upp arbetet varje år och redovisar det.\n"


@contextmanager
def watching(store: Path, folder: Path, key: str) -> Iterator[tuple[int, httpx.Client]]:
    """A service that watches the folder: its process group, and a client with a key."""
    extra = {"STYRGRAF_WORKERS": "1", "STYRGRAF_WATCH_SECONDS": "1"}
    with (
        served(store, "--watch", folder, **extra) as (process, address),
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=60) as client,
    ):
        yield process.pid, client


def until(client: httpx.Client, **wanted: int) -> Any:
    """The folder, once it says that."""
    deadline = time.monotonic() + 90
    while True:
        (folder,) = client.get("/api/v1/folders").json()["folders"]
        if wanted.items() <= folder.items():
            return folder
        assert time.monotonic() < deadline, (folder, wanted)
        time.sleep(0.1)


def published(client: httpx.Client, documents: int) -> None:
    """Wait until so many documents are held."""
    deadline = time.monotonic() + 60
    while client.get("/api/v1/documents").json().get("total") != documents:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_nothing_in_the_folder_is_lost_when_everything_is_killed(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    (folder / "under").mkdir(parents=True)
    for number in range(8):
        (folder / ("under" if number % 2 else "") / f"ämne {number}.txt").write_text(text(f"ämne {number}"))
    (folder / "tom.txt").touch()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    key = Keys(store).add("Bo", "reviewer")
    with watching(store, folder, key) as (group, client):
        until(client, total=9)
        os.killpg(group, signal.SIGKILL)
    with watching(store, folder, key) as (_, client):
        said = until(client, total=9, waiting=0, failed=1)
        assert said["folder"] == str(folder) and said["held"] == 9 and said["troubles"] == []
        published(client, 8)
        (failed,) = client.get(f"/api/v1/folders/{said['id']}", params={"status": "failed"}).json()["files"]
        assert (failed["name"], failed["error"]["code"]) == ("tom.txt", "empty")
        one = client.get(f"/api/v1/folders/{said['id']}", params={"k": 1})
        assert len(one.json()["files"]) == 1 and 'rel="next"' in one.headers["link"]
        names = {one["name"] for one in client.get(f"/api/v1/folders/{said['id']}").json()["files"]}
        assert "under/ämne 1.txt" in names
        jobs = len(Jobs(store).all())
        # What is written into a file that failed is taken by itself; a retry takes it as it lies there.
        again = client.post(f"/api/v1/folders/{said['id']}/retry")
        assert again.status_code == 202 and again.json()["by"] == "Bo"
        (folder / "tom.txt").write_text(text("vatten"))
        until(client, total=9, waiting=0, failed=0)
        assert client.post(f"/api/v1/folders/{said['id']}/retry").status_code == 400
        assert len(Jobs(store).all()) == jobs + 2, "what was taken is not taken again at each look"
        assert client.get("/api/v1/folders/nix").status_code == 404
        assert httpx.get(f"{client.base_url}/api/v1/folders").status_code == 401
    del before[folder / "tom.txt"]
    assert before.items() <= {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}.items()


def test_a_file_is_left_alone_until_it_has_stopped_growing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Policy")
    watched = Watched(tmp_path / "store", folder)
    assert watched.look() is False
    (folder / "a.txt").write_text(text("resor"))
    assert watched.look() is False, "it has grown"
    assert watched.look() is True and watched.look() is False
    again = Watched(tmp_path / "store", folder)
    assert [again.look(), again.look()] == [False, False], "what was taken is known to the next service too"
    with watched.alone() as first, again.alone() as second:
        assert (first, second) == (True, False), "one service looks"
    (folder / "b.txt").symlink_to("/etc/hostname")
    watched.look()
    (trouble,) = watched.to_json()["troubles"]
    assert "ut ur mappen" in trouble["cause"] and watched.to_json()["total"] == 1


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = styrgraf("serve", "--watch", tmp_path / "nix", "--store", tmp_path / "store")
    assert done.returncode == 2 and "nix" in done.stderr
    gone = Watched(tmp_path / "store", tmp_path / "nix")
    assert gone.look() is False and "finns inte" in gone.to_json()["troubles"][0]["cause"]
