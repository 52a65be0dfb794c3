"""What others wrote is here exactly as they published it, under a licence that is named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LISTS = [ROOT / "styrgraf/web/vendor.json", ROOT / "tests/data/vendor/vendor.json"]


@pytest.mark.parametrize("listed", LISTS, ids=lambda path: path.parent.name)
def test_every_vendored_file_is_listed_with_the_hash_it_has(listed: Path) -> None:
    packages = json.loads(listed.read_text(encoding="utf-8"))["packages"]
    hashes = {path: digest for package in packages for path, digest in package["sha256"].items()}
    for path, digest in hashes.items():
        assert hashlib.sha256((listed.parent / path).read_bytes()).hexdigest() == digest, path
    for package in packages:
        assert package["name"] and package["version"] and package["licence"]
        assert set(package["files"].values()) == set(package["sha256"])


def test_nothing_is_vendored_that_is_not_listed() -> None:
    web = ROOT / "styrgraf/web"
    packages = json.loads(LISTS[0].read_text(encoding="utf-8"))["packages"]
    listed = {path for package in packages for path in package["files"].values()}
    folders = (web / "static/vendor", web / "fonts")
    held = {str(path.relative_to(web)) for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert held == listed
