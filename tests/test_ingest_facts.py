"""The facts half of reading: what auditors rely on in both seeds, and what must hold for any text."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.acts import find_acts
from ingest.bodies import body_names
from ingest.case_numbers import find_case_numbers
from ingest.citations import find_citations
from ingest.dates import find_dates, find_periods, in_bounds
from ingest.kinds import read_kind, title_kind
from ingest.laws import find_laws
from ingest.metadata import read_document
from ingest.places import find_places
from ingest.plain import read_plain
from ingest.read import read
from ingest.registry import Registry
from ingest.structure import lay_out
from ingest.title_clean import clean_title, soften
from ingest.titles_alone import parse_title
from kg.errors import UsageError
from kg.model import Reading, Source

SEEDS = Path(__file__).parents[2] / "shared/data/seeds"
REGISTRY = Registry.load()
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
days = st.dates(date(1950, 1, 1), date(2040, 12, 31))


def seed(name: str) -> Reading:
    path = SEEDS / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the seed {name} is missing")
        pytest.skip("the seeds are not here")
    return read(path, REGISTRY)


def test_the_mark_seed_gives_all_nine_dated_decisions() -> None:
    reading = seed("000_a65cb02c638fc4de.txt")
    assert {(one.date, one.paragraph) for one in reading.decisions} == {
        ("2023-02-01", "11"), ("2021-03-31", "69"), ("2023-05-24", "92"), ("2022-11-04", "224"), ("2021-12-16", "215"),
        ("2023-12-20", "210"), ("2023-03-29", "39"), ("2023-09-27", "154"), ("2022-12-19", "236"),
    }  # fmt: skip
    assert all(one.concerns for one in reading.decisions)
    document = reading.document
    assert document.municipality is not None and document.municipality.code == "1463"
    assert document.title is not None and document.title.value == "Granskning av digitalisering"
    assert document.adopted_by is None and document.decision_date is None
    titles = {one.title for one in reading.citations}
    assert {"Budget 2023-2026 för Marks kommun", "Reglemente för kommunstyrelsen", "Kommunkompassen"} <= titles
    assert [(one.sfs, one.chapter, one.section) for one in reading.laws] == [("2017:725", "6", "6")]


def test_the_halmstad_seed_gives_its_five_decisions_and_none_of_its_host_page() -> None:
    reading = seed("004_6ecee31f0f065556.txt")
    assert sorted((one.date or "") for one in reading.decisions) == [
        "2011-04-26", "2011-04-26", "2014-12-16", "2017-06-20", "2018-12-18",
    ]  # fmt: skip
    document = reading.document
    assert document.municipality is not None and document.municipality.value == "Halmstad"
    assert document.kind == "revisionsrapport"
    assert document.case_number is None and document.adopted_by is None
    assert sum(1 for one in reading.citations if one.title) >= 100
    vallentuna = [one for one in reading.citations if one.municipality == "Vallentuna"]
    assert "Digitaliseringsstrategi för Vallentuna kommun" in {one.title for one in vallentuna}


@given(
    days,
    st.sampled_from(
        ["{:%Y-%m-%d}", "{:%Y%m%d}", "{:%Y %m %d}", "den {d} {month} {y}", "{d}/{m} {y}", "{d} {month} år {y}"]
    ),
)
def test_every_day_is_read_in_every_form(day: date, form: str) -> None:
    printed = form.format(day, d=day.day, m=day.month, y=day.year, month=MONTHS[day.month - 1])
    found = list(find_dates(f"Antagen av kommunfullmäktige {printed}, § 4"))
    assert [(one.value, one.precision) for one in found] == [(day.isoformat(), "day")]


@given(st.text(max_size=300))
def test_a_date_out_of_bounds_is_never_given_without_a_doubt(text: str) -> None:
    for one in find_dates(text):
        assert one.doubt or in_bounds(one.value)
        assert text[one.start : one.end].strip()
    for period in find_periods(text):
        assert period.first < period.last


@given(
    days,
    st.sampled_from(["{b} {d} § {p}", "{b} § {p}, {d}", "{d}, § {p}, av {b}", "{b} den {d} (§ {p})"]),
    st.integers(1, 999),
)
def test_an_adoption_is_read_in_every_order(day: date, order: str, paragraph: int) -> None:
    said = order.format(b="kommunstyrelsen", d=day.isoformat(), p=paragraph)
    (act,) = find_acts(f"Antagen av {said}", body_names(""))
    assert act.body and act.date and act.paragraph
    assert (act.body.name, act.date.value, act.paragraph.value) == ("kommunstyrelsen", day.isoformat(), str(paragraph))


PIECES = st.lists(
    st.sampled_from(
        ["Antagen av ", "kommunfullmäktige", " § 4", "2020-01-02", "\n", "\n\n", "Datum", ": ", "Strategi", " för ",
         "Marks kommun",         "Dnr ", "KS 2020/1", "Ersätter", "tills vidare", "(2017:725)", "*",
         "”", "\t", "\f", "X",
         "☐ Policy ", "1(2)", "å", "Svar på "]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES.map("".join))
def test_any_text_is_read_without_an_error_and_with_exact_quotes(text: str) -> None:
    if not text.strip():
        return
    layout = lay_out(read_plain(text.encode(), "text/plain"))
    kind = read_kind(layout, REGISTRY)
    document, decisions, flags = read_document(layout, Source("g", "text/plain", 1, "0" * 64), kind, REGISTRY)
    citations = find_citations(layout, document, REGISTRY)
    # A Reading cannot be built with a quote that is not exactly what stands there.
    reading = Reading(
        document, layout.text, decisions=decisions, citations=citations, laws=find_laws(layout), flags=flags
    )
    assert document.status != "draft" or document.adopted_by is None
    assert all(layout.text.holds(span) for span in reading.spans())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Markaryds kommun", ["Markaryd"]),
        ("marknad kommun", []),
        ("Överkalix kommun", ["Överkalix"]),
        ("Falu kommun", ["Falun"]),
        ("Orusts kommun", ["Orust"]),
        ("Göteborgs Stads program", ["Göteborg"]),
        ("Uppsala kommun och Region Uppsala", ["Uppsala", "Region Uppsala"]),
        ("Habo kommun, Håbo kommun", ["Habo", "Håbo"]),
        ("Borgholm Energi AB", []),
        ("Linköpings och Norrköpings kommuner", ["Linköping", "Norrköping"]),
        ("UPPLANDS-BRO KOMMUN", ["Upplands-Bro"]),
    ],
)
def test_names_that_look_alike_are_kept_apart(text: str, names: list[str]) -> None:
    assert [one.place.name for one in find_places(text, REGISTRY)] == names


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Kompetensförsörjningsplan 2024–2027", "plan"),
        ("Handlingsplan till digitaliseringsstrategin", "handlingsplan"),
        ("Uppföljning av digitaliseringsstrategin", None),
        ("Förslag till IT-policy", "policy"),
        ("Riktlinjer för policyarbete", "riktlinje"),
        ("Granskning av krisberedskap", "revisionsrapport"),
        ("Nämndplan för socialnämnden", "verksamhetsplan"),
        ("Delegationsordning", "ovrigt"),
    ],
)
def test_the_head_noun_of_a_title_gives_the_kind(title: str, kind: str | None) -> None:
    assert title_kind(title) == kind


def test_a_title_is_clean_and_in_the_case_it_would_be_written_in() -> None:
    assert clean_title("MARKS KOMMUN IT-STRATEGI FÖR SKOLAN I SKENE 1(7)", REGISTRY) == "IT-strategi för skolan i skene"
    assert clean_title("Marks kommun – Kulturplan. Antagen av kommunfullmäktige 2020", REGISTRY) == "Kulturplan"
    assert clean_title("Kulturplan för Marks kommun 2020–2024", REGISTRY) == "Kulturplan för Marks kommun 2020–2024"
    assert soften("PROGRAM FÖR STOCKHOLM", REGISTRY) == "Program för Stockholm"


def test_titles_alone_never_invent_a_municipality() -> None:
    assert parse_title("Policy för torghandel på marknad", REGISTRY).municipality is None
    assert parse_title("Plan för varaktig kvalitet", REGISTRY).municipality is None
    assert parse_title("Digitaliseringsstrategi för Region Halland", REGISTRY).municipality == "Region Halland"


def test_own_registers_add_bodies_and_a_bad_one_is_named(tmp_path: Path) -> None:
    good = tmp_path / "egna.csv"
    good.write_text("code,name,type,official_name,aliases\n9901,Ekebro,kommun,Ekebro kommun,\n", encoding="utf-8")
    assert Registry.load([good]).by_form["ekebro kommun"].code == "9901"
    bad = tmp_path / "fel.csv"
    bad.write_text("name,type\nEkebro,stat\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"fel\.csv"):
        Registry.load([bad])
    with pytest.raises(UsageError, match="saknas"):
        Registry.load([tmp_path / "saknas.csv"])


@given(st.text(max_size=200))
def test_every_case_number_stands_in_the_text(text: str) -> None:
    for one in find_case_numbers(f"Dnr {text}"):
        assert one.value and f"Dnr {text}"[one.start : one.end].strip()


@pytest.mark.parametrize(("decided", "sfs"), [("2023-05-24", "2001:453"), ("2027-03-02", "2025:400")])
def test_a_name_that_two_statutes_have_had_means_the_one_when_the_document_was_decided(
    tmp_path: Path, decided: str, sfs: str
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        f"Rutin för lex Sarah\n\nAntagen av socialnämnden {decided} § 4\nGäller till 2029-12-31\n\n"
        "Anmälan görs enligt 14 kap. 3 § SoL.\n",
        encoding="utf-8",
    )
    assert [(law.sfs, law.chapter, law.section) for law in read(path, REGISTRY).laws] == [(sfs, "14", "3")]
