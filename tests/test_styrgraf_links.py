"""Every page can be reached by clicking from the start page, in either language, and no link leads nowhere."""

from __future__ import annotations

import html
import re
import shutil
from collections import Counter, deque
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jinja2 import Template

from styrgraf.api.app import create_app
from styrgraf.keys import Keys
from styrgraf.language import language
from styrgraf.settings import Settings
from styrgraf.web.render import environment
from tests.surface import DATA, held_store

# Of the addresses that differ in a name or a parameter only, so many are followed in each language; of a search, those
# that are narrowed once.
_OF_A_KIND = {"sv": 2, "en": 1}
_PARAMETERS = 2
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
/kommuner/jamfor
/arbete
/lasa-in
/lasa-in/*
/granska
/granska/logg
/bevakningar
/bevakningar/*
/en/
/en/granskningar"""
# The names of places; what stands for one document, place or question is left out of an address's shape.
_WORDS = re.compile(r"(?<=.)/(?!api/|v1/|static/|documents/|arbetspapper|tripplar|jamfor|bygg|logg$)[^/]+")
# Who is signed in is not asked to sign in; folders are watched from the command line.
_NOT_MET = {"signing.html", "folder.html"}
_FORM = re.compile(r'<form action="(/[^"]*)" method="get"')


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """One who is signed in, and has begun a watch and an intake: those have pages of their own."""
    store = tmp_path_factory.mktemp("links") / "store"
    shutil.copytree(held_store(), store, symlinks=True)
    key = Keys(store).add("Åsa", "admin")
    settings = Settings(store=store, registers=(Path(DATA) / "register.csv",), requests_per_minute=100_000)
    client = TestClient(create_app(settings), headers={"Accept": "text/html,*/*;q=0.1"})
    assert client.post("/logga-in", data={"key": key}).url.path == "/arbete"
    token = {"csrf": re.findall(r'name="csrf" value="([^"]+)"', client.get("/bevakningar").text)[0]}
    assert client.post("/bevakningar", data={**token, "q": "digitalisering"}).status_code == 200
    assert client.post("/lasa-in", data=token, files={"files": ("plan.txt", b"Plan")}).status_code == 200
    return client


def shape(address: str) -> str:
    """An address without the names and values in it."""
    path, _, query = address.partition("?")
    tongue = "/en" if path.startswith("/en/") else ""
    names = sorted({pair.split("=")[0] for pair in query.split("&") if pair})
    return tongue + _WORDS.sub("/*", path.removeprefix(tongue)) + ("?" + "&".join(names) if names else "")


def links(page: str) -> list[str]:
    """Where the links of a page lead within the service, and the forms that only ask, each once. The shapes of the map
    repeat the list beside it."""
    found = re.findall(r'href="(/[^"#]*)[^"]*"(?! tabindex="-1")', page) + _FORM.findall(page)
    return list(dict.fromkeys(map(html.unescape, found)))


def templates() -> set[str]:
    """Every template that makes a whole page; no link leads to an error."""
    folder = resources.files("styrgraf.web") / "templates"
    made = {one.name for one in folder.iterdir() if 'extends "base.html"' in one.read_text(encoding="utf-8")}
    return made - {"error.html"}


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
            if link not in seen and met[shape(link)] < _most(link):
                seen.add(link)
                met[shape(link)] += 1
                waiting.append(link)
    return set(met)


def _most(link: str) -> int:
    """How many addresses of a link's shape are followed."""
    return 0 if link.count("=") > _PARAMETERS else _OF_A_KIND["en" if link.startswith("/en/") else "sv"]


def test_all_pages_are_reached_from_the_start_and_all_links_lead_somewhere(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, get = set[tuple[str, str]](), environment().get_template

    def noted(name: str, *more: Any) -> Template:
        made.add((name, language()))
        return get(name, *more)

    monkeypatch.setattr(environment(), "get_template", noted)
    met = walk(client, "/")
    pages = set(REACHED.splitlines())
    # The search itself is a form, in which one writes.
    assert pages - {"/?q"} <= met, pages - met
    for tongue in ("sv", "en"):
        client.get(f"{'/en' if tongue == 'en' else ''}/?q=digitalisering")
        assert {name for name in templates() if (name, tongue) not in made} == _NOT_MET, tongue


def test_the_links_of_an_answer_lead_somewhere(client: TestClient) -> None:
    found = links(client.get("/?q=digitalisering").text)
    assert {"/traffar.csv?q", "/traffar.bib?q", "/traffar.ris?q", "/?kind&q", "/?q&sort"} <= set(map(shape, found))
    assert [link for link in found if client.get(link).status_code >= 400] == []
