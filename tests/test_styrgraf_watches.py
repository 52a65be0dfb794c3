"""What is waited for is told when it comes: on the page, in the feed, and by a letter through a real mail server."""

from __future__ import annotations

import email
import email.policy
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller

from styrgraf.keys import Keys
from tests.surface import DOCUMENTS, ok, serving

ATOM = "{http://www.w3.org/2005/Atom}"
QUESTION = "ansvar för uppföljning av digital transformation"


class Letters:
    """What a mail server does with letters: it keeps them."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.kept.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def letters() -> Iterator[tuple[Letters, str]]:
    kept = Letters()
    controller = Controller(kept, hostname="127.0.0.1", port=8461)
    controller.start()
    yield kept, "smtp://127.0.0.1:8461"
    controller.stop()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    ok("ingest", DOCUMENTS / "stenbro-granskning-digitalisering.txt", "--store", tmp_path / "store")
    return tmp_path / "store"


def entries(feed: str) -> list[str]:
    return [str(one.findtext(f"{ATOM}title")) for one in ET.fromstring(feed).iter(f"{ATOM}entry")]


def test_what_comes_later_is_told_once(store: Path, letters: tuple[Letters, str]) -> None:
    kept, smtp = letters
    mail = {"STYRGRAF_SMTP": smtp, "STYRGRAF_PUBLIC_URL": "https://exempel.se/styrgraf"}
    key = {"Authorization": f"Bearer {Keys(store).add('Åsa', 'reviewer')}"}
    other = {"Authorization": f"Bearer {Keys(store).add('Bo', 'reviewer')}"}
    with serving(store) as address, httpx.Client(base_url=address, headers=key, timeout=30) as client:
        finding = next(
            one["id"] for one in client.get("/api/v1/findings").json()["findings"] if "strategi" in one["text"]
        )
        by_search = client.post("/api/v1/watches", json={"q": QUESTION, "mail": "asa@exempel.se"}).json()
        by_finding = client.post("/api/v1/watches", json={"finding": finding, "filters": {"kind": "strategi"}}).json()
        assert by_search["total"] == by_finding["total"] == 0
        ok("ingest", DOCUMENTS / "lovsta-digitaliseringsstrategi.md", "--store", store, **mail)
        for watch in (by_search, by_finding):
            found = client.get(f"/api/v1/watches/{watch['id']}").json()["found"]
            assert [one["document"]["title"] for one in found] == ["Digitaliseringsstrategi 2022–2026"]
            # Programs that read feeds cannot sign in: the address itself is the key.
            feed = httpx.get(f"{address}/feed/{watch['id']}.atom")
            assert feed.headers["content-type"].startswith("application/atom+xml")
            assert entries(feed.text) == ["Digitaliseringsstrategi 2022–2026 (Lövsta)"]
        (letter,) = kept.kept
        assert letter["To"] == "asa@exempel.se" and "1 nya" in letter["Subject"]
        assert "https://exempel.se/styrgraf/dokument/" in letter.get_content()
        ok("ingest", DOCUMENTS / "furuvik-informationssakerhet.txt", "--store", store, **mail)
        ok("ingest", DOCUMENTS, "--again", "--store", store, **mail)
        titles = entries(httpx.get(f"{address}/feed/{by_finding['id']}.atom").text)
        assert titles == ["Digitaliseringsstrategi 2022–2026 (Lövsta)"], "what is known already is not told again"
        assert client.get("/api/v1/watches").json()["total"] == 2
        assert client.get("/api/v1/watches", headers=other).json()["total"] == 0
        assert client.get(f"/api/v1/watches/{by_search['id']}", headers=other).status_code == 404
        assert client.delete(f"/api/v1/watches/{by_search['id']}").status_code == 204
        assert httpx.get(f"{address}/feed/{by_search['id']}.atom").status_code == 404


def test_a_mail_server_that_is_down_loses_nothing(store: Path, letters: tuple[Letters, str]) -> None:
    kept, smtp = letters
    key = {"Authorization": f"Bearer {Keys(store).add('Åsa', 'reviewer')}"}
    with serving(store) as address, httpx.Client(base_url=address, headers=key, timeout=30) as client:
        watch = client.post("/api/v1/watches", json={"q": QUESTION, "mail": "asa@exempel.se"}).json()
        ok(
            "ingest",
            DOCUMENTS / "lovsta-digitaliseringsstrategi.md",
            "--store",
            store,
            STYRGRAF_SMTP="smtp://127.0.0.1:8469",
        )
        assert client.get(f"/api/v1/watches/{watch['id']}").json()["total"] == 1
        ok("ingest", DOCUMENTS / "furuvik-informationssakerhet.txt", "--store", store, STYRGRAF_SMTP=smtp)
        assert "Digitaliseringsstrategi" in kept.kept[0].get_content()
        for said, detail in (
            ({}, "bevaka"),
            ({"text": "a", "document": "b"}, "bevaka"),
            ({"text": "a", "date": "i fjol"}, "inget datum"),
            ({"place": "Stenbro", "watched": False}, "sparas"),
            ({"q": "a", "finding": "b"}, "Ange en av"),
            ({"q": "a", "mail": "x\nBcc: y@z.se"}, "e-postadress"),
            ({"q": "a", "filters": {"knd": "policy"}}, "kind"),
            ({"q": "a", "filters": {"kind": "stratego"}}, "strategi"),
        ):
            refused = client.post("/api/v1/watches", json=said)
            assert refused.status_code == 400 and detail in refused.json()["detail"], said


def test_a_place_a_document_and_ones_own_finding_are_watched(store: Path) -> None:
    key = {"Authorization": f"Bearer {Keys(store).add('Åsa', 'reviewer')}"}
    ok("ingest", DOCUMENTS / "lovsta-digitaliseringsstrategi.md", "--store", store)
    with serving(store) as address, httpx.Client(base_url=address, headers=key, timeout=30) as client:

        def begun(**said: Any) -> Any:
            made = client.post("/api/v1/watches", json=said)
            assert made.status_code == 201 and made.json()["total"] == made.json()["new"] == 0, made.text
            return made.json()

        def came(watch: Any) -> list[tuple[str, str]]:
            said = client.get(f"/api/v1/watches/{watch['id']}").json()
            return [(one["document"]["title"], one["why"]) for one in said["found"]]

        (strategy,) = client.get("/api/v1/documents", params={"kind": "strategi"}).json()["documents"]
        place = begun(place="Furuvik")
        document = begun(document=strategy["id"])
        own = begun(text="Det saknas regler för informationssäkerhet", place="Stenbro", date="2024-01-01")
        saved = begun(q=QUESTION, watched=False, name="Uppföljning", filters={"kind": "strategi"})
        assert [one["about"] for one in (place, document, own, saved)] == ["place", "document", "text", "search"]
        assert (place["name"], document["name"], own["place"]) == ("Furuvik", strategy["title"], "Stenbro")
        ok("ingest", DOCUMENTS / "furuvik-informationssakerhet.txt", "--store", store)
        newer = (
            (DOCUMENTS / "lovsta-digitaliseringsstrategi.md")
            .read_text()
            .replace("2022", "2026")
            .replace("2021", "2025")
        )
        (store.parent / "nyare.md").write_text(newer)
        ok("ingest", store.parent / "nyare.md", DOCUMENTS / "stenbro-plan.md", "--store", store)
        ((title, why),) = came(place)
        assert "nformationssäkerhet" in title and why == "Nytt dokument i samlingen från Furuvik"
        assert came(own)[0][0] == title
        assert any("ersatt" in why or "version" in why for _, why in came(document)), came(document)
        once = came(document)
        ok("ingest", DOCUMENTS, "--again", "--store", store)
        assert came(document) == once and len(came(place)) == 1, "what is known is not told again"
        found = client.get(f"/api/v1/watches/{saved['id']}").json()
        assert found["new"] == found["total"] > 0 and found["watched"] is False
        assert httpx.get(f"{address}/feed/{saved['id']}.atom").status_code == 404, "saved and no more"
        assert len(entries(httpx.get(f"{address}/feed/{document['id']}.atom").text)) == len(once)
        path = f"/api/v1/watches/{saved['id']}"
        assert client.patch(path, json={"looked": True}).json()["new"] == 0
        changed = client.patch(path, json={"watched": True, "name": "Uppföljning av planer"}).json()
        assert (changed["watched"], changed["name"], changed["total"]) == (
            True,
            "Uppföljning av planer",
            found["total"],
        )
        assert httpx.get(f"{address}/feed/{saved['id']}.atom").status_code == 200
        assert client.patch(f"/api/v1/watches/{place['id']}", json={"watched": False}).status_code == 400
        assert client.post("/api/v1/watches", json={"document": "nix"}).status_code == 404
