"""The shipped encoder as a sentence-transformers model: `python -m training.sentence_model --out FOLDER`.

The same weights with another library's tokenizer and pooling: for those who use that library, and as the proof that
the product's own code computes what it should (tests/test_search_encoder_parity.py).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from training.export import STEM

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def tokenizer(folder: Path) -> Tokenizer:
    """The vocabulary as a unigram tokenizer: lower case, digits in runs, signs one by one."""
    lines = (folder / f"{STEM}.pieces.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [(piece, float(score)) for piece, score in (line.split("\t") for line in lines)]
    made = Tokenizer(models.Unigram(pairs, unk_id=0, byte_fallback=False))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    signs = pre_tokenizers.Split(Regex(r"[0-9]+|[^\w\s]"), "isolated")
    made.pre_tokenizer = pre_tokenizers.Sequence([signs, pre_tokenizers.WhitespaceSplit()])
    return made


def weights(folder: Path) -> NDArray[np.float32]:
    """The vectors of the pieces, out of their eight bits."""
    scales = np.load(folder / f"{STEM}.scales.npy").astype(np.float32)
    vectors: NDArray[np.float32] = np.load(folder / f"{STEM}.vectors.npy").astype(np.float32) * scales[:, None]
    return vectors


def sentence_model(folder: Path) -> SentenceTransformer:
    """A mean of piece vectors, then length 1."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    static = StaticEmbedding(tokenizer(folder), embedding_weights=weights(folder))
    return SentenceTransformer(modules=[static, Normalize()], device="cpu")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("search/data"))
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    sentence_model(chosen.model).save_pretrained(str(chosen.out))


if __name__ == "__main__":
    main()
