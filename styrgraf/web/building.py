"""The form in which a query is put together: what is sought, and a line for everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.composed_query import Condition, composed_query
from kg.errors import UsageError
from kg.message import Message
from ontology.search_ways import Way, classes, ways
from ontology.terms import NAMESPACE, labels, vocabulary
from styrgraf.asked import check_date, check_names, one_of
from styrgraf.language import language
from styrgraf.web.render import page
from styrgraf.web.vocabulary import vocabulary_label

SOUGHT, SHOWN, ASK = "sok", "visa", "svar"
_ENDS = {"least": ".from", "most": ".to"}


def builder_page(generation: int, given: Iterable[tuple[str, str]], query: str, wrong: str = "") -> str:
    """The page with the form filled by the parameters `given`, and the `query` that came of them ("" for none)."""
    told = list(given)
    values = dict(told)
    sought = values.get(SOUGHT, "")
    shown = [value for name, value in told if name == SHOWN]
    lines = [_line(way, values, shown) for way in ways(sought)] if sought in classes() else []
    kinds = [(name, vocabulary_label(NAMESPACE + name, language())) for name in classes()]
    said: dict[str, Any] = {"kinds": kinds, "sought": sought, "lines": lines, "query": query, "wrong": wrong}
    return page("builder.html", here="/fragor", generation=generation, **said)


def built_query(given: Iterable[tuple[str, str]]) -> str:
    """The SPARQL of what the form says; "" before anything is sought. Raises `UsageError` for what cannot be asked."""
    told = list(given)
    values = {name: value.strip() for name, value in told}
    sought = values.get(SOUGHT, "")
    if not sought:
        check_names(values, [SOUGHT])
        return ""
    found = list(ways(one_of(SOUGHT, sought, classes())))
    check_names(values, [SOUGHT, SHOWN, ASK, *(name for way in found for name in _parameters(way))])
    shown = [one_of(SHOWN, value, [way.name for way in found]) for name, value in told if name == SHOWN]
    conditions = [_condition(way, values, way.name in shown) for way in found]
    return composed_query(sought, [one for one in conditions if one.asked or one.shown])


def _parameters(way: Way) -> list[str]:
    if way.form in ("day", "number"):
        return [f"{way.name}{end}" for end in _ENDS.values()]
    return [way.name]


def _condition(way: Way, values: Mapping[str, str], shown: bool) -> Condition:
    """What is asked of a way, checked."""
    if way.form in ("day", "number"):
        ends = {end: values.get(f"{way.name}{suffix}", "") for end, suffix in _ENDS.items()}
        for end, value in ends.items():
            _check_end(way, f"{way.name}{_ENDS[end]}", value)
        return Condition(way, shown=shown, **ends)
    value = values.get(way.name, "")
    if value and way.form in ("list", "truth"):
        one_of(way.name, value, labels(way.to) if way.form == "list" else ("true", "false"))
    return Condition(way, value, shown=shown)


def _check_end(way: Way, name: str, value: str) -> None:
    if value and way.form == "day":
        check_date(name, value)
    elif value and not value.replace(".", "", 1).isdecimal():
        raise UsageError(
            Message("%(name)s=”%(value)s” är inget tal. Skriv det med siffror, som 0.5.", name=name, value=value)
        )


def _line(way: Way, values: Mapping[str, str], shown: Iterable[str]) -> dict[str, Any]:
    """A line of the form: what it is called, its control, and what it holds."""
    said = [vocabulary_label(str(vocabulary().namespace_manager.expand_curie(step)), language()) for step in way.steps]
    line: dict[str, Any] = {"name": way.name, "label": " › ".join(said), "form": way.form, "shown": way.name in shown}
    line |= {end: values.get(f"{way.name}{suffix}", "") for end, suffix in _ENDS.items()}
    if way.form == "list":
        line["choices"] = sorted(labels(way.to, language()).items(), key=lambda choice: choice[1])
    return line | {"value": values.get(way.name, "")}
