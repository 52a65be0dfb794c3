"""Walking folders: the same order every time, never out of the folder, never round in a circle."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import UnreadableFile
from styrgraf.discover import discover, shown


def names(found: list[Path | UnreadableFile]) -> list[str]:
    return [one.name for one in found if isinstance(one, Path)]


def errors(found: list[Path | UnreadableFile]) -> list[str]:
    return [one.code for one in found if isinstance(one, UnreadableFile)]


def test_files_come_sorted_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "under/c.txt", ".git/config", "~$lock.docx", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert names(list(discover([tmp_path]))) == ["a.txt", "b.txt", "c.txt"]


def test_programs_and_data_are_left_out_of_a_folder_but_read_when_named(tmp_path: Path) -> None:
    for name in ("plan.txt", "plan.pdf", "plan", "mk.py", "data.json", "register.CSV", "Makefile"):
        (tmp_path / name).write_text(name)
    assert names(list(discover([tmp_path]))) == ["plan", "plan.pdf", "plan.txt"]
    assert names(list(discover([tmp_path / "mk.py"]))) == ["mk.py"]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    assert names(list(discover([tmp_path / "a.txt", tmp_path, tmp_path / "a.txt"]))) == ["a.txt"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "under").mkdir()
    (tmp_path / "under/up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "a.txt").write_text("a")
    found = list(discover([tmp_path]))
    assert names(found) == ["a.txt"]
    assert errors(found) == ["vanished"]


def test_link_out_is_refused_and_link_within_followed_once(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "real.txt").write_text("y")
    (inside / "same.txt").symlink_to("real.txt")
    (inside / "out.txt").symlink_to(outside)
    found = list(discover([inside]))
    assert names(found) == ["real.txt"]
    assert errors(found) == ["outside"]


def test_link_named_outright_is_followed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.txt").write_text("a")
    (tmp_path / "link").symlink_to("docs")
    assert names(list(discover([tmp_path / "link"]))) == ["a.txt"]


def test_odd_bytes_in_a_name_are_kept_and_shown(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/plan\xff\xe5.txt"
    with open(odd, "w") as file:  # noqa: PTH123 -- the name is bytes
        file.write("x")
    (found,) = discover([tmp_path])
    assert isinstance(found, Path)
    assert os.fsencode(found) == odd
    assert shown(found).endswith(r"plan\xff\xe5.txt")


def test_missing_path_is_one_error(tmp_path: Path) -> None:
    assert errors(list(discover([tmp_path / "nix"]))) == ["vanished"]


def test_the_store_itself_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store/format").write_text("x")
    (tmp_path / "a.txt").write_text("a")
    assert names(list(discover([tmp_path], tmp_path / "store"))) == ["a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_folder_that_cannot_be_listed_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert errors(list(discover([tmp_path]))) == ["permission"]
