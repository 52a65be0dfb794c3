"""What an audit says of a steering document's validity: that it has run out, though the document may not say so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rdflib import Graph, URIRef

from kg.derived import drafts, write_changes
from kg.iris import DEFAULT_BASE, Iris
from kg.knowledge_graph import KnowledgeGraph
from ontology.terms import STYR

GRAPHS = "utgangna"
_LAPSED = re.compile(
    r"\b(?:löpt\sut|gått\sut|löpte\sut|gick\sut|upphört\satt\sgälla|upphörde\satt\sgälla|inte\slängre\s(?:gäll\w+|i\skraft)"
    r"|gäller\sinte\slängre|(?:är|var)\s(?:inaktuell|utgången|utgånget|utgångna|inaktuella|obsolet)\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:inte|ej|ännu\sinte)\s(?:har\s)?(?:löpt|gått|upphört)\b|^\s*om\b|\bnär\b", re.IGNORECASE)
_CITED = """SELECT ?report ?document ?at ?start ?text WHERE {
  ?citation styr:resolvesTo ?document ; dcterms:isPartOf ?report ; styr:foundAt/nif:beginIndex ?at .
  ?report a styr:AuditReport . ?document a styr:SteeringDocument .
  ?passage a styr:Passage ; dcterms:isPartOf ?report ; nif:beginIndex ?start ; nif:endIndex ?end ; nif:anchorOf ?text .
  FILTER(?start <= ?at && ?at < ?end) }"""


def find_lapsed(store: KnowledgeGraph, base: str = DEFAULT_BASE) -> int:
    """Draw anew which documents audits say have run out, and write what has changed; returns how many."""
    iris, drawn = Iris(base), defaultdict[URIRef, Graph](Graph)
    for report, document in _said(store):
        graph = drawn[iris.graph(GRAPHS, report.rpartition("/")[2])]
        graph.add((URIRef(document), STYR.saidToHaveLapsed, URIRef(report)))
    write_changes(store, drafts(drawn), iris.graph(GRAPHS))
    return sum(map(len, drawn.values()))


def _said(store: KnowledgeGraph) -> Iterator[tuple[str, str]]:
    for row in store.query(_CITED):
        if says_lapsed(_sentence(row["text"], int(row["at"]) - int(row["start"]))):
            yield row["report"], row["document"]


def says_lapsed(sentence: str) -> bool:
    """Whether a sentence says of what it names that it has run out, and not that it would or has not."""
    return bool(_LAPSED.search(sentence)) and not _NOT.search(sentence)


def _sentence(text: str, at: int) -> str:
    """The sentence that the character at `at` stands in."""
    starts = [0, *(found.end() for found in re.finditer(r"[.!?]\s+(?=[A-ZÅÄÖ])", text))]
    start = max(one for one in starts if one <= at)
    return text[start : next((one for one in starts if one > at), len(text))]
