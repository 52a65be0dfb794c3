"""pdfium's C functions: the generated ones as `raw`, and those called for every word with leaner prototypes."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
import pypdfium2_raw.bindings  # type: ignore[import-untyped]

# Importing pypdfium2 initialises the library.
VERSION = str(pypdfium2.PDFIUM_INFO)

__all__ = ["VERSION", "address", "function", "raw"]


def function(name: str, result: Any, *arguments: Any) -> Any:
    """A C function that takes plain integers for handles: half the cost of the generated wrapper."""
    found = ctypes.CDLL(pypdfium2_raw.bindings._libs["pdfium"]._name)[name]
    found.restype, found.argtypes = result, arguments
    return found


def address(handle: Any) -> int:
    """A handle as an integer."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
