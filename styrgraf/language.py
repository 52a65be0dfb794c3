"""The language that a person is answered in: Swedish, the messages' own, or another by a gettext catalogue."""

from __future__ import annotations

import gettext as catalogues
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from kg.message import Message

LANGUAGES = ("sv", "en")
OWN = "sv"
CATALOGUES = Path(__file__).parent / "locale"
_spoken: ContextVar[str] = ContextVar("language", default=OWN)


def language() -> str:
    """The code (BCP 47) of the language now spoken."""
    return _spoken.get()


def preferred(accepted: str) -> str:
    """The one of our languages that an Accept-Language (RFC 9110, 12.5.4) likes best; Swedish when it likes none."""
    found: list[tuple[float, str]] = []
    for one in accepted.split(","):
        name, _, weight = one.partition(";q=")
        code = name.strip().lower().partition("-")[0]
        if code in LANGUAGES and re.fullmatch(r"\s*[01](\.\d{0,3})?\s*|", weight):
            found.append((float(weight or 1), code))
    best = max(found, key=lambda pair: pair[0], default=(0.0, OWN))
    return best[1] if best[0] > 0 else OWN


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Let everything inside be said in that language."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(message: str) -> str:
    """The message in the language now spoken."""
    return _catalogue(_spoken.get()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a message that goes with a count, in the language now spoken."""
    return _catalogue(_spoken.get()).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802
    """The message as it is: a mark for the collector of messages, where it is translated later."""
    return message


def spoken(text: str) -> str:
    """A message in the language now spoken, its parts too; any other text as it is."""
    if not isinstance(text, Message) or language() == OWN:
        return str(text)
    said = gettext(text.template)
    return said % {name: _part(one) for name, one in text.parts.items()} if text.parts else said


def _part(one: object) -> object:
    return spoken(one) if isinstance(one, str) else one


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    if code == OWN:
        return catalogues.NullTranslations()
    return catalogues.translation("styrgraf", CATALOGUES, [code])
