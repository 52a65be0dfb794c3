"""Readings made by hand: pages of text, and values whose evidence is found by substring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.ids import content_hash, document_id, part_id
from kg.model import (
    Assessment,
    AuditQuestion,
    Citation,
    Decision,
    Document,
    Field,
    Finding,
    LawReference,
    Page,
    Passage,
    Reading,
    Recommendation,
    Source,
    Span,
    StoredText,
)


def stored_text(pages: Sequence[str]) -> StoredText:
    """The stored text of these pages."""
    made, start = [], 0
    for number, page in enumerate(pages, start=1):
        made.append(Page(number, start, start + len(page)))
        start += len(page) + 1
    return StoredText("\f".join(pages), tuple(made))


class Paper:
    """A document under construction. Evidence is named by the words that carry it."""

    def __init__(self, kind: str, *pages: str, **fields: Any) -> None:
        self.text = stored_text(pages)
        sha = content_hash(self.text.text.encode())
        self.id = document_id(sha)
        source = Source(f"{kind}.pdf", "application/pdf", len(self.text.text.encode()), sha)
        self.document: dict[str, Any] = {"id": self.id, "kind": kind, "source": source, "pages": len(pages)} | fields
        self.parts: dict[str, list[Any]] = {}

    def span(self, words: str) -> Span:
        start = self.text.text.index(words)
        return self.text.span(start, start + len(words))

    def says(self, name: str, value: Any, words: str | None = None, **more: Any) -> Paper:
        """The document's `name` is `value`, as `words` (default: the value itself) show."""
        confidence = more.pop("confidence", 0.9)
        field = Field(value, confidence, f"test:{name}", (self.span(words or str(value)),), **more)
        self.document[name] = (*self.document.get(name, ()), field) if name in ("audited_bodies", "authors") else field
        return self

    def add(self, part: str, value: Any) -> Paper:
        self.parts.setdefault(part, []).append(value)
        return self

    def decision(self, words: str, action: Any = "adopt", **values: Any) -> Paper:
        return self.add("decisions", Decision(action, (self.span(words),), **values))

    def cites(self, words: str, **values: Any) -> Paper:
        return self.add("citations", Citation((self.span(words),), **values))

    def law(self, words: str, sfs: str, **values: Any) -> Paper:
        return self.add("laws", LawReference(sfs, (self.span(words),), **values))

    def question(
        self, words: str, verdict: str | None = None, step: Any = "delvis", number: str | None = None
    ) -> Paper:
        judged = Assessment(verdict, step, (self.span(verdict),)) if verdict else None
        made = AuditQuestion(part_id(self.id, "q", words), number, words, "revisionsfråga", (self.span(words),), judged)
        return self.add("questions", made)

    def finding(self, words: str, question: str | None = None) -> Paper:
        return self.add("findings", Finding(part_id(self.id, "f", words), words, (self.span(words),), question))

    def recommends(self, words: str, *addressees: str) -> Paper:
        made = Recommendation(part_id(self.id, "r", words), words, (self.span(words),), addressees)
        return self.add("recommendations", made)

    def passage(self, words: str, *heading: str, provides: Any = ()) -> Paper:
        span = self.span(words)
        return self.add("passages", Passage(part_id(self.id, "p", span.start), words, heading, span, provides))

    def reading(self) -> Reading:
        parts = {name: tuple(values) for name, values in self.parts.items()}
        return Reading(Document(**self.document), self.text, **parts)


def strategy(
    municipality: str = "Halmstad",
    code: str = "1380",
    title: str = "Digitaliseringsstrategi",
    date: str = "2016-11-22",
    **more: Any,
) -> Paper:
    """An adopted strategy with its decision, one passage and one law."""
    first = f"{title}\n{municipality}s kommun\nAntagen av kommunfullmäktige {date}, § 112\nDnr KS 2016/0112"
    second = "2 Mål\nDigitala tjänster ska vara förstahandsvalet. Nämnderna ansvarar enligt kommunallagen (2017:725)."
    paper = Paper("strategi", first, second, status="adopted", language="sv", **more)
    paper.says("title", title).says("municipality", municipality, code=code).says("kind_evidence", "strategi", title)
    paper.says("adopted_by", "kommunfullmäktige").says("decision_date", date, precision="day")
    paper.says("paragraph", "112", "§ 112").says("case_number", "KS 2016/0112")
    words = f"Antagen av kommunfullmäktige {date}, § 112"
    paper.decision(words, body="kommunfullmäktige", date=date, precision="day", paragraph="112")
    paper.law("kommunallagen (2017:725)", "2017:725", name="kommunallagen")
    return paper.passage("Digitala tjänster ska vara förstahandsvalet.", "2 Mål", provides=("mal",))


def audit(citing: str = "digitaliseringsstrategin", date: str = "2019-06-25") -> Paper:
    """An audit report with a question, its verdict, a finding and a recommendation; `citing` stands in the finding."""
    first = f"Granskning av digitalisering\nHalmstads kommun\nPwC\n{date}"
    second = (
        "Revisionsfråga 1: Finns en ändamålsenlig styrning?\nDelvis uppfyllt.\n"
        f"Vi bedömer att {citing} inte är känd.\nVi rekommenderar kommunstyrelsen att revidera strategin."
    )
    paper = Paper("revisionsrapport", first, second, language="sv")
    paper.says("title", "Granskning av digitalisering").says("municipality", "Halmstad", code="1380")
    paper.says("auditor", "PwC").says("report_date", date, precision="day")
    paper.says("audited_bodies", "kommunstyrelsen")
    paper.question("Finns en ändamålsenlig styrning?", "Delvis uppfyllt", number="1")
    question = paper.parts["questions"][0].id
    paper.finding(f"Vi bedömer att {citing} inte är känd.", question)
    paper.recommends("revidera strategin", "kommunstyrelsen")
    return paper.passage(f"Vi bedömer att {citing} inte är känd.", "Bedömning")
