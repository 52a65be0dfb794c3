"""Where a document speaks of itself: its first page, its box, its running heads and feet, its last lines."""

from __future__ import annotations

import re

from ingest.extract import Layout

_FRONT_CHARS = 2200
_BACK_CHARS = 500


_MARK = re.compile(r"\d{1,2}\)?\s(?=\S)|[¹²³⁴⁵⁶⁷⁸⁹*†]")


class OwnPlaces:
    """The stretches of a layout in which a bare "Antagen av …" is said of the document itself."""

    def __init__(self, layout: Layout) -> None:
        text = layout.text.text
        self._layout = layout
        host = [zone.end for zone in layout.zones if zone.kind == "host-page"]
        self._begin = max(host, default=0)
        first = next(
            (page for page in layout.text.pages if page.end > self._begin and text[page.start : page.end].strip()), None
        )
        long = first is None or first.end - self._begin > _FRONT_CHARS
        self._front = self._begin + _FRONT_CHARS if long else first.end if first else 0
        following = layout.text.pages[1:2] if first is not None and not long else ()
        self._second = following[0].start + _FRONT_CHARS // 3 if following else self._front
        self._back = max(self._front, len(text.rstrip()) - _BACK_CHARS)

    def holds(self, offset: int) -> bool:
        """Whether the character at `offset` stands in one of them."""
        zone = self._layout.zone_at(offset)
        if zone is not None:
            return zone.kind in ("infobox", "running-head") or (zone.kind == "footnote" and self._foot(zone.start))
        return self._begin <= offset < max(self._front, self._second) or offset >= self._back

    def _foot(self, offset: int) -> bool:
        """Whether a note at the foot of a page has no mark: then it is the page's foot, and speaks of the document."""
        text = self._layout.text.text
        above = text[:offset].rstrip().rsplit("\n", 1)[-1]
        return not (_MARK.match(text[offset : offset + 5]) or (_MARK.match(above) and len(above) < 200))

    def on_cover(self, offset: int) -> bool:
        """Whether it stands on the first page."""
        zone = self._layout.zone_at(offset)
        return self._begin <= offset < self._front and (zone is None or zone.kind == "infobox")

    def content(self, offset: int) -> bool:
        """Whether it belongs to the document at all, not to the page it was scraped from or its table of contents."""
        zone = self._layout.zone_at(offset)
        return zone is None or zone.kind not in ("host-page", "contents", "page-number")
