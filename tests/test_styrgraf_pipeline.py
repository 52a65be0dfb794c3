"""Ingest as a whole: what goes in comes out, twice is once, bad files stop nothing, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import termios
import time
from pathlib import Path

import pytest

from tests.surface import DOCUMENTS, answer, command, content, environment, lines, ok, styrgraf

COUNT = len(list(DOCUMENTS.iterdir()))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("undisturbed") / "store"
    ok("ingest", DOCUMENTS, "--store", store)
    return store


def test_each_file_has_its_line_and_then_comes_the_summary(tmp_path: Path) -> None:
    done = styrgraf("ingest", DOCUMENTS, "--store", tmp_path / "store", "--json")
    *files, summary = lines(done)
    assert done.returncode == 0
    assert {line["status"] for line in files} == {"read"}
    assert len({line["document"] for line in files}) == COUNT
    assert summary["summary"] == {"read": COUNT, "partial": 0, "unchanged": 0, "failed": 0}
    assert summary["generation"] == 1


def test_the_same_again_makes_no_new_generation(undisturbed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(undisturbed, store, symlinks=True)
    again = lines(styrgraf("ingest", DOCUMENTS, "--store", store, "--json"))
    reread = lines(styrgraf("ingest", DOCUMENTS, "--store", store, "--again", "--json"))
    assert again[-1]["summary"]["unchanged"] == COUNT
    assert reread[-1]["summary"]["read"] == COUNT
    assert again[-1]["generation"] == reread[-1]["generation"] == 1
    assert not again[-1]["published"] and not reread[-1]["published"]


def test_one_by_one_is_the_same_as_all_at_once(undisturbed: Path, tmp_path: Path) -> None:
    for path in sorted(DOCUMENTS.iterdir(), reverse=True):
        ok("ingest", path, "--store", tmp_path / "store")
    assert content(tmp_path / "store") == content(undisturbed)


def test_the_same_bytes_under_two_names_are_one_document(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("a.md", "b.md"):
        shutil.copy(DOCUMENTS / "stenbro-plan.md", docs / name)
    *files, summary = lines(styrgraf("ingest", docs, "--store", tmp_path / "store", "--json"))
    assert sorted(line["status"] for line in files) == ["read", "unchanged"]
    assert len({line["document"] for line in files}) == 1
    assert summary["generation"] == 1


def test_rebuild_makes_the_same_from_the_readings_alone(undisturbed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(undisturbed, store, symlinks=True)
    shutil.rmtree(store / "live")
    ok("rebuild", "--store", store)
    assert content(store) == content(undisturbed)


def test_check_finds_what_does_not_agree(undisturbed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(undisturbed, store, symlinks=True)
    changed, *_, gone = sorted((store / "readings").glob("*/*.json.zst"))
    gone.unlink()
    begins = changed.parent.name + changed.name[:10]
    next(path for path in store.glob("originals/*/*") if (path.parent.name + path.name).startswith(begins)).write_text(
        "x"
    )
    done = styrgraf("check", "--store", store)
    assert done.returncode == 1
    assert "är ändrat på disken" in done.stdout
    assert "saknar läsning" in done.stdout
    assert len(done.stdout.splitlines()) == 2


STAGES = {
    "originals": "originals/*/*",
    "readings": "readings/*/*.json.zst",
    "two readings": "readings/*/*.json.zst",
    "graph": "live/graph/*.log",
    "words": "live/lexical/*.store",
    "vectors": "live/vectors/s*",
    "building": "generations/.building-*",
    "half built": "generations/.building-*/lexical",
    "published": "generations/000001/manifest.json",
}


@pytest.mark.parametrize("stage", list(STAGES))
def test_killed_anywhere_the_next_ingest_ends_as_if_undisturbed(stage: str, undisturbed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    process = subprocess.Popen(
        command("ingest", DOCUMENTS, "--store", store, "--workers", 1), env=environment(), stderr=subprocess.DEVNULL
    )
    wanted = 2 if stage == "two readings" else 1
    while process.poll() is None and len(list(store.glob(STAGES[stage]))) < wanted:
        time.sleep(0.001)
    process.kill()
    process.wait()
    ok("ingest", DOCUMENTS, "--store", store)
    assert content(store) == content(undisturbed)


def test_killed_again_and_again_it_still_ends_as_if_undisturbed(undisturbed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for tenths in (6, 9, 12, 15, 18):
        process = subprocess.Popen(command("ingest", DOCUMENTS, "--store", store), env=environment(), stderr=-3)
        time.sleep(tenths / 10)
        process.kill()
        process.wait()
    ok("ingest", DOCUMENTS, "--store", store)
    assert content(store) == content(undisturbed)


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "store"
    docs.mkdir()
    for number in range(150):
        (docs / f"{number:03}.txt").write_text(
            f"Policy nummer {number}\n\nAntagen av kommunstyrelsen 2020-01-02, § 3\n"
        )
    process = subprocess.Popen(
        command("ingest", docs, "--store", store, "--workers", 1), env=environment(), stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None and len(list(store.glob("readings/*/*.json.zst"))) < 3:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "kör samma kommando igen" in said
    assert "Traceback" not in said
    kept = len(ok("export", "--store", store, "--format", "csv").splitlines()) - 1
    assert 3 <= kept < 150
    assert styrgraf("check", "--store", store).returncode == 0


def test_a_terminal_gets_a_bar_and_a_pipe_gets_none(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    termios.tcsetwinsize(ours, (24, 80))
    run = command("ingest", DOCUMENTS / "stenbro-plan.md", "--store", tmp_path / "store")
    process = subprocess.Popen(run, env=environment(), stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    said = b""
    # The other end is closed with an error, not with an empty read.
    with contextlib.suppress(OSError):
        while block := os.read(ours, 4096):
            said += block
    os.close(ours)
    assert process.wait(60) == 0
    assert process.communicate()[0] == b""
    assert "Läser" in said.decode() and "1/1" in said.decode()
    assert "Läser" not in styrgraf("ingest", DOCUMENTS, "--store", tmp_path / "store").stderr


def test_a_second_writer_is_refused_with_a_clear_message(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = subprocess.Popen(command("ingest", DOCUMENTS, "--store", store), env=environment(), stderr=-3)
    while first.poll() is None and not (store / "live").exists():
        time.sleep(0.001)
    first.send_signal(signal.SIGSTOP)
    try:
        second = styrgraf("ingest", DOCUMENTS, "--store", store)
    finally:
        first.send_signal(signal.SIGCONT)
    assert second.returncode == 1
    assert len(second.stderr.splitlines()) == 1
    assert str(store) in second.stderr
    assert first.wait(60) == 0


def zoo(folder: Path) -> dict[str, str]:
    """Files that are no documents, by name, with the code that each is to get (empty: any)."""
    folder.mkdir()
    shutil.copy(DOCUMENTS / "stenbro-plan.md", folder / "bra.md")
    pdf = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pa"
    made = {
        "tom.pdf": b"",
        "bild.pdf": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "avhuggen.pdf": pdf,
        "skräp.docx": b"PK\x03\x04" + b"x" * 50,
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    (folder / "ring").symlink_to(folder)
    (folder / "ut.md").symlink_to(DOCUMENTS / "lovsta-digitaliseringsstrategi.md")
    (folder / "borta.md").symlink_to(folder / "nix.md")
    with open(os.fsencode(folder) + b"/udda\xff.pdf", "wb") as file:  # noqa: PTH123 -- the name is bytes
        file.write(b"\x00\x01\x02")
    codes = dict.fromkeys(("bild.pdf", "avhuggen.pdf", "skräp.docx", "udda\\xff.pdf"), "")
    return codes | {"tom.pdf": "empty", "ut.md": "outside", "borta.md": "vanished"}


def test_bad_files_each_get_a_line_and_stop_nothing(tmp_path: Path) -> None:
    expected = zoo(tmp_path / "docs")
    done = styrgraf("ingest", tmp_path / "docs", "--store", tmp_path / "store", "--json")
    *files, summary = lines(done)
    failed = {Path(line["file"]).name: line["error"] for line in files if line["status"] == "failed"}
    assert done.returncode == 3
    assert set(failed) == set(expected)
    assert summary["summary"] == {"read": 1, "partial": 0, "unchanged": 0, "failed": len(expected)}
    for name, error in failed.items():
        assert error["cause"] and error["remedy"], name
        assert expected[name] in ("", error["code"]), name
        assert sum(name in line for line in done.stderr.splitlines()) == 1
    assert len(answer("search", "e-tjänster för bygglov", "--store", tmp_path / "store")["hits"]) == 1


def test_failures_are_kept_and_tried_again(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "store"
    docs.mkdir()
    (docs / "a.md").write_bytes(b"")
    shutil.copy(DOCUMENTS / "stenbro-plan.md", docs / "b.md")
    assert styrgraf("ingest", docs, "--store", store).returncode == 3
    assert lines(styrgraf("ingest", "--retry-failed", "--store", store, "--json"))[0]["status"] == "failed"
    shutil.copy(DOCUMENTS / "lovsta-digitaliseringsstrategi.md", docs / "a.md")
    again = styrgraf("ingest", "--retry-failed", "--store", store, "--json")
    assert again.returncode == 0
    assert [line["status"] for line in lines(again)[:-1]] == ["read"]
    assert lines(styrgraf("ingest", "--retry-failed", "--store", store, "--json"))[-1]["summary"]["failed"] == 0


def test_full_disk_is_one_line_and_the_old_generation_stays(tmp_path: Path) -> None:
    """A limit on the size of files meets every library below as a full disk does."""
    store = tmp_path / "store"
    ok("ingest", DOCUMENTS / "stenbro-plan.md", "--store", store)
    before = content(store)
    shell = f"ulimit -f 8; trap '' XFSZ; exec {' '.join(command('ingest', DOCUMENTS, '--store', store))}"
    full = subprocess.run(["bash", "-c", shell], env=environment(), capture_output=True, text=True)
    assert full.returncode == 1, full.stderr
    assert "Disken är full" in full.stderr.splitlines()[-1]
    assert "Traceback" not in full.stderr
    after = content(store)
    assert (after["graph"], after["table"]) == (before["graph"], before["table"])
    ok("ingest", DOCUMENTS, "--store", store)
    assert styrgraf("check", "--store", store).returncode == 0


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "viktigt.txt").write_text("viktigt")
    done = styrgraf("ingest", DOCUMENTS, "--store", tmp_path)
    assert done.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["viktigt.txt"]
