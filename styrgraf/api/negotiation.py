"""Which of several formats an Accept header asks for (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.sparql.formats import Format


def acceptable(accept: str, offered: Iterable[Format]) -> list[str]:
    """The names of the formats that will do, the best first; all of them when nothing is asked for."""
    if not accept.strip():
        return [one.name for one in offered]
    ranges = dict(_ranges(accept))
    weighed = [(max(_weight(media, ranges) for media in _medias(one, ranges)), one.name) for one in offered]
    # The sort is stable: among equals the order of the offer counts.
    return [name for weight, name in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]


def _medias(offered: Format, ranges: Mapping[str, float]) -> list[str]:
    """Its media type, and its other names where they are asked for as such."""
    return [offered.media, *(name for name in offered.also if name in ranges)]


def _weight(media: str, ranges: Mapping[str, float]) -> float:
    """The weight of a media type: that of the most specific range that takes it in."""
    kind = media.partition("/")[0]
    return next((ranges[name] for name in (media, f"{kind}/*", "*/*") if name in ranges), 0.0)


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.lower().split(","):
        name, *parameters = (word.strip() for word in part.split(";"))
        yield name, next((_quality(word) for word in parameters if word.startswith("q=")), 1.0)


def _quality(parameter: str) -> float:
    try:
        return float(parameter.removeprefix("q="))
    except ValueError:
        return 0.0
