"""The chain after an audit: replies to a report, later reports that follow it up, findings that come back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rdflib import Graph, URIRef

from kg.derived import drafts, write_changes
from kg.iris import DEFAULT_BASE, Iris
from kg.knowledge_graph import KnowledgeGraph, Row
from ontology.terms import ELI, STYR

GRAPHS = "uppfoljning"
# Below this two wordings are two findings: "inte känd av cheferna" and "inte känd av nämnden" come to 86.
_SAME_FINDING = 90.0
_SAME_SUBJECT = 88.0
# What stands in the title of every report, and what "the audit of …" begins with where it is named.
_FRAME = re.compile(
    r"\b(?:granskning(?:en|ar)?|revisionsrapport(?:en)?|rapport(?:en)?|uppföljning(?:en)?|uppföljande|fördjupad|grund"
    r"läggande|förstudie(?:n)?|revisorernas|revisionens|kommunens|nämndens|av|avseende|om|gällande|rörande|kring)\b"
)
_ENDING, _EMPTY = re.compile(r"(?:en|et|na|ens|ets|a)$"), re.compile(r"\d{4}|den|det|de")
_REPORTS = """SELECT ?report ?title ?owner ?date WHERE {
  ?report a styr:AuditReport ; dcterms:title ?title ; styr:municipality ?owner ; dcterms:issued ?date }"""
_EARLIER = """SELECT ?node ?report ?subject ?year WHERE {
  ?node a styr:EarlierAudit ; dcterms:isPartOf ?report ; styr:subject ?subject .
  OPTIONAL { ?node styr:year ?year } }"""
_REPLIES = """SELECT ?reply ?text ?owner ?date WHERE {
  ?reply styr:answersText ?text ; styr:municipality ?owner . OPTIONAL { ?reply eli:date_document ?date } }"""
_FINDINGS = """SELECT ?finding ?report ?text WHERE {
  ?finding a styr:Finding ; dcterms:isPartOf ?report ; styr:text ?text }"""


@dataclass(frozen=True, slots=True)
class Report:
    """An audit report held: whose, and when."""

    iri: str
    title: str
    owner: str
    date: str


def find_chain(store: KnowledgeGraph, base: str = DEFAULT_BASE) -> int:
    """Draw all links anew and write what has changed; returns how many there are.

    An earlier report is known by its municipality, its subject and, if given, its year; where more than one may be
    meant none is. A finding comes back when a report that follows up another says nearly the same again.
    """
    reports = [Report(row["report"], row["title"], row["owner"], row["date"]) for row in store.query(_REPORTS)]
    drawn: dict[URIRef, Graph] = defaultdict(Graph)
    iris = Iris(base)
    pairs = set()
    for later, node, earlier in _followed(reports, store.query(_EARLIER)):
        graph = drawn[iris.graph(GRAPHS, later.rpartition("/")[2])]
        graph.add((URIRef(node), STYR.earlierReport, URIRef(earlier)))
        graph.add((URIRef(later), STYR.followsUp, URIRef(earlier)))
        graph.add((URIRef(later), ELI.cites, URIRef(earlier)))
        pairs.add((later, earlier))
    for reply, report in _replies(reports, store.query(_REPLIES)):
        drawn[iris.graph(GRAPHS, reply.rpartition("/")[2])].add((URIRef(reply), STYR.repliesTo, URIRef(report)))
    for later, again, before in _repeated(pairs, store):
        drawn[iris.graph(GRAPHS, later.rpartition("/")[2])].add((URIRef(again), STYR.repeats, URIRef(before)))
    write_changes(store, drafts(drawn), iris.graph(GRAPHS))
    return sum(map(len, drawn.values()))


def meant(reports: Iterable[Report], owner: str, subject: str, before: str, year: str | None) -> str | None:
    """The one report of `owner` on `subject`, made before a day (and in a year, if told); None if it is not one."""
    found = [
        report.iri
        for report in reports
        if report.owner == owner
        and report.date[: len(before)] < before
        and (year is None or report.date[:4] == year[:4])
        and _same_subject(report.title, subject)
    ]
    return found[0] if len(found) == 1 else None


def _followed(reports: list[Report], earlier: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    known = {report.iri: report for report in reports}
    for row in earlier:
        later = known.get(row["report"])
        found = later and meant(reports, later.owner, row["subject"], later.date, row.get("year"))
        if later and found:
            yield later.iri, row["node"], found


def _replies(reports: list[Report], replies: Iterable[Row]) -> Iterator[tuple[str, str]]:
    for row in replies:
        found = meant(reports, row["owner"], row["text"], row.get("date", "9999"), None)
        if found:
            yield row["reply"], found


def _repeated(pairs: set[tuple[str, str]], store: KnowledgeGraph) -> Iterator[tuple[str, str, str]]:
    if not pairs:
        return
    findings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in store.query(_FINDINGS):
        findings[row["report"]].append((row["finding"], row["text"].casefold()))
    for later, earlier in sorted(pairs):
        for again, text in findings[later]:
            scores = [(fuzz.token_sort_ratio(text, other), before) for before, other in findings[earlier]]
            score, before = max(scores, default=(0.0, ""))
            if score >= _SAME_FINDING:
                yield later, again, before


def _same_subject(title: str, subject: str) -> bool:
    one, other = _bare(title), _bare(subject)
    return bool(one and other) and fuzz.token_sort_ratio(one, other) >= _SAME_SUBJECT


def _bare(title: str) -> str:
    words = re.findall(r"[\w-]+", _FRAME.sub(" ", title.casefold()))
    # "intern kontroll" and "den interna kontrollen" are one subject.
    return " ".join(_ENDING.sub("", word) for word in words if not _EMPTY.fullmatch(word))
