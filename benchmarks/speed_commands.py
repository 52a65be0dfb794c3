"""Start-up: `styrgraf --help` against a click program that does nothing."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.timing import Ratio, command_cpu, paired

BARE = """
import click
@click.group()
def main(): "Nothing."
@main.command()
def nothing(): "Nothing."
main()
"""


def help_against_click() -> Ratio:
    """CPU of the two whole processes."""
    ours = [str(Path(sys.executable).parent / "styrgraf"), "--help"]
    bare = [sys.executable, "-c", BARE, "--help"]
    return paired("styrgraf --help / bare click program", "start", lambda: command_cpu(ours), lambda: command_cpu(bare))
