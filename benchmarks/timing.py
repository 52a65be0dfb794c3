"""CPU time of work in this process and of whole commands, and the ratio of two measured in turn."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours against a baseline: CPU seconds a unit (median of the rounds), and the median of the rounds' ratios."""

    name: str
    unit: str
    ours: float
    baseline: float
    ratio: float
    rounds: int
    note: str = ""

    def __str__(self) -> str:
        figures = f"{self.ours * 1000:8.2f} ms against {self.baseline * 1000:8.2f} ms a {self.unit}"
        return f"{self.name:<58} {self.ratio:6.2f} x   ({figures}, {self.rounds} rounds) {self.note}".rstrip()

    def to_json(self) -> dict[str, object]:
        """The figures by name, rounded."""
        figures = {"ours_ms": round(self.ours * 1000, 3), "baseline_ms": round(self.baseline * 1000, 3)}
        return {"name": self.name, "unit": self.unit, "ratio": round(self.ratio, 3), **figures, "rounds": self.rounds}


def paired(
    name: str, unit: str, ours: Callable[[], float], baseline: Callable[[], float], rounds: int = 5, note: str = ""
) -> Ratio:
    """Measure the two in turn; each returns CPU seconds a unit. The first round warms up and is not counted."""
    ours(), baseline()
    pairs = [(ours(), baseline()) for _ in range(rounds)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Ratio(name, unit, mine, theirs, statistics.median(a / b for a, b in pairs), rounds, note)


def paired_each(
    name: str,
    unit: str,
    ours: Callable[[str], object],
    baseline: Callable[[str], object],
    asked: Sequence[str],
    warm: int,
) -> Ratio:
    """Measure the two in turn on one text after another; the first `warm` are not counted."""
    pairs = [(cpu(lambda: ours(text), 1), cpu(lambda: baseline(text), 1)) for text in asked][warm:]  # noqa: B023
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Ratio(name, unit, mine, theirs, statistics.median(a / b for a, b in pairs), len(pairs))


def cpu(work: Callable[[], object], units: int) -> float:
    """CPU seconds a unit of `work` in this process."""
    start = time.process_time()
    work()
    return (time.process_time() - start) / units


def command_cpu(command: Sequence[str], units: int = 1) -> float:
    """CPU seconds a unit of a whole command and the processes it waited for; raises if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) / units
