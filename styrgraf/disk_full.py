"""A full disk said in one line, whichever of the libraries below met it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

# The libraries written in Rust give no error number, only the words.
_WORDS = ("No space left on device", "os error 28", "Disk quota exceeded", "File too large", "os error 27")
_NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def full_disk_told(store: Path) -> Iterator[None]:
    """Turn any error that says that the disk is full into a `StoreError` that says what to do."""
    try:
        yield
    except Exception as error:
        if getattr(error, "errno", None) in _NUMBERS or any(word in str(error) for word in _WORDS):
            raise StoreError(
                f"Disken är full: {store} går inte att skriva. Den utgåva som fanns är kvar. "
                "Frigör utrymme och kör samma kommando igen; det som redan är läst läses inte om."
            ) from error
        raise
