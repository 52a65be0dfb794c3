"""What precedents can be narrowed to: the kinds, policy areas, counties and sizes of the steering documents held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from ontology.sizes import sizes
from styrgraf import labels
from styrgraf.collection import Collection
from styrgraf.web.subjects import counties, county, subject

Choices = list[tuple[str, str]]


def choices(collection: Collection) -> dict[str, Choices]:
    """Code and words of each choice, by parameter, in alphabetical order; sizes by size."""
    steering = [card for card in collection.index.cards if card.steering]
    held = {collection.size(card.code) for card in steering}
    return {
        "kind": _worded((card.kind for card in steering), labels.kind),
        "subject": _worded((area for card in steering for area in card.subjects), subject),
        "county": _worded((card.county for card in steering if card.county in counties()), county),
        "size": [(code, labels.size(code)) for code in sizes() if code in held],
    }


def same_size(collection: Collection, code: str | None, path: str, asked: Mapping[str, str]) -> dict[str, Any] | None:
    """The way to precedents from municipalities of the audited one's size, or back; None when its size is not known.

    `asked` are the parameters of the page at `path`.
    """
    size = collection.size(code)
    if size is None:
        return None
    chosen = asked.get("size") == size
    left = {name: value for name, value in {**asked, "size": "" if chosen else size}.items() if value}
    return {"size": size, "chosen": chosen, "href": f"{path}?{urlencode(left)}"}


def _worded(codes: Iterable[str | None], words: Callable[[str], str]) -> Choices:
    return sorted(((code, words(code)) for code in set(codes) if code), key=lambda pair: pair[1].casefold())
