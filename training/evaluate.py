"""The development figures of an encoder, beside those of BM25: `python -m training.evaluate --data DIR [FOLDER ...]`.

STS: Spearman on the Swedish STS-B. FAQ: hit@1 and MRR of SweFAQ's answers. SFS: a statute's heading -> its sections.
GOV: a government page's title -> its paragraphs (kind of text unseen in training). IP: question, recommendation or
title of an interpellation -> its reasons. SFS, GOV and IP are nDCG@10; only development parts, never trained on.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from search.encoder import load_encoder
from training import bm25, material

Scores = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Scores]
Scorer = Callable[[Sequence[str], Sequence[str]], Scores]

# Headings that many statutes share say nothing about the section below them.
GENERIC = re.compile(
    r"(övergångs|inledande|överklagande|uppgifter|bemyndigande|ärendenas|särskilda bestäm|allmänna bestäm|organisation$"
    r"|avgifter$|övriga|gemensamma|definition|tillsyn$|ansökan$|artikel|bilaga|ledning$|ord och uttryck|undantag$"
    r"|personal|delegering)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Retrieval:
    """Queries, a pool of texts, and for each query the numbers of the texts that answer it."""

    name: str
    queries: list[str]
    pool: list[str]
    right: list[set[int]]


def sts(folder: Path) -> tuple[list[str], list[str], list[float]]:
    with (folder / "eval/sts/dev-sv.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) >= 5][1:]
    return [row[-3] for row in rows], [row[-2] for row in rows], [float(row[-1]) for row in rows]


def faq(folder: Path) -> Retrieval:
    rows = [json.loads(line) for line in (folder / "eval/superlim/swefaq_dev.jsonl").open(encoding="utf-8")]
    number: dict[str, int] = {}
    for row in rows:
        for answer in row["candidate_answers"]:
            number.setdefault(answer, len(number))
    right = [{number[row["candidate_answers"][row["label"]]]} for row in rows]
    return Retrieval("faq", [row["question"] for row in rows], list(number), right)


def _telling(heading: str) -> bool:
    return bool(
        10 <= len(heading) <= 120
        and heading[0].isupper()
        and not heading.endswith((",", ":"))
        and not re.search(r"[\d/]", heading)
        and not GENERIC.match(heading)
    )


def statutes(folder: Path) -> tuple[dict[str, set[int]], list[str]]:
    """Headings of one statute only, with their sections' numbers, and all sections."""
    texts: list[str] = []
    below: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in material.statutes(folder, "dev"):
        if len(row["text"]) < 60:
            continue
        year = re.search(r"\d{4}", row["law"])
        if _telling(row["head"] or "") and year and int(year[0]) >= 1985:
            below[row["head"]][row["law"]].add(len(texts))
        texts.append(row["text"][:1200])
    return {head: next(iter(laws.values())) for head, laws in below.items() if len(laws) == 1}, texts


def pages(folder: Path) -> tuple[dict[str, set[int]], list[str]]:
    """Titles of government pages with the numbers of six of their paragraphs (never the first), and all those."""
    draw = random.Random(7)
    titles: dict[str, set[int]] = {}
    texts: list[str] = []
    for row in material.government_pages(folder, "dev"):
        below = [text for text in [text for _, texts_ in row["secs"] for text in texts_][1:] if len(text) >= 120]
        if not below or len(row["title"]) < 20:
            continue
        below = draw.sample(below, min(len(below), 6))
        title = re.sub(r"^(Prop|SOU|Ds|Dir|Skr|SÖ)\.?\s*\d[^\Wa-zåäö_]*", "", row["title"])
        titles[title] = set(range(len(texts), len(texts) + len(below)))
        texts += [text[:1000] for text in below]
    return titles, texts


def own(folders: Sequence[Path]) -> Retrieval:
    """Headings that only one document has, and the paragraphs below them, in texts of our own."""
    texts: list[str] = []
    below: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for _, heading, text, name in material.own_sections(folders):
        below[heading][name].add(len(texts))
        texts.append(text)
    right = {head: next(iter(files.values())) for head, files in below.items() if len(files) == 1 and len(head) > 7}
    return Retrieval("own", list(right), texts, list(right.values()))


def retrievals(folder: Path, own_texts: Sequence[Path] = ()) -> list[Retrieval]:
    """Every retrieval set; statutes and pages share one pool, so that each has the other's texts to get lost in."""
    heads, sections = statutes(folder)
    titles, paragraphs = pages(folder)
    pool, shift = sections + paragraphs, len(sections)
    with material.compressed_text(folder / "eval/ip_dev.json.zst") as stream:
        interpellations = json.load(stream)
    sets = [
        faq(folder),
        Retrieval("sfs", list(heads), pool, list(heads.values())),
        Retrieval("gov", list(titles), pool, [{number + shift for number in right} for right in titles.values()]),
    ]
    for kind in ("question", "recommend", "title"):
        rows = [row for row in interpellations["Q"] if row[0] == f"ip-{kind}"]
        right = [set(row[2]) for row in rows]
        sets.append(Retrieval(f"ip-{kind}", [row[1] for row in rows], interpellations["pool"], right))
    return [*sets, own(own_texts)] if own_texts else sets


def ndcg10(scores: Scores, right: Sequence[set[int]]) -> float:
    """Mean nDCG@10 of binary relevance."""
    discount = 1 / np.log2(np.arange(2, 12))
    best = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    gains = [
        discount[: len(row)][[int(number) in answers for number in row]].sum() / discount[: len(answers)].sum()
        for row, answers in zip(best, right, strict=True)
    ]
    return float(np.mean(gains))


def first_right(scores: Scores, right: Sequence[set[int]]) -> tuple[float, float]:
    """hit@1 and mean reciprocal rank, where each query has one answer."""
    own = scores[np.arange(len(right)), [next(iter(answers)) for answers in right]]
    ranks = (scores > own[:, None]).sum(axis=1) + 1
    return float((ranks == 1).mean()), float((1 / ranks).mean())


def measure(sets: Iterable[Retrieval], score: Scorer) -> dict[str, float]:
    figures: dict[str, float] = {}
    for each in sets:
        scores = score(each.queries, each.pool)
        if each.name == "faq":
            figures["faq@1"], figures["faq-mrr"] = first_right(scores, each.right)
        else:
            figures[each.name] = ndcg10(scores, each.right)
    return figures


def fused(first: Scorer, second: Scorer, weight: float = 1.0) -> Scorer:
    """Reciprocal rank fusion (k = 60) of two scorers."""

    def ranks(scores: Scores) -> Scores:
        return np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1).astype(np.float32)

    def score(queries: Sequence[str], pool: Sequence[str]) -> Scores:
        one, two = ranks(first(queries, pool)), ranks(second(queries, pool))
        total: Scores = 1 / (61 + one) + weight / (61 + two)
        return total

    return score


def by_encoder(encode: Encode) -> Scorer:
    return lambda queries, pool: encode(queries) @ encode(pool).T


def by_terms(terms: bm25.Terms) -> Scorer:
    return lambda queries, pool: bm25.Bm25(pool, terms).scores(queries)


def encoder_figures(folder: Path, sets: Sequence[Retrieval], encode: Encode) -> dict[str, float]:
    """STS and every retrieval set."""
    first, second, grades = sts(folder)
    likeness = (encode(first) * encode(second)).sum(axis=1)
    return {"sts": float(spearmanr(likeness, grades)[0]), **measure(sets, by_encoder(encode))}


def line(name: str, figures: dict[str, float]) -> str:
    return f"{name:28}" + "  ".join(f"{key} {value:.3f}" for key, value in figures.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the material")
    parser.add_argument("--bm25", action="store_true", help="the lexical baselines too")
    parser.add_argument("--fused", action="store_true", help="each encoder fused with BM25 too")
    parser.add_argument(
        "--own", type=Path, nargs="*", default=[], help="folders of our own texts: heading -> paragraphs"
    )
    parser.add_argument("encoders", nargs="*", default=["svensk"], help="as in search.encoder.load_encoder")
    chosen = parser.parse_args()
    sets = retrievals(chosen.data, chosen.own)
    if chosen.bm25:
        for name, terms in (
            ("BM25", bm25.plain),
            ("BM25 + stem", bm25.stemmed),
            ("BM25 + stem + parts", bm25.with_parts),
        ):
            print(line(name, measure(sets, by_terms(terms))), flush=True)
    for name in chosen.encoders:
        encode = load_encoder(name).encode
        print(line(name[-28:], encoder_figures(chosen.data, sets, encode)), flush=True)
        if chosen.fused:
            print(
                line("  fused with BM25", measure(sets, fused(by_terms(bm25.with_parts), by_encoder(encode)))),
                flush=True,
            )


if __name__ == "__main__":
    main()
