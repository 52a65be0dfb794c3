"""Citations find what they mean, and nothing else: generic titles never on the title alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rdflib import RDF, Graph, URIRef

from kg.candidates import Collection
from kg.citing import Cited, Held
from kg.iris import Iris
from kg.resolve import resolve
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from kg.validate import violations
from ontology.terms import STYR
from tests.reading_factory import Paper, audit, strategy

IRIS = Iris()
HALMSTAD, MARK = str(IRIS.thing("kommun", "1380")), str(IRIS.thing("kommun", "1463"))


def held(iri: str, title: str, date: str | None = "2016-11-22", owner: str = HALMSTAD, **more: Any) -> Held:
    name = "Halmstad" if owner == HALMSTAD else "Mark"
    more["dates"] = frozenset([date] if date else [])
    for several in ("paragraphs", "bodies", "cases"):
        more[several] = frozenset(more.get(several, ()))
    return Held(iri, more.pop("kind", "strategi"), title, owner, name, dated=date, **more)


def cite(title: str = "", **more: Any) -> Cited:
    said = {"citing_owner": HALMSTAD, "citing_owner_name": "Halmstad", "citing_date": "2019-06-25"} | more
    return Cited("c", "report", title, **said)


STRATEGY = held(
    "digi", "Digitaliseringsstrategi", paragraphs=["112"], bodies=["kommunfullmäktige"], cases=["KS 2016/0112"]
)
ELSEWHERE = held("mark", "Digitaliseringsstrategi", "2018-02-01", MARK)
NEWER = held("newer", "Digitaliseringsstrategi", "2021-03-01")
BUDGETS = [held(f"budget{year}", f"Budget {year}", f"{year - 1}-11-20", kind="plan") for year in (2017, 2018, 2019)]
UNDATED = held("undated", "Policy för resor", None, kind="policy")
SPECIFIC = held("vision", "Vision 2040 Öppna Halmstad för alla människors möten", None)
COLLECTION = [STRATEGY, ELSEWHERE, NEWER, UNDATED, SPECIFIC, *BUDGETS]


@pytest.mark.parametrize(
    ("cited", "state", "targets"),
    [
        # Title, owner and one thing more.
        (cite("digitaliseringsstrategin", date="2016-11-22"), "resolved", ["digi"]),
        (cite("Digitaliseringsstrategi", date="2016"), "resolved", ["digi"]),
        (cite("kommunens digitaliseringsstrategi", paragraph="112"), "resolved", ["digi"]),
        (cite("Halmstads kommuns digitaliseringsstrategi", case_number="KS 2016/112"), "resolved", ["digi"]),
        (cite("digitaliseringsstrategin", body="KF"), "resolved", ["digi"]),
        (cite("digitaliseringsstrategin", municipality="Halmstads kommun", date="2016-11"), "resolved", ["digi"]),
        (cite("Budget 2018"), "resolved", ["budget2018"]),
        # The version that applied when the report was written; not the one that came later.
        (cite("digitaliseringsstrategin"), "resolved", ["digi"]),
        (cite("digitaliseringsstrategin", citing_date="2022"), "resolved", ["newer"]),
        # Without a title, a decision or a case is enough.
        (cite(date="2016-11-22", paragraph="112"), "resolved", ["digi"]),
        (cite(case_number="KS 2016/0112"), "resolved", ["digi"]),
        # Another municipality's is another's.
        (cite("digitaliseringsstrategin", municipality="Mark"), "resolved", ["mark"]),
        (cite("digitaliseringsstrategin", municipality="Borås"), "not-held", []),
        (cite("Digitaliseringsstrategi", citing_owner="", citing_owner_name=""), "not-held", []),
        # What the citation says speaks against what is held.
        (cite("digitaliseringsstrategin", date="2015-01-01"), "not-held", []),
        (cite("digitaliseringsstrategin", date="2016-11-22", paragraph="9"), "not-held", []),
        (cite("digitaliseringsstrategin", body="socialnämnden"), "not-held", []),
        (cite("digitaliseringsstrategin", citing_date="2014-05-05"), "not-held", []),
        (cite("Budget 2014"), "not-held", []),
        # A generic title with nothing more: perhaps. One of its own: yes.
        (cite("policyn för resor"), "ambiguous", ["undated"]),
        (cite("digitaliseringsstrategin", citing_date=None), "ambiguous", ["digi", "newer"]),
        (cite("Vision 2040 – öppna Halmstad för alla människors möten"), "resolved", ["vision"]),
        # Titles that are near are not the same.
        (cite("internationaliseringsstrategin"), "not-held", []),
        (cite("policy för rester"), "not-held", []),
        # Nothing that could be found.
        (cite("styrdokument"), "not-a-document", []),
        (cite("policyer och riktlinjer"), "not-a-document", []),
        (cite("strategin"), "failed", []),
        (cite(paragraph="112"), "failed", []),
        (cite("digitaliseringsstrategin", date="2020-01-01"), "failed", []),
    ],
)  # fmt: skip
def test_what_a_citation_means(cited: Cited, state: str, targets: list[str]) -> None:
    resolution = resolve(cited, Collection(COLLECTION))
    assert (resolution.state, sorted(resolution.candidates)) == (state, sorted(targets))
    assert (state != "resolved") or resolution.by


def test_document_that_names_itself_cites_nothing_else() -> None:
    own = Cited("c", "digi", "Digitaliseringsstrategi", citing_owner=HALMSTAD, citing_date="2016-11-22")
    assert resolve(own, Collection(COLLECTION)).candidates == ("digi",)


def put(store: GraphStore, paper: Paper) -> None:
    store.replace(IRIS.document_graph(paper.id), document_graph(paper.reading()))


def states(store: GraphStore) -> list[dict[str, str]]:
    return list(store.query("SELECT ?s ?t { ?c styr:resolution ?s . OPTIONAL { ?c styr:resolvesTo ?t } }"))


def count(store: GraphStore, class_name: str) -> int:
    return len(list(store.query(f"SELECT DISTINCT ?d {{ ?d a styr:{class_name} }}")))


def test_what_was_not_held_resolves_when_it_arrives() -> None:
    store, report, cited = (
        GraphStore(None),
        audit().cites("digitaliseringsstrategin", title="digitaliseringsstrategin"),
        strategy(),
    )
    put(store, report)
    assert second_pass(store) == {"not-held": 1}
    missing = list(store.query("SELECT ?d ?t { ?d styr:citedOnly true ; dcterms:title ?t . ?r eli:cites ?d }"))
    assert [row["t"] for row in missing] == ["digitaliseringsstrategin"]
    assert count(store, "Document") == 1 and count(store, "CitedDocument") == 1
    put(store, cited)
    assert second_pass(store) == {"resolved": 1}
    assert [row["t"] for row in states(store)] == [str(IRIS.document(cited.id))]
    assert list(store.query("SELECT ?d { ?d styr:citedOnly true }")) == []
    assert count(store, "Document") == 2 and count(store, "CitedDocument") == 0
    store.remove(IRIS.document_graph(cited.id))
    assert second_pass(store) == {"not-held": 1}
    store.remove(IRIS.document_graph(report.id))
    assert second_pass(store) == {} and not [name for name in store.graphs() if "vokabular" not in name]


def test_two_who_cite_the_same_missing_document_share_its_node() -> None:
    store = GraphStore(None)
    for date in ("2019-06-25", "2020-06-25"):
        put(store, audit(date=date).cites("digitaliseringsstrategin", title="digitaliseringsstrategin"))
    second_pass(store)
    assert len(list(store.query("SELECT DISTINCT ?d { ?d styr:citedOnly true }"))) == 1
    assert len(list(store.query("SELECT ?r { ?r eli:cites ?d }"))) == 2


def test_resolving_again_changes_nothing() -> None:
    store = GraphStore(None)
    put(store, audit().cites("digitaliseringsstrategin", title="digitaliseringsstrategin"))
    put(store, strategy())
    second_pass(store)
    before = sorted((store.dump("nquads") or b"").splitlines())
    second_pass(store)
    assert sorted((store.dump("nquads") or b"").splitlines()) == before


def test_ambiguous_keeps_its_candidates() -> None:
    store = GraphStore(None)
    report = audit().cites("digitaliseringsstrategin", title="digitaliseringsstrategin")
    report.document.pop("report_date")
    put(store, report)
    put(store, strategy())
    assert second_pass(store) == {"ambiguous": 1}
    graph = store.graph(IRIS.graph("hanvisningar", report.id))
    assert list(graph.objects(None, STYR.candidate)) == [URIRef(IRIS.document(strategy().id))]


def test_node_of_a_missing_document_satisfies_the_shapes() -> None:
    store = GraphStore(None)
    put(store, audit().cites("digitaliseringsstrategin", title="digitaliseringsstrategin", decision_date="2016-11-22"))
    second_pass(store)
    graph = Graph().parse(data=store.dump("turtle") or b"", format="turtle")
    assert list(graph.subjects(RDF.type, STYR.CitedDocument))
    assert not [message for message in violations(graph) if "omnamnt" in message]


def test_an_owner_that_stands_before_the_title_is_the_owner() -> None:
    granfors = held("granfors", "Digitaliseringsstrategi", "2018-02-01", str(IRIS.thing("kommun", "9912")))
    collection = Collection([STRATEGY, ELSEWHERE, replace(granfors, owner_name="Granfors")])
    for title, target in (("Marks kommuns digitaliseringsstrategi", "mark"), ("Granfors kommuns strategi", None)):
        found = resolve(cite(title), collection)
        assert found.candidates == ((target,) if target else ())
    assert resolve(cite("Granfors kommuns digitaliseringsstrategi"), collection).candidates == ("granfors",)


def test_a_period_long_after_the_decision_is_another_versions() -> None:
    collection = Collection([STRATEGY])
    assert resolve(cite("Digitaliseringsstrategi 2016–2020"), collection).candidates == ("digi",)
    assert resolve(cite("Digitaliseringsstrategi 2019–2023"), collection).state == "not-held"


def test_a_subtitle_may_be_left_out_where_a_year_tells_the_document() -> None:
    vision = held("dash", "Vision 2040 – Öppna Halmstad", None)
    assert resolve(cite("Vision 2040"), Collection([vision, UNDATED])).candidates == ("dash",)
    assert resolve(cite("Vision 2030"), Collection([vision])).state == "not-held"
