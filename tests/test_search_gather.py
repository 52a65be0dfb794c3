"""Gathering candidates: under a broad filter the same as among the rest alone; what likeness is usual."""

from __future__ import annotations

import numpy as np
import pytest

from search.encoder import load_encoder
from search.gather import gathered
from search.index import Index
from search.query import parse
from search.usual import Usual
from search.weights import FIELD_WEIGHTS
from tests.search_collection import ALL, index_of, steering

TOPICS = ("digitalisering", "avfall", "krisberedskap", "upphandling", "kompetensförsörjning", "arkiv")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    more = [
        steering(
            f"d{number}",
            "plan",
            f"Ort {number % 9}",
            f"Plan för {TOPICS[number % 6]} {number}",
            (
                ("Mål", f"Arbetet med {TOPICS[number % 6]} ska följas upp."),
                ("Ansvar", f"Enhet {number} leder arbetet."),
            ),
        )
        for number in range(90)
    ]
    return index_of([*ALL, *more], tmp_path_factory.mktemp("gather"))


@pytest.mark.parametrize("text", ["uppföljning av digitalisering", "vem leder arbetet med avfall", '"ska följas upp"'])
def test_the_best_of_all_with_some_put_aside_are_the_best_of_the_rest(
    index: Index, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.gather.LISTED", 12)
    monkeypatch.setattr("search.gather.TITLES", 8)
    query = parse(text)
    wanted = index.lexical.weighted(query.wanted(), FIELD_WEIGHTS)
    vector = load_encoder().encode([query.text])[0]
    allowed = np.arange(len(index.cards)) % 5 > 0
    among_all = gathered(index, query, wanted, vector, allowed, "semantic", 30)
    monkeypatch.setattr("search.gather._BROAD", 1.1)
    alone = gathered(index, query, wanted, vector, allowed, "semantic", 30)
    assert set(among_all) <= set(np.flatnonzero(allowed).tolist())
    assert _nearest(index, vector, among_all) == pytest.approx(_nearest(index, vector, alone), abs=1e-4)


def _nearest(index: Index, vector: np.ndarray, numbers: list[int]) -> list[float]:
    return sorted(float(index.passages.scores(vector, index.positions([number])).max()) for number in numbers)


def test_what_is_usual_is_that_of_every_likeness(index: Index) -> None:
    query = load_encoder().encode(["uppföljning av målen"])[0]
    rows = index.passages.rows(np.arange(len(index.passages)))
    values = np.concatenate([rows, index.background]) @ query
    mean, deviation = Usual.of(index.passages, index.background).likeness(query)
    assert mean == pytest.approx(float(values.mean()), abs=1e-4)
    assert deviation == pytest.approx(float(values.std()), abs=1e-3)
