"""The main menu and the foot of every page: address and name of each place."""

from __future__ import annotations

from styrgraf.language import N_

MENU = (
    ("/", N_("Sök")),
    ("/prejudikat", N_("Prejudikat")),
    ("/iakttagelser", N_("Iakttagelser")),
    ("/granskningar", N_("Granskningar")),
    ("/dokument", N_("Dokument")),
    ("/kommuner", N_("Kommuner")),
    ("/fragor", N_("Frågor")),
    ("/samlingen", N_("Samlingen")),
    ("/arbete", N_("Arbete")),
)
FOOT = (
    ("/hjalp", N_("Hjälp")),
    ("/om", N_("Om samlingen och hur säkra uppgifterna är")),
    ("/tillganglighet", N_("Tillgänglighet")),
)
