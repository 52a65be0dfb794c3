"""District boards by the name that the report prints: "Skärholmens stadsdelsnämnd" also where a list of them says
"stadsdelsnämnderna Skärholmen och …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.advice import Advice
from kg.model import Document

_LISTED = re.compile(r"(?P<board>(?:stadsdels|kommundels)nämnd)en (?P<place>.+)")


def as_printed(text: str, document: Document, advice: Sequence[Advice]) -> tuple[Document, tuple[Advice, ...]]:
    """The audited bodies and the addressees, with district boards named as `text` names them in the singular."""
    bodies = tuple(replace(field, value=_name(text, field.value)) for field in document.audited_bodies)
    asked = tuple(replace(item, addressees=tuple(_name(text, name) for name in item.addressees)) for item in advice)
    return replace(document, audited_bodies=bodies), asked


def _name(text: str, name: str) -> str:
    listed = _LISTED.fullmatch(name)
    if listed is None:
        return name
    printed = re.search(rf"{re.escape(listed['place'])}s?\s{listed['board']}(?!\w)", text)
    return re.sub(r"\s+", " ", printed[0]) if printed else name
