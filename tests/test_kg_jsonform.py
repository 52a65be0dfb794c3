"""A reading goes to JSON and back unchanged, in the shape that others rely on."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.jsonform import digest, encode, from_json, to_json
from kg.model import (
    Assessment,
    AuditQuestion,
    Citation,
    Criterion,
    Decision,
    Document,
    EarlierAudit,
    Field,
    Finding,
    Flag,
    LawReference,
    Passage,
    Reading,
    Recommendation,
    Source,
    Span,
    SpanError,
    StoredText,
    WordBox,
    Zone,
)
from tests.reading_factory import audit, stored_text, strategy

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\f"), min_size=1, max_size=30)


def test_contract_shape_of_an_audit() -> None:
    form = to_json(audit().reading())
    assert form["document"]["municipality"] == {
        "value": "Halmstad",
        "confidence": 0.9,
        "rule": "test:municipality",
        "code": "1380",
        "spans": [{"page": 1, "start": 29, "end": 37, "quote": "Halmstad"}],
    }
    assert form["document"]["pages"] == 2 and len(form["pages"]) == 2
    assert form["questions"][0]["assessment"]["text"] == "Delvis uppfyllt"
    assert form["questions"][0]["assessment"]["step"] == "delvis"
    assert form["findings"][0]["question"] == form["questions"][0]["id"]
    assert form["recommendations"][0]["addressees"] == ["kommunstyrelsen"]
    assert set(form["passages"][0]) == {"id", "text", "heading_path", "page", "start", "end"}
    assert form["document"]["source"]["media_type"] == "application/pdf"


def test_what_was_not_stated_is_absent() -> None:
    form = to_json(audit().reading())
    assert "adopted_by" not in form["document"] and "valid_to" not in form["document"]
    assert "boxes" not in form
    assert form["citations"] == [] and form["earlier_audits"] == []


def test_quotes_are_what_stands_in_the_text() -> None:
    form = to_json(strategy().reading())

    def spans(value: Any) -> Any:
        if isinstance(value, dict):
            if "quote" in value:
                yield value
            for item in value.values():
                yield from spans(item)
        elif isinstance(value, list):
            for item in value:
                yield from spans(item)

    found = list(spans(form))
    assert len(found) > 8
    assert all(form["text"][s["start"] : s["end"]] == s["quote"] for s in found)


@pytest.mark.parametrize("paper", [audit(), strategy()], ids=["audit", "strategy"])
def test_round_trip(paper: Any) -> None:
    reading = paper.reading()
    assert from_json(orjson.loads(encode(reading))) == reading


def test_same_reading_has_same_digest_and_another_has_not() -> None:
    assert digest(strategy().reading()) == digest(strategy().reading())
    assert digest(strategy().reading()) != digest(strategy(partial=True).reading())


def test_a_quote_that_is_not_in_the_text_is_refused() -> None:
    form = to_json(strategy().reading())
    form["text"] = form["text"].replace("Halmstad", "Hamlstad")
    with pytest.raises(SpanError):
        from_json(form)


@pytest.mark.parametrize("spoil", ["text", "document", "pages"])
def test_json_that_is_no_reading_is_refused(spoil: str) -> None:
    form = to_json(strategy().reading())
    del form[spoil]
    with pytest.raises(StoreError, match="ingen läsning"):
        from_json(form)


def _draw_spans(draw: Any, text: StoredText) -> tuple[Span, ...]:
    visible = [at for at, character in enumerate(text.text) if not character.isspace()]
    starts = draw(st.lists(st.sampled_from(visible), min_size=1, max_size=3))
    return tuple(text.span(at, at + 1) for at in starts)


def _draw_field(draw: Any, text: StoredText) -> Field[str]:
    precision = draw(st.sampled_from(["day", "month", "year", None]))
    confidence = draw(st.floats(0, 1))
    return Field(draw(WORDS), confidence, draw(WORDS), _draw_spans(draw, text), precision, draw(st.none() | WORDS))


@st.composite
def readings(draw: Any) -> Reading:
    """A reading in which every noun and every optional value may or may not occur."""
    text = stored_text([f"x{page}" for page in draw(st.lists(WORDS, min_size=1, max_size=4))])
    spans = lambda: _draw_spans(draw, text)  # noqa: E731
    field = lambda: _draw_field(draw, text)  # noqa: E731
    maybe = lambda make: make() if draw(st.booleans()) else None  # noqa: E731
    some = lambda make: tuple(make() for _ in range(draw(st.integers(0, 2))))  # noqa: E731
    word = lambda: draw(WORDS)  # noqa: E731
    verdict = lambda: Assessment(word(), draw(st.sampled_from(["ja", "nej", "ej-bedomd"])), spans(), maybe(word))  # noqa: E731

    def passage() -> Passage:
        span = spans()[0]
        return Passage(word(), span.quote, some(word), span, ("mal",) if draw(st.booleans()) else ())

    document = Document(
        id=word(), kind="strategi", source=Source(word(), word(), 3, word()), pages=len(text.pages),
        text_quality=draw(st.floats(0, 1)), partial=draw(st.booleans()), language=maybe(word), title=maybe(field),
        valid_to=maybe(field), audited_bodies=some(field), overall_assessment=maybe(verdict), authors=some(field),
        open_ended=Field(True, 1.0, "r", spans()) if draw(st.booleans()) else None,
    )  # fmt: skip
    return Reading(
        document, text,
        questions=some(
            lambda: AuditQuestion(word(), maybe(word), word(), word(), spans(), maybe(verdict), some(verdict))
        ),
        findings=some(lambda: Finding(word(), word(), spans(), maybe(word), "iakttagelse")),
        recommendations=some(lambda: Recommendation(word(), word(), spans(), some(word))),
        citations=some(lambda: Citation(spans(), maybe(word), maybe(word), precision="year")),
        laws=some(lambda: LawReference(word(), spans(), maybe(word), maybe(word), maybe(word))),
        criteria=some(lambda: Criterion(word(), spans())),
        decisions=some(lambda: Decision("revise", spans(), maybe(word), maybe(word), "month", concerns=maybe(word))),
        earlier_audits=some(lambda: EarlierAudit(word(), spans(), maybe(word), maybe(word))),
        passages=some(passage),
        flags=some(lambda: Flag(word(), word(), some(lambda: spans()[0]))),
        notes=some(word), zones=some(lambda: Zone("contents", 0, 2)),
        boxes=some(lambda: WordBox(1, 0, 1, 0.5, 1.25, 2.0, 3.0)),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(readings())
def test_any_reading_survives_json_text(reading: Reading) -> None:
    data = orjson.loads(orjson.dumps(to_json(reading, boxes=True)))
    assert from_json(data) == reading
