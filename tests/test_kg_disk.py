"""The store on disk keeps what it was given, lets one writer in, and publishes in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.disk import DiskStore
from kg.errors import StoreError
from kg.jsonform import digest
from tests.reading_factory import audit, strategy


def writing(word: str):  # type: ignore[no-untyped-def]
    def make(target: Path) -> None:
        target.mkdir()
        (target / "word").write_text(word)

    return make


def test_original_is_kept_by_its_content(tmp_path: Path) -> None:
    archive = DiskStore(tmp_path / "store").archive
    path = archive.put_original("ab" + "c" * 62, ".pdf", b"%PDF")
    assert path == tmp_path / "store/originals/ab" / ("c" * 62 + ".pdf")
    assert archive.original("ab" + "c" * 62) == path and path.read_bytes() == b"%PDF"
    assert archive.original("ab" + "d" * 62) is None


def test_reading_is_kept_and_replaced(tmp_path: Path) -> None:
    archive = DiskStore(tmp_path / "store").archive
    first, second = strategy().reading(), strategy(partial=True).reading()
    assert archive.put_reading(first) == digest(first) == archive.digest(first.document.id)
    assert archive.put_reading(second) == digest(second) == archive.digest(first.document.id)
    archive.put_reading(audit().reading())
    assert archive.reading(first.document.id) == second
    assert archive.ids() == sorted([first.document.id, audit().id])
    assert [r.document.id for r in archive.readings()] == archive.ids()


def test_document_not_held_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="dokumentet abcdef finns inte"):
        DiskStore(tmp_path / "store").archive.reading("abcdef")


def test_damaged_reading_is_named(tmp_path: Path) -> None:
    archive = DiskStore(tmp_path / "store").archive
    archive.put_reading(strategy().reading())
    (path,) = (tmp_path / "store/readings").rglob("*.json.zst")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(StoreError, match=r"skadad.*läs in dokumentet igen"):
        archive.reading(strategy().id)


def test_taken_down_document_leaves_a_tombstone(tmp_path: Path) -> None:
    archive = DiskStore(tmp_path / "store").archive
    reading = strategy().reading()
    sha = reading.document.source.sha256
    archive.put_original(sha, ".pdf", b"x")
    archive.put_reading(reading)
    archive.remove(sha, "personal data")
    assert archive.takedowns.has(sha) and not archive.takedowns.has("f" * 64)
    assert archive.ids() == [] and archive.original(sha) is None


def test_second_writer_is_told_so(tmp_path: Path) -> None:
    first, second = DiskStore(tmp_path / "store").writer(), DiskStore(tmp_path / "store").writer()
    with first, pytest.raises(StoreError, match="en annan styrgraf"), second:
        raise AssertionError("two writers")


def test_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="ingen samling"):
        DiskStore(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_store_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "format").write_text("styrgraf-store 9\n")
    with pytest.raises(StoreError, match="annat format"):
        DiskStore(tmp_path)


def test_publishing_switches_and_numbers_count_up(tmp_path: Path) -> None:
    disk = DiskStore(tmp_path / "store")
    assert disk.current() is None
    with disk.writer():
        assert disk.publish({"graph": writing("one")}, {"documents": 1}) == 1
        assert disk.publish({"graph": writing("two")}, {"documents": 2}) == 2
    with disk.current() as generation:  # type: ignore[union-attr]
        assert generation.number == 2
        assert generation.manifest == {"number": 2, "documents": 2, "parts": ["graph"]}
        assert (generation.path / "graph/word").read_text() == "two"
    assert (tmp_path / "store/current").readlink() == Path("generations/000002")


def test_failed_part_leaves_the_old_generation(tmp_path: Path) -> None:
    disk = DiskStore(tmp_path / "store")

    def fail(target: Path) -> None:
        writing("half")(target)
        raise OSError(28, "No space left on device", str(target))

    with pytest.raises(StoreError, match="Frigör utrymme"), disk.writer():
        disk.publish({"graph": writing("one")}, {})
        disk.publish({"graph": fail}, {})
    assert disk.current().path.joinpath("graph/word").read_text() == "one"  # type: ignore[union-attr]
    with disk.writer() as begun:
        assert begun.recovered
        assert disk.publish({"graph": writing("two")}, {}) == 2


def test_old_generation_stays_while_it_is_read(tmp_path: Path) -> None:
    disk = DiskStore(tmp_path / "store")
    with disk.writer():
        disk.publish({"graph": writing("first")}, {})
        reader = disk.current()
        assert reader is not None
        for number in range(6):
            disk.publish({"graph": writing(str(number))}, {})
        assert disk.generations.numbers() == [1, 5, 6, 7]
        assert (reader.path / "graph/word").read_text() == "first"
        reader.close()
        disk.publish({"graph": writing("last")}, {})
        assert disk.generations.numbers() == [6, 7, 8]


def test_live_is_set_back_after_an_unfinished_writer(tmp_path: Path) -> None:
    disk = DiskStore(tmp_path / "store")
    with disk.writer() as begun:
        assert not begun.recovered
        writing("published")(disk.live / "lexical")
        disk.publish({"lexical": lambda target: writing("published")(target)}, {})
    with pytest.raises(RuntimeError), disk.writer() as begun:
        assert not begun.recovered
        (disk.live / "lexical/word").write_text("ahead")
        raise RuntimeError
    with disk.writer() as begun:
        assert begun.recovered
        assert (disk.live / "lexical/word").read_text() == "published"


def test_half_written_files_of_a_killed_writer_are_swept(tmp_path: Path) -> None:
    disk = DiskStore(tmp_path / "store")
    with pytest.raises(RuntimeError), disk.writer():
        kept = disk.archive.put_original("ab" + "c" * 62, ".pdf", b"whole")
        kept.with_name(".begun.pdf.123").write_bytes(b"hal")
        raise RuntimeError
    with disk.writer():
        assert [path.name for path in kept.parent.iterdir()] == [kept.name]
