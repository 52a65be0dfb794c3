"""The parent's side of a worker: start it, hand it a file, wait no longer than allowed, kill it, start another."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from ingest.limits import Limits
from kg.errors import StoreError, StyrgrafError, UnreadableFile
from kg.jsonform import from_json
from kg.model import Reading, SpanError

_START_SECONDS = 120.0
_ATTEMPTS = 3
_CHUNK = 1 << 20
_OUT_OF_MEMORY = frozenset({signal.SIGKILL, signal.SIGABRT, signal.SIGTRAP, signal.SIGILL})


class _Failed(Exception):
    """The worker gave no answer: a code of `UnreadableFile`, and why."""

    def __init__(self, code: str, cause: str) -> None:
        super().__init__(cause)
        self.code, self.cause = code, cause


class WorkerProcess:
    """One worker, started when first needed and again after each death."""

    def __init__(self, registry_files: Sequence[Path], limits: Limits) -> None:
        self._registry_files = [str(path.resolve()) for path in registry_files]
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False

    def read(self, path: Path) -> Reading | UnreadableFile:
        """The reading of one file, or why there is none. Never raises because of the file."""
        try:
            answer = self._ask(path)
            if "error" in answer:
                return UnreadableFile(path.name, *answer["error"])
            return from_json(answer["reading"])
        except _Failed as failure:
            self.kill()
            return UnreadableFile(path.name, failure.code, failure.cause, _REMEDIES[failure.code])
        except (StoreError, SpanError, KeyError, ValueError) as error:
            self.kill()
            return UnreadableFile(path.name, "corrupt", f"gav ett trasigt svar ({error})", _REMEDIES["corrupt"])

    def kill(self) -> None:
        """End the worker and every program it has started."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _ask(self, path: Path) -> dict[str, Any]:
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(orjson.dumps({"path": os.fsencode(path.absolute()).hex()}) + b"\n")
            process.stdin.flush()
        except OSError:
            raise self._death(process) from None
        deadline = time.monotonic() + self._limits.wall_seconds
        for line in self._lines(process):
            answer: dict[str, Any] = orjson.loads(line(deadline))
            if "pages_to_ocr" not in answer:
                return answer
            deadline += answer["pages_to_ocr"] * self._limits.ocr_seconds_per_page
        raise self._death(process)

    def _lines(self, process: subprocess.Popen[bytes]) -> Iterator[Any]:
        """One function for each line to come, which takes the deadline for it."""
        held = bytearray()
        while True:
            yield lambda deadline: self._line(process, held, deadline)

    def _line(self, process: subprocess.Popen[bytes], held: bytearray, deadline: float) -> bytes:
        assert process.stdout is not None
        seen = 0
        while (end := held.find(b"\n", seen)) < 0:
            seen = len(held)
            ready, _, _ = select.select([process.stdout], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise _Failed("timeout", "tog för lång tid att läsa")
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                raise self._death(process)
            held += chunk
            if len(held) > self._limits.output_bytes:
                raise _Failed("too-large", "gav mer text än gränsen tillåter")
        line = bytes(held[:end])
        del held[: end + 1]
        return line

    def _death(self, process: subprocess.Popen[bytes]) -> _Failed:
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = 0
        if code == -signal.SIGXCPU:
            return _Failed("timeout", "krävde för mycket processortid")
        if -code in _OUT_OF_MEMORY:
            return _Failed("memory", "krävde för mycket minne")
        return _Failed("corrupt", f"fick läsaren att avbrytas ({_signal_name(code)})")

    def _started(self) -> subprocess.Popen[bytes]:
        """The worker, started anew if it is not running. Raises `StyrgrafError` when it never gets ready."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        cause = ""
        for _ in range(_ATTEMPTS):
            self.kill()
            self._process = self._launched()
            try:
                next(self._lines(self._process))(time.monotonic() + _START_SECONDS)
                return self._process
            except _Failed as failure:
                cause = failure.cause
        # No file is to blame: the installation is.
        self.kill()
        raise StyrgrafError(f"Läsaren gick inte att starta ({cause}). Kör styrgraf doctor.")

    def _launched(self) -> subprocess.Popen[bytes]:
        task = {
            "registry_files": self._registry_files,
            "memory": self._limits.memory_bytes,
            "cpu": self._limits.cpu_seconds,
            "ocr": self._limits.ocr,
        }
        return subprocess.Popen(
            [sys.executable, "-m", "ingest.worker", orjson.dumps(task).decode()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)},
        )


def _signal_name(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"kod {code}"


_REMEDIES = {
    "timeout": "Höj tidsgränsen i inställningarna, eller dela upp filen.",
    "memory": "Höj minnesgränsen i inställningarna, eller dela upp filen.",
    "too-large": "Dela upp filen.",
    "corrupt": "Hämta filen på nytt där den publicerades.",
}
