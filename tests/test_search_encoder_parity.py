"""The encoder gives the vectors that sentence-transformers gives with the same weights."""

import random

import numpy as np
import pytest

from search.encoder import DATA, load_encoder
from search.pieces import Pieces, words
from training.export import quantised, used
from training.sentence_model import sentence_model, tokenizer

TEXTS = [
    "Kommunfullmäktige antog digitaliseringsstrategin den 12 mars 2021 (KS/2019:73).",
    "Säkerställer kommunstyrelsen en tillräcklig uppföljning av kompetensförsörjningsplanerna?",
    "12 § Nämnden ska ha rutiner för informationssäkerhet; se även 3 kap. 2 §.",
    "e-tjänster, it-drift och AI – ”välfärdsteknik” i äldreomsorgen",
    "VERSALER I RUBRIKEN",
    "sam\u00adverkan, ﬁnansiering och ½ miljon",
    "På svenska, in English, по-русски, 日本語 och emoji 🙂🙂",
    "under_streck, 50% & 1 000,50 kr",
    "\t rad\nbrytning\r\n  och   mellanrum ",
    "o" * 300,
]


@pytest.fixture(scope="module")
def theirs():
    return sentence_model(DATA)


def test_vectors_agree_with_sentence_transformers(theirs):
    ours = load_encoder().encode(TEXTS)
    assert np.abs(ours - theirs.encode(TEXTS)).max() < 1e-3


def test_vectors_agree_on_words_made_of_chance(theirs):
    draw = random.Random(1)
    signs = "abcdefghijklmnopqrstuvwxyzåäöéü0123456789-.,:§ "
    texts = ["".join(draw.choice(signs) for _ in range(80)) for _ in range(200)]
    assert np.abs(load_encoder().encode(texts) - theirs.encode(texts)).max() < 1e-3


def test_pieces_are_those_of_the_tokenizers_library():
    ours, library = Pieces.load(DATA / "svensk.pieces.tsv"), tokenizer(DATA)
    for text in TEXTS:
        assert [number for word in words(text) for number in ours.cut(word)] == library.encode(text).ids


def test_a_text_is_the_same_alone_and_among_others():
    encoder = load_encoder()
    assert np.allclose(encoder.encode(TEXTS)[3], encoder.encode([TEXTS[3]])[0], atol=1e-6)


def test_related_words_are_nearer_than_unrelated_ones():
    rows = load_encoder().encode(["digitalisering", "it och e-tjänster", "barnens skolmat"])
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_eight_bits_lose_next_to_nothing():
    vectors = np.random.default_rng(0).normal(size=(50, 64)).astype(np.float32)
    numbers, scales = quantised(vectors)
    back = numbers * scales[:, None].astype(np.float32)
    likeness = (vectors * back).sum(axis=1) / np.linalg.norm(vectors, axis=1) / np.linalg.norm(back, axis=1)
    assert likeness.min() > 0.9995


def test_every_piece_is_its_own_best_cut():
    """So that a word that is a piece needs no search for a better cut."""
    path = DATA / "svensk.pieces.tsv"
    assert used(path) == list(range(len(Pieces.load(path))))
