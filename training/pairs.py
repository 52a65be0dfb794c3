"""Pairs of Swedish texts that answer each other: heading -> section, question or recommendation -> reasons, …"""

from __future__ import annotations

import itertools
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import material
from training.evaluate import GENERIC

_WRITTEN = Path(__file__).parent / "own"
_SYNONYMS = Path(__file__).parents[1] / "search" / "data" / "synonyms.toml"
_SHORT = {"own", "term", "finding"}
_LONGEST = 700  # characters; more than the pieces that are kept
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


@dataclass(frozen=True, slots=True)
class Pair:
    """A short text and a longer one that answers it. Pairs of one group are never each other's wrong answers."""

    query: str
    text: str
    group: str
    kind: str


def all_pairs(folder: Path, own: Iterable[Path], seed: int, siblings: bool) -> list[Pair]:
    """Every pair of every kind, in an order that the seed decides."""
    draw = random.Random(seed)
    pairs = [*_statutes(folder, draw), *_questions(folder, draw if siblings else None), *_own(own), *_written()]
    pairs += [cut for pair in pairs if pair.kind not in _SHORT for cut in _sentence(pair, draw)]
    draw.shuffle(pairs)
    return pairs


def _statutes(folder: Path, draw: random.Random) -> Iterator[Pair]:
    for row in material.statutes(folder):
        if len(row["text"]) < 80:
            continue
        for query in _statute_queries(row, draw):
            yield Pair(query, row["text"][:_LONGEST], f"{row['law']} {row['head'] or ''}", "statute")


def _statute_queries(row: dict[str, Any], draw: random.Random) -> Iterator[str]:
    """A telling heading, alone or with the law's title; else the chapter's; else, for some, the law's title alone."""
    head, title = row["head"], row["title"][:80]
    if head and len(head) > 8 and not GENERIC.match(head):
        yield head if draw.random() < 0.5 else f"{head} {title}"
    elif row["chap"]:
        yield f"{row['chap']} {title}"
    elif draw.random() < 0.3:
        yield row["title"][:120]


def _questions(folder: Path, draw: random.Random | None) -> Iterator[Pair]:
    """Each question with its passage, and with another one of the same document."""
    passages: dict[str, list[str]] = defaultdict(list)
    for row in material.questions(folder):
        passages[row["g"]].append(row["p"])
    for row in material.questions(folder):
        yield Pair(row["q"], row["p"], row["g"], row["src"])
        others = [text for text in passages[row["g"]] if text != row["p"]]
        if draw and others:
            yield Pair(row["q"], draw.choice(others), row["g"], row["src"])


def _own(folders: Iterable[Path]) -> Iterator[Pair]:
    for title, heading, text, name in material.own_sections(folders):
        yield Pair(f"{heading} {title}", text[:_LONGEST], f"{name} {heading}", "own")
        yield Pair(heading, text[:_LONGEST], f"{name} {heading}", "own")


def _written() -> Iterator[Pair]:
    """What we wrote for the purpose: terms that say nearly the same, and findings with provisions that answer them."""
    rows = (_WRITTEN / "terms.txt").read_text(encoding="utf-8").splitlines()[1:]
    synonyms = tomllib.loads(_SYNONYMS.read_text(encoding="utf-8"))["groups"]
    for number, terms in enumerate([*(row.split(" | ") for row in rows), *synonyms]):
        for one, other in itertools.permutations(terms, 2):
            yield Pair(one, other, f"term {number}", "term")
    for row in (_WRITTEN / "findings.tsv").read_text(encoding="utf-8").splitlines():
        *findings, provision = row.split("\t")
        for finding in findings:
            yield Pair(finding, provision, f"finding {provision}", "finding")


def _sentence(pair: Pair, draw: random.Random) -> Iterator[Pair]:
    """One sentence of a text -> the rest of it: what belongs together, learnt without a heading."""
    sentences = _SENTENCE_END.split(pair.text)
    if len(sentences) < 3:
        return
    chosen = draw.randrange(len(sentences))
    rest = " ".join(sentences[:chosen] + sentences[chosen + 1 :])
    if len(sentences[chosen]) >= 40 and len(rest) >= 80:
        yield Pair(sentences[chosen], rest, pair.group, "sentence")
