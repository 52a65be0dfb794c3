"""What answering one query may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """The limits of one query, and of all together.

    `seconds` is wall clock, from when a worker takes the query on; a query waits as long at the most for a worker to be
    free. `memory_bytes` is address space beyond what an idle worker has, `result_bytes` the size of an answer,
    `workers` how many queries are answered at a time, and `waiting` how many of one client may wait.
    """

    seconds: float = 10.0
    memory_bytes: int = 1024**3
    result_bytes: int = 64 * 1024**2
    workers: int = 2
    waiting: int = 16

    @property
    def workers_each(self) -> int:
        """How many workers one client may have busy: half of them, so that there is one for another client."""
        return max(1, self.workers // 2)
