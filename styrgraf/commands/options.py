"""The options that several commands share, and the settings that a command line amounts to."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from styrgraf.settings import Settings, load_settings

if TYPE_CHECKING:
    from search.filters import Filters

F = TypeVar("F", bound=Callable[..., Any])

store = click.option("--store", type=click.Path(), help="Samlingens mapp.")
as_json = click.option("--json", "as_json", is_flag=True, help="Skriv svaret som JSON.")
# styrgraf.asked.MOST, which is not imported for the sake of --help; a test compares them.
count = click.option("-k", "k", type=click.IntRange(1, 1000), default=10, show_default=True, help="Antal träffar.")


class Day(click.ParamType):  # type: ignore[type-arg]
    """A date, or the first or last day of a year or month given alone."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value itself when it is a date, a month or a year."""
        try:
            datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value)
        except ValueError:
            self.fail(f"{value!r} är inget datum; skriv ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ.", param, ctx)
        return str(value)


def filters(function: F) -> F:
    """The filters of `search` and `precedents`."""
    options = (
        click.option("--kind", help="Bara dokument av den sorten, t.ex. strategi."),
        click.option("--municipality", help="Bara dokument från den kommunen (namn eller kod)."),
        click.option("--adopted-by", help="Bara dokument antagna av det organet, t.ex. kommunfullmäktige."),
        click.option("--from", "from_", type=Day(), help="Bara dokument beslutade den dagen eller senare."),
        click.option("--to", "to", type=Day(), help="Bara dokument beslutade den dagen eller tidigare."),
        click.option("--in-force-on", type=Day(), help="Bara dokument som gällde den dagen."),
        click.option("--subject", help="Bara dokument inom det ämnesområdet, t.ex. digitalisering."),
        click.option("--county", help="Bara dokument från det länet (länskod, t.ex. 14)."),
        click.option("--size", help="Bara dokument från kommuner av den storleken, t.ex. 10000-24999 (invånare)."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def chosen_filters(given: Mapping[str, str | None]) -> Filters:
    """The filters a command line asks for; `given` is what click hands over for the options of `filters`."""
    from styrgraf.asked import filters_from

    return filters_from({name.rstrip("_").replace("_", "-"): value for name, value in given.items() if value})


def settings(**flags: Any) -> Settings:
    """The settings in force for the command that is running, given its own flags."""
    return load_settings(click.get_current_context().find_root().obj, flags)
