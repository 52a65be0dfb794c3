"""Questions that analysts ask again and again: SPARQL with a title, a sentence and parameters, one file each.

A file of `kg/queries/saved` begins with TOML in comment lines that start with `#+`: `title` and `text` in Swedish and
English, the `theme` it belongs to, perhaps a `chart`, and `parameters.NAME` with a `type`, a label in both languages
and perhaps a `default`. In the query `?_NAME` stands for the value; a line that names a parameter nobody gave a value
is left out. What the columns are called, and where they lead, stands in `kg/queries/columns.toml`.
"""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from rdflib import Literal as RdfLiteral

from kg.errors import UsageError
from kg.message import Message, hint
from ontology.terms import notations

Theme = Literal["granskning", "styrdokument", "prejudikat", "hanvisningar", "kvalitet"]
THEMES: Mapping[Theme, Mapping[str, str]] = {
    "granskning": {"sv": "Granskningar och bedömningar", "en": "Audits and assessments"},
    "styrdokument": {"sv": "Styrdokument", "en": "Steering documents"},
    "prejudikat": {"sv": "Prejudikat", "en": "Precedents"},
    "hanvisningar": {"sv": "Hänvisningar", "en": "Citations"},
    "kvalitet": {"sv": "Samlingens kvalitet", "en": "Quality of the collection"},
}
ParameterType = Literal["kind", "subject", "step", "size", "date", "number", "text"]
_PLACE = re.compile(r"\?_(\w+)")
_MARK = "#+"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query asks for: `default` None means that it may be left out; `label` by language."""

    name: str
    type: ParameterType
    label: Mapping[str, str]
    default: str | None = None

    def term(self, value: str) -> str:
        """`value` as a SPARQL term. Raises `UsageError` when it is not of the parameter's type."""
        try:
            return _TERMS[self.type](value.strip())
        except ValueError as error:
            raise UsageError(
                Message("Parametern %(name)s=”%(value)s”: %(cause)s", name=self.name, value=value, cause=error.args[0])
            ) from None


@dataclass(frozen=True, slots=True)
class Chart:
    """How the rows of a query are best drawn: column `y` over column `x`, one series for each value of column `by`."""

    form: Literal["bars", "lines"]
    x: str
    y: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is called, by language; `link` names the column with the address that its values lead to."""

    label: Mapping[str, str]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question with its `title` and `text` by language ("sv", "en"), its parameters, and its SPARQL."""

    name: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    theme: Theme
    parameters: tuple[Parameter, ...]
    query: str
    chart: Chart | None = None

    def filled(self, given: Mapping[str, str]) -> str:
        """The query with its values; an empty one is not given. Raises `UsageError` for what it cannot take."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise UsageError(
                    Message(
                        "Frågan %(name)s har ingen parameter ”%(parameter)s”. %(hint)s",
                        name=self.name,
                        parameter=name,
                        hint=hint([], sorted(known)) or Message("Den har inga parametrar."),
                    )
                )
        values = {name: given.get(name, "").strip() or one.default for name, one in known.items()}
        terms = {name: known[name].term(value) for name, value in values.items() if value}
        lines = [line for line in self.query.splitlines() if all(name in terms for name in _PLACE.findall(line))]
        return _PLACE.sub(lambda match: terms[match[1]], "\n".join(lines))


@cache
def saved_queries() -> tuple[SavedQuery, ...]:
    """All saved queries, by name."""
    folder = files("kg.queries") / "saved"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".rq"))
    return tuple(parsed(name.removesuffix(".rq"), (folder / name).read_text(encoding="utf-8")) for name in names)


@cache
def columns() -> Mapping[str, Column]:
    """The columns of all saved queries, by the name of their variable."""
    found = tomllib.loads((files("kg.queries") / "columns.toml").read_text(encoding="utf-8"))
    return {name: Column({"sv": one["sv"], "en": one["en"]}, one.get("link")) for name, one in found.items()}


def saved_query(name: str) -> SavedQuery:
    """The query of that name. Raises `UsageError` naming the near ones."""
    known = {query.name: query for query in saved_queries()}
    if name not in known:
        raise UsageError(
            Message(
                "Det finns ingen sparad fråga ”%(name)s”. %(hint)s",
                name=name,
                hint=hint(difflib.get_close_matches(name, known), sorted(known)),
            )
        )
    return known[name]


def parsed(name: str, text: str) -> SavedQuery:
    """A query from the text of its file."""
    lines = text.splitlines()
    head = tomllib.loads("\n".join(line.removeprefix(_MARK) for line in lines if line.startswith(_MARK)))
    parameters = tuple(_parameter(key, entry) for key, entry in head.get("parameters", {}).items())
    body = "\n".join(line for line in lines if not line.startswith(_MARK))
    chart = Chart(**head["chart"]) if "chart" in head else None
    return SavedQuery(name, head["title"], head["text"], head["theme"], parameters, body.strip() + "\n", chart)


def _parameter(name: str, entry: Mapping[str, Any]) -> Parameter:
    return Parameter(name, entry["type"], {"sv": entry["sv"], "en": entry["en"]}, entry.get("default"))


def _concept(scheme: str) -> Callable[[str], str]:
    def term(value: str) -> str:
        if value not in notations(scheme):
            near = difflib.get_close_matches(value, notations(scheme))
            raise ValueError(hint(near, sorted(notations(scheme))))
        # The prefixes of these schemes are known to every query (kg.prefixes).
        return f"{scheme}:{value}"

    return term


def _date(value: str) -> str:
    try:
        found = datetime.date.today() if value == "today" else datetime.date.fromisoformat(value)
    except ValueError:
        raise ValueError(Message("Det är inget datum. Skriv ÅÅÅÅ-MM-DD eller today.")) from None
    return f'"{found.isoformat()}"^^xsd:date'


def _number(value: str) -> str:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        raise ValueError(Message("Det är inget tal. Skriv till exempel 0.8."))
    return value if "." in value else f"{value}.0"


def _text(value: str) -> str:
    return RdfLiteral(value).n3()


_TERMS: dict[str, Callable[[str], str]] = {
    "kind": _concept("kind"),
    "subject": _concept("subject"),
    "step": _concept("step"),
    "size": _concept("size"),
    "date": _date,
    "number": _number,
    "text": _text,
}
