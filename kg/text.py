"""Stored text and the places in it: spans that cannot misquote, pages, zones, word boxes. Standard library only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

ZoneKind = Literal["running-head", "page-number", "contents", "references", "footnote", "infobox", "host-page"]


class SpanError(ValueError):
    """A span that does not fit the text it claims to quote."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of stored text: the evidence of a value.

    `page` is the physical page (from 1) on which the span begins; `start` and `end` are code-point
    offsets into the whole stored text; `quote` is exactly `text[start:end]`. Build spans with
    `StoredText.span`, which cannot get any of the four wrong.
    """

    page: int
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.page < 1 or self.start < 0 or self.end <= self.start:
            raise SpanError(f"span {self.start}-{self.end} on page {self.page} is empty or out of range")
        if len(self.quote) != self.end - self.start:
            raise SpanError(f"quote of {len(self.quote)} characters on span {self.start}-{self.end}")


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page of the stored text: `text[start:end]`.

    `label` is the page's printed number if the file declares one; `quality` (0-1) is the share of
    the page's words that look like language; `ocr` says that the text was recognised from an image.
    """

    number: int
    start: int
    end: int
    label: str | None = None
    quality: float = 1.0
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class StoredText:
    """The text kept for a document, with its pages in order; pages are joined by form feeds."""

    text: str
    pages: tuple[Page, ...]

    def page_of(self, offset: int) -> int:
        """The number (from 1) of the page that holds the character at `offset`."""
        return self.pages[max(0, bisect_right(self.pages, offset, key=lambda page: page.start) - 1)].number

    def span(self, start: int, end: int) -> Span:
        """The span `text[start:end]`, without the white space at its ends; raises `SpanError` if nothing is left."""
        if start < 0 or end > len(self.text):
            raise SpanError(f"span {start}-{end} lies outside a text of {len(self.text)} characters")
        quote = self.text[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        return Span(self.page_of(start), start, start + len(quote), quote)

    def holds(self, span: Span) -> bool:
        """Whether `span` quotes this text exactly and stands on the page it names."""
        return self.text[span.start : span.end] == span.quote and self.page_of(span.start) == span.page


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of stored text that is not body: running heads, contents pages, the host page of a scrape, …

    `mark` is where in the text the mark of a footnote stands, if it was found.
    """

    kind: ZoneKind
    start: int
    end: int
    mark: int | None = None


class WordBox(NamedTuple):
    """Where a word of the stored text stands on its page: points, origin at the top left corner.

    A tuple, for a document has a hundred thousand of them: `WordBox._make` costs a quarter of a frozen dataclass.
    """

    page: int
    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
