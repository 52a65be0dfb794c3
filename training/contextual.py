"""A trial that does not ship: a small transformer on top of the static vectors, to see what word order adds.

`python -m training.contextual --data DIR --model search/data --minutes 25`. It starts as the static encoder itself (the
transformer's share is zero) and learns a correction to it from the same teacher and the same pairs. What it gave is in
training/README.md.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as functional
from numpy.typing import NDArray

from training import evaluate
from training.bags import Bags, Cutter
from training.export import STEM
from training.recipe import Recipe
from training.run import course_of
from training.sentence_model import weights
from training.teacher import load_teacher
from training.train import Course, chosen_pairs, contrast, distil

_HEADS = 4
_LAYERS = 2
_RATE = 7e-4
_PAIRS, _ROWS = 128, 320
_LONGEST = 64
_CHECK = 5  # minutes between looks at the development figures
_BLOCK = 128


class Contextual(torch.nn.Module):
    """Normalised static mean plus a correction by a transformer over the same piece vectors."""

    static: torch.Tensor
    size: torch.Tensor

    def __init__(self, vectors: NDArray[np.float32]) -> None:
        super().__init__()
        width = vectors.shape[1]
        self.register_buffer("static", torch.from_numpy(vectors))
        # Frequent pieces have short vectors; the transformer sees them all at a like size.
        self.register_buffer("size", torch.tensor(float(np.linalg.norm(vectors, axis=1).mean())))
        self.places = torch.nn.Parameter(torch.randn(_LONGEST, width) * 0.1)
        layer = torch.nn.TransformerEncoderLayer(
            width, _HEADS, 2 * width, dropout=0.0, activation="gelu", batch_first=True, norm_first=True
        )
        self.layers = torch.nn.TransformerEncoder(layer, _LAYERS, enable_nested_tensor=False)
        self.out = torch.nn.Linear(width, width)
        torch.nn.init.zeros_(self.out.weight)
        torch.nn.init.zeros_(self.out.bias)

    def forward(self, numbers: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Rows of length 1 for rows of piece numbers, padded after `lengths`."""
        there = torch.arange(numbers.shape[1])[None] < lengths[:, None]
        static = functional.embedding(numbers, self.static) * there[..., None]
        seen = functional.normalize(static, dim=2) * 8 + static / self.size + self.places[: numbers.shape[1]]
        context = self.layers(seen, src_key_padding_mask=~there) * there[..., None]
        mean = context.sum(dim=1) / lengths[:, None]
        return functional.normalize(functional.normalize(static.sum(dim=1), dim=1) + self.out(mean), dim=1)


def padded(bags: Bags, chosen: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
    values, starts = bags.take(chosen)
    lengths = np.minimum(np.diff(np.append(starts, len(values))), _LONGEST)
    numbers = np.zeros((len(chosen), int(lengths.max())), np.int64)
    for row, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        numbers[row, :length] = values[start : start + length]
    return torch.from_numpy(numbers), torch.from_numpy(lengths)


def in_order(model: Contextual, bags: Bags, chosen: NDArray[np.int64]) -> torch.Tensor:
    """The rows of the chosen bags; bags of like length are computed together."""
    order = np.argsort(bags.lengths[chosen], kind="stable")
    blocks = [model(*padded(bags, chosen[order[start : start + _BLOCK]])) for start in range(0, len(order), _BLOCK)]
    return torch.cat(blocks)[torch.from_numpy(np.argsort(order))]


def figures(model: Contextual, cutter: Cutter, data: Path, sets: Sequence[evaluate.Retrieval]) -> str:
    def rows(texts: Sequence[str]) -> NDArray[np.float32]:
        with torch.inference_mode():
            result: NDArray[np.float32] = in_order(model, cutter.bags(texts, _LONGEST), np.arange(len(texts))).numpy()
        return result

    return evaluate.line("contextual", evaluate.encoder_figures(data, sets, rows))


def train(model: Contextual, course: Course, recipe: Recipe, minutes: float, look: Callable[[], str]) -> None:
    """Learns for that much CPU time; the development figures every few minutes."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=0.01)
    draw = np.random.default_rng(recipe.seed)
    spent, step, looked = 0.0, 0, 0.0
    while spent < minutes:
        began = time.process_time()
        optimizer.param_groups[0]["lr"] = _RATE * min(1.0, (step + 1) / 40) * max(0.03, 1 - spent / minutes)
        pairs = chosen_pairs(course, recipe, draw)
        rows = draw.choice(len(course.lessons.rows), _ROWS, p=course.lessons.chances)
        queries, texts = in_order(model, course.queries, pairs), in_order(model, course.texts, pairs)
        first = contrast(queries, texts, course.groups, pairs, np.zeros(0, np.int64), recipe.temperature)
        sentences = in_order(model, course.lessons.bags, rows)
        second = distil(sentences, course, course.lessons.rows[rows], recipe)
        optimizer.zero_grad()
        torch.autograd.backward(first + second)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        spent, step = spent + (time.process_time() - began) / 60, step + 1
        if spent - looked >= _CHECK or spent >= minutes:
            looked = spent
            print(f"{spent:.1f} min, step {step}: {first.item():.3f} {second.item():.3f}\n{look()}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("search/data"))
    parser.add_argument("--minutes", type=float, default=25)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    recipe = Recipe(batch=_PAIRS, query_pieces=_LONGEST, text_pieces=_LONGEST)
    cutter = Cutter(chosen.model / f"{STEM}.pieces.tsv")
    vectors = weights(chosen.model)
    course = course_of(chosen.data, [], cutter, load_teacher(chosen.data, vectors.shape[1]), recipe)
    model = Contextual(vectors)
    sets = evaluate.retrievals(chosen.data)
    train(model, course, recipe, chosen.minutes, lambda: figures(model, cutter, chosen.data, sets))


if __name__ == "__main__":
    main()
