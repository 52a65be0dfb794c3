"""Whose municipality was audited: the one whose auditors ordered the audit, not one mentioned for comparison."""

from __future__ import annotations

import re

from ingest.registry import Registry
from kg.model import Document, Field

_PLACE = re.compile(
    r"(?:[A-ZÅÄÖ][\wåäö-]*\s){1,3}?(?:kommuns?|stads?)(?!\w)|Region\s[A-ZÅÄÖ][\wåäö-]+(?:\s[A-ZÅÄÖ][\wåäö-]+)?"
)
_UNION = re.compile(
    r"(?:Kommunalförbundet\s[A-ZÅÄÖ][\wåäö-]+(?:\s[A-ZÅÄÖ][\wåäö-]+)?|(?:[A-ZÅÄÖ][\wåäö-]+\s){1,3}(?:kommunalförbund|räddningstjänstförbund))"
)


def audited_place(document: Document, registry: Registry) -> Field[str] | None:
    """The municipality or region of the commissioning auditors where they name it, else what was read before.

    One that no register knows leaves the field empty, unless the name read before stands on the same auditors.
    """
    who = document.commissioned_by
    union = _UNION.search(who.value) if who else None
    if who is not None and union is not None:
        return Field(union[0], 0.9, "municipality-of-the-auditors", who.spans)
    match = _PLACE.search(who.value) if who else None
    if who is None or match is None:
        return document.municipality
    words = re.sub(r"(?<=kommun|..stad)s$", "", match[0])
    place = registry.by_form.get(words.lower()) or registry.by_form.get(words.removesuffix("s").lower())
    if place is None:
        return None
    if document.municipality and document.municipality.value == place.name:
        return document.municipality
    return Field(place.name, 0.93, "municipality-of-the-auditors", who.spans, code=place.code)
