"""What was wrong with a command line, in Swedish: click's own messages are English."""

from __future__ import annotations

import difflib

import click

USAGE = 2


def explain(error: click.ClickException) -> int:
    """Write the error and what to do to stderr; return the exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.message, err=True)
        return USAGE
    context = getattr(error, "ctx", None)
    click.echo(f"Fel: {_message(error)}", err=True)
    if isinstance(error, click.UsageError) and context is not None:
        click.echo(f"Hjälp: {context.command_path} --help", err=True)
    return USAGE if isinstance(error, click.UsageError) else 1


def _message(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"flaggan {error.option_name} finns inte.{_near(error.possibilities or [])}"
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} saknas."
    if isinstance(error, click.BadParameter):
        return f"värdet för {_name(error)} går inte att använda: {_expected(error)}"
    if isinstance(error, click.BadOptionUsage):
        takes = "does not take" in error.message
        return f"{error.option_name} tar inget värde." if takes else f"{error.option_name} saknar sitt värde."
    if isinstance(error, click.UsageError):
        return _misused(error)
    return error.message


def _expected(error: click.BadParameter) -> str:
    """What the parameter takes. A type of our own says it itself, in Swedish."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"något av {', '.join(map(str, kind.choices))} väntas."
    if isinstance(kind, click.IntRange):
        least, most = kind.min, kind.max
        return f"ett helt tal {f'från {least} till {most}' if most is not None else f'från {least}'} väntas."
    if isinstance(kind, click.File) or type(kind) is click.Path:
        given = error.message.split("'")
        return f"{given[1] if len(given) > 2 else 'sökvägen'} finns inte eller går inte att läsa."
    return error.message


def _misused(error: click.UsageError) -> str:
    if error.message.startswith("No such command"):
        return _no_such_command(error)
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message.partition("(")[2].partition(")")[0]
        return f"för många argument: {extra}. Sätt text med blanksteg inom citattecken."
    if error.message.startswith("Missing command"):
        return "kommandot saknas."
    return error.message


def _name(error: click.BadParameter) -> str:
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "värdet")
    return " / ".join(hint) if not isinstance(hint, str) else hint


def _no_such_command(error: click.UsageError) -> str:
    asked = error.message.split("'")[1] if "'" in error.message else ""
    group = error.ctx.command if error.ctx else None
    names = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx else []
    return f"kommandot {asked} finns inte.{_near(difflib.get_close_matches(asked, names))}"


def _near(names: list[str] | tuple[str, ...]) -> str:
    return f" Menade du {' eller '.join(names)}?" if names else ""
