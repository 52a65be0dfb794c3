"""The command line as a page: every command, argument and option with its help, straight from click."""

from __future__ import annotations

import inspect

import click

from styrgraf.cli import main

HEADER = """# Commands

Generated from the commands themselves (`make docs`). Results go to stdout, everything else to stderr.
Exit codes: 0 all well, 1 error, 2 usage, 3 some files failed (the others are in), 130 interrupted.
"""


def cli_reference() -> str:
    """docs/cli.md."""
    context = click.Context(main, info_name="styrgraf")
    names = main.list_commands(context)
    commands = [(name, main.get_command(context, name)) for name in names]
    return "\n".join([HEADER, *(_section(name, command) for name, command in commands if command)])


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"styrgraf {name}")
    usage = command.get_usage(context).removeprefix("Usage: ").replace("\n", " ")
    rows = [row for p in command.params if (row := _row(p, context))]
    table = ["| | |", "|---|---|", *rows] if rows else []
    return "\n".join(
        [f"## {name}", "", f"`{' '.join(usage.split())}`", "", inspect.cleandoc(command.help or ""), "", *table, ""]
    )


def _row(parameter: click.Parameter, context: click.Context) -> str | None:
    record = parameter.get_help_record(context)
    if record is None or not record[1]:
        return None
    flags, text = (" ".join(part.split()).replace("|", "\\|") for part in record)
    return f"| `{flags}` | {text} |"
