"""What is kept in Swedish beside a document, its failures and flags, said in the language of the page by its code.

Swedish pages show it as it was kept, with its particulars; others say what the code means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from kg.model import Flag
from styrgraf.language import N_, OWN, gettext, language
from styrgraf.web.spoken import swedish

_FAILURES = {
    "empty": (N_("är tom"), N_("Hämta filen på nytt där den publicerades.")),
    "encrypted": (N_("är låst med lösenord"), N_("Spara en kopia utan lösenord och läs in den i stället.")),
    "corrupt": (N_("är skadad och går inte att öppna"), N_("Hämta filen på nytt där den publicerades.")),
    "not-a-document": (
        N_("är inget dokument som går att läsa"),
        N_("PDF, DOCX, DOC, ODT, RTF, HTML, Markdown och ren text går att läsa."),
    ),
    "too-large": (N_("är för stor"), N_("Dela upp filen eller höj gränsen.")),
    "timeout": (N_("tog för lång tid att läsa"), N_("Höj tidsgränsen i inställningarna, eller dela upp filen.")),
    "memory": (N_("krävde för mycket minne"), N_("Höj minnesgränsen i inställningarna, eller dela upp filen.")),
    "vanished": (N_("finns inte längre"), N_("Lägg tillbaka filen och läs in den igen.")),
    "permission": (N_("får inte läsas"), N_("Ge läsrätt till filen och läs in den igen.")),
    "outside": (N_("ligger utanför mappen"), N_("Läs in filen från den mapp där den ligger.")),
    "no-text": (N_("innehåller ingen text"), N_("Skaffa en fil med text i, eller slå på OCR.")),
    "removed": (N_("är borttagen ur samlingen"), N_("Den läses inte in igen.")),
    "invalid": (N_("gav en läsning som inte har den form som krävs"), N_("Anmäl felet till den som sköter tjänsten.")),
}
_FLAGS = {
    "draft": N_("Dokumentet är ett utkast eller förslag: det har inte antagits."),
    "contradictory-dates": N_("Dokumentet ger flera datum för beslutet."),
    "contradictory-date": N_("Rapporten har flera datum."),
    "contradictory-assessment": N_("Rapporten ger olika bedömningar av samma fråga."),
    "date-malformed": N_("Ett datum är felskrivet i dokumentet."),
    "date-out-of-range": N_("Ett datum ligger utanför rimliga år."),
    "placeholder": N_("Mallens platshållare står kvar; uppgiften räknas som inte angiven."),
}


def cause(error: Mapping[str, Any]) -> Markup:
    """Why a file could not be read."""
    return _said(error.get("code"), 0, str(error.get("cause", "")))


def remedy(error: Mapping[str, Any]) -> Markup:
    """What to do about a file that could not be read."""
    return _said(error.get("code"), 1, str(error.get("remedy", "")))


def flagged(flag: Flag) -> Markup:
    """What a person should look at in a document."""
    own = language() == OWN or flag.code not in _FLAGS
    return swedish(flag.message) if own else escape(gettext(_FLAGS[flag.code]))


def _said(code: str | None, part: int, kept: str) -> Markup:
    if language() == OWN or code not in _FAILURES:
        return swedish(kept)
    return escape(gettext(_FAILURES[code][part]))
