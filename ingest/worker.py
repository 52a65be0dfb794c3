"""The worker's side of the sandbox: `python -m ingest.worker TASK`. Reads paths from stdin, answers on stdout.

Answers are lines of JSON: {"ready": true} once, then for each path perhaps {"pages_to_ocr": n}, and
{"reading": …} or {"error": [code, cause, remedy]}.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from ingest.ocr import on_ocr
from ingest.read import read
from ingest.registry import Registry
from kg.errors import UnreadableFile
from kg.jsonform import to_json

_OUT_OF_MEMORY = ("memory", "krävde för mycket minne", "Höj minnesgränsen i inställningarna, eller dela upp filen.")


def main() -> None:
    """Serve until stdin closes."""
    task: dict[str, Any] = orjson.loads(sys.argv[1])
    answers = _private_stdout()
    registry = Registry.load([Path(path) for path in task["registry_files"]])
    resource.setrlimit(resource.RLIMIT_AS, (task["memory"], task["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    on_ocr.set(lambda pages: _say(answers, {"pages_to_ocr": pages}))
    # One file makes millions of objects and hardly a cycle: collecting between files halves the time of large ones.
    gc.disable()
    _say(answers, {"ready": True})
    for line in sys.stdin.buffer:
        path = Path(os.fsdecode(bytes.fromhex(orjson.loads(line)["path"])))
        _allow_cpu(task["cpu"])
        try:
            answers.write(_answer(path, registry, ocr=task["ocr"]))
            answers.flush()
        except MemoryError:
            # What is left of this process after that is not to be trusted with another file.
            _say(answers, {"error": _OUT_OF_MEMORY})
            return
        gc.collect()


def _private_stdout() -> BinaryIO:
    """The real standard output, which libraries that print can no longer reach."""
    kept = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return kept


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(orjson.dumps(message) + b"\n")
    answers.flush()


def _allow_cpu(seconds: int) -> None:
    """Let this process use that much more CPU: the kernel ends it when that is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _answer(path: Path, registry: Registry, *, ocr: bool) -> bytes:
    try:
        reading = read(path, registry, ocr=ocr)
        return orjson.dumps({"reading": to_json(reading, boxes=True)}) + b"\n"
    except UnreadableFile as error:
        return orjson.dumps({"error": (error.code, error.cause, error.remedy)}) + b"\n"
    except MemoryError:
        raise
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        cause = f"kunde inte läsas ({type(error).__name__} i {Path(frame.filename).name}:{frame.lineno})"
        return orjson.dumps({"error": ("corrupt", cause, "Anmäl felet och bifoga filen.")}) + b"\n"


if __name__ == "__main__":
    main()
