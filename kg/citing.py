"""What resolving needs to know of documents held and of citations, taken from the graph in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kg.knowledge_graph import KnowledgeGraph, Row
from kg.queries import load
from kg.validity import day_of


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the collection. `dates`, `paragraphs` and `bodies` are those of all its decisions."""

    iri: str
    kind: str
    title: str = ""
    owner: str = ""
    owner_name: str = ""
    dates: frozenset[str] = frozenset()
    paragraphs: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    dated: str | None = None
    valid_until: date | None = None
    status: str = "unknown"
    replaces: str = ""

    def decided(self, edge: str = "first") -> date | None:
        """The day of its own decision (or of its report); what it tells of older versions is put aside."""
        own = day_of(self.dated, "last" if edge == "last" else "first") if self.dated else None
        return own or self.since(edge)

    def since(self, edge: str = "first") -> date | None:
        """The first day on which it may (or with "last": must) have existed, by its earliest decision."""
        days = [day_of(value, "last" if edge == "last" else "first") for value in (self.dates or {self.dated or ""})]
        return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, and who cites: `document`, its owner and its date."""

    iri: str
    document: str
    title: str = ""
    kind: str | None = None
    municipality: str | None = None
    body: str | None = None
    date: str | None = None
    paragraph: str | None = None
    case_number: str | None = None
    citing_owner: str = ""
    citing_owner_name: str = ""
    citing_date: str | None = None


@dataclass(slots=True)
class _Collected:
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def held_documents(store: KnowledgeGraph) -> list[Held]:
    """All documents of the collection, by IRI."""
    decided: dict[str, _Collected] = defaultdict(_Collected)
    for row in store.query(load("decided")):
        for name in ("date", "paragraph", "body", "case"):
            if name in row:
                decided[row["document"]].values[name].add(row[name])
    rows = _one_each(store.query(load("held")), "document")
    return [_held(row, decided[iri].values) for iri, row in sorted(rows.items())]


def citations(store: KnowledgeGraph) -> list[Cited]:
    """All citations of the collection, by citing document and IRI."""
    rows = _one_each(store.query(load("cited")), "citation")
    return sorted(map(_cited, rows.values()), key=lambda cited: (cited.document, cited.iri))


def _one_each(rows: Iterable[Row], name: str) -> dict[str, Row]:
    """One row for each value of `name`, the same in every run; two labels of one owner would give two."""
    found: dict[str, Row] = {}
    for row in rows:
        known = found.get(row[name])
        if known is None or sorted(row.items()) < sorted(known.items()):
            found[row[name]] = row
    return found


def _held(row: Row, decided: dict[str, set[str]]) -> Held:
    until = row.get("until")
    return Held(
        iri=row["document"],
        kind=_code(row["kind"]),
        title=row.get("title", ""),
        owner=row.get("owner", ""),
        owner_name=row.get("ownerName", ""),
        dates=_together(decided.get("date"), row.get("date"), row.get("revised")),
        paragraphs=_together(decided.get("paragraph"), row.get("paragraph")),
        bodies=_together(decided.get("body"), row.get("body")),
        cases=_together(decided.get("case"), row.get("case")),
        dated=row.get("date") or row.get("issued"),
        valid_until=date.fromisoformat(until) if until else None,
        status=_code(row["status"]),
        replaces=row.get("replaces", ""),
    )


def _cited(row: Row) -> Cited:
    return Cited(
        iri=row["citation"],
        document=row["document"],
        title=row.get("title", ""),
        kind=_code(row["kind"]) if "kind" in row else None,
        municipality=row.get("municipality"),
        body=row.get("body"),
        date=row.get("date"),
        paragraph=row.get("paragraph"),
        case_number=row.get("case"),
        citing_owner=row.get("owner", ""),
        citing_owner_name=row.get("ownerName", ""),
        citing_date=row.get("issued") or row.get("decided"),
    )


def _together(several: Iterable[str] | None, *single: str | None) -> frozenset[str]:
    return frozenset(several or ()) | {value for value in single if value}


def _code(iri: str) -> str:
    return iri.rpartition("/")[2]
