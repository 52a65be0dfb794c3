"""Each page in its language: nothing on an English page is Swedish unless it is marked so, and the other way round.

The pages are those that links lead to from the start page, one of each sort, as a reviewer sees them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import lxml.html
import pytest
from babel.messages.pofile import read_po

from styrgraf.keys import Keys
from tests.surface import held_store, serving
from tools.messages import catalogue

# Small words of one language that are none of the other.
SWEDISH = frozenset(
    [
        "och",
        "är",
        "inte",
        "som",
        "för",
        "med",
        "från",
        "ett",
        "av",
        "på",
        "att",
        "den",
        "det",
        "eller",
        "har",
        "inga",
        "ingen",
        "inget",
        "kan",
        "ska",
        "hur",
        "vilka",
        "när",
        "där",
        "även",
        "utan",
        "vid",
        "mot",
        "efter",
        "över",
        "mellan",
        "bara",
        "sedan",
        "varför",
        "vad",
        "inte",
        "än",
    ]
)
ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "is",
        "are",
        "not",
        "with",
        "from",
        "to",
        "which",
        "that",
        "this",
        "be",
        "has",
        "have",
        "no",
        "none",
        "by",
        "what",
        "when",
        "where",
    ]
)
SPOKEN = ("title", "aria-label", "alt", "placeholder", "data-label", "data-failed", "data-larger", "data-smaller")
SILENT = ("script", "style", "code", "textarea")
# Beside those that links lead to.
OTHERS = (
    "/?q=digitaliseringsstrategi",
    "/fragor/bedomningar-per-ar",
    "/fragor/i-kraft",
    "/?q=digitalisering+ansvar&kind=strategi",
    "/?q=simhallens+klorering",
    "/?q=plan+i+Boden",
    "/?q=x&kind=finns-inte",
    "/?q=digitaliseringssstrategi",
    "/prejudikat?text=Det+saknas+en+digitaliseringsstrategi&municipality=Stenbro&date=2023-05-01",
    "/prejudikat?text=och",
    "/kommuner/jamfor?a=Stenbro&b=Furuvik",
    "/kommuner/Boden",
    "/sparql?query=SELEC",
    "/sparql?query=SELECT+*+{+?s+?p+?o+}+LIMIT+3&format=html",
    "/finns-inte",
    "/dokument/finns-inte",
    "/dokument?cursor=fel",
    "/lasa-in/finns-inte",
    "/granska?document=finns-inte&about=field&part=title",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    store = tmp_path_factory.mktemp("languages") / "store"
    shutil.copytree(held_store(), store, symlinks=True)
    key = Keys(store).add("Åsa", "reviewer")
    with serving(store) as address, httpx.Client(base_url=address, follow_redirects=True, timeout=60) as found:
        found.headers["accept"] = "text/html"
        assert found.post("/logga-in?next=/arbete", data={"key": key}).is_success
        _sent(found, "/bevakningar", {"q": "digitalisering"})
        _sent(found, "/lasa-in", {}, files={"files": ("tom.pdf", b"%PDF-1.7 skadad")})
        yield found


def _sent(client: httpx.Client, path: str, values: dict[str, str], **more: Any) -> None:
    """Send the form of a page."""
    (csrf,) = set(lxml.html.fromstring(client.get(path).text).xpath("//input[@name='csrf']/@value"))
    answer = client.post(path, data={"csrf": str(csrf), **values}, **more)
    assert answer.is_success, answer.text


@pytest.fixture(scope="module")
def paths(client: httpx.Client) -> list[str]:
    """One address of each sort, without the language."""
    waiting, seen, sorts = ["/", *OTHERS], set[str](), set[str]()
    found: list[str] = []
    while waiting:
        path = waiting.pop(0)
        if path in seen or (path not in OTHERS and _sort(path) in sorts):
            continue
        seen.add(path)
        sorts.add(_sort(path))
        answer = client.get(path)
        if answer.headers["content-type"].startswith("text/html"):
            found.append(path)
            waiting += _links(answer)
    return found


def _sort(path: str) -> str:
    """What an address asks for, whichever thing it asks it of."""
    split = urlsplit(path)
    return re.sub(r"/[^/]*[0-9][^/]*|(?<=^/fragor)/.*", "/ID", split.path) + "?" * bool(split.query)


def _links(answer: httpx.Response) -> list[str]:
    page, own = lxml.html.fromstring(answer.text), urlsplit(str(answer.url)).netloc
    hrefs = [urlsplit(urldefrag(urljoin(str(answer.url), str(href)))[0]) for href in page.xpath("//a/@href")]
    return [
        f"{one.path}?{one.query}".rstrip("?")
        for one in hrefs
        if one.netloc == own and not one.path.startswith(("/en", "/static", "/originals", "/api", "/id", "/logga"))
    ]


def _pieces(page: lxml.html.HtmlElement, language: str) -> Iterator[str]:
    """What a page says in its own language: its texts and what is read aloud, but for parts in another one."""
    for element in page.iter(lxml.etree.Element):
        path = [element, *element.iterancestors()]
        tongue = next((one.get("lang") for one in path if one.get("lang")), None)
        silent = any(one.tag in SILENT for one in path)
        if tongue == language and not silent:
            yield from (element.get(name) for name in SPOKEN if element.get(name))
            yield element.text or ""
        parents = path[1:]
        outer = next((one.get("lang") for one in parents if one.get("lang")), None)
        if outer == language and not any(one.tag in SILENT for one in parents):
            yield element.tail or ""


@cache
def _page(client: httpx.Client, path: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(client.get(path).text)


def _said(client: httpx.Client, path: str, language: str) -> list[str]:
    page = _page(client, path)
    assert page.get("lang") == language, path
    return [" ".join(piece.split()) for piece in _pieces(page, language) if piece.strip()]


def _of(words: frozenset[str], text: str) -> set[str]:
    # What a reader wrote stands in quotation marks; what a title says after a colon is a document's.
    text = re.sub(r"“[^”]*”|: .* – Styrgraf$", " ", text)
    return words & set(re.findall(r"[a-zåäö]+", text.lower()))


@cache
def _swedish_messages() -> frozenset[str]:
    """The messages without parts whose English is another."""
    with catalogue("en").open("rb") as file:
        known = read_po(file, locale="en")
    pairs = [pair for one in known if one.id for pair in zip(_forms(one.id), _forms(one.string), strict=False)]
    english = {english for _, english in pairs}
    return frozenset(own for own, _ in pairs if own not in english and "%(" not in own)


def _forms(message: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def test_links_lead_to_every_sort_of_page(paths: list[str]) -> None:
    begun = {path.split("?")[0].split("/")[1] for path in paths}
    named = (
        "iakttagelser prejudikat granskningar dokument kommuner fragor samlingen arbete hjalp om tillganglighet graf"
    )
    assert begun >= {*named.split(), "sparql", "ns", "dumps", "lasa-in", "granska", "bevakningar"}


def test_english_pages_have_nothing_in_swedish_that_is_not_marked(client: httpx.Client, paths: list[str]) -> None:
    wrong = {
        piece[:200]: path
        for path in paths
        for piece in _said(client, f"/en{path}", "en")
        if _of(SWEDISH, piece) or piece in _swedish_messages()
    }
    assert not wrong, "\n".join(f"{path}: {piece}" for piece, path in wrong.items())


def test_swedish_pages_have_nothing_in_english_that_is_not_marked(client: httpx.Client, paths: list[str]) -> None:
    wrong = {piece[:200]: path for path in paths for piece in _said(client, path, "sv") if len(_of(ENGLISH, piece)) > 1}
    assert not wrong, "\n".join(f"{path}: {piece}" for piece, path in wrong.items())


def test_titles_are_of_the_page_and_the_change_of_language_keeps_the_place(
    client: httpx.Client, paths: list[str]
) -> None:
    titles: dict[str, str] = {}
    for path in paths:
        page = _page(client, path)
        (title,) = page.xpath("//head/title/text()")
        assert title.endswith("Styrgraf"), path
        (english,) = page.xpath("//link[@rel='alternate'][@hreflang='en']/@href")
        assert english.partition("?")[0].endswith(f"/en{path.partition('?')[0]}"), path
        assert page.xpath("//a[@hreflang='en']/@href") == [english], path
        assert page.xpath("count(//h1)") == 1, path
        if page.xpath("//*[@class='answer']/h1"):
            continue  # an error has the title of its sort
        titles.setdefault(title, path)
        assert titles[title].partition("?")[0] == path.partition("?")[0], (title, path, titles[title])


def test_programs_get_the_language_that_they_ask_for(client: httpx.Client) -> None:
    def asked(language: str, query: str = "q=digitalisering") -> Any:
        return client.get(f"/api/v1/search?{query}", headers={"accept-language": language}).json()

    swedish, english = asked(""), asked("fr, en-GB;q=0.8, sv;q=0.3")
    (first, *_), (same, *_) = swedish["hits"], english["hits"]
    assert re.match(r"(Avsnittet|Texten|Titeln|Dokumentet) ", first["why"])
    assert re.match(r"The (section|text|title|document) ", same["why"])
    assert first["reasons"] == same["reasons"] and first["reasons"][0]["kind"]
    assert "finns inte" in asked("sv", "q=x&kind=y")["detail"]
    assert asked("en", "q=x&kind=y")["detail"].startswith("There is no kind of document “y”. ")
    assert asked("en", "q=x&fel=1")["errors"][0]["detail"].startswith("There is no parameter fel. ")
