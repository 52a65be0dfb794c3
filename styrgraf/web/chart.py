"""Charts of a query's rows, drawn as SVG on the server: horizontal bars, or lines over years.

The colours are classes of the style sheet; the numbers stand beside the bars, so that nothing rests on colour alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from kg.saved_queries import Chart
from styrgraf import labels
from styrgraf.language import N_, gettext

SERIES = 8
MOST_BARS = 40
OTHERS = N_("övriga")
_WIDTH, _TEXT, _BAR, _GAP, _LEGEND = 760, 230, 20, 10, 24
_TOP, _PLOT, _FOOT = 10, 240, 34
_LEFT, _RIGHT = 60, 700


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one series by the place on the x axis, with the class that gives its colour."""

    name: str
    tone: str
    values: Mapping[str, float]


def chart(form: str, title: str, told: Chart, rows: Iterable[Mapping[str, str]], tones: Mapping[str, str]) -> Markup:
    """The rows as a picture, "" when there is nothing to draw.

    `tones` gives known series a class of their own, in the order in which they are drawn.
    """
    rows = list(rows)
    series, places = gathered(told, rows, tones, add=form == "bars")
    if not any(any(one.values.values()) for one in series):
        return Markup("")
    height, drawn = (_lines if form == "lines" else _bars)(series, places)
    legend = _legend(series, height) if told.by else []
    height += _LEGEND * len(legend)
    left = len({row.get(told.by, "") for row in rows}) - len(series) if told.by and form == "lines" else 0
    if left > 0:
        legend.append(
            _text(
                10,
                height + 14,
                gettext("Bara de största visas; %(number)s till står i tabellen.") % {"number": left},
                "start",
                "value",
            )
        )
        height += _LEGEND
    head = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(_WIDTH, height, title)
    return Markup("\n").join([head, *drawn, *legend, Markup("</svg>")])


def gathered(
    told: Chart, rows: Iterable[Mapping[str, str]], tones: Mapping[str, str], *, add: bool
) -> tuple[list[Series], list[str]]:
    """The series and the places on the x axis, in the order of the rows, years in their own.

    Of more than `SERIES` series the smallest are added up, or without `add` left out; so are places beyond `MOST_BARS`.
    """
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        if told.x in row and told.y in row:
            sums[row.get(told.by, "") if told.by else ""][row[told.x]] += float(row[told.y])
    places = list(dict.fromkeys(place for values in sums.values() for place in values))
    if places and all(place.isdecimal() for place in places):
        places = [str(year) for year in range(int(min(places)), int(max(places)) + 1)]
    return _chosen(sums, tones, add), places[:MOST_BARS]


def _chosen(sums: Mapping[str, Mapping[str, float]], tones: Mapping[str, str], add: bool) -> list[Series]:
    if set(sums) <= set(tones):
        return [Series(name, tone, sums[name]) for name, tone in tones.items() if name in sums]
    named = list(sums)
    if len(named) > SERIES:
        named = sorted(named, key=lambda name: -sum(sums[name].values()))[: SERIES - 1]
    series = [Series(name, f"s{number}", sums[name]) for number, name in enumerate(named, start=1)]
    rest: dict[str, float] = defaultdict(float)
    for name in set(sums) - set(named):
        for place, value in sums[name].items():
            rest[place] += value
    return [*series, Series(gettext(OTHERS), "s0", rest)] if rest and add else series


def number(value: float) -> str:
    """A number as it is written: whole, or with two decimals."""
    return str(int(value)) if value == int(value) else labels.number(value)


def _bars(series: Sequence[Series], places: Sequence[str]) -> tuple[int, list[Markup]]:
    """One bar for each place, its series end to end, its sum behind it."""
    sums = {place: sum(one.values.get(place, 0) for one in series) for place in places}
    scale = (_WIDTH - _TEXT - 60) / max(sums.values())
    drawn: list[Markup] = []
    for row, place in enumerate(places):
        y, x = _TOP + row * (_BAR + _GAP), float(_TEXT)
        drawn.append(_text(_TEXT - 10, y + 15, _cut(place, 29), "end", "place"))
        for one in series:
            if value := one.values.get(place, 0):
                drawn.append(_bar(one, place, x, y, value * scale))
                x += value * scale
        drawn.append(_text(x + 8, y + 15, number(sums[place]), "start", "value"))
    return _TOP + len(places) * (_BAR + _GAP), drawn


def _lines(series: Sequence[Series], places: Sequence[str]) -> tuple[int, list[Markup]]:
    """A line for each series over the years, with a grid of four steps."""
    most = _top(max(value for one in series for value in one.values.values()))
    pitch = (_RIGHT - _LEFT) / max(1, len(places) - 1)
    across = {place: _LEFT + pitch * at if len(places) > 1 else _WIDTH / 2 for at, place in enumerate(places)}
    drawn = [*_grid(most), *(_text(x, _TOP + _PLOT + 20, place, "middle", "value") for place, x in across.items())]
    taken: dict[tuple[str, float], int] = defaultdict(int)
    for one in series:
        points = [(across[place], _height(one.values[place], most)) for place in places if place in one.values]
        drawn += [_segment(one.tone, start, end) for start, end in pairwise(points)]
        for place in (place for place in places if place in one.values):
            # Series that have the same value stand beside each other, lest one hides the rest.
            shift = 9 * taken[place, one.values[place]]
            taken[place, one.values[place]] += 1
            drawn.append(_dot(one, place, across[place] + shift, most))
    return _TOP + _PLOT + _FOOT, drawn


def _top(value: float) -> float:
    """The top of an axis: 1 for a share, else the next number that four divides into whole steps."""
    return 1.0 if value <= 1 else float(-(-value // 4) * 4)


def _height(value: float, most: float) -> float:
    return _TOP + _PLOT * (1 - value / most)


def _grid(most: float) -> Iterable[Markup]:
    for part in range(5):
        y = _height(most * part / 4, most)
        yield Markup('<line class="grid" x1="52" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(_WIDTH - 10, y, y)
        yield _text(44, y + 4, number(most * part / 4), "end", "value")


def _segment(tone: str, start: tuple[float, float], end: tuple[float, float]) -> Markup:
    line = Markup('<line class="line {}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>')
    return line.format(tone, *start, *end)


def _dot(one: Series, place: str, x: float, most: float) -> Markup:
    circle = Markup('<circle class="dot {}" cx="{:.1f}" cy="{:.1f}" r="4"><title>{}</title></circle>')
    return circle.format(one.tone, x, _height(one.values[place], most), _tip(one, place))


def _bar(one: Series, place: str, x: float, y: float, wide: float) -> Markup:
    bar = Markup('<rect class="bar {}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"><title>{}</title></rect>')
    return bar.format(one.tone, x, y, max(wide - 1, 1), _BAR, _tip(one, place))


def _tip(one: Series, place: str) -> str:
    return f"{place}{', ' if one.name else ''}{one.name}: {number(one.values[place])}"


def _legend(series: Sequence[Series], top: int) -> list[Markup]:
    """The names of the series beneath the drawing, as many on a row as there is room for."""
    rows: list[list[Markup]] = [[]]
    x = 10.0
    for one in series:
        wide = 36 + 7.4 * len(_cut(one.name, 40))
        if x + wide > _WIDTH and rows[-1]:
            rows.append([])
            x = 10.0
        y = top + _LEGEND * (len(rows) - 1) + 4
        key = Markup('<rect class="bar {}" x="{:.0f}" y="{}" width="14" height="14"/>').format(one.tone, x, y)
        rows[-1] += [key, _text(x + 20, y + 12, _cut(one.name, 40), "start", "value")]
        x += wide
    return [Markup("").join(row) for row in rows]


def _text(x: float, y: float, text: str, anchor: str, kind: str) -> Markup:
    written = Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')
    return written.format(kind, x, y, anchor, text)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
