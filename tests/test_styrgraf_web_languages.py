"""Two languages: every message has its translation, the catalogue is compiled from its text, addresses tell which."""

from __future__ import annotations

import io
import re
from pathlib import Path

import lxml.html
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from styrgraf import labels
from styrgraf.language import gettext, ngettext, preferred, speaking
from styrgraf.web.accuracy import figures
from styrgraf.web.here import HERE, Here
from styrgraf.web.render import environment
from tools.messages import catalogue, collected

ROOT = Path(__file__).parents[1]
# Names and notations that are the same in every language.
NAMES = frozenset("Styr graf Styrgraf SHA CSV TSV XML JSON LD Turtle CONSTRUCT DESCRIBE openapi json".split())  # noqa: SIM905


def test_every_message_is_translated_and_no_other_is_kept() -> None:
    with catalogue("en").open("rb") as file:
        known = read_po(file, locale="en")
    wanted = {message.id for message in collected() if message.id}
    assert {message.id for message in known if message.id} == wanted
    for message in known:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms) and not message.fuzzy, message.id
        said = message.id if isinstance(message.id, str) else message.id[0]
        assert set(re.findall(r"%\(\w+\)s", said)) == set(re.findall(r"%\(\w+\)s", str(forms[-1]))), said


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    with catalogue("en").open("rb") as file:
        known = read_po(file, locale="en", domain="styrgraf")
    compiled = io.BytesIO()
    write_mo(compiled, known)
    assert catalogue("en").with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_no_word_stands_in_a_template_outside_the_catalogue() -> None:
    for path in sorted((ROOT / "styrgraf" / "web" / "templates").glob("*.html")):
        source = re.sub(r"({% block title_language %}){{ sv }}", r"\1", path.read_text(encoding="utf-8"))
        source = source.replace("{{ sv }}", ' lang="sv"')
        kinds = {"data": str, "variable_begin": lambda _: "1"}
        bare = "".join(kinds[kind](text) for _, kind, text in environment().lex(source) if kind in kinds)
        page = lxml.html.fromstring(f"<div>{bare}</div>")
        for example in page.xpath("//*[@lang='sv'] | //code"):
            example.drop_tree()
        read = [*page.itertext(), *map(str, page.xpath("//@aria-label | //@title | //@alt | //@placeholder"))]
        found = {word for text in read if "?page=" not in text for word in re.findall(r"[^\W\d_]{2,}", text)}
        assert found <= NAMES, f"{path.name}: {found - NAMES}"


def test_swedish_is_spoken_until_another_language_is_asked_for() -> None:
    assert labels.kind("strategi") == "Strategi"
    with speaking("en"):
        assert labels.kind("strategi") == "Strategy"
        assert labels.day("2021-03-08") == "8 March 2021"
        assert ngettext("fil", "filer", 2) == "files"
    assert gettext("Ja") == "Ja"


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("", "sv"),
        ("en", "en"),
        ("fr", "sv"),
        ("sv, en;q=0.9", "sv"),
        ("en-GB, sv;q=0.5", "en"),
        ("en;q=0", "sv"),
        ("en;q=x", "sv"),
    ],
)
def test_a_program_is_answered_in_the_language_it_likes_best(accepted: str, code: str) -> None:
    assert preferred(accepted) == code


@pytest.mark.parametrize(
    ("base", "language", "root", "other"),
    [("", "sv", "", "/en/dokument?page=2"), ("/graf", "en", "/graf/en", "/graf/dokument?page=2")],
)
def test_links_stay_in_their_language_and_below_their_prefix(base: str, language: str, root: str, other: str) -> None:
    token = HERE.set(Here(base, "/dokument", "page=2"))
    try:
        with speaking(language):
            here = HERE.get()
            assert here.root == root
            assert dict(here.languages())["en" if language == "sv" else "sv"] == other
    finally:
        HERE.reset(token)


def test_the_accuracy_that_pages_tell_is_what_was_measured() -> None:
    stated = (ROOT / "README.md").read_text(encoding="utf-8")
    for figure in figures():
        assert figure.value in stated, figure
