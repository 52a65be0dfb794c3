"""One act of decision, put together from its words."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.act_tokens import Token, Verb
from ingest.bodies import BodyMention
from ingest.case_numbers import CaseNumber
from ingest.dates import DateMention
from ingest.paragraphs import ParagraphMention


@dataclass(frozen=True, slots=True)
class Act:
    """What one decision is said to be. `start:end` covers its tokens; `gap` is what they stand around."""

    start: int
    end: int
    verb: Verb | None = None
    body: BodyMention | None = None
    date: DateMention | None = None
    paragraph: ParagraphMention | None = None
    case_number: CaseNumber | None = None
    gap: tuple[int, int] | None = None
    origin: int | None = None

    @property
    def stated(self) -> int:
        """Where its statement begins: with the verb that it shares with an act before it, or where it stands itself."""
        return self.start if self.origin is None else self.origin

    @property
    def complete(self) -> bool:
        """Whether it says enough to be a decision: when or under which §."""
        return self.date is not None or self.paragraph is not None

    def tokens(self) -> tuple[Token, ...]:
        """Its tokens in reading order."""
        parts = (self.verb, self.body, self.date, self.paragraph, self.case_number)
        return tuple(sorted((part for part in parts if part is not None), key=lambda part: part.start))
