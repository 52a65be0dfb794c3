"""The graph's series: which documents are versions of one another, and which replaces which. The older ones stay."""

from __future__ import annotations

from collections import defaultdict

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS

from kg.citing import Held, held_documents
from kg.derived import drafts, write_changes
from kg.ids import content_hash
from kg.iris import DEFAULT_BASE, Iris
from kg.knowledge_graph import KnowledgeGraph
from kg.succession import Version, series, successions
from ontology.terms import STYR

GRAPHS = "serier"


def find_series(store: KnowledgeGraph, base: str = DEFAULT_BASE) -> int:
    """Find all series anew and write what has changed; returns how many times a document is replaced by a later one."""
    iris, drawn = Iris(base), defaultdict[URIRef, Graph](Graph)
    versions = [_version(document) for document in held_documents(store)]
    owners = {version.id: version.owner for version in versions}

    def graph_of(owner: str) -> Graph:
        return drawn[iris.graph(GRAPHS, owner.removeprefix(f"{iris.base}id/"))]

    for key, members in series(versions).items():
        node = iris.thing("serie", content_hash("\x1f".join(key).encode())[:20])
        graph = graph_of(members[0].owner)
        graph.add((node, RDF.type, STYR.Series))
        for member in members:
            graph.add((URIRef(member.id), STYR.inSeries, node))
    found = successions(versions)
    for one in found:
        graph_of(owners[one.newer]).add((URIRef(one.newer), DCTERMS.replaces, URIRef(one.older)))
    write_changes(store, drafts(drawn), iris.graph(GRAPHS))
    return len(found)


def _version(held: Held) -> Version:
    return Version(
        held.iri,
        held.kind,
        held.title,
        held.owner,
        held.owner_name,
        held.decided("last"),
        bodies=held.bodies,
        draft=held.status == "draft",
        replaces=held.replaces,
    )
