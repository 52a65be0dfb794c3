"""What reads: the version of the program, and a hash of all that steers reading beside its code."""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

from ingest.registry import Registry
from kg.model import Run
from kg.software import software_version

# The libraries that decide what text a file is seen to hold.
_LIBRARIES = ("pypdfium2", "pypdf", "python-docx", "lxml")
# What the registers say of municipalities that no document is read by.
_NOT_RULES = "folkmangd.csv"
_DIGITS = 12


@lru_cache(maxsize=8)
def run_of(registry: Registry, *, ocr: bool) -> Run:
    """The run that reads with these registers: the same for the same rules, registers, libraries and settings."""
    steering = (_rules(), repr((registry.places, registry.firms)), repr(ocr), *map(version, _LIBRARIES))
    return Run(software_version(), sha256("\x1f".join(steering).encode()).hexdigest()[:_DIGITS])


@cache
def _rules() -> str:
    """A hash of the data files of the rules."""
    digest = sha256()
    for entry in sorted(files("ingest.data").iterdir(), key=lambda entry: entry.name):
        if entry.is_file() and entry.name.endswith((".toml", ".csv", ".txt")) and entry.name != _NOT_RULES:
            digest.update(entry.name.encode() + b"\x1f" + entry.read_bytes() + b"\x1f")
    return digest.hexdigest()
