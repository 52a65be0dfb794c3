"""Which documents are versions of one another, and which version replaces which. The older ones are kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS

from kg.bodies import body_type
from kg.citing import Held, held_documents
from kg.derived import drafts, write_changes
from kg.ids import content_hash
from kg.iris import DEFAULT_BASE, Iris
from kg.kinds import STEERING
from kg.knowledge_graph import KnowledgeGraph
from kg.titles import plain_title
from ontology.terms import STYR

GRAPHS = "serier"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# The central bodies take over each other's documents; two committees' guidelines of one name stay two.
_CENTRAL = frozenset({"fullmaktige", "styrelse", "utskott", "tjansteperson"})


@dataclass(frozen=True, slots=True)
class Successor:
    """The document that replaced another, and since when."""

    document: str
    since: date


def find_series(store: KnowledgeGraph, base: str = DEFAULT_BASE) -> int:
    """Find all series anew and write what has changed; returns how many documents are replaced by a later one."""
    iris, drawn, replaced = Iris(base), defaultdict[URIRef, Graph](Graph), 0
    held = held_documents(store)
    for key, members in _series(held):
        graph = drawn[iris.graph(GRAPHS, members[0].owner.removeprefix(f"{iris.base}id/"))]
        series = iris.thing("serie", content_hash("\x1f".join(key).encode())[:20])
        graph.add((series, RDF.type, STYR.Series))
        for member in members:
            graph.add((URIRef(member.iri), STYR.inSeries, series))
        for newer, older in replacements(members):
            graph.add((URIRef(newer.iri), DCTERMS.replaces, URIRef(older.iri)))
            replaced += 1
    for newer, older in stated(held):
        graph = drawn[iris.graph(GRAPHS, newer.owner.removeprefix(f"{iris.base}id/"))]
        edge = (URIRef(newer.iri), DCTERMS.replaces, URIRef(older.iri))
        replaced += edge not in graph
        graph.add(edge)
    write_changes(store, drafts(drawn), iris.graph(GRAPHS))
    return replaced


def successors(store: KnowledgeGraph) -> dict[str, Successor]:
    """By document id, the version that next replaced it: from that day on the older one is not in force."""
    query = """SELECT ?old ?new ?since WHERE {
        ?newer dcterms:replaces ?older ; dcterms:identifier ?new ; styr:validity/styr:validFrom ?since .
        ?older dcterms:identifier ?old }"""
    found: dict[str, Successor] = {}
    for row in store.query(query):
        successor = Successor(row["new"], date.fromisoformat(row["since"]))
        if row["old"] not in found or successor.since < found[row["old"]].since:
            found[row["old"]] = successor
    return found


def stated(held: Iterable[Held]) -> Iterator[tuple[Held, Held]]:
    """Documents that say what they replace, each with the older documents of their owner whose title they name."""
    places: dict[str, list[Held]] = defaultdict(list)
    for document in held:
        if document.owner and document.kind in STEERING:
            places[document.owner].append(document)
    for newer in (one for documents in places.values() for one in documents if one.replaces and one.status != "draft"):
        named = plain_title(newer.replaces, newer.owner_name)
        years = set(_YEAR.findall(newer.replaces))
        for older in places[newer.owner]:
            title, own = plain_title(older.title, older.owner_name), set(_YEAR.findall(older.title))
            if title and _before(older, newer) and title in named and (not own or own <= years):
                yield newer, older


def _before(older: Held, newer: Held) -> bool:
    first, second = older.decided("last"), newer.decided("last")
    return first is not None and second is not None and first < second


def replacements(members: Iterable[Held]) -> Iterator[tuple[Held, Held]]:
    """Each version with the one it replaces, by the days they were decided; of one day none replaces another."""
    dated = sorted((day, member.iri, member) for member in members if (day := member.decided("last")) is not None)
    days = [[member for *_, member in group] for _, group in groupby(dated, key=lambda item: item[0])]
    for older, newer in pairwise(days):
        if len(newer) == 1:
            yield from ((newer[0], each) for each in older)


def _series(held: Iterable[Held]) -> Iterator[tuple[tuple[str, ...], list[Held]]]:
    """The documents that share owner, kind, deciding committee and title, where there are several."""
    found: dict[tuple[str, ...], list[Held]] = defaultdict(list)
    for document in held:
        title = plain_title(document.title, document.owner_name)
        if document.kind in STEERING and document.status != "draft" and document.owner and title:
            found[document.owner, document.kind, _committee(document), title].append(document)
    return ((key, members) for key, members in sorted(found.items()) if len(members) > 1)


def _committee(document: Held) -> str:
    names = sorted(name for name in document.bodies if body_type(name) not in _CENTRAL)
    return names[0].casefold() if names else ""
