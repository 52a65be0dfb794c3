"""What any document says of itself: title, body, decision, validity."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.adoption import Adoption, choose_adoption
from ingest.bodies import body_names
from ingest.dates import DateMention
from ingest.decisions import Told, as_decision, read_decisions
from ingest.extract import Layout
from ingest.infobox import Infobox, read_infobox
from ingest.municipality import read_municipality
from ingest.own_facts import (
    boxed_text,
    draft_marks,
    read_answers,
    read_case_number,
    read_version,
)
from ingest.registry import Registry
from ingest.replaced import read_replaces
from ingest.responsible import read_responsible
from ingest.subjects import Own
from ingest.title import read_title
from ingest.validity_period import read_validity
from kg.ids import document_id
from kg.model import Decision, Document, Field, Flag, Source, Span

# A letter or minutes may carry the reply to an audit.
_MAY_ANSWER = ("yttrande", "tjansteskrivelse", "protokoll")


def read_document(
    layout: Layout, source: Source, kind: Field[str] | None, registry: Registry
) -> tuple[Document, tuple[Decision, ...], tuple[Flag, ...]]:
    """The document's general facts, the decisions its text tells of, and what a person should look at."""
    box = read_infobox(layout)
    title = read_title(layout, box, registry)
    own = Own(kind.value if kind else "ovrigt", title.value if title else None, known=kind is not None)
    told = read_decisions(layout, box, body_names(layout.text.text), own)
    drafts = draft_marks(layout) if own.steering else ()
    document = replace(
        _bare(layout, source, kind),
        title=title,
        municipality=read_municipality(layout, registry),
        case_number=read_case_number(layout, box, steering=own.steering),
        version=read_version(layout, box),
        answers=read_answers(layout) if own.kind in _MAY_ANSWER else None,
    )
    if own.steering:
        document, told, flags = _steering(document, layout, box, told, drafts)
    else:
        flags = ()
    decisions = tuple(as_decision(layout, one) for one in told if one.act.complete)
    return document, decisions, (*flags, *_date_flags(layout, told), *_placeholder_flags(layout, box))


def _bare(layout: Layout, source: Source, kind: Field[str] | None) -> Document:
    pages = layout.text.pages
    quality = sum(page.quality for page in pages) / len(pages) if pages else 0.0
    return Document(
        id=document_id(source.sha256),
        kind=kind.value if kind else "ovrigt",
        source=source,
        pages=len(pages),
        text_quality=round(quality, 3),
        partial=bool(layout.extract.problems),
        kind_evidence=kind,
    )


def _steering(
    document: Document, layout: Layout, box: Infobox, told: list[Told], drafts: tuple[Span, ...]
) -> tuple[Document, list[Told], tuple[Flag, ...]]:
    """The facts that only a steering document has. A draft has been adopted by nobody."""
    adoption = choose_adoption(layout, told)
    draft = bool(drafts) and not adoption.settled
    own = Own(document.kind, document.title.value if document.title else None, known=document.kind_evidence is not None)
    validity = read_validity(layout, box, own, document.title)
    facts: dict[str, Any] = {
        "responsible": read_responsible(layout, box, own),
        "applies_to": boxed_text(layout, box, "applies_to"),
        "replaces": read_replaces(layout, box, own),
        "valid_from": validity.valid_from,
        "valid_to": validity.valid_to or adoption.extended_to,
        "open_ended": validity.open_ended,
    }
    if draft:
        flag = Flag("draft", "Dokumentet är ett utkast eller förslag: det har inte antagits.", drafts)
        return replace(document, status="draft", **facts), [one for one in told if not one.own], (flag,)
    return replace(document, **facts, **_adopted(adoption)), told, adoption.flags


def _adopted(adoption: Adoption) -> dict[str, Any]:
    known = adoption.adopted_by or adoption.decision_date or adoption.paragraph
    return {
        "status": "adopted" if known else "unknown",
        "adopted_by": adoption.adopted_by,
        "decision_date": adoption.decision_date,
        "paragraph": adoption.paragraph,
        "revised_date": adoption.revised_date,
    }


def _date_flags(layout: Layout, told: list[Told]) -> tuple[Flag, ...]:
    """Dates that stand in the text but cannot be right as they stand."""
    dates = {act.date for one in told for act in one.acts if act.date is not None and act.date.doubt}
    return tuple(_date_flag(layout, mention) for mention in sorted(dates, key=lambda mention: mention.start))


def _date_flag(layout: Layout, mention: DateMention) -> Flag:
    span = layout.text.span(mention.start, mention.end)
    if mention.doubt == "out-of-range":
        return Flag(
            "date-out-of-range", f"Datumet {span.quote} ligger utanför rimliga år; det återges som det står.", (span,)
        )
    return Flag("date-malformed", f"Datumet {span.quote} är felskrivet; det har lästs som {mention.value}.", (span,))


def _placeholder_flags(layout: Layout, box: Infobox) -> tuple[Flag, ...]:
    spans = tuple(
        layout.text.span(entry.start, entry.end)
        for entry in box.placeholders
        if layout.text.text[entry.start : entry.end].strip()
    )
    return (
        (Flag("placeholder", "Mallens platshållare står kvar; uppgiften räknas som inte angiven.", spans),)
        if spans
        else ()
    )
