"""`python -m benchmarks.relevance`: the table of ways, no answer told from answerable, and what fails.

`--dev` looks at the development cases only; `--encoder NAME` (a sentence-transformers model, by name or folder) adds
that model alone and fused by rank with BM25.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from benchmarks.relevance.arms import Arm, asked, baselines, with_encoder
from benchmarks.relevance.cases import Case, cases
from benchmarks.relevance.collection import collections, readings
from benchmarks.relevance.metrics import interval, ndcg, recall, reciprocal
from search.answer import Answer
from search.encoder import load_encoder
from search.index import Index


def main() -> int:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--encoder")
    chosen_ways = parser.parse_args()
    splits = ("dev",) if chosen_ways.dev else ("dev", "test")
    declared = cases()
    ways = baselines(readings(), load_encoder())
    if chosen_ways.encoder:
        ways |= with_encoder(readings(), load_encoder(chosen_ways.encoder), ways)
    with collections() as of:
        for kind in ("precedents", "search"):
            for split in splits:
                chosen = [case for case in declared if case.kind == kind and case.split == split]
                report(of, ways, chosen, f"{kind}, {split}")
    return 0


def report(of: Callable[[Case], Index], ways: dict[str, Arm], chosen: Sequence[Case], name: str) -> None:
    """The table of one kind and split, and the cases that fail."""
    answerable = [case for case in chosen if case.answerable]
    answers = {case.id: asked(of(case), case) for case in chosen}
    ways = ways | {"Styrgraf": lambda case: [hit.card.id for hit in answers[case.id].hits]}
    print(f"\n{name}: {len(answerable)} answerable, {len(chosen) - len(answerable)} without an answer")
    print(f"{'':26} {'nDCG@10':>22}   MRR   P@1  R@10")
    for way, arm in ways.items():
        print(row(way, arm, answerable))
    print(no_answer(chosen, answers))
    hits = [reaches(case, answers[case.id]) for case in answerable if case.passages]
    if hits:
        print(f"right section among the first three passages: {sum(hits) / len(hits):.2f} of {len(hits)}")
    for case in chosen:
        diagnose(case, answers[case.id])


def row(way: str, arm: Arm, chosen: Sequence[Case]) -> str:
    """One line of the table."""
    rankings = [(case, arm(case)) for case in chosen]
    best = [{one for one, grade in case.expect.items() if grade >= 2} for case in chosen]
    gains = [ndcg(ranking, case.expect) for case, ranking in rankings]
    low, high = interval(gains)
    first = [float(ranking[0] in right) if ranking else 0.0 for (_, ranking), right in zip(rankings, best, strict=True)]
    mean_reciprocal = [reciprocal(ranking, right) for (_, ranking), right in zip(rankings, best, strict=True)]
    found = [recall(ranking, right) for (_, ranking), right in zip(rankings, best, strict=True)]
    values = [sum(column) / len(column) for column in (mean_reciprocal, first, found)]
    return f"{way:26} {sum(gains) / len(gains):.3f} ({low:.3f}-{high:.3f})   " + "  ".join(f"{v:.2f}" for v in values)


def no_answer(chosen: Sequence[Case], answers: dict[str, Answer]) -> str:
    """Balanced accuracy of telling cases with an answer from those without."""
    with_answer = [answers[case.id].status == "found" for case in chosen if case.answerable]
    without = [answers[case.id].status != "found" for case in chosen if not case.answerable]
    if not with_answer or not without:
        return ""
    right, none = sum(with_answer) / len(with_answer), sum(without) / len(without)
    return (
        f"no answer told from answerable: balanced {(right + none) / 2:.2f} (answered {right:.2f}, refused {none:.2f})"
    )


def reaches(case: Case, answer: Answer) -> bool:
    """Whether an expected section is among the three passages shown of one of the first three documents."""
    return any(passage.stored.id in case.passages for hit in answer.hits[:3] for passage in hit.passages)


def diagnose(case: Case, answer: Answer) -> None:
    """What is wrong with an answer, and where the expected documents landed."""
    ranking = [hit.card.id for hit in answer.hits]
    right = {one for one, grade in case.expect.items() if grade == max(case.expect.values())}
    if not case.answerable:
        if answer.status == "found":
            print(f"  {case.id}: answered, nothing is held: {ranking[0]} {answer.hits[0].score:.2f} | {case.text[:70]}")
        return
    if not ranking:
        print(f"  {case.id}: refused ({answer.status}) | {case.text[:70]}")
    elif ranking[0] not in right or ndcg(ranking, case.expect) < 0.85:
        places = {one: ranking.index(one) + 1 if one in ranking else None for one in case.expect}
        first = answer.hits[0]
        print(f"  {case.id}: first {first.card.id} {first.score:.2f}; expected at {places} | {case.text[:70]}")


if __name__ == "__main__":
    raise SystemExit(main())
