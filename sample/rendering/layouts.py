"""The ways documents look: each named layout is a set of features seen in municipal documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cover = Literal["plain", "page", "capitals", "letterhead", "ticks", "report"]
BoxForm = Literal["none", "grid", "borderless", "shuffled", "pairs", "stacked", "sidebar"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like. `page_mark` is a format with {page} and {pages}; `numbering` is put before headings."""

    cover: Cover = "plain"
    box: BoxForm = "none"
    box_last: bool = False
    columns: int = 1
    font: str = "Helvetica"
    bullet: str = "\u2022"
    numbering: Literal["none", "plain", "dot"] = "none"
    page_mark: str = "{page}({pages})"
    mark_at: Literal["head", "foot"] = "foot"
    contents: bool = False
    rules: Literal["grid", "horizontal", "none"] = "grid"
    hyphenate: bool = False
    overlaid: bool = False


LOOKS: dict[str, Look] = {
    "plain-title": Look(cover="page"),
    "decision-line": Look(numbering="plain", page_mark="Sida {page} av {pages}"),
    "grid-box": Look(box="grid", numbering="dot", bullet="\u2013", mark_at="head"),
    "cover-grid": Look(cover="page", box="grid", contents=True, numbering="plain", page_mark="{page}"),
    "borderless-box": Look(box="borderless", font="Times-Roman", numbering="plain"),
    "shuffled-box": Look(cover="page", box="shuffled", numbering="dot", page_mark="{page} ({pages})"),
    "stacked-box": Look(box="stacked", font="Vera", bullet="\u2013", mark_at="head"),
    "pairs-box": Look(box="pairs", numbering="plain", page_mark="Sida {page} ({pages})", mark_at="head"),
    "last-box": Look(cover="page", box="borderless", box_last=True, contents=True, numbering="dot"),
    "sidebar": Look(box="sidebar", page_mark="{page}/{pages}"),
    "letterhead": Look(cover="letterhead", mark_at="head", page_mark="{page} ({pages})", bullet="\u2013"),
    "ticks": Look(cover="ticks", contents=True, numbering="plain"),
    "capitals": Look(cover="capitals", font="Times-Roman", contents=True, numbering="dot"),
    "two-columns": Look(columns=2, hyphenate=True, page_mark="{page}"),
    "footer-facts": Look(font="Vera", numbering="plain", bullet="\u2013"),
    "hyphenated": Look(box="grid", font="Times-Roman", hyphenate=True, numbering="plain"),
    "overlaid": Look(box="borderless", font="Times-Roman", numbering="plain", overlaid=True, hyphenate=True),
    "report": Look(cover="report", contents=True, numbering="plain", page_mark="{page} av {pages}"),
    "report-dot": Look(
        cover="report", font="Vera", contents=True, numbering="dot", bullet="\u2013", rules="horizontal"
    ),
    "report-plain": Look(cover="letterhead", numbering="dot", font="Times-Roman", rules="none", mark_at="head"),
    "report-memo": Look(numbering="plain", bullet="o", mark_at="head", page_mark="Sida {page} av {pages}"),
}


def look_of(name: str) -> Look:
    """The layout of that name. Raises ValueError listing those that exist."""
    if name not in LOOKS:
        raise ValueError(f"there is no layout {name!r}; choose one of {', '.join(sorted(LOOKS))}")
    return LOOKS[name]
