"""The vocabulary as a picture: SVG 1.1 drawn from the files, the places of the classes from diagram.toml."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from rdflib import RDFS, Graph, Literal
from rdflib.term import Node

from ontology.terms import NAMESPACE, STYR, read_ttl, vocabulary

WIDTH, HEIGHT = 168, 52
_PITCH_X, _PITCH_Y, _MARGIN = 262, 114, 14
_TITLE = {
    "sv": "Vokabulärens klasser och hur de hänger ihop",
    "en": "The classes of the vocabulary and how they relate",
}
# Colours for where no style sheet is at hand; a page's own sheet overrides them by the classes.
_ARROWS = """<defs>
<marker id="pil" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="8" markerHeight="8" orient="auto">
<path class="tip" d="M0,0.8 L9.5,5 L0,9.2" fill="none" stroke="#525c69"/></marker>
<marker id="under" viewBox="0 0 12 12" refX="11.5" refY="6" markerWidth="11" markerHeight="11" orient="auto">
<path class="under" d="M0.5,0.5 L11.5,6 L0.5,11.5 z" fill="#ffffff" stroke="#525c69"/></marker></defs>"""


@dataclass(frozen=True, slots=True)
class _Line:
    """From the edge of one box to that of another; `names` of the relations, none for "is a kind of"."""

    start: tuple[float, float]
    end: tuple[float, float]
    names: tuple[str, ...]


def diagram(language: str = "sv", links: str = "") -> str:
    """The picture, with labels in "sv" or "en". Boxes are links to `links` + the class's name when `links` is given."""
    columns, rows = (max(place[axis] for place in _layout()["places"].values()) + 1 for axis in (0, 1))
    width = columns * _PITCH_X - (_PITCH_X - WIDTH) + 2 * _MARGIN
    height = rows * _PITCH_Y - (_PITCH_Y - HEIGHT) + 2 * _MARGIN
    title = escape(_TITLE[language])
    # What holds links is no image: a reader would not get at them.
    role = "group" if links else "img"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 {width} {height}" role="{role}"'
        f' aria-label="{title}" font-family="sans-serif" font-size="13">',
        f"<title>{title}</title>",
        _ARROWS,
        *map(_line, _lines(language)),
        *(_box(name, language, links) for name in _layout()["places"]),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@cache
def _layout() -> dict[str, Any]:
    return tomllib.loads(read_ttl("diagram.toml"))


def placed() -> frozenset[str]:
    """The names of the classes that have a place in the picture, or are left out of it on purpose."""
    return frozenset(_layout()["places"]) | frozenset(_layout()["left_out"]["classes"])


def _label(term: Node, language: str) -> str:
    labels = vocabulary().objects(term, RDFS.label)
    return next((str(one) for one in labels if isinstance(one, Literal) and one.language == language), "")


def _corner(name: str) -> tuple[int, int]:
    column, row = _layout()["places"][name]
    return _MARGIN + column * _PITCH_X, _MARGIN + row * _PITCH_Y


def _box(name: str, language: str, links: str) -> str:
    x, y = _corner(name)
    middle = x + WIDTH / 2
    drawn = (
        f'<rect class="box" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="7" fill="#ffffff" stroke="#8a8478"/>'
        f'<text class="name" x="{middle}" y="{y + 22}" text-anchor="middle" font-weight="600" fill="#1c2430">'
        f"{escape(_label(STYR[name], language))}</text>"
        f'<text class="iri" x="{middle}" y="{y + 40}" text-anchor="middle" font-size="11" fill="#525c69">'
        f"styr:{name}</text>"
    )
    return f'<a href="{escape(links)}{name}">{drawn}</a>' if links else drawn


def _line(line: _Line) -> str:
    (x1, y1), (x2, y2) = line.start, line.end
    mark, dashes = ("pil", "") if line.names else ("under", ' stroke-dasharray="5 4"')
    drawn = (
        f'<line class="edge" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#525c69"'
        f'{dashes} marker-end="url(#{mark})"/>'
    )
    # Beside a level line there is room above it; across others the words stand in a gap of the line.
    top = (y1 + y2) / 2 - 7 * (len(line.names) - 1) + (-6 if y1 == y2 else 4)
    words = (
        f'<text class="said" x="{(x1 + x2) / 2:.1f}" y="{top + 14 * n:.1f}" text-anchor="middle" font-size="11"'
        f' fill="#0b5563" stroke="#ffffff" stroke-width="4" paint-order="stroke">{escape(name)}</text>'
        for n, name in enumerate(line.names)
    )
    return drawn + "".join(words)


def _lines(language: str) -> Iterator[_Line]:
    graph, places = vocabulary(), _layout()["places"]
    for name in places:
        for above in graph.objects(STYR[name], RDFS.subClassOf):
            if (other := _name(above)) in places:
                yield _Line(*_ends(name, other), ())
    for (source, target), names in _relations(graph, language).items():
        yield _Line(*_ends(source, target), tuple(sorted(names)))


def _relations(graph: Graph, language: str) -> dict[tuple[str, str], list[str]]:
    """The labels of the relations between each two classes in the picture; none from a class to itself."""
    layout, found = _layout(), defaultdict[tuple[str, str], list[str]](list)
    for term, source in graph.subject_objects(RDFS.domain):
        pair = _name(source), _name(graph.value(term, RDFS.range))
        if (
            pair[0] != pair[1]
            and set(pair) <= set(layout["places"])
            and _name(term) not in layout["left_out"]["relations"]
        ):
            found[pair].append(_label(term, language))
    for also in layout["also"]:
        found[also["from"], also["to"]].append(_label(graph.namespace_manager.expand_curie(also["property"]), language))
    return found


def _name(term: object) -> str:
    """The name of one of our own terms; of another's, nothing."""
    return str(term).removeprefix(NAMESPACE) if str(term).startswith(NAMESPACE) else ""


def _ends(source: str, target: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the line between the centres of two boxes leaves the one and meets the other."""
    (x1, y1), (x2, y2) = (_centre(name) for name in (source, target))
    return _edge((x1, y1), (x2, y2)), _edge((x2, y2), (x1, y1))


def _centre(name: str) -> tuple[float, float]:
    x, y = _corner(name)
    return x + WIDTH / 2, y + HEIGHT / 2


def _edge(centre: tuple[float, float], towards: tuple[float, float]) -> tuple[float, float]:
    """Where the line from a box's centre leaves it."""
    dx, dy = towards[0] - centre[0], towards[1] - centre[1]
    share = min(WIDTH / 2 / abs(dx) if dx else 1e9, HEIGHT / 2 / abs(dy) if dy else 1e9)
    return centre[0] + dx * share, centre[1] + dy * share
