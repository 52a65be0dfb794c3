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
            ({"q": "a", "finding": "b"}, "en av dem"),
            ({"q": "a", "mail": "x\nBcc: y@z.se"}, "e-postadress"),
            ({"q": "a", "filters": {"knd": "policy"}}, "kind"),
            ({"q": "a", "filters": {"kind": "stratego"}}, "strategi"),
        ):
            refused = client.post("/api/v1/watches", json=said)
            assert refused.status_code == 400 and detail in refused.json()["detail"], said
