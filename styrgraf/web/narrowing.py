"""What precedents can be narrowed to: the kinds, policy areas and counties of the steering documents held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from search.catalogue import Card
from styrgraf import labels
from styrgraf.web.subjects import counties, county, subject

Choices = list[tuple[str, str]]


def choices(cards: Sequence[Card]) -> dict[str, Choices]:
    """Code and words of each choice, by parameter, in alphabetical order."""
    steering = [card for card in cards if card.steering]
    return {
        "kind": _worded((card.kind for card in steering), labels.kind),
        "subject": _worded((area for card in steering for area in card.subjects), subject),
        "county": _worded((card.county for card in steering if card.county in counties()), county),
    }


def _worded(codes: Iterable[str | None], words: Callable[[str], str]) -> Choices:
    return sorted(((code, words(code)) for code in set(codes) if code), key=lambda pair: pair[1].casefold())
