"""The second pass: what each citation means, now that all documents are known. Told again at every ingest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from rdflib import Graph, URIRef

from kg.candidates import Candidate, Collection, applied_then
from kg.cited_only import cited_only, draw_cited_only
from kg.citing import Cited, citations, held_documents
from kg.derived import Draft, write_changes
from kg.drawing import literal
from kg.iris import DEFAULT_BASE, Iris
from kg.knowledge_graph import KnowledgeGraph
from kg.titles import is_generic, is_many, is_nameless, plain_title
from kg.validity import day_of
from ontology.terms import ELI, STYR, concept

State = Literal["resolved", "ambiguous", "not-held", "not-a-document", "failed"]
GRAPHS = "hanvisningar"
ITSELF = "the document itself"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation means: one document (`resolved`), several that may be meant, or none; and on what ground."""

    state: State
    candidates: tuple[str, ...] = ()
    by: str = ""


def resolve_citations(
    store: KnowledgeGraph, base: str = DEFAULT_BASE, decided: Mapping[str, Resolution] | None = None
) -> dict[State, int]:
    """Resolve all citations of the store anew and write what has changed; returns how many ended in each state.

    What people have `decided` of a citation, by its IRI, is what it means.
    Each citing document has a graph of resolutions of its own, so that reading it again and resolving do
    not touch each other.
    """
    iris, collection = Iris(base), Collection(held_documents(store))
    found: dict[str, list[tuple[Cited, Resolution]]] = defaultdict(list)
    missing: dict[URIRef, list[Cited]] = defaultdict(list)
    counts: dict[State, int] = defaultdict(int)
    for cited in citations(store):
        resolution = (decided or {}).get(cited.iri) or resolve(cited, collection)
        counts[resolution.state] += 1
        if resolution.state == "not-held":
            missing[cited_only(iris, cited)].append(cited)
        found[cited.document].append((cited, resolution))
    wanted = {
        iris.graph(GRAPHS, document.rpartition("/")[2]): Draft(repr(resolved), partial(_drawn, iris, resolved))
        for document, resolved in found.items()
    }
    write_changes(store, wanted, iris.graph(GRAPHS))
    draw_cited_only(store, iris, missing)
    return dict(counts)


def resolve(cited: Cited, collection: Collection) -> Resolution:
    """What this citation means."""
    failed = _says_too_little(cited)
    if failed is not None:
        return failed
    found = _best(collection.candidates(cited))
    if len(found) > 1:
        found = _in_force_then(cited, found) or found
    iris = tuple(sorted(candidate.held.iri for candidate in found))
    if not found:
        itself = collection.is_itself(cited)
        return Resolution("resolved", (cited.document,), ITSELF) if itself else Resolution("not-held")
    grounds = _grounds(cited, found[0])
    if len(found) > 1 or not grounds:
        return Resolution("ambiguous", iris, ", ".join(grounds))
    return Resolution("resolved", iris, ", ".join(grounds))


def _says_too_little(cited: Cited) -> Resolution | None:
    """Why nothing can be looked for, if so."""
    citing = day_of(cited.citing_date, "last") if cited.citing_date else None
    date = day_of(cited.date, "first") if cited.date else None
    if citing is not None and date is not None and date > citing:
        return Resolution("failed", by="the cited date lies after the citing document")
    certain = cited.case_number or (cited.date and cited.paragraph)
    if cited.title and is_many(cited.title) and not certain:
        return Resolution("not-a-document")
    if (not cited.title or is_nameless(cited.title)) and not certain:
        return Resolution("failed", by="no title, case number or decision is given")
    return None


def _best(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those for which most speaks."""
    most = max((len(candidate.support) for candidate in candidates), default=0)
    return [candidate for candidate in candidates if len(candidate.support) == most]


def _in_force_then(cited: Cited, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of several versions of one document, the last decided before the citing document was made."""
    titles = {plain_title(candidate.held.title, candidate.held.owner_name) for candidate in candidates}
    applied = [candidate for candidate in candidates if applied_then(cited, candidate.held)]
    if len(titles) > 1 or not applied:
        return []
    latest = max(str(candidate.held.since()) for candidate in applied)
    return [candidate for candidate in applied if str(candidate.held.since()) == latest]


def _grounds(cited: Cited, candidate: Candidate) -> list[str]:
    """What the match rests on; nothing when that is too little for such a title."""
    grounds = sorted(candidate.support)
    if not grounds and applied_then(cited, candidate.held):
        grounds = ["in force when cited"]
    if not grounds and not is_generic(candidate.held.title, candidate.held.owner_name):
        return ["title", "municipality"]
    return ["title", "municipality", *grounds] if candidate.title_fits and grounds else grounds


def _drawn(iris: Iris, resolved: Sequence[tuple[Cited, Resolution]]) -> Graph:
    graph = Graph()
    for cited, resolution in resolved:
        _draw(graph, iris, cited, resolution)
    return graph


def _draw(graph: Graph, iris: Iris, cited: Cited, resolution: Resolution) -> None:
    node, document = URIRef(cited.iri), URIRef(cited.document)
    graph.add((node, STYR.resolution, concept("resolution", resolution.state)))
    if resolution.by:
        graph.add((node, STYR.resolvedBy, literal(resolution.by)))
    if resolution.state == "ambiguous":
        for candidate in resolution.candidates:
            graph.add((node, STYR.candidate, URIRef(candidate)))
    if resolution.state in ("resolved", "not-held"):
        held = resolution.state == "resolved"
        target = URIRef(resolution.candidates[0]) if held else cited_only(iris, cited)
        graph.add((node, STYR.resolvesTo, target))
        if target != document:
            graph.add((document, ELI.cites, target))
