"""Messages: Swedish as they are, their parts told apart, and every one in the code complete."""

from __future__ import annotations

import ast
import copy
import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import UnreadableFile, UsageError
from kg.message import Cited, Message, hint, packed, row, unpacked
from styrgraf.language import speaking, spoken
from styrgraf.web.spoken import spoken as on_page

ROOT = Path(__file__).parents[1]
SAID = Message("%(place)s innehåller %(words)s.", place=Message("Texten på s. %(page)s", page=3), words=Cited("<mål>"))


def _calls() -> Iterator[tuple[str, str, set[str]]]:
    """Where each message stands in the code, its template, and the names of its parts."""
    for package in ("kg", "search", "ingest", "styrgraf"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in ("Message", "Said")
                ):
                    template = node.args[0]
                    if isinstance(template, ast.Constant):
                        yield f"{path}:{node.lineno}", str(template.value), {str(part.arg) for part in node.keywords}


def test_every_message_has_the_parts_that_its_template_names() -> None:
    found = list(_calls())
    assert len(found) > 100
    for where, template, parts in found:
        assert set(re.findall(r"%\((\w+)\)s", template)) == parts, where


def test_a_message_is_the_swedish_sentence_wherever_a_string_is() -> None:
    assert SAID == "Texten på s. 3 innehåller <mål>."
    assert json.dumps({"why": SAID}, ensure_ascii=False) == '{"why": "Texten på s. 3 innehåller <mål>."}'
    assert spoken(SAID) == str(SAID)


def test_it_is_said_in_another_language_with_its_parts() -> None:
    with speaking("en"):
        assert spoken(SAID) == "The text on p. 3 contains <mål>."
        assert on_page(SAID) == 'The text on p. 3 contains <span lang="sv">&lt;mål&gt;</span>.'


def test_what_no_catalogue_knows_is_marked_as_swedish_on_an_english_page() -> None:
    with speaking("en"):
        assert on_page("Ladda om sidan.") == "Reload the page."
        assert on_page("Okänd <text>.") == '<span lang="sv">Okänd &lt;text&gt;.</span>'
    assert on_page("Okänd <text>.") == "Okänd &lt;text&gt;."


@pytest.mark.parametrize("again", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)), lambda one: _sent(one)])
def test_it_survives_being_sent(again: object) -> None:
    assert callable(again)
    made = again(SAID)
    assert made == SAID
    with speaking("en"):
        assert spoken(made) == spoken(SAID)


def _sent(text: str) -> object:
    return unpacked(json.loads(json.dumps(packed(text))))


def test_rows_and_hints() -> None:
    assert [row([]), row(["a"]), row(["a", "b"]), row(["a", "b", "c"], "eller")] == ["", "a", "a och b", "a, b eller c"]
    assert hint(["mal"], ["mal", "krav"]) == "Menade du mal?"
    assert hint([], ["mal", "krav"]) == "De som finns är mal, krav."
    assert hint([], []) == ""


def test_an_error_keeps_its_message() -> None:
    error = UsageError(Message("Högst %(most)s värden.", most=20))
    assert str(error) == "Högst 20 värden."
    with speaking("en"):
        assert spoken(error.message) == "At most 20 values."
    assert str(UnreadableFile("a.pdf", "empty", "är tom", "Hämta den igen.")) == "a.pdf: är tom. Hämta den igen."
