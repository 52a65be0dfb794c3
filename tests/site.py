"""A served collection that has something on every page: reports and strategies, hostile texts, work that waits."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from styrgraf.keys import Keys
from tests.surface import ok, served

SAMPLE = Path(__file__).parents[1] / "sample"
DOCUMENTS = (
    "ekebro-granskning-digitaliseringsstrategi.pdf",
    "ekebro-digitaliseringsstrategi.pdf",
    "granasa-digital-agenda.pdf",
    "kvarnlanda-digitaliseringsstrategi.pdf",
    "norrvik-digitaliseringsplan.pdf",
    "tallfors-digital-skola.html",
    "vistad-informationssakerhetspolicy-2015.pdf",
    "vistad-informationssakerhetspolicy-2022.pdf",
)
SETTINGS = {
    "STYRGRAF_REGISTERS": str(SAMPLE / "register.csv"),
    "STYRGRAF_REQUESTS_PER_MINUTE": "0",
    "STYRGRAF_WORKERS": "1",
    "STYRGRAF_WATCH_SECONDS": "1",
}
# What the form says of the day contradicts the sentence: it waits for review.
DOUBTFUL = """Policy för resor

Dokumenttyp: Policy
Fastställd av: Kommunfullmäktige
Beslutsdatum: 2019-06-17

Antagen av kommunfullmäktige 2019-05-20, § 5

Den som arbetar i kommunen planerar i god tid och väljer det som är bäst för miljön.
"""
SCRIPT = "<script>document.title='taken'</script><img src=x onerror=alert(1)><svg onload=alert(1)>"
ENDLESS = "Strategi" + "mål" * 3300
FORMULA = '=HYPERLINK("x") Riktlinje för formler'
HOSTILE = {
    "script": f"Strategi för {SCRIPT}",
    "turned": "Policy \u202egnirkislå\u202c för \u2067resor\u2069",
    "endless": ENDLESS,
    "formula": FORMULA,
}
_BODY = "\n\nAntagen av kommunfullmäktige 2021-03-08, § 41\n\n1 Mål\n\nKommunen ska ha mål för {} och följa upp dem.\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(50)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the collection is served, what signs a reviewer in, and what fills the gaps in the paths of its pages."""

    address: str
    store: Path
    key: str
    cookie: str
    names: dict[str, str]
    hit: dict[str, Any]


@contextmanager
def served_site(folder: Path) -> Iterator[Site]:
    """The collection, read and served."""
    (folder / "documents").mkdir()
    for name in DOCUMENTS:
        shutil.copy(SAMPLE / "documents" / name, folder / "documents")
    (folder / "documents" / "resor.txt").write_text(DOUBTFUL, encoding="utf-8")
    (folder / "documents" / "gone.txt").write_text(DOUBTFUL.replace("resor", "gåvor"), encoding="utf-8")
    for name, title in HOSTILE.items():
        (folder / "documents" / f"{name}.txt").write_text(title + _BODY.format(title[:200]), encoding="utf-8")
    store = folder / "store"
    told = ok("ingest", folder / "documents", "--store", store, "--json", **SETTINGS).splitlines()
    gone = next(str(one["document"]) for one in map(json.loads, told) if str(one.get("file")).endswith("gone.txt"))
    ok("remove", gone, "--reason", "Fel fil", "--store", store, **SETTINGS)
    key = Keys(store).add("Åsa", "admin")
    (folder / "watched").mkdir()
    (folder / "watched" / "bild.png").write_bytes(PICTURE)
    with (
        served(store, "--watch", folder / "watched", **SETTINGS) as (_, address),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        hit, names = _held(client)
        names |= _work(client, key, names["finding"]) | {"gone": gone}
        signed = client.post("/logga-in", data={"key": key})
        yield Site(address, store, key, signed.cookies["styrgraf"], names, hit)


def _held(client: httpx.Client) -> tuple[dict[str, Any], dict[str, str]]:
    """A precedent, and the identifiers of what the pages are about."""
    documents = {one["file"]: one for one in client.get("/api/v1/documents?k=100").json()["documents"]}
    pdf = documents["ekebro-digitaliseringsstrategi.pdf"]
    findings = client.get("/api/v1/findings?k=100").json()["findings"]
    answers = (client.get(f"/api/v1/precedents?finding={one['id']}").json() for one in findings)
    answer = next(one for one in answers if one["hits"])
    passages = client.get(f"/api/v1/documents/{pdf['id']}/passages?k=100").json()["passages"]
    passage = max(passages, key=lambda one: len(one["text"]))
    graph = client.get("/sparql", params={"query": _GRAPH, "format": "json"}).json()["results"]["bindings"][0]["g"]
    return answer["hits"][0], {
        "finding": answer["finding"]["id"],
        "audit": answer["finding"]["document"]["id"],
        "code": answer["finding"]["document"]["code"],
        "pdf": pdf["id"],
        "html": documents["tallfors-digital-skola.html"]["id"],
        "text": documents["resor.txt"]["id"],
        "older": documents["vistad-informationssakerhetspolicy-2015.pdf"]["id"],
        "script": documents["script.txt"]["id"],
        "endless": documents["endless.txt"]["id"],
        "turned": documents["turned.txt"]["id"],
        "span": f"page={passage['page']}&start={passage['start']}&end={passage['end']}",
        "graph": graph["value"].partition("/graf/")[2],
    }


_GRAPH = "SELECT ?g WHERE { GRAPH ?g { ?g a styr:ReadingGraph } } LIMIT 1"


def _work(client: httpx.Client, key: str, finding: str) -> dict[str, str]:
    """An upload of which one file failed, a folder in which one did, and a watch."""
    held = {"Authorization": f"Bearer {key}"}
    files = [("files", ("möten.txt", DOUBTFUL.replace("resor", "möten").encode())), ("files", ("bild.png", PICTURE))]
    job = client.post("/api/v1/intake", files=files, headers=held).json()
    while client.get(f"/api/v1/intake/{job['id']}", headers=held).json()["state"] != "done":
        time.sleep(0.2)
    while (watched := client.get("/api/v1/folders", headers=held).json()["folders"][0])["failed"] != 1:
        time.sleep(0.2)
    watch = client.post("/api/v1/watches", json={"finding": finding}, headers=held).json()
    return {"job": job["id"], "watch": watch["id"], "folder": watched["id"]}
