"""Messages on a page: said in its language, with what keeps its own language marked as such."""

from __future__ import annotations

from markupsafe import Markup, escape

from kg.message import Cited, Message
from styrgraf.language import OWN, gettext, language


def spoken(text: str) -> Markup:
    """A message in the language of the page; any other text is Swedish unless the catalogue knows it."""
    if language() == OWN:
        return escape(str(text))
    if not isinstance(text, Message):
        said = gettext(text)
        return _swedish(text) if said == text else escape(said)
    said = gettext(text.template)
    return Markup(said) % {name: _part(one) for name, one in text.parts.items()} if text.parts else escape(said)


def swedish(text: str) -> Markup:
    """Words out of a document, marked as Swedish on a page in another language."""
    return escape(str(text)) if language() == OWN else _swedish(text)


def _part(one: object) -> object:
    if isinstance(one, Message):
        return spoken(one)
    return _swedish(one) if isinstance(one, Cited) else one


def _swedish(text: str) -> Markup:
    return Markup('<span lang="sv">{}</span>').format(str(text)) if text else Markup("")
