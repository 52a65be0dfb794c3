"""The pieces of the encoder's vocabulary, and what they share."""

from collections import Counter

import pytest

from search.encoder import DATA
from search.pieces import Pieces
from training.bags import Bags, Cutter
from training.shares import features
from training.vocabulary import choose, frequencies, surface_parts, write


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("digitaliseringsstrategi", ("digitaliserings", "strategi")),
        ("kompetensförsörjningsplan", ("kompetens", "försörjnings", "plan")),
        ("strategi", ("strategi",)),
        ("kommun", ("kommun",)),
    ],
)
def test_compounds_are_cut_as_they_are_written(word, parts):
    assert surface_parts(word) == parts


def test_a_part_is_the_same_piece_inside_a_compound_and_outside_it(tmp_path):
    path = tmp_path / "p.tsv"
    write(path, choose(Counter({"digitaliseringsstrategi": 20, "strategi": 30, "och": 90}), 100))
    pieces = Pieces.load(path)
    assert pieces.cut("digitaliseringsstrategi")[-1] == pieces.cut("strategi")[0]
    assert sum(frequencies(path)[1:]) == pytest.approx(1, abs=0.01)


def test_inflections_share_a_row_and_keep_one_of_their_own():
    bags, rows = features(["[UNK]", "planen", "planer", "gata"], shared=True)
    assert rows == 5
    assert list(bags.take([1, 2])[0]) == [1, 4, 2, 4]
    assert list(bags.take([3])[0]) == [3]


def test_a_cut_is_not_longer_than_asked_and_never_empty():
    cutter = Cutter(DATA / "svensk.pieces.tsv")
    assert len(cutter.cut("kommunen ska följa upp planen varje år", 3)) == 3
    assert cutter.cut("", 3) == [0]


def test_bags_are_taken_in_the_order_asked_for():
    values, starts = Bags([[1, 2], [3], [4, 5, 6]]).take([2, 0])
    assert list(values) == [4, 5, 6, 1, 2]
    assert list(starts) == [0, 3]
