"""Quality and cost of reading on the labelled documents: `python -m benchmarks.reading [--others] [--errors FILE]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.reading.cases import all_cases
from benchmarks.reading.measure import measure
from benchmarks.reading.others import other_cases
from benchmarks.reading.tables import as_json, as_text, errors


def main() -> int:
    """Measure and print. Exit code 1 when a quote is not exact or a document could not be read."""
    options = _options()
    cases = [case for case in (other_cases() if options.others else all_cases()) if options.only in case.source.name]
    with tempfile.TemporaryDirectory() as fresh:
        folder = Path(options.keep or fresh)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = measure(cases, folder, ocr=not options.no_ocr)
    if options.json:
        print(json.dumps(as_json(outcome), ensure_ascii=False, indent=1))
    else:
        print("\n".join([*errors(outcome), "", as_text(outcome)]))
    if options.errors:
        Path(options.errors).write_text("\n".join(errors(outcome)) + "\n", encoding="utf-8")
    return 1 if outcome.failed or outcome.exact < outcome.quotes else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--others", action="store_true", help="the documents written by others instead of our own")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    parser.add_argument("--errors", metavar="FILE", help="write one line per error to FILE too")
    parser.add_argument("--only", metavar="TEXT", default="", help="only documents whose name contains TEXT")
    parser.add_argument("--keep", metavar="FOLDER", help="render into FOLDER and leave the files there")
    parser.add_argument("--no-ocr", action="store_true", help="leave out the scans")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
