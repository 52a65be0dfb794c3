"""Footnotes tied to their marks: "… enligt policyn¹" and "¹ Antagen av …" at the foot of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.model import StoredText, Zone

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
_NOTE = re.compile(rf"\s*(?P<number>[{_RAISED}]+|\d{{1,3}})(?=[\s.)]|[^\W\d])")
_MARK = re.compile(rf"(?<![{_RAISED}\s])[{_RAISED}]+")


def tied(stored: StoredText, zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """The zones, each footnote that begins with a number with the place of its mark; a note that has none stays so.

    The nearest mark before the note counts, so that notes numbered anew on each page are told apart.
    """
    marks: dict[str, list[int]] = {}
    for found in _MARK.finditer(stored.text):
        marks.setdefault(found[0].translate(_PLAIN), []).append(found.start())
    return tuple(_tied(stored.text, zone, marks) if zone.kind == "footnote" else zone for zone in zones)


def _tied(text: str, zone: Zone, marks: dict[str, list[int]]) -> Zone:
    begun = _NOTE.match(text, zone.start, zone.end)
    before = [at for at in marks.get(begun["number"].translate(_PLAIN), ()) if at < zone.start] if begun else []
    return replace(zone, mark=before[-1]) if before else zone
