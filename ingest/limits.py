"""What reading one file may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one worker on one file.

    `wall_seconds` grows by `ocr_seconds_per_page` for each page that is sent to OCR, which is slow by nature;
    `memory_bytes` is address space, of the worker and of each program it starts; `output_bytes` bounds the answer.
    """

    memory_bytes: int = 2 * 1024**3
    cpu_seconds: int = 120
    wall_seconds: float = 300.0
    ocr_seconds_per_page: float = 90.0
    output_bytes: int = 512 * 1024**2
    ocr: bool = True
