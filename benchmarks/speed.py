"""Speed and memory as ratios within one run: ours against the bare library doing the same work. `make bench`.

The machine may be shared and noisy, so no absolute time is claimed: the two sides of every ratio are measured in turn
within this run, as CPU time, and the median of the rounds stands. Results are appended to
benchmarks/results/speed.jsonl.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import sys
from pathlib import Path

from benchmarks.speed_commands import help_against_click
from benchmarks.speed_query import query_against_bare_loop
from benchmarks.speed_reading import ingest_against_pypdf, read_against_pypdf
from benchmarks.timing import Ratio

RESULTS = Path(__file__).parent / "results" / "speed.jsonl"
MEASURES = (read_against_pypdf, ingest_against_pypdf, query_against_bare_loop, help_against_click)


def main() -> None:
    """Run every measure, print a table, keep the results."""
    keep([ratio for measure in MEASURES for ratio in [measure()] if shown(ratio)])


def keep(ratios: list[Ratio]) -> None:
    """Append the ratios of one run to the results."""
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as out:
        out.write(json.dumps(record(ratios), ensure_ascii=False) + "\n")


def record(ratios: list[Ratio]) -> dict[str, object]:
    """One run, with its date and its machine in general words."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {sys.version.split()[0]}"
    today = datetime.date.today().isoformat()
    return {"date": today, "machine": machine, "ratios": [ratio.to_json() for ratio in ratios]}


def shown(ratio: Ratio) -> bool:
    """Print a ratio; always true."""
    print(ratio, flush=True)
    return True


if __name__ == "__main__":
    main()
