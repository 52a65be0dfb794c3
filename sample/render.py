"""Render the sample collection: sample/sources/*.md → sample/documents/. Run it as `python sample/render.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT.parent))

from sample.rendering.produce import produce  # noqa: E402
from sample.rendering.source import load_labelled  # noqa: E402

NOTICE = "Konstruerat exempeldokument: kommunerna, besluten och siffrorna är påhittade."


def main() -> int:
    """Render every source, or those named on the command line; a broken one is named and the rest go on."""
    target, failed = ROOT / "documents", 0
    target.mkdir(exist_ok=True)
    wanted = set(sys.argv[1:])
    for path in sorted((ROOT / "sources").glob("*.md")):
        if wanted and path.stem not in wanted:
            continue
        try:
            print(produce(load_labelled(path), target, NOTICE).name)
        except ValueError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
