"""The open material the encoder learns from, row by row, with what its licences let in.

Files and origins are listed in training/README.md. A row of the development parts is never returned for training.
"""

from __future__ import annotations

import io
import json
import math
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

# Left out: government pages and what was made of them (licence of the collection unclear), software strings and help
# texts under GPL (gettext, gnome-help, install-guide), NTREX.
PARALLEL = frozenset({"tatoeba", "freedict", "folkets", "own", "mkqa", "webwml", "webwml-sec", "gdpr", "ud-pud"})
QUESTIONS = frozenset({"ip-question", "ip-title", "ip-recommend", "ip-para", "squad-sv"})


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same thing said in Swedish and in English."""

    swedish: str
    english: str
    origin: str


def compressed_text(path: Path) -> io.TextIOWrapper:
    """A zstandard file opened as UTF-8 text."""
    return io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(path.open("rb")), encoding="utf-8", newline="\n")


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with compressed_text(path) as lines:
        for line in lines:
            yield json.loads(line)


def statutes(folder: Path, split: str = "train") -> Iterator[dict[str, Any]]:
    """Sections of statutes: law, title, chap, head, sec, text."""
    return (row for row in json_lines(folder / "sfs_units.jsonl.zst") if row["split"] == split)


def government_pages(folder: Path, split: str) -> Iterator[dict[str, Any]]:
    """Pages of the government's site: title and secs (heading, paragraphs). Only measured on, and words counted in."""
    return (row for row in json_lines(folder / "g0v_docs.jsonl.zst") if row["split"] == split)


def questions(folder: Path) -> Iterator[dict[str, Any]]:
    """Pairs from interpellations and SQuAD: q, p, src, and the group g of rows that come from one document."""
    rows = json_lines(folder / "pairs_new.jsonl.zst")
    return (row for row in rows if row["split"] == "train" and row["src"] in QUESTIONS)


def parallel(folder: Path) -> Iterator[Parallel]:
    """Parallel sentences and dictionary entries; our own glossary first."""
    for line in (folder / "glossary_own.tsv").read_text(encoding="utf-8").splitlines():
        swedish, english = line.split("\t")[:2]
        yield Parallel(swedish, english, "own")
    for name in ("folkets_sv_en", "par_sv_en", "par3_sv_en"):
        for row in json_lines(folder / f"{name}.jsonl.zst"):
            if row["src"] in PARALLEL:
                yield Parallel(row["sv"], row["en"], row["src"])


def general_words(folder: Path) -> dict[str, float]:
    """Words of general Swedish and about how often each occurs in as much text as the rest of the material."""
    logarithms = json.loads((folder / "comp_vocab.json").read_text(encoding="utf-8"))
    return {word: math.exp(value) - 1 for word, value in logarithms.items()}


def teacher(folder: Path) -> tuple[dict[str, int], NDArray[np.float32]]:
    """English strings and the sentence vectors an English model gave them: string -> row, and the rows."""
    row_of: dict[str, int] = {}
    parts: list[NDArray[np.float32]] = []
    for name in ("teacher_minilm_en", "teacher3_minilm_en"):
        vectors = np.load(folder / f"{name}_fp16.npy").astype(np.float32)
        with compressed_text(folder / f"{name}.txt.zst") as stream:
            strings = stream.read().removesuffix("\n").split("\n")
        if len(strings) != len(vectors):
            raise ValueError(f"{name}: {len(strings)} strings but {len(vectors)} vectors; fetch both files anew.")
        start = sum(len(part) for part in parts)
        for number, string in enumerate(strings, start):
            row_of.setdefault(string, number)
        parts.append(vectors)
    return row_of, np.concatenate(parts)


def own_sections(folders: Iterable[Path]) -> Iterator[tuple[str, str, str, str]]:
    """Document title, heading, paragraph and file of our own sample texts (Markdown below a TOML head)."""
    for path in sorted(path for folder in folders for path in folder.rglob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        title, heading = str(tomllib.loads(head)["title"]), ""
        for block in body.split("\n\n"):
            if block.startswith("#"):
                heading, _, block = block.lstrip("# ").partition("\n")
            text = " ".join(block.replace("*", "").split())
            if len(text) >= 80 and not text.startswith("|") and heading:
                yield title, heading, text, path.name
