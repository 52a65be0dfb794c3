"""The benchmark of reading must itself count right."""

from __future__ import annotations

from pathlib import Path

from benchmarks.reading.cases import all_cases
from benchmarks.reading.measure import measure
from benchmarks.reading.others import FOLDER, other_cases, truth_of
from benchmarks.reading.score import Verdict, compare, fold, same
from benchmarks.reading.tables import macro_f1, tallies


def verdict(expected: str, got: str, field: str = "title") -> Verdict:
    return Verdict("a.pdf", "plain", field, expected, got)


def test_a_wrong_value_counts_as_missing_and_as_false() -> None:
    tally = tallies([verdict("A", "B")], lambda v: v.field)["title"]
    assert (tally.right, tally.wanted, tally.got) == (0, 1, 1)
    assert tally.f1 == 0.0


def test_a_value_where_none_is_stated_lowers_precision_alone() -> None:
    tally = tallies([verdict("A", "A"), verdict("", "B")], lambda v: v.field)["title"]
    assert tally.precision == 0.5
    assert tally.recall == 1.0


def test_macro_f1_weighs_fields_alike() -> None:
    many = [verdict("A", "A")] * 9 + [verdict("2020", "", "decision_date")]
    assert macro_f1(many) == 0.5


def test_titles_are_compared_without_case_and_blanks_but_dates_exactly() -> None:
    assert same("title", "Digital agenda 2016–2020", "DIGITAL  AGENDA 2016-2020")
    assert not same("decision_date", "2020-01-01", "2020-01")
    assert same("kind", "missiv|ovrigt", "ovrigt")
    assert fold(" A – b. ") == "a - b"


def test_a_recommendation_may_not_swallow_its_neighbour() -> None:
    short, long = "mäta avtalstroheten", "mäta avtalstroheten, uppdatera riktlinjerna och utbilda samtliga beställare"
    assert same("recommendations", short, "Att mäta avtalstroheten.")
    assert not same("recommendations", short, long)


def test_an_unread_file_loses_every_value() -> None:
    truth = {"kind": "policy", "title": "T", "laws": [["2017:725", "", ""]]}
    verdicts = compare("a.pdf", "plain", truth, None)
    assert {v.field for v in verdicts} == {"kind", "title", "laws"}
    assert not any(v.right for v in verdicts)


def test_the_set_is_large_and_its_names_unique() -> None:
    names = [case.source.name for case in all_cases()]
    assert len(names) >= 100 + 40
    assert len(set(names)) == len(names)
    assert len({case.layout for case in all_cases()}) >= 20


def test_every_document_written_by_others_has_its_answer_and_the_other_way_round() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"truth.json"}
    assert {case.file.name for case in other_cases() if case.file} == files


def test_what_an_author_leaves_open_is_not_judged() -> None:
    stated = {"kind": "policy", "title": "?", "valid_to": "2020-12-31|", "version": "2|?"}
    laws = [{"sfs": "2017:725"}, {"sfs": "2017:725", "chapter": "6", "section": "6"}]
    truth = truth_of({"document": stated, "laws": laws})
    assert (truth["title"], truth["valid_to"], truth["version"], truth["status"]) == ("?", "?", "?", "?")
    assert truth["laws"] == [("2017:725", "6", "6")]
    assert truth_of({"document": {}, "questions": "?"})["addressees"] == "?"


def test_documents_written_by_others_are_read_where_they_lie(tmp_path: Path) -> None:
    cases = [case for case in other_cases() if case.source.name in ("audits1-01", "steering1-01")]
    outcome = measure(cases, tmp_path)
    assert len(cases) == 2
    assert outcome.exact == outcome.quotes > 0
    assert not outcome.failed
    assert macro_f1(outcome.verdicts) > 0.8
