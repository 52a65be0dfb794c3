"""The training loop on a few made-up bags: it learns what it is shown, and the same each time."""

import dataclasses

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.bags import Bags  # noqa: E402
from training.evaluate import ndcg10  # noqa: E402
from training.recipe import Recipe  # noqa: E402
from training.teacher import Lessons, Teacher  # noqa: E402
from training.train import Course, Table, finished, train  # noqa: E402

PIECES = 12
RECIPE = dataclasses.replace(
    Recipe(), steps=40, batch=4, parallel_batch=4, dimensions=8, dropout=0.0, rate=0.05, mix={"statute": 1.0}
)


def course() -> Course:
    """Query i holds piece i, its text piece i + 6."""
    draw = np.random.default_rng(0)
    vectors = draw.normal(size=(4, 8)).astype(np.float32)
    teacher = Teacher({}, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    return Course(
        queries=Bags([[number] for number in range(6)]),
        texts=Bags([[number + 6] for number in range(6)]),
        groups=np.arange(6),
        kinds={"statute": np.arange(6)},
        negatives={},
        lessons=Lessons(Bags([[1], [2, 3], [4], [5]]), np.arange(4), np.full(4, 0.25)),
        teacher=teacher,
    )


def trained(recipe: Recipe = RECIPE) -> np.ndarray:
    start = np.random.default_rng(1).normal(0, 0.1, (PIECES, 8)).astype(np.float32)
    table = Table(start, Bags([[number] for number in range(PIECES)]), PIECES)
    train(course(), table, recipe)
    vectors = np.concatenate(list(finished(table, PIECES)))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_queries_find_their_texts_after_training():
    vectors = trained()
    assert ndcg10(vectors[:6] @ vectors[6:].T, [{number} for number in range(6)]) == 1.0


def test_the_seed_decides_every_bit():
    assert np.array_equal(trained(), trained())
    assert not np.array_equal(trained(), trained(dataclasses.replace(RECIPE, seed=1)))
