"""What documents share: organs, firms and municipalities, each described once however many documents name it."""

from __future__ import annotations

from collections import defaultdict

from rdflib import PROV, RDF, SKOS, Graph, URIRef
from rdflib.namespace import ORG

from kg.bodies import body_type
from kg.derived import drafts, write_changes
from kg.drawing import literal
from kg.iris import DEFAULT_BASE, Iris
from kg.knowledge_graph import KnowledgeGraph
from kg.reference import GRAPH as REFERENCE
from ontology.terms import STYR, concept

GRAPHS = "gemensamt"
_CLASSES = {"byra": STYR.AuditFirm, "kommun": STYR.Municipality, "region": STYR.Region}
_UNITS = frozenset({"fullmaktige", "styrelse", "namnd", "utskott", "revisorer"})
_LEGAL_PERSONS = frozenset({"bolag", "kommunalforbund"})


def describe_shared(store: KnowledgeGraph, base: str = DEFAULT_BASE) -> int:
    """Describe anew all that documents name, where it has changed; returns how many things there are.

    What the registers describe is left to them. Of several names the one most documents use is the label.
    """
    iris, drawn = Iris(base), defaultdict[URIRef, Graph](Graph)
    known = {str(subject) for subject in store.graph(iris.graph(REFERENCE)).subjects(SKOS.prefLabel)}
    names = _names(store)
    for node, name in names.items():
        path = node.removeprefix(f"{iris.base}id/").split("/")
        if node not in known:
            graph = drawn[iris.graph(GRAPHS, *(path[:-1] if path[0] == "organ" else path[:1]))]
            _describe(graph, iris, URIRef(node), path, name)
    _describe_runs(store, drawn[iris.graph(GRAPHS, "korning")], iris)
    write_changes(store, drafts(drawn), iris.graph(GRAPHS))
    return len(names)


def _names(store: KnowledgeGraph) -> dict[str, str]:
    """Each thing that is named, with its commonest name (of equals the first in order)."""
    query = """SELECT ?node ?name (COUNT(?mention) AS ?times) WHERE {
        ?mention styr:mentions ?node ; styr:name ?name } GROUP BY ?node ?name"""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in store.query(query):
        found[row["node"]].append((-int(row["times"]), row["name"]))
    return {node: min(names)[1] for node, names in sorted(found.items())}


def _describe(graph: Graph, iris: Iris, node: URIRef, path: list[str], name: str) -> None:
    graph.add((node, RDF.type, _CLASSES.get(path[0], STYR.Body)))
    graph.add((node, SKOS.prefLabel, literal(name)))
    if path[0] == "organisation":
        graph.add((node, RDF.type, ORG.Organization))
    if path[0] == "organ":
        kind = body_type(name)
        graph.add((node, STYR.bodyType, concept("bodytype", kind)))
        if path[1] != "dokument":
            _place(graph, node, kind, iris.thing(path[1], *path[2:-1]))


def _place(graph: Graph, node: URIRef, kind: str, owner: URIRef) -> None:
    """How an organ belongs to its municipality, in the words of W3C ORG: as a unit, by a post, or beside it."""
    if kind in _UNITS:
        graph.add((node, RDF.type, ORG.OrganizationalUnit))
        graph.add((node, ORG.unitOf, owner))
    elif kind == "tjansteperson":
        graph.add((node, ORG.memberOf, owner))
    else:
        graph.add((node, RDF.type, ORG.FormalOrganization if kind in _LEGAL_PERSONS else ORG.Organization))
        graph.add((node, ORG.linkedTo, owner))


def _describe_runs(store: KnowledgeGraph, graph: Graph, iris: Iris) -> None:
    program = iris.thing("program", "styrgraf")
    for row in store.query("SELECT DISTINCT ?run WHERE { ?reading prov:wasGeneratedBy ?run }"):
        run = URIRef(row["run"])
        graph.add((run, RDF.type, PROV.Activity))
        version, _, configuration = run.partition("/id/korning/")[2].partition("/")
        graph.add((run, STYR.softwareVersion, literal(version)))
        if configuration:
            graph.add((run, STYR.configurationHash, literal(configuration)))
        graph.add((run, PROV.wasAssociatedWith, program))
        graph.add((program, RDF.type, PROV.SoftwareAgent))
        graph.add((program, SKOS.prefLabel, literal("Styrgraf")))
