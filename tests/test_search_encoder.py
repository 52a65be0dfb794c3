"""The encoder that ships: quick to load, the same as a sentence-transformers model would give, sensible in Swedish."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from kg.errors import EncoderError
from search.encoder import DATA, load_encoder
from search.pieces import Pieces, words

TEXTS = (
    "Kommunfullmäktige antog digitaliseringsstrategin 2021-03-08, § 41.",
    "IT- och informationssäkerhet: ”klassning” av 3,5 % ½ ² ﬁ _under_ Straße 日本語 text",
    "E-tjänster!!! 12ab34",
)


def _tokenizer() -> Tokenizer:
    lines = (DATA / "svensk.pieces.tsv").read_text(encoding="utf-8").split("\n")
    vocabulary = [(piece, float(score)) for piece, score in (line.split("\t") for line in lines if line)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    split = pre_tokenizers.Split(Regex(r"[0-9]+|[^\w\s]"), "isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, pre_tokenizers.WhitespaceSplit()])
    return tokenizer


def test_pieces_are_those_of_the_tokenizers_library() -> None:
    tokenizer, pieces = _tokenizer(), Pieces.load(DATA / "svensk.pieces.tsv")
    for text in TEXTS:
        expected = tokenizer.encode(text, add_special_tokens=False).ids
        assert [piece for word in words(text) for piece in pieces.cut(word)] == expected


def test_vectors_are_the_normalised_means_of_the_pieces() -> None:
    tokenizer = _tokenizer()
    scales = np.load(DATA / "svensk.scales.npy").astype(np.float32)
    weights = np.load(DATA / "svensk.vectors.npy").astype(np.float32) * scales[:, None]
    for text, row in zip(TEXTS, load_encoder().encode(TEXTS), strict=True):
        mean = weights[tokenizer.encode(text, add_special_tokens=False).ids].mean(0)
        assert np.abs(row - mean / np.linalg.norm(mean)).max() < 1e-5


def test_swedish_words_that_say_the_same_are_nearer_than_others() -> None:
    strategy, same, other = load_encoder().encode(["digital utveckling", "digitalisering", "hemtjänst för äldre"])
    assert strategy @ same > strategy @ other + 0.2


def test_a_text_without_words_is_near_nothing() -> None:
    assert not load_encoder().encode(["", "   "]).any()


def test_the_default_needs_no_torch() -> None:
    code = "import sys, search.encoder as e; e.load_encoder().encode(['hej']); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=False).returncode == 0


def test_an_encoder_that_does_not_exist_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="svensk"):
        load_encoder(str(tmp_path / "saknas"))
