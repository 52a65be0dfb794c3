"""What was asked for, the same from a command line, a URL or a page: names checked, values understood."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Mapping

from kg.errors import UsageError
from kg.message import Message, hint
from search.filters import Filters

FILTERS = ("kind", "municipality", "adopted-by", "from", "to", "in-force-on", "subject", "county", "size")
MODES = ("hybrid", "lexical", "semantic")
MOST = 1000
_DATES = ("from", "to", "in-force-on", "date")


def check_names(given: Iterable[str], known: Iterable[str]) -> None:
    """Raise `UsageError` naming the near ones if a parameter in `given` is not `known`."""
    known = list(known)
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=3)
            raise UsageError(Message("Parametern ”%(name)s” finns inte. %(hint)s", name=name, hint=hint(near, known)))


def filters_from(given: Mapping[str, str]) -> Filters:
    """The filters among the parameters `given`; an empty value is no filter. Raises `UsageError` for a bad date."""
    named = {name: given[name].strip() for name in FILTERS if given.get(name, "").strip()}
    for name in _DATES:
        if name in named:
            check_date(name, named[name])
    keys = {"adopted-by": "adopted_by", "from": "from_", "in-force-on": "in_force_on"}
    return Filters(**{keys.get(name, name): value for name, value in named.items()})


def check_date(name: str, value: str) -> datetime.date:
    """The first day of the date, month or year `value`; raises `UsageError` if it is none of these."""
    try:
        return datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value)
    except ValueError:
        raise UsageError(
            Message(
                "%(name)s=”%(value)s” är inget datum. Skriv ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ.", name=name, value=value
            )
        ) from None


def whole(name: str, value: str, least: int, most: int) -> int:
    """The whole number `value`; raises `UsageError` if it is none or lies outside `least`-`most`."""
    if not value.isascii() or not value.isdecimal() or not least <= int(value[:9]) <= most:
        raise UsageError(
            Message(
                "%(name)s=”%(value)s” ska vara ett helt tal från %(least)s till %(most)s.",
                name=name,
                value=value,
                least=least,
                most=most,
            )
        )
    return int(value)


def one_of(name: str, value: str, choices: Iterable[str]) -> str:
    """`value` if it is one of `choices`; raises `UsageError` otherwise."""
    choices = list(choices)
    if value not in choices:
        raise UsageError(
            Message(
                "%(name)s=”%(value)s” finns inte. De som finns är %(choices)s.",
                name=name,
                value=value,
                choices=", ".join(choices),
            )
        )
    return value
