"""Train the encoder and write it where the product reads it: `python -m training.run --data DIR --out search/data`.

`--set name=value` changes a number of the recipe, `--set mix.own=0.05` a share. `--work` keeps the vocabulary between
runs, so that trials differ in what is tried alone.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch

from search.encoder import load_encoder
from training import evaluate, vocabulary
from training.bags import Cutter
from training.export import STEM, write_model
from training.lexicon import starting_vectors
from training.negatives import mine
from training.pairs import Pair, all_pairs
from training.recipe import Recipe
from training.shares import features
from training.teacher import Teacher, lessons, load_teacher
from training.train import Course, Table, finished, train


def main() -> None:
    chosen = _arguments()
    recipe = _recipe(chosen.set)
    torch.set_num_threads(chosen.threads)
    torch.use_deterministic_algorithms(True)
    with TemporaryDirectory() as temporary:
        work = chosen.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        _make(chosen.data, chosen.own, work, chosen.out, recipe)
    unseen = [] if recipe.mix.get("own") else chosen.own
    sets = evaluate.retrievals(chosen.data, unseen)
    figures = evaluate.encoder_figures(chosen.data, sets, load_encoder(str(chosen.out)).encode)
    print(evaluate.line("trained", figures))


def _make(data: Path, own: Sequence[Path], work: Path, out: Path, recipe: Recipe) -> None:
    """From the material to the three files of the model."""
    pieces = work / f"{STEM}.pieces.tsv"
    if not pieces.exists():
        vocabulary.write(pieces, vocabulary.choose(vocabulary.count_words(data, own), recipe.pieces))
    began = time.process_time()
    names = [line.split("\t")[0] for line in pieces.read_text(encoding="utf-8").splitlines()]
    teacher = load_teacher(data, recipe.dimensions)
    course = course_of(data, own, Cutter(pieces), teacher, recipe)
    start = starting_vectors(data, names, vocabulary.frequencies(pieces), teacher, recipe.seed)
    table = Table(start, *features(names, recipe.shared))
    print(f"{len(names)} pieces, {len(table.weight)} rows, {time.process_time() - began:.0f} s", flush=True)
    train(course, table, recipe)
    write_model(out, pieces, np.concatenate(list(finished(table, len(names)))))


def course_of(data: Path, own: Sequence[Path], cutter: Cutter, teacher: Teacher, recipe: Recipe) -> Course:
    pairs = all_pairs(data, own, recipe.seed, recipe.siblings)
    number: dict[str, int] = {}
    groups = np.array([number.setdefault(pair.group, len(number)) for pair in pairs])
    return Course(
        queries=cutter.bags((pair.query for pair in pairs), recipe.query_pieces),
        texts=cutter.bags((pair.text for pair in pairs), recipe.text_pieces),
        groups=groups,
        kinds=_by_kind(pairs),
        negatives=mine(pairs, groups, recipe.negatives, recipe.seed) if recipe.negatives else {},
        lessons=lessons(data, teacher, cutter, recipe.query_pieces, recipe.weights),
        teacher=teacher,
    )


def _by_kind(pairs: Sequence[Pair]) -> dict[str, Any]:
    kinds = np.array([pair.kind for pair in pairs])
    found = {str(kind): np.flatnonzero(kinds == kind) for kind in np.unique(kinds)}
    print(", ".join(f"{len(numbers)} {kind}" for kind, numbers in found.items()), flush=True)
    return found


def _recipe(changes: Sequence[str]) -> Recipe:
    """The recipe with `name=value` and `mix.kind=share` changes; values are JSON."""
    fields: dict[str, Any] = dataclasses.asdict(Recipe())
    for change in changes:
        name, _, value = change.partition("=")
        holder, _, key = name.partition(".")
        if holder not in fields or (key and not isinstance(fields[holder], dict)):
            raise SystemExit(f"No {name} in the recipe; it has {', '.join(fields)}.")
        if key:
            fields[holder][key] = json.loads(value)
        else:
            fields[holder] = json.loads(value)
    return Recipe(**fields)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the material")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    parser.add_argument("--own", type=Path, nargs="*", default=[], help="folders of our own texts (Markdown)")
    parser.add_argument("--work", type=Path, help="a folder that keeps the vocabulary")
    parser.add_argument("--threads", type=int, default=1, help="more is faster, and not the same to the last bit")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="changes to the recipe")
    return parser.parse_args()


if __name__ == "__main__":
    main()
