"""The vocabulary of pieces: frequent words, parts of compounds, endings, single signs.

"strategi" is one piece inside "digitaliseringsstrategi" and outside it, so that both say the same.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from search.compounds import compounds
from search.pieces import words
from training import material

_ENDINGS = """en et n t ar er or na arna erna orna s ns ens ets as ers arnas ernas a e de te dde ade are aren arna ande
ende ning ningen ningar ningarna ningens het heten heter lig ligt liga ig igt iga isk iska iskt sk ska skt ing ingen
ingar ion ionen ioner ionens ering eringen eringar bar bart bara lös löst lösa ment mentet ast aste st re ra are het
skap skapet eri"""
_ENDING_COUNT = 2000
_RARE_SIGN = 3.0  # what a cut into single letters costs besides its rarity
_LONGEST = 20
_LEAST = 8
_COMPOUND = 8  # shorter words are kept whole
_KEPT_WHOLE = 400  # a compound this frequent is a piece of its own too, at a quarter of its count
_PARALLEL_WEIGHT = 3  # short everyday rows beside long public prose
_DICTIONARY_WEIGHT = 8  # a word with a translation is worth a piece, however rare


def count_words(folder: Path, own: Iterable[Path]) -> Counter[str]:
    """How often each word occurs in the material; of the government pages nothing but these counts is used."""
    counts: Counter[str] = Counter()
    for text in _prose(folder, own):
        counts.update(words(text))
    for row in material.parallel(folder):
        found = words(row.swedish)
        counts.update(dict.fromkeys(found, _DICTIONARY_WEIGHT if len(found) == 1 else _PARALLEL_WEIGHT))
    for word, frequency in material.general_words(folder).items():
        counts[word] = max(counts[word], round(frequency))
    return counts


def _prose(folder: Path, own: Iterable[Path]) -> Iterator[str]:
    for row in material.statutes(folder):
        yield row["text"]
    for row in material.questions(folder):
        yield f"{row['q']} {row['p']}"
    for row in material.government_pages(folder, "train"):
        yield " ".join([row["title"], *chain.from_iterable([head, *texts] for head, texts in row["secs"])])
    for section in material.own_sections(own):
        yield from section[:3]


@functools.cache
def surface_parts(word: str) -> tuple[str, ...]:
    """The parts of a compound as they are written in it, linking sounds with the part before; one part if none."""
    if len(word) < _COMPOUND or not word.isalpha():
        return (word,)
    parts = compounds().parts(word)
    if not parts:
        return (word,)
    head, tail = word[: -len(parts[1])], parts[1]
    link = "s" if len(head) > 4 and head.endswith("s") and head[:-1] == parts[0] else ""
    first = surface_parts(head.removesuffix(link))
    return (*first[:-1], first[-1] + link, *surface_parts(tail))


def choose(counts: Counter[str], size: int) -> dict[str, float]:
    """Piece -> count of the `size` most frequent pieces, endings and every sign met."""
    pieces: Counter[str] = Counter()
    for word, count in counts.items():
        if count < 2:
            continue
        parts = surface_parts(word)
        for part in parts:
            pieces[part] += count
        if len(parts) > 1 and count >= _KEPT_WHOLE:
            pieces[word] += count // 4
    common = ((piece, count) for piece, count in pieces.most_common(size) if count >= _LEAST and len(piece) <= _LONGEST)
    chosen = {piece: float(count) for piece, count in common}
    for ending in _ENDINGS.split():
        chosen[ending] = max(chosen.get(ending, 0.0), _ENDING_COUNT)
    for sign in sorted(set("".join(pieces))):
        chosen.setdefault(sign, 1.0)
    return chosen


def write(path: Path, chosen: dict[str, float]) -> None:
    """The vocabulary as search.pieces reads it: line number = id, most frequent first, line 0 the unknown."""
    total = sum(chosen.values())
    lines = ["[UNK]\t-20"]
    for piece, count in sorted(chosen.items(), key=lambda pair: (-pair[1], pair[0])):
        score = math.log(count / total) - (0 if len(piece) > 1 else _RARE_SIGN)
        lines.append(f"{piece}\t{score:.4f}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def frequencies(path: Path) -> list[float]:
    """The share of each piece among all, by id, from the scores in the file."""
    pairs = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [math.exp(float(score) + (_RARE_SIGN if len(piece) == 1 else 0)) for piece, score in pairs]
