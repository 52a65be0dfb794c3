"""The benchmark's tables: precision, recall and F1 by field and by layout, and every error on a line of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.reading.measure import Outcome
from benchmarks.reading.score import Verdict


@dataclass(slots=True)
class Tally:
    """Counts of one field or layout: `right` values, `wanted` (stated in the documents) and `got` (read)."""

    right: int = 0
    wanted: int = 0
    got: int = 0

    def add(self, verdict: Verdict) -> None:
        """Count one comparison; a wrong value is both missing and false."""
        self.right += verdict.right
        self.wanted += bool(verdict.expected)
        self.got += bool(verdict.got)

    @property
    def precision(self) -> float:
        """The share of what was read that is true; 1 where nothing was read."""
        return self.right / self.got if self.got else 1.0

    @property
    def recall(self) -> float:
        """The share of what is stated that was read; 1 where nothing is stated."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def tallies(verdicts: Iterable[Verdict], key: Callable[[Verdict], str]) -> dict[str, Tally]:
    """Counts by whatever `key` says of a verdict."""
    found: dict[str, Tally] = {}
    for verdict in verdicts:
        found.setdefault(key(verdict), Tally()).add(verdict)
    return dict(sorted(found.items()))


# Cited documents by name: told beside the fields, for only the later batches of documents by others list them.
APART = "cited"


def macro_f1(verdicts: Iterable[Verdict]) -> float:
    """The mean of the fields' F1, every field weighing the same."""
    fields = tallies((one for one in verdicts if one.field != APART), lambda verdict: verdict.field)
    return sum(tally.f1 for tally in fields.values()) / len(fields) if fields else 0.0


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The results as plain values."""
    return {
        "macro_f1": round(macro_f1(outcome.verdicts), 4),
        "fields": {name: _row(tally) for name, tally in tallies(outcome.verdicts, lambda v: v.field).items()},
        "layouts": {name: _row(tally) for name, tally in tallies(outcome.verdicts, lambda v: v.layout).items()},
        "quotes": {"exact": outcome.exact, "all": outcome.quotes},
        "cpu": {
            "pages": outcome.pages,
            "read_ms_per_page": round(1000 * outcome.read_cpu / max(1, outcome.pages), 2),
            "pypdf_ms_per_page": round(1000 * outcome.pypdf_cpu / max(1, outcome.pages), 2),
            "ratio": round(outcome.read_cpu / outcome.pypdf_cpu, 3) if outcome.pypdf_cpu else None,
        },
        "peak_mb": round(outcome.peak_mb, 1),
        "failed": outcome.failed,
        "errors": list(errors(outcome)),
    }


def _row(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "stated": tally.wanted,
    }


def errors(outcome: Outcome) -> Iterator[str]:
    """A line for every value that is missing, false or another than the true one."""
    for verdict in sorted(outcome.verdicts, key=lambda v: (v.field, v.document)):
        if not verdict.right:
            yield f"{verdict.field}\t{verdict.document}\texpected {verdict.expected!r}\tgot {verdict.got!r}"


def as_text(outcome: Outcome) -> str:
    """The results for people."""
    result = as_json(outcome)
    lines = [f"{'field':16} precision  recall      F1  stated"]
    lines += [_printed(name, row) for name, row in result["fields"].items()]
    lines += [
        f"{'macro F1':16} {'':19} {result['macro_f1']:6.3f}",
        "",
        f"{'layout':16} precision  recall      F1  stated",
    ]
    lines += [_printed(name, row) for name, row in result["layouts"].items()]
    cpu, quotes = result["cpu"], result["quotes"]
    lines += [
        "",
        f"exact quotes: {quotes['exact']} of {quotes['all']}",
        f"CPU per page: {cpu['read_ms_per_page']} ms, pypdf's bare extraction {cpu['pypdf_ms_per_page']} ms, "
        f"ratio {cpu['ratio']}",
        f"peak memory: {result['peak_mb']} MiB",
        *(f"failed: {name}: {message}" for name, message in result["failed"].items()),
    ]
    return "\n".join(lines)


def _printed(name: str, row: dict[str, float]) -> str:
    return f"{name:16} {row['precision']:9.3f} {row['recall']:7.3f} {row['f1']:7.3f} {row['stated']:7d}"
