"""A folder that is watched: what is put in it is taken in when it has stopped growing, by the command itself."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

from styrgraf.folder_watch import watched
from tests.surface import command, environment, styrgraf

NOTE = "Policy för resor\n\nAntagen av kommunfullmäktige 2020-01-20, § 5\n\nDen som reser planerar i god tid.\n"


def test_what_is_put_in_the_folder_is_taken_in(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    (folder / "a.txt").write_text(NOTE)
    process = subprocess.Popen(
        command("watch", folder, "--store", store, "--every", "0.3", "--json"),
        env=environment(STYRGRAF_WORKERS="1"),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    assert (Path(first["file"]).name, first["status"]) == ("a.txt", "read")
    # A file that grows is left alone until it has stopped.
    with (folder / "b.txt").open("w") as file:
        for line in NOTE.replace("resor", "möten").splitlines(keepends=True):
            file.write(line)
            file.flush()
            time.sleep(0.2)
    second = json.loads(process.stdout.readline())
    assert (Path(second["file"]).name, second["status"]) == ("b.txt", "read")
    deadline = time.monotonic() + 30
    while watched(store)[0].get("counts", {}).get("read") != 1 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert watched(store)[0]["folder"] == str(folder)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    process.stdout.close()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = styrgraf("watch", tmp_path / "nix", "--store", tmp_path / "store")
    assert done.returncode == 2 and "nix" in done.stderr
