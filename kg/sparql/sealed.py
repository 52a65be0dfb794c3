"""What a process gives up before it evaluates a stranger's query: the network, memory without end, large files."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import signal
from contextlib import suppress
from pathlib import Path

# <sched.h>
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def leave_network() -> bool:
    """Move this process, which must have one thread, to a network of its own with nothing in it.

    Returns False where the system lets nobody do that (it needs user namespaces); the queries themselves
    are refused the network anyhow.
    """
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    return unshare is not None and unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0


def limit_memory(more: int) -> None:
    """Allow this process `more` bytes of address space beyond what it has now."""
    with suppress(OSError, TypeError):
        held = re.search(r"VmSize:\s+(\d+) kB", Path("/proc/self/status").read_text())
        limit = more + int(held[1]) * 1024 if held else more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_files(most: int) -> None:
    """Let no file that this process writes grow beyond `most` bytes: writing then fails with EFBIG."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def end_with(descriptor: int) -> None:
    """End this process as soon as the other end of a pipe is closed, whatever it is doing."""
    with suppress(OSError):
        os.read(descriptor, 1)
    os._exit(0)
