"""Every page can be reached by clicking from the start page, and no link leads nowhere."""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from styrgraf.api.app import create_app
from styrgraf.settings import Settings
from tests.surface import DATA, held_store

# Of the addresses that differ in a name or a parameter only, so many are followed.
_OF_A_KIND = 2
# The pages of those who are signed in are tried by their own tests.
_WORK = re.compile(r"(/en)?/arbete")
REACHED = """/
/?q
/prejudikat
/iakttagelser
/iakttagelser/*
/iakttagelser?step
/iakttagelser/*/arbetspapper.docx
/iakttagelser/*/arbetspapper.pdf
/dokument
/dokument/*
/dokument?kind
/dokument/*/tripplar.ttl
/granskningar
/granskningar/*
/kommuner
/kommuner/*
/kommuner?measure
/samlingen
/graf?document
/graf?finding
/hjalp
/om
/tillganglighet
/fragor
/sparql
/ns/
/dumps/
/originals/*
/openapi.json
/opensearch.xml
/api/v1/documents/*
/en/
/en/granskningar"""
_WORDS = re.compile(r"(?<=.)/(?!en/|api/|v1/|static/|documents/|arbetspapper|tripplar|granskningar)[^/]+")


@pytest.fixture(scope="module")
def client() -> TestClient:
    settings = Settings(store=held_store(), registers=(Path(DATA) / "register.csv",), requests_per_minute=100_000)
    return TestClient(create_app(settings), headers={"Accept": "text/html,*/*;q=0.1"})


def shape(address: str) -> str:
    """An address without the names and values in it."""
    path, _, query = address.partition("?")
    names = sorted({pair.split("=")[0] for pair in query.split("&") if pair})
    return _WORDS.sub("/*", path) + ("?" + "&".join(names) if names else "")


def links(page: str) -> list[str]:
    """Where the links of a page lead within the service, each once."""
    return list(dict.fromkeys(map(html.unescape, re.findall(r'href="(/[^"#]*)', page))))


def walk(client: TestClient, start: str) -> set[str]:
    """Follow the links from a page, none of which may fail; the shapes of the addresses met."""
    met, seen, waiting = Counter[str]([shape(start)]), {start}, deque([start])
    while waiting:
        answer = client.get(waiting[0])
        assert answer.status_code < 400 or answer.status_code == 401, (waiting[0], answer.status_code)
        waiting.popleft()
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        for link in links(answer.text):
            if link not in seen and not _WORK.match(link) and met[shape(link)] < _OF_A_KIND:
                seen.add(link)
                met[shape(link)] += 1
                waiting.append(link)
    return set(met)


def test_all_pages_are_reached_from_the_start_and_all_links_lead_somewhere(client: TestClient) -> None:
    met = walk(client, "/")
    pages = set(REACHED.splitlines())
    # The search itself is a form.
    assert pages - {"/?q"} <= met, pages - met


def test_the_links_of_an_answer_lead_somewhere(client: TestClient) -> None:
    found = links(client.get("/?q=digitalisering").text)
    assert {"/traffar.csv?q", "/traffar.bib?q", "/traffar.ris?q", "/?kind&q", "/?q&sort"} <= set(map(shape, found))
    assert [link for link in found if client.get(link).status_code >= 400] == []
