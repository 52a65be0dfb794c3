"""Which kind of document this is: by label, title's noun, box, ticked word, or words only audits use."""

from __future__ import annotations

import re

from ingest.extract import Layout
from ingest.genres import Genre, audit_title, genre_by_words, labelled_genre, letter_of_transmittal
from ingest.infobox import Infobox, read_infobox
from ingest.kind_words import STEERING, find_kind_words, kind_of_word
from ingest.registry import Registry
from ingest.title import read_title
from ingest.title_words import strip_marks
from kg.model import Field

_BEFORE = re.compile(
    r"\b(?:av|till|om|med|kring|enligt|inför|angående|avseende|över|på|gällande|mot|från|under)\s+(?:[\wåäö-]+\s)?$",
    re.I,
)
_PROPOSED = re.compile(r"\bförslag\still\s+(?:\w+\s)?$", re.I)
_TICKED = re.compile(r"(?:[☒☑✓✔✗■⊠]|\[[xX]\]|\([xX]\)|(?<![\wåäö])[xX](?![\wåäö]))\s?(?P<word>[\wåäöÅÄÖ]+)")
_EMPTY_BOX = re.compile(r"[☐□◻⬜]|\[\s?\]|\(\s?\)")
_FRONT = 2500


def read_kind(layout: Layout, registry: Registry) -> Field[str] | None:
    """The kind of the document, or None when nothing in it tells ("ovrigt")."""
    genre = labelled_genre(layout)
    if genre is not None and genre.kind != "revisionsrapport":
        return _field(layout, genre)
    sent = letter_of_transmittal(layout)
    if sent is not None:
        return _field(layout, sent)
    by_words = genre_by_words(layout)
    if genre is None and by_words is not None and by_words.rule == "kind/letter-words":
        return _field(layout, by_words)
    box = read_infobox(layout)
    title = read_title(layout, box, registry)
    if title is not None and (found := _by_title(title, genre)) is not None:
        return found
    if genre is not None or (by_words is not None and by_words.kind == "revisionsrapport"):
        return _field(layout, genre or by_words)
    other = _by_box(layout, box) or _by_tick(layout) or _by_subtitle(layout, title) or _by_label(layout)
    other = other or _by_own_words(layout)
    return other or (_field(layout, by_words) if by_words else None)


def _field(layout: Layout, genre: Genre | None) -> Field[str] | None:
    if genre is None:
        return None
    return Field(genre.kind, genre.confidence, genre.rule, (layout.text.span(genre.start, genre.end),))


def title_kind(title: str) -> str | None:
    """The kind that a title's head noun names. "Uppföljning av strategin" is no strategy."""
    if audit_title(title):
        return "revisionsrapport"
    for word in find_kind_words(title):
        before = title[: word.start]
        if _BEFORE.search(before) and not _PROPOSED.search(before):
            continue
        return word.kind
    return None


def _by_title(title: Field[str], genre: Genre | None) -> Field[str] | None:
    kind = title_kind(title.value)
    if kind is None or (genre is not None and genre.kind == "revisionsrapport" and kind in STEERING):
        return None
    return Field(kind, min(0.95, title.confidence + 0.03), "kind/title", title.spans)


def _by_box(layout: Layout, box: Infobox) -> Field[str] | None:
    for entry in box.all("kind"):
        value = layout.text.text[entry.start : entry.end]
        words = list(find_kind_words(value))
        if len({word.kind for word in words}) == 1:
            span = layout.text.span(entry.start + words[0].start, entry.start + words[0].end)
            return Field(words[0].kind, entry.confidence, "kind/box", (span,))
    return None


def _by_tick(layout: Layout) -> Field[str] | None:
    """Of a printed list of all kinds, the one that is ticked."""
    front = layout.text.text[:_FRONT]
    after = _ticked_after(layout, front)
    if after is not None:
        return after
    ticked = [match for match in _TICKED.finditer(front) if kind_of_word(match["word"])]
    others = sum(1 for match in _EMPTY_BOX.finditer(front))
    if len(ticked) == 1 and (others or len(list(find_kind_words(front[: ticked[0].end() + 80]))) > 2):
        start, end = ticked[0].span("word")
        return Field(kind_of_word(ticked[0]["word"]) or "", 0.9, "kind/ticked", (layout.text.span(start, end),))
    return None


_MARKED_AFTER = re.compile(r"(?P<word>[\wåäöÅÄÖ]{4,})[ \t]{0,3}(?P<box>[☐□◻⬜☒☑✓✔✗■⊠]|\[[ xX]?\])")


def _ticked_after(layout: Layout, front: str) -> Field[str] | None:
    """A list of kinds whose boxes stand after their words: "Strategi ☐ Program ☐ Policy ☒"."""
    for line in layout.extract.lines:
        words = front[line.start : line.end]
        pairs = [one for one in _MARKED_AFTER.finditer(words) if kind_of_word(one["word"])]
        if len(pairs) < 3 or words[: pairs[0].start()].strip():
            continue
        ticked = [one for one in pairs if not _EMPTY_BOX.fullmatch(one["box"])]
        if len(ticked) == 1:
            start, end = ticked[0].span("word")
            span = layout.text.span(line.start + start, line.start + end)
            return Field(kind_of_word(ticked[0]["word"]) or "", 0.9, "kind/ticked", (span,))
    return None


_ADOPTING = re.compile(r"\b(?:anta(?:git|gen|gits|get|gna)|antog|fastställt|fastställde)\b", re.I)
_ADOPTED_THIS = re.compile(r"\b(?:denna|detta|dessa)\s(?P<word>[\wåäö-]+)", re.I)


def _by_subtitle(layout: Layout, title: Field[str] | None) -> Field[str] | None:
    """The line under a title that names no kind: "Strategi för inkludering 2022–2026"."""
    if title is None:
        return None
    text = layout.text.text
    end = title.spans[-1].end
    lines = (line for line in layout.extract.lines if end <= line.start < end + 250)
    following = [line for line in lines if text[line.start : line.end].strip()]
    for line in following[:2]:
        whole = strip_marks(text[line.start : line.end])
        words = re.sub(r"^(?:en|ett|vår)\s", "", whole, flags=re.I)
        first = next(find_kind_words(words), None)
        led = first is not None and first.start == 0 and not first.definite and first.kind in STEERING
        if first is not None and led and len(words) <= 110 and words[-1:] not in ".:;" and len(whole.split()) > 1:
            at = line.start + text[line.start : line.end].index(words[:4])
            return Field(first.kind, 0.85, "kind/subtitle", (layout.text.span(at, at + first.end),))
    return None


def _by_own_words(layout: Layout) -> Field[str] | None:
    """What the sentence of adoption calls the document: "… har antagit denna strategi"."""
    text = layout.text.text[:_FRONT]
    for match in _ADOPTED_THIS.finditer(text):
        kind = kind_of_word(match["word"])
        near = text[max(0, match.start() - 90) : match.end() + 60]
        if kind in STEERING and _ADOPTING.search(near):
            return Field(kind or "", 0.8, "kind/own-words", (layout.text.span(*match.span("word")),))
    return None


def _by_label(layout: Layout) -> Field[str] | None:
    """A line that is one kind word, perhaps with a period: "Program 2019–2026"; not one of a list of them."""
    text = layout.text.text
    found: dict[str, tuple[int, int]] = {}
    for line in layout.lines(without=frozenset({"contents", "host-page", "references", "footnote"})):
        if line.start > _FRONT:
            break
        words = strip_marks(text[line.start : line.end])
        bare = re.sub(r"[\s,]*(?:19|20)\d{2}(?:\s?[-–]\s?\d{2,4})?$", "", words)
        led = re.match(r"([\wåäöÅÄÖ-]+)\s(?:antag|fastst|beslutad|beslutat)", words, re.I)
        bare = led[1] if led else bare
        if bare and " " not in bare and (kind := kind_of_word(bare)) is not None:
            found.setdefault(kind, (line.start, line.end))
    if len(found) == 1:
        kind, (start, end) = next(iter(found.items()))
        return Field(kind, 0.85, "kind/label", (layout.text.span(start, end),))
    return None
