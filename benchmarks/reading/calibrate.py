"""How far each rule is to be trusted, measured: `python -m benchmarks.reading.calibrate [--check]`.

`first_readings.csv` holds what the rules read the first time they met documents written by others, one value a row,
with the commit that read them: values that nothing had yet been mended against. From it the command makes
`ingest/data/confidence.csv` (rule, values, right, stated, confidence) and the plot in the documentation.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading.reliability import Bin, bins, expected_error, svg
from ingest.confidence import Measured, shifted

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FIRST = HERE / "first_readings.csv"
TABLE = ROOT / "ingest" / "data" / "confidence.csv"
PLOT = ROOT / "docs" / "img" / "calibration.svg"
# The weight of what a rule says of itself beside what was measured: as much as this many values.
PRIOR = 6.0


@dataclass(frozen=True, slots=True)
class Value:
    """One value that was read: the rule, the confidence it gave, and whether the document says so."""

    batch: str
    rule: str
    confidence: float
    right: bool


def load(path: Path = FIRST) -> list[Value]:
    """The values of the file, in its order."""
    with path.open(encoding="utf-8") as lines:
        return [
            Value(row["batch"], row["rule"], float(row["confidence"]), row["right"] == "1")
            for row in csv.DictReader(lines)
        ]


def measured(values: Iterable[Value]) -> dict[str, Measured]:
    """For each rule its share of right values, drawn towards its own word as far as few values warrant."""
    by_rule: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_rule[value.rule].append(value)
    table = {}
    for rule, own in sorted(by_rule.items()):
        stated = sum(value.confidence for value in own) / len(own)
        right = sum(value.right for value in own)
        table[rule] = Measured(len(own), right, stated, (right + PRIOR * stated) / (len(own) + PRIOR))
    return table


def held_out(values: Sequence[Value]) -> list[tuple[float, bool]]:
    """Each value's calibrated confidence, from the other batches than its own, and whether it is right."""
    pairs = []
    for batch in dict.fromkeys(value.batch for value in values):
        table = measured(value for value in values if value.batch != batch)
        pairs += [
            (shifted(value.confidence, table.get(value.rule)), value.right) for value in values if value.batch == batch
        ]
    return pairs


def as_csv(table: dict[str, Measured]) -> str:
    """The table as the reader's data file."""
    rows = [f"{rule},{one.values},{one.right},{one.stated:.3f},{one.confidence:.3f}" for rule, one in table.items()]
    return "\n".join(["rule,values,right,stated,confidence", *rows, ""])


def main() -> int:
    """Write table and plot, or with --check say whether they are as the command would write them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.calibrate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the table is not up to date")
    options = parser.parse_args()
    values = load()
    table, pairs = as_csv(measured(values)), held_out(values)
    stated = [(value.confidence, value.right) for value in values]
    sys.stdout.write(_report(stated, pairs))
    if options.check:
        return 0 if TABLE.read_text(encoding="utf-8") == table else 1
    TABLE.write_text(table, encoding="utf-8")
    PLOT.parent.mkdir(parents=True, exist_ok=True)
    PLOT.write_text(svg(bins(stated), bins(pairs)), encoding="utf-8")
    return 0


def _report(stated: Sequence[tuple[float, bool]], pairs: Sequence[tuple[float, bool]]) -> str:
    lines = [f"{len(pairs)} values; confidence | right of values, as the rules say | calibrated on the other batches"]
    before, after = {one.low: one for one in bins(stated)}, {one.low: one for one in bins(pairs)}
    lines += [f"{low:.2f}- | {_share(before.get(low))} | {_share(after.get(low))}" for low in sorted(before | after)]
    lines.append(f"expected calibration error {expected_error(stated):.3f} | {expected_error(pairs):.3f}")
    return "\n".join([*lines, ""])


def _share(one: Bin | None) -> str:
    return f"{one.right} of {one.values} ({one.right / one.values:.2f}; mean {one.mean:.2f})" if one else "-"


if __name__ == "__main__":
    raise SystemExit(main())
