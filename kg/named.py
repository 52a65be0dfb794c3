"""Documents held that an audit names by title alone, in a form no rule for citations takes for one.

"Personalpolicyn saknar mål" names a document to whoever knows that the municipality has a Personalpolicy, and only to
them: so it is found here, when the documents held are known, and not when the report is read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.citing import Held, held_documents
from kg.derived import Draft, write_changes
from kg.ids import part_id
from kg.iris import DEFAULT_BASE, Iris
from kg.kinds import STEERING
from kg.knowledge_graph import KnowledgeGraph
from kg.titles import is_nameless, title_pattern
from kg.validity import day_of
from ontology.terms import NIF, STYR

GRAPHS = "namngivna"
_NOUN = "namngivning"
_REPORTS = """SELECT ?report ?owner ?date ?digest ?length WHERE {
  ?report a styr:AuditReport ; styr:municipality ?owner ; dcterms:issued ?date ; dcterms:identifier ?id .
  ?graph foaf:primaryTopic ?report ; styr:readingDigest ?digest .
  ?context a nif:Context ; dcterms:isPartOf ?report }"""
_PASSAGES = """SELECT ?start ?page ?text ?context WHERE {{
  ?passage a styr:Passage ; dcterms:isPartOf <{0}> ; nif:beginIndex ?start ; nif:anchorOf ?text ;
           nif:referenceContext ?context . OPTIONAL {{ ?passage styr:page ?page }} }} ORDER BY ?start"""
_CITED = """SELECT ?start ?end WHERE {{
  ?citation a styr:Citation ; dcterms:isPartOf <{0}> ; styr:foundAt ?span .
  ?span nif:beginIndex ?start ; nif:endIndex ?end
  FILTER(!STRSTARTS(STR(?citation), "{1}")) }}"""
# What follows goes on naming: "policyn för resor" is not the municipality's Policy.
_GOES_ON = re.compile(r"\s+(?:för|av|mot|om|vid|gällande|avseende|rörande|inom)\s", re.IGNORECASE)
_ADDS = re.compile(r"\s+(?:och|samt|i)\s", re.IGNORECASE)
_ANOTHERS = re.compile(r"\b([A-ZÅÄÖ][\w-]+?)s?\s+(?:kommuns|stads)\s+$")


@dataclass(frozen=True, slots=True)
class Place:
    """Words that name a document: where they stand in the stored text, and on which page."""

    start: int
    words: str
    page: str | None
    context: str


def find_named(store: KnowledgeGraph, base: str = DEFAULT_BASE) -> int:
    """Find the places anew in reports that are new or whose municipality's titles have changed; returns how many.

    Each becomes a citation in a graph of its own; what it means is then resolved like all others.
    """
    iris, owned = Iris(base), defaultdict[str, list[Held]](list)
    for document in held_documents(store):
        if (
            document.kind in STEERING
            and document.status != "draft"
            and document.title
            and not is_nameless(document.title)
        ):
            owned[document.owner].append(document)
    wanted = {}
    for row in store.query(_REPORTS):
        known = [document for document in owned[row["owner"]] if _came_before(document, row["date"])]
        if known:
            graph = iris.graph(GRAPHS, row["report"].rpartition("/")[2])
            content = "\n".join([row["digest"], *sorted(document.title for document in known)])
            wanted[graph] = Draft(content, partial(_drawn, store, iris, row["report"], known))
    return write_changes(store, wanted, iris.graph(GRAPHS))


def _can_be_named(document: Held) -> bool:
    """Whether the title alone tells the document from others of its owner."""
    decided = document.kind in STEERING and document.status != "draft"
    return decided and bool(document.title) and not is_nameless(document.title)


def _came_before(document: Held, date: str) -> bool:
    first, last = document.since(), day_of(date, "last")
    return first is not None and last is not None and first <= last


def _drawn(store: KnowledgeGraph, iris: Iris, report: str, known: Sequence[Held]) -> Graph:
    graph, identifier = Graph(), report.rpartition("/")[2]
    taken = [(int(row["start"]), int(row["end"])) for row in store.query(_CITED.format(report, iris.thing(_NOUN, "")))]
    for place in _places(store.query(_PASSAGES.format(report)), known):
        end = place.start + len(place.words)
        if not any(start < end and place.start < stop for start, stop in taken):
            _draw(graph, iris, report, place, iris.thing(_NOUN, part_id(identifier, _NOUN, place.start)))
    return graph


def _draw(graph: Graph, iris: Iris, report: str, place: Place, node: URIRef) -> None:
    end = place.start + len(place.words)
    span = iris.characters(report.rpartition("/")[2], place.start, end)
    graph.add((node, RDF.type, STYR.Citation))
    graph.add((node, DCTERMS.isPartOf, URIRef(report)))
    graph.add((node, STYR.citedTitle, Literal(" ".join(place.words.split()))))
    graph.add((node, STYR.foundAt, span))
    graph.add((span, RDF.type, STYR.Span))
    graph.add((span, NIF.beginIndex, Literal(place.start)))
    graph.add((span, NIF.endIndex, Literal(end)))
    graph.add((span, NIF.anchorOf, Literal(place.words)))
    graph.add((span, NIF.referenceContext, URIRef(place.context)))
    if place.page is not None:
        graph.add((span, STYR.page, Literal(int(place.page))))


def _places(passages: Iterable[dict[str, str]], known: Sequence[Held]) -> Iterator[Place]:
    # The longest first: "riktlinjer för inköp och upphandling" before "riktlinjer för inköp".
    titles = sorted({document.title for document in known}, key=len, reverse=True)
    pattern = re.compile("|".join(f"(?:{title_pattern(title)})" for title in titles), re.IGNORECASE)
    owner = known[0].owner_name
    for row in passages:
        for found in pattern.finditer(row["text"]):
            if _names_it(row["text"], found, owner):
                yield Place(int(row["start"]) + found.start(), found[0], row.get("page"), row["context"])


def _names_it(text: str, found: re.Match[str], owner: str) -> bool:
    after, before = text[found.end() :], text[: found.start()]
    if _GOES_ON.match(after) or (" " in found[0].strip() and _ADDS.match(after)):
        return False
    another = _ANOTHERS.search(before[-60:])
    return another is None or another[1].casefold().removesuffix("s") == owner.casefold().removesuffix("s")
