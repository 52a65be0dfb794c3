"""Templates made into pages. Everything is escaped, a passage's marks included: documents are not to be trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, Undefined
from markupsafe import Markup, escape

from styrgraf import labels
from styrgraf.badges import ground, status
from styrgraf.language import OWN, gettext, language, ngettext
from styrgraf.web.asking import READER
from styrgraf.web.flow import flowing
from styrgraf.web.here import HERE
from styrgraf.web.kept import cause, flagged, remedy
from styrgraf.web.menu import FOOT, MENU
from styrgraf.web.spoken import spoken, swedish


class _Absent(Undefined):
    """A key that is absent means "not stated" and shows as nothing; only a misspelt variable is an error."""


_LABELS = (
    "kind",
    "step",
    "parts",
    "day",
    "number",
    "short",
    "plural",
    "gap",
    "cited",
    "law",
    "citation_state",
    "shown",
    "verdict",
    "field",
    "size",
    "people",
    "figures",
)


@cache
def environment() -> Environment:
    """The templates with the filters they use."""
    found = Environment(
        loader=PackageLoader("styrgraf.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=_Absent,
        extensions=["jinja2.ext.i18n"],
    )
    found.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    found.filters |= {name: getattr(labels, name) for name in _LABELS} | _own_filters()
    found.globals |= {
        "adopted": labels.adopted,
        "place": labels.place,
        "plural": labels.plural,
        "menu": MENU,
        "foot": FOOT,
    }
    return found


def _own_filters() -> dict[str, Callable[..., Any]]:
    """The filters that are no labels."""
    return {
        "marked": marked,
        "spoken": spoken,
        "swedish": swedish,
        "tone": _tone,
        "action": _action,
        "flowing": flowing,
        "status": status,
        "ground": ground,
        "cause": cause,
        "remedy": remedy,
        "flagged": flagged,
    }


def page(template: str, **values: Any) -> str:
    """The page made from a template, in the language of the request; `here` names the place in the main menu."""
    place = HERE.get()
    where: dict[str, Any] = {
        "root": place.root,
        "base": place.base,
        "languages": place.languages(),
        "language": language(),
    }
    where["reader"] = READER.get()
    # What comes out of documents is Swedish, whatever the language of the page around it.
    foreign = Markup(' lang="sv"') if language() != OWN else ""
    return environment().get_template(template).render(where | {"sv": foreign} | values)


def marked(text: str, highlights: Sequence[Sequence[int]] | None) -> Markup:
    """A text with the stretches `highlights` (code-point offsets into it) marked; those that overlap become one."""
    out, at = Markup(), 0
    text = flowing(text)
    for start, end in sorted((max(0, h[0]), min(len(text), h[1])) for h in highlights or ()):
        if end > max(start, at):
            start = max(start, at)
            out += escape(text[at:start]) + Markup("<mark>") + escape(text[start:end]) + Markup("</mark>")
            at = end
    return out + escape(text[at:])


def _tone(step: str) -> str:
    return labels.TONES.get(step, "")


def _action(code: str) -> str:
    return gettext(labels.ACTIONS[code]) if code in labels.ACTIONS else code
