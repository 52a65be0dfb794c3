"""Search as a person meets it: the right document first, why, and an honest none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import UsageError
from search.index import Index
from search.precedents import precedents
from search.retrieve import Filters, retrieve
from tests.search_collection import ALL, DIGITAL, index_of, steering


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(ALL, tmp_path_factory.mktemp("search"))


def _first(index: Index, text: str, **more: object) -> str | None:
    hits = retrieve(index, text, **more).hits  # type: ignore[arg-type]
    return hits[0].card.id if hits else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("digitalisering e-tjänster", "digital"),
        ("plan för kompetensförsörjning", "staff"),
        ("sophämtning", "waste"),
        ("rapportering av incidenter", "security"),
        ("Informationssäkerhetspolicy", "security"),
        ("KS 2021/114", "digital"),
        ("KF § 41", "digital"),
        ("avfallsplan Tallåsa", "waste"),
    ],
)
def test_the_right_document_comes_first(index: Index, text: str, expected: str) -> None:
    assert _first(index, text) == expected


def test_words_alone_answer_without_an_encoder(index: Index, tmp_path: Path) -> None:
    index_of(ALL, tmp_path)
    bare = Index.open(tmp_path / "generation", None)
    assert _first(bare, "digitalisering e-tjänster") == "digital"
    assert _first(index, "digitalisering e-tjänster", mode="lexical") == "digital"
    assert _first(index, "digital utveckling", mode="semantic") in ("digital", "draft")


def test_a_hit_says_why(index: Index) -> None:
    (hit, *_) = retrieve(index, "samordnar digitaliseringen").hits
    passage = hit.passages[0]
    marked = {passage.stored.text[start:end] for start, end in passage.highlights}
    assert {"samordnar", "digitaliseringen"} <= marked
    assert "Avsnittet ”Ansvar” (s. 1) innehåller" in hit.why
    assert 0 <= hit.score <= 1
    assert all(0 <= value <= 1 for value in hit.parts.values())
    stored = passage.stored
    assert DIGITAL.text.text[stored.start : stored.end] == stored.text


def test_quoted_words_are_mandatory_and_minus_excludes(index: Index) -> None:
    assert _first(index, '"utan dröjsmål" rapportering av incidenter') == "security"
    assert "security" not in [hit.card.id for hit in retrieve(index, '"delårsrapporten" incidenter nytta').hits]
    assert "digital" not in [hit.card.id for hit in retrieve(index, "digitalisering -delårsrapporten").hits[:0]]
    excluded = retrieve(index, "strategi digitalisering -traineeplatser")
    assert "staff" not in [hit.card.id for hit in excluded.hits]


@pytest.mark.parametrize("text", ["hundrastgård", "strandskyddsdispens", "how to bake bread", "vigselförrättare"])
def test_nothing_relevant_is_an_answer(index: Index, text: str) -> None:
    answer = retrieve(index, text)
    assert (answer.status, answer.hits) == ("none-relevant", ())
    assert answer.message


def test_what_the_collection_lacks_is_told(index: Index) -> None:
    answer = retrieve(index, "digitaliseringsstrategi Kiruna", known=["Kiruna", "Mark"])
    assert answer.status == "not-held"
    assert answer.not_held == ({"municipality": "Kiruna", "kind": "strategi"},)
    assert retrieve(index, "digitalisering", filters=Filters(kind="reglemente")).status == "not-held"
    assert (
        retrieve(index, "digitalisering", filters=Filters(municipality="Kiruna"), known=["Kiruna"]).status == "not-held"
    )


@pytest.mark.parametrize(
    "text",
    [
        "digitaliseringsstrategi Kiruna och Sjöhult",
        "Sjöhults och Kirunas digitaliseringsstrategi",
        "digitaliseringsstrategi i Kiruna kommun, Sjöhults kommun",
    ],
)
def test_of_two_municipalities_the_held_one_answers_and_the_other_is_told(index: Index, text: str) -> None:
    answer = retrieve(index, text, known=["Kiruna", "Lund"])
    assert (answer.status, [hit.card.id for hit in answer.hits]) == ("found", ["digital"])
    assert answer.not_held == ({"municipality": "Kiruna", "kind": "strategi"},)
    assert answer.message == "Samlingen har inga sådana dokument från Kiruna."


def test_of_two_municipalities_both_answer_or_neither(index: Index) -> None:
    both = retrieve(index, "plan för avfall Sjöhult och Tallåsa", known=["Kiruna", "Lund"])
    assert both.not_held == () and both.hits[0].card.id == "waste"
    neither = retrieve(index, "digitaliseringsstrategi Kiruna och Lund", known=["Kiruna", "Lund"])
    assert (neither.status, len(neither.not_held)) == ("not-held", 2)
    silent = retrieve(index, "hundrastgård Kiruna och Sjöhult", known=["Kiruna"])
    assert (silent.status, silent.not_held) == ("none-relevant", ({"municipality": "Kiruna"},))


def test_a_size_of_which_nothing_is_held_is_told(index: Index) -> None:
    answer = retrieve(index, "digitalisering", filters=Filters(size="minst-100000"))
    assert (answer.status, answer.not_held) == ("not-held", ({"size": "minst-100000"},))
    finding = precedents(index, text="Det saknas en strategi.", filters=Filters(size="minst-100000"))
    assert (finding.status, finding.not_held[0]["size"]) == ("not-held", "minst-100000")


@pytest.mark.parametrize("filters", [Filters(from_="2090"), Filters(in_force_on="1950"), Filters(to="1950")])
@pytest.mark.parametrize("more", [{}, {"kind": "strategi"}, {"municipality": "Sjöhult"}])
def test_what_is_held_of_other_days_is_not_said_to_be_missing(
    index: Index, filters: Filters, more: dict[str, str]
) -> None:
    asked = replace(filters, **more)
    for text in ("digitalisering", "digitaliseringsstrategi Sjöhult"):
        answer = retrieve(index, text, filters=asked)
        assert (answer.status, answer.not_held, answer.hits) == ("none-relevant", (), ())
        assert answer.message and "avgränsningen" in answer.message
    finding = precedents(index, text="Det saknas en strategi för digitalisering.", filters=asked)
    assert (finding.status, finding.not_held) == ("none-relevant", ())


def test_a_word_that_is_also_a_name_is_a_word(index: Index) -> None:
    assert retrieve(index, "mark för avfall och förpackningar", known=["Mark"]).status != "not-held"
    assert retrieve(index, "avfallsplan Marks kommun", known=["Mark"]).status == "not-held"


def test_filters_are_exact(index: Index) -> None:
    def found(**filters: str) -> set[str]:
        return {
            hit.card.id for hit in retrieve(index, "digitalisering ansvar plan mål", filters=Filters(**filters)).hits
        }

    assert found(kind="strategi") <= {"digital", "draft"}
    assert found(municipality="Sjöhult") <= {"digital"}
    assert found(municipality="Sjöhults kommun") <= {"digital"}
    assert found(adopted_by="KF", to="2021-06-30") <= {"digital", "security", "staff", "own", "draft"}
    assert "security" not in found(in_force_on="2023-01-01")


@pytest.mark.parametrize(
    ("filters", "hint"),
    [
        (Filters(kind="stratgi"), "strategi"),
        (Filters(municipality="Sjöhulta"), "Sjöhult"),
        (Filters(adopted_by="kommunfullmäktigge"), "Kommunfullmäktige"),
        (Filters(from_="igår"), "ÅÅÅÅ"),
    ],
)
def test_unknown_values_name_the_near_ones(index: Index, filters: Filters, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        retrieve(index, "digitalisering", filters=filters)


@pytest.mark.parametrize("text", ["", "   ", "och för att", "?!", "a" * 100_000, "***"])
def test_questions_that_cannot_be_asked(index: Index, text: str) -> None:
    with pytest.raises(UsageError):
        retrieve(index, text)


@pytest.mark.parametrize("k", [0, -1, 1001])
def test_k_out_of_range(index: Index, k: int) -> None:
    with pytest.raises(UsageError, match="k="):
        retrieve(index, "digitalisering", k=k)


@pytest.mark.parametrize("text", ["(digital OR [", "title:digital AND *", "digital^3 ~~", "Ελλάδα συν", "日本語の文書"])
def test_signs_of_other_languages_and_query_syntax_do_no_harm(index: Index, text: str) -> None:
    assert retrieve(index, text).status in ("found", "none-relevant")


def test_two_files_of_one_text_are_shown_as_one(tmp_path: Path) -> None:
    sections = [(passage.heading_path[0], passage.text) for passage in DIGITAL.passages]
    twin = steering("twin", "strategi", "Sjöhult", "Digitaliseringsstrategi", sections)
    answer = retrieve(index_of([*ALL, twin], tmp_path), "digitalisering samordnar nämnd")
    ids = [hit.card.id for hit in answer.hits]
    assert len({"digital", "twin"} & set(ids)) == 1
    assert {"digital", "twin"} == {answer.hits[0].card.id, *answer.hits[0].duplicates}


def test_the_answer_has_the_shape_of_the_contract(index: Index) -> None:
    said = retrieve(index, "digitalisering e-tjänster").to_json(7)
    assert said["generation"] == 7
    assert said["total"] >= len(said["hits"]) > 0
    hit = said["hits"][0]
    assert hit["document"]["municipality"] == "Sjöhult"
    assert set(hit["passages"][0]) >= {"id", "text", "page", "start", "end", "heading_path", "highlights"}
    assert sum(said["facets"]["kind"].values()) == said["total"]


def test_a_diarienummer_finds_its_document_among_many(tmp_path: Path) -> None:
    fillers = [
        steering(f"f{number}", "plan", "Tallåsa", f"Avfallsplan {number}", (("Mål", "Restavfallet ska minska."),))
        for number in range(70)
    ]
    index = index_of([*fillers, DIGITAL], tmp_path)
    hit = retrieve(index, "KS 2021/114").hits[0]
    assert (hit.card.id, hit.pinned) == ("digital", True)


def test_a_page_and_its_print_are_one_though_cut_otherwise(tmp_path: Path) -> None:
    whole = (
        ("Mål och ansvar", "Ansökningar görs i en e-tjänst. Kommunstyrelsen leder och samordnar digitaliseringen."),
    )
    halves = (
        ("Mål", "Ansökningar görs i en e-tjänst."),
        ("Ansvar", "Kommunstyrelsen leder och samordnar digitaliseringen."),
    )
    title = "Strategi för det digitala Sjöhult"
    pair = [
        steering("page", "strategi", "Sjöhult", title, whole),
        steering("print", "strategi", "Sjöhult", title, halves),
    ]
    other = steering("other", "strategi", "Sjöhult", title, halves, date="2016-01-01")
    hits = retrieve(index_of([*pair, other], tmp_path), "samordna digitaliseringen").hits
    assert sorted((hit.card.date, len(hit.duplicates)) for hit in hits) == [("2016-01-01", 0), ("2021-03-01", 1)]


def test_a_municipality_named_narrows_and_is_no_answer_in_itself(index: Index) -> None:
    assert retrieve(index, "digitaliseringsstrategi i Sjöhult").hits[0].card.municipality == "Sjöhult"
    for asked in ("simhallens klorering i Sjöhult", "policy för cykling i Sjöhult", "bibliotek i Sjöhult"):
        assert retrieve(index, asked).status == "none-relevant", asked
