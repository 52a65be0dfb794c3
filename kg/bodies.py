"""What type of body a name tells of, by the way such names are formed in Swedish."""

from __future__ import annotations

import re

_TYPES = (
    ("utskott", r"utskott"),
    ("revisorer", r"\brevisor"),
    ("fullmaktige", r"fullmäktige|^kf$|^rf$"),
    ("namnd", r"nämnd"),
    ("styrelse", r"styrelse|^ks$|^rs$"),
    ("tjansteperson", r"(chef|direktör)(en|er|erna)?\b"),
    ("kommunalforbund", r"kommunalförbund|förbund(et)?$"),
    ("bolag", r"\b(ab|aktiebolag(et)?)\b|bolaget$"),
)


def body_type(name: str) -> str:
    """The code of the type in the scheme `bodytype`; `annat` when the name tells nothing."""
    folded = name.casefold()
    return next((code for code, pattern in _TYPES if re.search(pattern, folded)), "annat")
