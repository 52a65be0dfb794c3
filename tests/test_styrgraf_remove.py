"""Taking a document down: nothing of it is left in any file, and it does not come back."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import httpx
import zstandard

from tests.surface import DOCUMENTS, answer, content, ok, serving, styrgraf

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


def test_a_server_goes_on_without_it(tmp_path: Path) -> None:

    store = tmp_path / "store"
    ok("ingest", DOCUMENTS, "--store", store)
    with serving(store) as address, httpx.Client(base_url=address, timeout=30) as client:
        gone = client.get("/api/v1/documents").json()["documents"][0]["id"]
        done = styrgraf("remove", gone, "--store", store)
        assert done.returncode == 0 and "borttaget" in done.stderr
        assert client.get(f"/api/v1/documents/{gone}").status_code == 404
        count = {"query": "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a styr:Document }", "format": "csv"}
        assert client.get("/sparql", params=count).text.split()[1] == "3"
