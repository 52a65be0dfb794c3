"""The training itself: one table of vectors, pulled by the teacher and by pairs of texts that answer each other."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as functional
from numpy.typing import NDArray

from training.bags import Bags
from training.recipe import Recipe
from training.teacher import Lessons, Teacher

Numbers = NDArray[np.int64]
_WARM_UP = 30
_LAST_RATE = 0.05  # share of the first
_NEVER = -1e4


@dataclass(frozen=True)
class Course:
    """Everything learnt from: pairs as bags with their groups, numbers of the pairs of each kind, hard negatives."""

    queries: Bags
    texts: Bags
    groups: Numbers
    kinds: Mapping[str, Numbers]
    negatives: Mapping[int, Numbers]
    lessons: Lessons
    teacher: Teacher


class Table(torch.nn.Module):
    """Piece vectors as sums of rows (training.shares)."""

    def __init__(self, start: NDArray[np.float32], features: Bags, rows: int) -> None:
        super().__init__()
        weights = torch.zeros(rows, start.shape[1])
        weights[: len(start)] = torch.from_numpy(start)
        self.weight = torch.nn.Parameter(weights)
        self._features = features

    def pieces(self, numbers: Numbers) -> torch.Tensor:
        """One row for each piece number."""
        values, starts = self._features.take(numbers)
        return functional.embedding_bag(torch.from_numpy(values), self.weight, torch.from_numpy(starts), mode="sum")

    def forward(self, *groups: tuple[Numbers, Numbers]) -> list[torch.Tensor]:
        """For each group of bags (piece numbers, starts) the mean vectors, of length 1."""
        numbers, places = np.unique(np.concatenate([values for values, _ in groups]), return_inverse=True)
        rows = self.pieces(numbers)
        cuts = np.cumsum([len(values) for values, _ in groups])[:-1]
        return [
            functional.normalize(
                functional.embedding_bag(torch.from_numpy(place), rows, torch.from_numpy(starts), mode="mean"), dim=1
            )
            for place, (_, starts) in zip(np.split(places, cuts), groups, strict=True)
        ]


def train(course: Course, table: Table, recipe: Recipe) -> None:
    """Change `table` in place; prints the losses now and then."""
    torch.manual_seed(recipe.seed)
    optimizer = torch.optim.Adam(table.parameters(), lr=recipe.rate, betas=(0.9, 0.99), fused=True)
    draw = np.random.default_rng(recipe.seed)
    began = time.process_time()
    for step in range(recipe.steps):
        warm = min(1.0, (step + 1) / _WARM_UP) * max(_LAST_RATE, 1 - step / recipe.steps)
        optimizer.param_groups[0]["lr"] = recipe.rate * warm
        pairs, lessons = _losses(course, table, recipe, draw)
        optimizer.zero_grad()
        torch.autograd.backward(pairs + recipe.distillation * lessons)
        optimizer.step()
        if step % 100 == 0 or step == recipe.steps - 1:
            spent = time.process_time() - began
            print(f"step {step}  pairs {pairs.item():.3f}  teacher {lessons.item():.3f}  {spent:.0f} s", flush=True)


def _losses(
    course: Course, table: Table, recipe: Recipe, draw: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    chosen = chosen_pairs(course, recipe, draw)
    hard = np.array([draw.choice(course.negatives[number]) for number in chosen if number in course.negatives], int)
    rows = draw.choice(len(course.lessons.rows), recipe.parallel_batch, p=course.lessons.chances)
    pairs = [course.queries.take(chosen), course.texts.take(chosen)]
    bags = [*(_thinned(bag, recipe.dropout, draw) for bag in pairs), course.lessons.bags.take(rows)]
    if len(hard):
        bags.append(course.texts.take(hard))
    queries, texts, sentences, *more = table(*bags)
    return (
        contrast(queries, torch.cat([texts, *more]), course.groups, chosen, hard, recipe.temperature),
        distil(sentences, course, course.lessons.rows[rows], recipe),
    )


def chosen_pairs(course: Course, recipe: Recipe, draw: np.random.Generator) -> Numbers:
    """A batch mixed as the recipe says."""
    shares = {kind: share for kind, share in recipe.mix.items() if share and len(course.kinds.get(kind, ()))}
    total = sum(shares.values())
    parts = [draw.choice(course.kinds[kind], round(recipe.batch * share / total)) for kind, share in shares.items()]
    return np.concatenate(parts)


def _thinned(bag: tuple[Numbers, Numbers], share: float, draw: np.random.Generator) -> tuple[Numbers, Numbers]:
    """The bags without a share of their pieces; the first piece of each stays."""
    if not share:
        return bag
    values, starts = bag
    kept = draw.random(len(values)) >= share
    kept[starts] = True
    return values[kept], (np.cumsum(kept) - 1)[starts]


def contrast(
    queries: torch.Tensor, texts: torch.Tensor, groups: Numbers, chosen: Numbers, hard: Numbers, temperature: float
) -> torch.Tensor:
    """Each query finds its text among the batch's, and each text its query; texts of one group are not compared."""
    likeness = queries @ texts.T / temperature
    own, all_groups = groups[chosen], groups[np.concatenate([chosen, hard])]
    same = torch.from_numpy(own[:, None] == all_groups[None])
    same[:, : len(chosen)].fill_diagonal_(False)
    likeness = likeness.masked_fill(same, _NEVER)
    target = torch.arange(len(chosen))
    back = likeness[:, : len(chosen)].T
    return (functional.cross_entropy(likeness, target) + functional.cross_entropy(back, target)) / 2


def distil(sentences: torch.Tensor, course: Course, rows: Numbers, recipe: Recipe) -> torch.Tensor:
    """Near the teacher's vector, nearer than to others of the batch, and as like one another as the teacher says."""
    wanted = torch.from_numpy(course.teacher.vectors[rows])
    cosine = (sentences * wanted).sum(dim=1)
    relations = (sentences @ sentences.T - wanted @ wanted.T).square().mean()
    same = torch.from_numpy(rows[:, None] == rows[None])
    same.fill_diagonal_(False)
    likeness = (sentences @ wanted.T / recipe.teacher_temperature).masked_fill(same, _NEVER)
    nearest = functional.cross_entropy(likeness, torch.arange(len(rows)))
    return 2 * (1 - cosine).mean() + 0.3 * nearest + recipe.relations * relations


def finished(table: Table, pieces: int) -> Iterator[NDArray[np.float32]]:
    """The folded vectors, in blocks of pieces."""
    with torch.no_grad():
        for start in range(0, pieces, 8192):
            yield table.pieces(np.arange(start, min(start + 8192, pieces))).numpy()
