"""What to know of a document before leaning on it, in a few words each: the badges of pages, cards and papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from kg.validity import Force
from styrgraf.labels import TONES, step
from styrgraf.language import N_, gettext


class Badge(NamedTuple):
    """A badge: its tone (good, fair, bad or none), its words, and on what they rest where that is to be said."""

    tone: str
    words: str
    why: str = ""


# By whether it applies, and the ground of `kg.validity`.
GROUNDS = {
    (True, "period"): N_("enligt angiven giltighetstid"),
    (True, "open-ended"): N_("tills vidare, enligt dokumentet"),
    (True, "beginning"): N_("börjar enligt dokumentet, inget slut är känt"),
    (True, "adopted"): N_("antaget, inget slut är känt"),
    (False, "period"): N_("angiven giltighetstid har gått ut"),
    (False, "repealed"): N_("upphävt genom beslut"),
    (False, "replaced"): N_("ett nyare dokument säger att det ersätter det"),
    (False, "newer-version"): N_("ett nyare med samma namn är inläst"),
    (False, "beginning"): N_("börjar gälla senare, enligt dokumentet"),
    (False, "adopted"): N_("antaget senare"),
    (False, "draft"): N_("är ett utkast"),
}
# By whether it applies, and whether a day in the past is meant.
_FORCE = {
    (True, False): N_("Gäller"),
    (True, True): N_("Gällde då"),
    (False, False): N_("Gäller inte"),
    (False, True): N_("Gällde inte då"),
}
_INFERRED = {
    (True, False): N_("Gäller (härlett)"),
    (True, True): N_("Gällde då (härlett)"),
    (False, False): N_("Gäller inte (härlett)"),
    (False, True): N_("Gällde inte då (härlett)"),
}
_TO_COME = ("beginning", "adopted")


def badges(hit: Mapping[str, Any]) -> list[Badge]:
    """The badges of a hit, the kind left out."""
    return status(hit) + [_tested(one.get("step")) for one in hit.get("badges", {}).get("tested", ())]


def status(hit: Mapping[str, Any]) -> list[Badge]:
    """Those that tell whether a document answers, is decided, known and in force; not how it fared."""
    known = hit.get("badges", {})
    found = [Badge("fair", gettext("Närliggande"), gettext("svarar inte på det som saknas"))] * bool(hit.get("related"))
    if known.get("draft") or hit["document"].get("status") == "draft":
        found.append(Badge("fair", gettext("Utkast")))
    if known.get("superseded"):
        found.append(Badge("bad", gettext("Ersatt av nyare")))
    if not hit["document"].get("municipality"):
        found.append(Badge("fair", gettext("Kommun okänd")))
    if known.get("later"):
        found.append(Badge("fair", gettext("Antaget senare"), gettext("beslutat efter granskningen")))
    else:
        found.append(_in_force({**hit["document"], **known}))
    return found


def ground(said: Mapping[str, Any]) -> str:
    """On what it rests that a document is or is not in force; "" where nothing is told."""
    words = GROUNDS.get((said.get("in_force", None), said.get("in_force_basis", "")))
    return gettext(words) if words else ""


def _in_force(said: Mapping[str, Any]) -> Badge:
    applies, basis = said.get("in_force"), said.get("in_force_basis")
    if applies is None:
        return Badge("", gettext("Giltighet okänd"))
    past = str(said.get("in_force_on", "")) < date.today().isoformat() if said.get("in_force_on") else False
    if not applies and basis in _TO_COME:
        return Badge("fair", gettext("Antaget senare") if past else gettext("Gäller inte än"), ground(said))
    inferred = Force(applies, basis).basis == "inferred"
    words = gettext((_INFERRED if inferred else _FORCE)[applies, past])
    return Badge("good" if applies else "bad", words, ground(said))


def _tested(verdict: str | None) -> Badge:
    """The badge of a document that was audited later, with the verdict if there was one."""
    if not verdict:
        return Badge("", gettext("Granskad"))
    return Badge(TONES.get(verdict, ""), gettext("Granskad: %(verdict)s") % {"verdict": step(verdict).lower()})
