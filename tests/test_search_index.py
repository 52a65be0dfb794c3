"""The index on disk: generations that share files, removal, replacement, another encoder, damage."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.errors import EncoderError, StoreError
from search.encoder import load_encoder
from search.index import Index, IndexWriter
from search.retrieve import retrieve
from search.vectors import Inverted, Vectors, write_inverted
from tests.search_collection import ALL, DIGITAL, SECURITY, STAFF, WASTE, index_of, publish


class OtherEncoder:
    """The shipped model under another name: what a changed setting looks like."""

    name, dimensions, fingerprint = "annan", 256, "0123456789abcdef"

    def encode(self, texts: list[str]) -> np.ndarray:
        return load_encoder().encode(texts)


def test_a_published_generation_does_not_change(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "live", load_encoder())
    writer.add([DIGITAL, WASTE])
    first = publish(writer, tmp_path / "1")
    writer.remove(["digital"])
    writer.add([SECURITY])
    second = publish(writer, tmp_path / "2")
    writer.close()
    old, new = Index.open(first, load_encoder()), Index.open(second, load_encoder())
    assert set(old.number) == {"digital", "waste"}
    assert set(new.number) == {"waste", "security"}
    assert retrieve(old, "digitalisering").status == "found"
    assert "digital" not in [hit.card.id for hit in retrieve(new, "e-tjänst ansökningar").hits]
    assert len(new.lexical) == len(new.passages) == 4


def test_generations_share_what_did_not_change(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "live", load_encoder())
    writer.add([DIGITAL])
    first = publish(writer, tmp_path / "1")
    writer.add([WASTE])
    second = publish(writer, tmp_path / "2")
    writer.close()
    shared = [path for path in (first / "vectors").glob("s*") if (second / "vectors" / path.name).exists()]
    assert shared
    assert all(path.samefile(second / "vectors" / path.name) for path in shared)


def test_adding_a_document_again_replaces_it(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "live", load_encoder())
    for _ in range(3):
        writer.add([DIGITAL, DIGITAL])
        writer.commit()
    index = Index.open(publish(writer, tmp_path / "1"), load_encoder())
    writer.close()
    assert [card.id for card in index.cards] == ["digital"]
    assert len(index.lexical) == len(index.passages) == len(DIGITAL.passages)


def test_many_small_commits_are_merged_and_nothing_is_lost(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "live", load_encoder())
    for reading in ALL:
        writer.add([reading])
        writer.commit()
    index = Index.open(publish(writer, tmp_path / "1"), load_encoder())
    writer.close()
    assert len(list((tmp_path / "live" / "vectors").glob("*.rows.npy"))) < len(ALL)
    for reading in ALL:
        number = index.number[reading.document.id]
        positions = [int(place) for place in index.positions([number])]
        assert [index.stored(positions)[place].id for place in positions] == [one.id for one in reading.passages]


def test_a_writer_goes_on_where_another_stopped(tmp_path: Path) -> None:
    for reading in (DIGITAL, STAFF):
        writer = IndexWriter(tmp_path / "live", load_encoder())
        writer.add([reading])
        generation = publish(writer, tmp_path / reading.document.id)
        writer.close()
    assert set(Index.open(generation, load_encoder()).number) == {"digital", "staff"}


def test_another_encoder_is_refused_with_the_remedy(tmp_path: Path) -> None:
    index_of([DIGITAL], tmp_path)
    with pytest.raises(EncoderError, match="rebuild"):
        Index.open(tmp_path / "generation", OtherEncoder())
    with pytest.raises(EncoderError, match="rebuild"):
        IndexWriter(tmp_path / "live", OtherEncoder())


def test_missing_and_damaged_indexes_say_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="saknas"):
        Index.open(tmp_path, load_encoder())
    index_of([DIGITAL], tmp_path)
    manifest = tmp_path / "generation" / "vectors" / "index.json"
    manifest.unlink()
    manifest.write_text("{")
    with pytest.raises(StoreError, match="skadat"):
        Index.open(tmp_path / "generation", load_encoder())


def test_an_empty_collection_answers_that_there_is_nothing(tmp_path: Path) -> None:
    answer = retrieve(index_of([], tmp_path), "digitalisering")
    assert (answer.status, answer.message) == ("not-held", "Samlingen är tom.")


def test_an_inverted_file_finds_as_well_as_comparing_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.vectors.EXACT", 1000)
    monkeypatch.setattr("search.vectors._FEW", 10)
    centres = np.random.default_rng(2).normal(size=(40, 32))
    rows = np.repeat(centres, 100, axis=0) + 0.3 * np.random.default_rng(3).normal(size=(4000, 32))
    halves = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    write_inverted(halves, tmp_path / "part.ivf")
    kept = np.flatnonzero(np.arange(4000) % 7 > 0)
    inverted = Vectors([halves[kept]], 32, [Inverted(tmp_path / "part.ivf", kept)])
    compared = Vectors([halves[kept]], 32)
    among = np.arange(0, len(kept), 3)
    for place in range(0, 3000, 150):
        query = halves[kept][place].astype(np.float32)
        for allowed in (None, among):
            expected, found = (set(one.search(query, 10, allowed)[0]) for one in (compared, inverted))
            assert len(expected & found) >= 9


def test_a_narrow_filter_finds_everything_it_leaves() -> None:
    rows = np.random.default_rng(1).normal(size=(4000, 32)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    halves = rows.astype(np.float16)
    vectors = Vectors([halves[:1500], halves[1500:]], 32)
    among = np.arange(7, 4000, 131)
    exact = halves.astype(np.float32) @ rows[5]
    found, _ = vectors.search(rows[5], 10, among)
    assert list(found) == list(among[np.argsort(-exact[among])[:10]])
    everywhere, _ = vectors.search(rows[5], 10)
    assert list(everywhere) == list(np.argsort(-exact)[:10])
