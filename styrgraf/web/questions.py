"""The analysts' pages: the saved questions, each with a form, its answer as chart and table, and its SPARQL."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from kg.errors import UsageError
from kg.saved_queries import THEMES, Parameter, SavedQuery, columns, saved_queries
from ontology import terms
from ontology.sizes import sizes
from styrgraf import labels
from styrgraf.language import N_, gettext, language
from styrgraf.web.chart import chart
from styrgraf.web.render import page
from styrgraf.web.thing import address
from styrgraf.web.vocabulary import vocabulary_label

MOST_ROWS = 500
FORMS = {"bars": N_("Staplar"), "lines": N_("Linjer"), "none": N_("Bara tabell")}
_SHARES = frozenset({"share"})
_DEGREES = frozenset({"score", "mean_score", "confidence"})
# Digits that count nothing.
_NAMES = frozenset({"year", "code", "cofog", "first", "latest"})
_LONGEST = 240
_CODES = {"kind": labels.kind, "step": labels.step, "state": labels.citation_state, "size": labels.size}
_INPUTS = {"date": "date", "number": "text", "text": "text"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question: its rows as plain values by column, or why there are none."""

    names: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    wrong: str = ""


def list_page(generation: int) -> str:
    """All saved questions, by theme."""
    found = saved_queries()
    groups = [(words[language()], [one for one in found if one.theme == theme]) for theme, words in THEMES.items()]
    return page("questions.html", here="/fragor", generation=generation, groups=groups, total=len(found))


def question_page(
    query: SavedQuery,
    given: Mapping[str, str],
    form: str,
    answer: Answer,
    *,
    base: str,
    places: Iterable[str],
    **more: Any,
) -> str:
    """One question: `given` are the values of its parameters, `form` the chart wanted ("" for the one that suits)."""
    shown = form if form in _forms(query) else query.chart.form if query.chart else "none"
    return page(
        "question.html",
        here="/fragor",
        query=query,
        inputs=[_input(parameter, given) for parameter in query.parameters],
        places=list(places),
        forms=_forms(query),
        form=shown,
        drawn=_drawn(query, shown, answer),
        wrong=answer.wrong,
        total=len(answer.rows),
        most=MOST_ROWS,
        sparql=_sparql(query, given),
        files=_files(query, given),
        **_table(answer, base),
        **more,
    )


def _forms(query: SavedQuery) -> dict[str, str]:
    """The charts that suit: shares are not put end to end, and only years make a line."""
    if query.chart is None:
        return {}
    unfit = {"bars"} if query.chart.y in _SHARES | _DEGREES else set() if query.chart.x == "year" else {"lines"}
    return {code: name for code, name in FORMS.items() if code not in unfit}


def _sparql(query: SavedQuery, given: Mapping[str, str]) -> str:
    try:
        return query.filled(given)
    except UsageError:
        return query.query


def _input(parameter: Parameter, given: Mapping[str, str]) -> dict[str, Any]:
    """The control for a parameter: a list of the concepts of its scheme, a date, a number or a text."""
    value = given.get(parameter.name, parameter.default or "")
    if parameter.type == "date" and value == "today":
        value = datetime.date.today().isoformat()
    found = {"name": parameter.name, "label": parameter.label[language()], "value": value, "type": parameter.type}
    if parameter.type in ("kind", "subject", "step", "size"):
        words = terms.labels(parameter.type, language())
        choices = sorted(words.items(), key=lambda choice: choice[1])
        if parameter.type == "size":
            choices = [(code, words[code]) for code in sizes()]
        return found | {"choices": choices, "any": parameter.default is None}
    return found | {"input": _INPUTS[parameter.type], "listed": parameter.name == "municipality"}


def _drawn(query: SavedQuery, form: str, answer: Answer) -> str:
    if query.chart is None or form == "none":
        return ""
    rows = [
        {name: _shown(name, value) for name, value in row.items()} | _plain(row, query.chart.y) for row in answer.rows
    ]
    return chart(form, query.title[language()], query.chart, rows, _tones())


def _tones() -> dict[str, str]:
    """The steps as they are called, with the classes that give them their colours; the weakest first."""
    return {labels.step(code): f"step-{code}" for code in labels.WEAKEST_FIRST}


def _plain(row: Mapping[str, str], name: str) -> dict[str, str]:
    return {name: row[name]} if name in row else {}


def _shown(name: str, value: str) -> str:
    """A value as a person reads it: codes by their words, shares in percent."""
    if name in _CODES:
        return _CODES[name](value)
    if name in _SHARES:
        return labels.percent(float(value))
    if name in _DEGREES:
        return labels.number(float(value))
    return vocabulary_label(value, language()) if value.startswith(("http://", "https://")) else value


def _table(answer: Answer, base: str) -> dict[str, Any]:
    """Head and rows of the table; what only says where another column leads has no column of its own."""
    known = columns()
    hidden = {known[name].link for name in answer.names if name in known}
    names = [name for name in answer.names if name not in hidden]
    head = [
        {"label": known[name].label[language()] if name in known else name, "number": _is_number(name, answer)}
        for name in names
    ]
    rows = [[_cell(name, row, base) for name in names] for row in answer.rows[:MOST_ROWS]]
    return {"head": head, "rows": rows}


def _is_number(name: str, answer: Answer) -> bool:
    if name in _NAMES:
        return False
    values = [row[name] for row in answer.rows if name in row]
    return bool(values) and all(value.replace(".", "", 1).isdecimal() for value in values)


def _cell(name: str, row: Mapping[str, str], base: str) -> dict[str, str | None]:
    value = row.get(name, "")
    known = columns().get(name)
    target = row.get(known.link, "") if known and known.link else value if value.startswith("http") else ""
    text = labels.short(_shown(name, value.removeprefix(f"{base}id/")), _LONGEST) if value else ""
    if target and not text:
        text = gettext("Utan känd titel")
    return {"text": text, "href": address(target, base) if target else None}


def _files(query: SavedQuery, given: Mapping[str, str]) -> list[tuple[str, str]]:
    """The answer as a file: the name of the form and where it is."""
    asked = {name: value for name, value in given.items() if value}
    forms = (("CSV", "csv"), ("JSON", "json"))
    return [(name, f"/api/v1/queries/{query.name}?{urlencode(asked | {'format': form})}") for name, form in forms]
