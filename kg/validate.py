"""Does a document's graph satisfy the shapes of the ontology? Asked before it is kept."""

from __future__ import annotations

from functools import cache

from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import Graph
from rdflib.namespace import DCTERMS, SH

from kg.errors import InvalidGraph
from ontology.terms import SHAPES, read_ttl

_SHOWN = 3


def validate(graph: Graph) -> None:
    """Raise `InvalidGraph`, with the messages of the shapes that are broken, when there are any."""
    messages = violations(graph)
    if messages:
        more = f" … och {len(messages) - _SHOWN} till" if len(messages) > _SHOWN else ""
        document = next((str(it).rpartition("/")[2] for it in graph.subjects(DCTERMS.identifier)), "?")
        raise InvalidGraph(f"dokument {document}: {'; '.join(messages[:_SHOWN])}{more}. Inget av det sparades.")


def violations(graph: Graph) -> list[str]:
    """What is wrong with the graph: for each broken shape the node and the message, Swedish / English."""
    validator = Validator(DataGraph.from_rdflib(graph), shacl_graph=_no_shapes(), options={"inplace": True})
    # Shapes are the same for every document; preparing them anew costs more than checking one.
    validator.shacl_graph = _shapes()
    conforms: bool
    report: Graph
    conforms, report, _ = validator.run()  # type: ignore[no-untyped-call]
    return [] if conforms else sorted(_worded(report))


@cache
def _shapes() -> ShapesGraph:
    shapes = Graph().parse(data=read_ttl(SHAPES), format="turtle")
    return Validator(DataGraph.from_rdflib(Graph()), shacl_graph=shapes, options={"inplace": True}).shacl_graph


@cache
def _no_shapes() -> Graph:
    return Graph()


def _worded(report: Graph) -> set[str]:
    """The messages of a report, each once."""
    found = set()
    for result in report.objects(None, SH.result):
        said = sorted(report.objects(result, SH.resultMessage), key=lambda m: getattr(m, "language", "") != "sv")
        found.add(f"{' / '.join(map(str, said))} [{report.value(result, SH.focusNode)}]")
    return found
