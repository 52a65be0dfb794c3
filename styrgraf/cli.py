"""The command line: which commands there are, and how their errors and exit codes reach the shell.

Exit codes: 0 all well, 1 error, 2 usage, 3 some files failed (the others are in), 130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from kg.errors import StyrgrafError, UsageError
from styrgraf import __version__
from styrgraf.usage import explain

INTERRUPTED = 130

# The one-line help stands here, not in the modules: `styrgraf --help` then imports none of them.
COMMANDS = {
    "read": "Läs en fil och visa vad som står i den, utan att röra samlingen.",
    "read-titles": "Läs en lista med dokumenttitlar, en per rad, och visa vad titlarna ensamma säger.",
    "ingest": "Läs in mappar och filer i samlingen.",
    "watch": "Bevaka en mapp och läs in det som läggs i den.",
    "search": "Sök i samlingens dokument.",
    "precedents": "Visa vilka strategier som svarar mot en iakttagelse i en granskning.",
    "show": "Visa ett dokument ur samlingen med belägg för varje uppgift.",
    "sparql": "Ställ en SPARQL-fråga till kunskapsgrafen.",
    "query": "Ställ en av de sparade frågorna till kunskapsgrafen.",
    "export": "Skriv ut hela kunskapsgrafen.",
    "push": "Kopiera kunskapsgrafen till en annan SPARQL-motor.",
    "serve": "Starta webbsidan och API:et.",
    "mcp": "Ge språkmodeller verktyg att fråga samlingen.",
    "remove": "Ta bort ett dokument ur samlingen för gott; det kommer inte tillbaka vid ny inläsning.",
    "key": "Hantera nycklarna till API:et och inloggningen.",
    "rebuild": "Bygg om graf och sökregister ur det som redan är läst.",
    "check": "Kontrollera att samlingens delar stämmer överens.",
    "demo": "Läs in exempelsamlingen, visa ett prejudikatkort och starta webbsidan.",
    "doctor": "Visa inställningarna, varifrån de kommer, och vad som saknas på datorn.",
}


class LazyGroup(click.Group):
    """A group whose commands are modules of `styrgraf.commands`, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"styrgraf.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in `--help`, without importing any."""
        with formatter.section("Kommandon"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run a command line and leave with its exit code."""
        extra = {"prog_name": "styrgraf"} | extra | {"standalone_mode": False}
        sys.exit(_run(lambda: super(LazyGroup, self).main(args, *rest, **extra)))


def _run(action: Any) -> int:
    try:
        return action() or 0
    except click.ClickException as error:
        return explain(error)
    except UsageError as error:
        click.echo(f"Fel: {error}", err=True)
        return 2
    except StyrgrafError as error:
        click.echo(f"Fel: {error}", err=True)
        return 1
    except (KeyboardInterrupt, click.Abort):
        click.echo("Avbrutet.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`); Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="styrgraf", message="%(prog)s %(version)s")
@click.option("--config", type=click.Path(), help="Inställningsfil i stället för styrgraf.toml i aktuell mapp.")
@click.pass_context
def main(context: click.Context, config: str | None) -> None:
    """Styrgraf läser kommuners styrdokument och granskningsrapporter, och visar vilka strategier
    som redan har svarat på en iakttagelse: dess prejudikat."""
    context.obj = config
