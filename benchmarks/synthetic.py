"""Many passages made from our own sample: its sentences in new company, some of their words drawn from the dictionary.

A collection of nothing but the sample's sentences would have a vocabulary of a few thousand words however large it
grew; drawing every fourth word by its frequency in Swedish gives rare words and common ones in natural proportion.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from kg.model import Document, Field, Page, Passage, Reading, Source, StoredText

ROOT = Path(__file__).parents[1]
_FOLDERS = (ROOT / "sample" / "sources", ROOT / "benchmarks" / "collection")
_DICTIONARY = ROOT / "search" / "data" / "words.tsv"
_SENTENCE = re.compile(r"[A-ZÅÄÖ][^.|#:\n]{40,220}\.")
_KINDS = ("strategi", "policy", "plan", "program", "riktlinje", "handlingsplan")
PASSAGES = 16
_SENTENCES = (2, 5)
_DRAWN = 0.25
_TELLING = 7


@cache
def _sentences() -> list[list[str]]:
    texts = [path.read_text(encoding="utf-8") for folder in _FOLDERS for path in sorted(folder.glob("*.md"))]
    return [sentence.replace("*", "").split() for text in texts for sentence in _SENTENCE.findall(text)]


@cache
def _dictionary() -> tuple[list[str], list[float]]:
    """Words and how often they occur, summed up."""
    rows = [line.split("\t") for line in _DICTIONARY.read_text(encoding="utf-8").splitlines()]
    total, summed = 0.0, []
    for _, value in rows:
        total += 2.718281828 ** (int(value) / 100)
        summed.append(total)
    return [word for word, _ in rows], summed


def readings(passages: int, seed: int = 1) -> Iterator[Reading]:
    """Documents that together hold so many passages, the same for the same seed."""
    draw = random.Random(seed)
    for number in range(-(-passages // PASSAGES)):
        yield _reading(f"synthetic-{number:06d}", draw, min(PASSAGES, passages - number * PASSAGES))


def questions(count: int, seed: int = 2) -> list[str]:
    """Questions as people type them: two to six words in a row, one of them at least no mere grammar."""
    draw = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        words = re.findall(r"[\w-]*\w", _sentence(draw))
        length = draw.randint(2, 6)
        first = draw.randint(0, max(0, len(words) - length))
        if max(map(len, words[first : first + length])) > _TELLING:
            made.append(" ".join(words[first : first + length]))
    return made


def _sentence(draw: random.Random) -> str:
    known, summed = _dictionary()
    own = draw.choice(_sentences())
    drawn = iter(draw.choices(known, cum_weights=summed, k=len(own)))
    return " ".join(next(drawn) if draw.random() < _DRAWN and place else word for place, word in enumerate(own))


def _reading(name: str, draw: random.Random, passages: int) -> Reading:
    known, _ = _dictionary()
    kind = draw.choice(_KINDS)
    title = f"{kind.capitalize()} för {draw.choice(known)} och {draw.choice(known)}"
    paragraphs = [" ".join(_sentence(draw) for _ in range(draw.randint(*_SENTENCES))) for _ in range(passages)]
    text = StoredText("\n".join([title, *paragraphs]), (Page(1, 0, len("\n".join([title, *paragraphs]))),))
    evidence = (text.span(0, len(title)),)
    document = Document(
        name,
        kind,
        Source(f"{name}.txt", "text/plain", len(text.text), name),
        1,
        status="adopted",
        title=Field(title, 1.0, "synthetic", evidence),
        municipality=Field(f"Kommun {draw.randint(1, 290)}", 1.0, "synthetic", evidence),
        decision_date=Field(f"20{draw.randint(10, 24)}-03-01", 1.0, "synthetic", evidence, "day"),
    )
    starts = islice(_starts(title, paragraphs), passages)
    made = tuple(
        Passage(f"{name}/{start}", body, (_heading(body),), text.span(start, start + len(body)))
        for start, body in zip(starts, paragraphs, strict=True)
    )
    return Reading(document, text, passages=made)


def _heading(body: str) -> str:
    return " ".join(body.split()[:3])


def _starts(title: str, paragraphs: list[str]) -> Iterator[int]:
    start = len(title) + 1
    for body in paragraphs:
        yield start
        start += len(body) + 1
