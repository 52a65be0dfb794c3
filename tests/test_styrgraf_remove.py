"""Taking a document down: nothing of it is left in any file, and it does not come back."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import zstandard

from kg.archive import Archive
from styrgraf.keys import Keys
from styrgraf.removing import unfinished
from styrgraf.settings import Settings
from tests.surface import DOCUMENTS, answer, content, held_store, ok, serving, styrgraf

WORDS = "behörigheter prövas"


def everything(store: Path) -> bytes:
    """The bytes of all files of a store, the compressed ones unpacked."""
    found = []
    for path in sorted(store.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found.append(zstandard.ZstdDecompressor().decompress(data) if path.suffix == ".zst" else data)
    return b"\n".join(found)


def test_a_document_is_taken_down_for_good(tmp_path: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "documents"
    shutil.copytree(DOCUMENTS, folder)
    ok("ingest", folder, "--store", store)
    hit = answer("search", WORDS, "--store", store)["hits"][0]["document"]
    text = answer("show", hit["id"], "--store", store)["text"]
    secret = max(text.splitlines(), key=len)[:60].encode()
    assert secret in everything(store)

    ok("remove", hit["id"], "--store", store, "--reason", "begärt av den registrerade")
    assert secret not in everything(store)
    assert content(store)["faults"] == []
    assert styrgraf("show", hit["id"], "--store", store).returncode == 1
    ids = {one["document"]["id"] for one in answer("search", WORDS, "--store", store)["hits"]}
    assert hit["id"] not in ids

    again = styrgraf("ingest", folder, "--store", store)
    assert again.returncode == 3 and "borttagen" in again.stderr
    ok("rebuild", "--store", store)
    assert secret not in everything(store)
    assert styrgraf("remove", hit["id"], "--store", store).returncode == 1


def test_a_file_that_is_not_held_is_kept_out(tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "ny.txt"
    ok("ingest", sorted(DOCUMENTS.iterdir())[0], "--store", store)
    file.write_text("Policy för resor\n\nAntagen av kommunfullmäktige 2020-01-20, § 5\n", encoding="utf-8")

    ok("remove", hashlib.sha256(file.read_bytes()).hexdigest(), "--store", store)
    assert styrgraf("ingest", file, "--store", store).returncode == 3


def copied(folder: Path) -> Path:
    """A store of its own that holds the documents."""
    return Path(shutil.copytree(held_store(), folder / "store", symlinks=True))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[httpx.Client, Path]]:
    with serving(copied(tmp_path)) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client, tmp_path / "store"


def gone(client: httpx.Client, admin: dict[str, str], document: str, seconds: float = 60) -> dict[str, Any]:
    """The takedown when nothing of the document is left; readers are answered all the while."""
    deadline = time.monotonic() + seconds
    while (said := client.get(f"/api/v1/takedowns/{document}", headers=admin).json())["state"] != "done":
        assert client.get("/api/v1/search?q=mål").status_code == 200
        assert time.monotonic() < deadline, said
        time.sleep(0.2)
    return dict(said)


def test_an_admin_takes_down_over_http_and_nobody_else(served: tuple[httpx.Client, Path]) -> None:
    client, store = served
    reviewer, admin = (
        {"Authorization": f"Bearer {Keys(store).add(name, role)}"}
        for name, role in (("Bo", "reviewer"), ("Eva", "admin"))
    )
    hit = client.get("/api/v1/search", params={"q": WORDS}).json()["hits"][0]["document"]["id"]
    path = f"/api/v1/documents/{hit}"
    read = client.get(path)
    secret = max(read.json()["text"].splitlines(), key=len)[:60].encode()
    why = {"reason": "begärt av den registrerade"}
    assert client.delete(path, params=why).status_code == 401
    assert client.delete(path, params=why, headers=reviewer).status_code == 403
    for wrong in ({}, {"reason": " "}, {"reasn": "x"}):
        assert client.delete(path, params=wrong, headers=admin).status_code == 400, wrong
    assert client.get(path, headers={"If-None-Match": read.headers["etag"]}).status_code == 304

    taken = client.delete(path, params=why, headers=admin)
    assert (taken.status_code, taken.json()["by"]) == (202, "Eva"), taken.text
    assert taken.headers["location"] == f"/api/v1/takedowns/{hit}"
    for address in (path, f"/dokument/{hit}", f"/originals/{hit}", f"/id/dokument/{hit}", f"{path}/passages"):
        answered = client.get(address, headers={"If-None-Match": read.headers["etag"]})
        assert answered.status_code == 410 and "begärt av den registrerade" in answered.text, address
    assert client.delete(path, params=why, headers=admin).status_code == 410
    assert gone(client, admin, hit)["reason"] == "begärt av den registrerade"
    assert secret not in everything(store) and content(store)["faults"] == []
    assert client.get(path).json()["status"] == 410
    listed = client.get("/api/v1/takedowns", headers=admin).json()["takedowns"]
    assert [(one["document"], one["by"], one["state"]) for one in listed] == [(hit, "Eva", "done")]
    assert client.get("/api/v1/takedowns", headers=reviewer).status_code == 403
    assert json.loads((store / "takedowns.jsonl").read_text())["by"] == "Eva"
    assert "borttagen" in styrgraf("ingest", DOCUMENTS, "--store", store).stderr


def test_an_admin_takes_down_from_the_page(served: tuple[httpx.Client, Path]) -> None:
    client, store = served
    key = Keys(store).add("Eva", "admin")
    document = client.get("/api/v1/documents").json()["documents"][0]["id"]
    assert "/ta-bort" not in client.get(f"/dokument/{document}").text
    client.post("/logga-in", data={"key": key})
    page = client.get(f"/dokument/{document}").text
    (csrf,) = set(re.findall(r'name="csrf" value="([^"]+)"', page))
    form = {"reason": "fel fil", "csrf": csrf}
    assert client.post(f"/dokument/{document}/ta-bort", data=form | {"csrf": "x"}).status_code == 403
    done = client.post(
        f"/dokument/{document}/ta-bort", data=form, headers={"Accept": "text/html"}, follow_redirects=True
    )
    assert done.status_code == 410 and "fel fil" in done.text and "Borttaget" in done.text
    gone(client, {"Authorization": f"Bearer {key}"}, document)


def test_a_takedown_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    store = copied(tmp_path)
    hit = answer("search", WORDS, "--store", store)["hits"][0]["document"]["id"]
    archive = Archive(store)
    sha256, text = archive.reading(hit).document.source.sha256, archive.reading(hit).text.text
    archive.remove(sha256, "avbrutet")
    settings = Settings(store=store)
    assert [one.document for one in unfinished(settings)] == [hit]
    ok("remove", sha256, "--store", store)
    assert unfinished(settings) == [] and content(store)["faults"] == []
    assert max(text.splitlines(), key=len)[:60].encode() not in everything(store)


def test_a_server_goes_on_without_it(served: tuple[httpx.Client, Path]) -> None:
    client, store = served
    taken = client.get("/api/v1/documents").json()["documents"][0]["id"]
    done = styrgraf("remove", taken, "--store", store)
    assert done.returncode == 0 and "borttaget" in done.stderr
    assert client.get(f"/api/v1/documents/{taken}").status_code == 410
    count = {"query": "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a styr:Document }", "format": "csv"}
    assert client.get("/sparql", params=count).text.split()[1] == "3"
