"""Ctrl-C during an ingest: what is done so far is kept, and nothing is cut in the middle."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupt:
    """Whether the user asked us to stop. The first Ctrl-C only breaks off waiting; the second ends the program."""

    def __init__(self) -> None:
        self.asked = False
        self._waiting = False

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """A stretch in which nothing is written: Ctrl-C ends it with KeyboardInterrupt."""
        self._waiting = True
        try:
            if self.asked:
                raise KeyboardInterrupt
            yield
        finally:
            self._waiting = False

    def _asked(self, number: int, frame: FrameType | None) -> None:
        again, self.asked = self.asked, True
        if again or self._waiting:
            raise KeyboardInterrupt


@contextmanager
def listening() -> Iterator[Interrupt]:
    """Listen for Ctrl-C until the end of the block."""
    interrupt = Interrupt()
    before = signal.signal(signal.SIGINT, interrupt._asked)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)
