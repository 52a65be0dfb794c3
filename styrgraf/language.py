"""The language that a person is answered in: Swedish, the messages' own, or another by a gettext catalogue."""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
OWN = "sv"
CATALOGUES = Path(__file__).parent / "locale"
_spoken: ContextVar[str] = ContextVar("language", default=OWN)


def language() -> str:
    """The code (BCP 47) of the language now spoken."""
    return _spoken.get()


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


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    if code == OWN:
        return catalogues.NullTranslations()
    return catalogues.translation("styrgraf", CATALOGUES, [code])
