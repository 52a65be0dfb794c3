"""Fetch the packages of every vendor.json from the npm registry anew, at the versions it names, with their hashes.

A `vendor.json` lists packages: name, version, licence, and `files`, from the path in the package to the path beside
the `vendor.json`; the hashes are written here. To take a newer version, change its number and run `make vendor`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LISTS = (ROOT / "styrgraf/web/vendor.json", ROOT / "tests/data/vendor/vendor.json")


def main() -> None:
    """Renew every list."""
    for listed in LISTS:
        content = json.loads(listed.read_text(encoding="utf-8"))
        for package in content["packages"]:
            package["sha256"] = dict(_fetched(package, listed.parent))
        listed.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _fetched(package: dict[str, Any], folder: Path) -> list[tuple[str, str]]:
    """Put the files of a package in their places; path and SHA-256 of each."""
    with tempfile.TemporaryDirectory() as scratch:
        wanted = f"{package['name']}@{package['version']}"
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=scratch, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(scratch).glob("*.tgz"))) as archive:
            return [(to, _placed(archive, source, folder / to)) for source, to in package["files"].items()]


def _placed(archive: tarfile.TarFile, source: str, target: Path) -> str:
    opened = archive.extractfile(source)
    assert opened is not None, f"{source} is no file of the package"
    content = opened.read()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()
