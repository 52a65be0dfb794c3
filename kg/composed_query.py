"""A query put together from what is sought, what is asked of it and what is to be shown, as SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import XSD, Literal

from ontology.search_ways import Way, title_of
from ontology.terms import concept

MOST = 1000


@dataclass(frozen=True, slots=True)
class Condition:
    """A way on and what is asked of it: one `value`, or `least` and `most` of a day or number; or only `shown`."""

    way: Way
    value: str = ""
    least: str = ""
    most: str = ""
    shown: bool = False

    @property
    def asked(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.value or self.least or self.most)


def composed_query(sought: str, conditions: Iterable[Condition]) -> str:
    """The SELECT query for the things of the class `sought` that meet all `conditions`, by their names."""
    columns, lines = ["?sak", "?namn"], [f"  ?sak a styr:{sought} ; {title_of(sought)} ?namn ."]
    for number, condition in enumerate(conditions, start=1):
        variable = f"?{condition.way.name.replace('.', '_')}"
        if condition.shown or condition.way.form != "list":
            columns.append(variable)
        found = _pattern(condition, variable, number)
        # What is only shown may be missing.
        lines += found if condition.asked else ["  OPTIONAL {", *(f"  {line}" for line in found), "  }"]
    chosen = " ".join(dict.fromkeys(columns))
    return "\n".join([f"SELECT DISTINCT {chosen} WHERE {{", *lines, "}", "ORDER BY ?namn", f"LIMIT {MOST}"])


def _pattern(condition: Condition, variable: str, number: int) -> list[str]:
    way = condition.way
    path = "/".join(way.steps)
    if way.form == "list":
        asked = [f"  ?sak {path} {concept(way.to, condition.value).n3()} ."] if condition.value else []
        name = f'  ?sak {path} ?val{number} . ?val{number} skos:prefLabel {variable} FILTER(LANG({variable}) = "sv")'
        return asked + ([name] if condition.shown else [])
    path += f"/{way.to}" if way.form == "named" else ""
    return [f"  ?sak {path} {variable} .", *_filters(condition, variable)]


def _filters(condition: Condition, variable: str) -> Iterator[str]:
    form = condition.way.form
    if form in ("named", "text") and condition.value:
        yield f"  FILTER(CONTAINS(LCASE(STR({variable})), {Literal(condition.value.lower()).n3()}))"
    if form == "truth" and condition.value:
        yield f"  FILTER({variable} = {condition.value})"
    for sign, bound in ((">=", condition.least), ("<=", condition.most)):
        if bound and form == "day":
            # A day may be known only as a month or a year: its letters are compared.
            yield f"  FILTER(STR({variable}) {sign} {Literal(bound).n3()})"
        elif bound:
            yield f"  FILTER({variable} {sign} {Literal(bound, datatype=XSD.decimal).n3()})"
