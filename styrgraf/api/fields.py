"""Fields of answers whose meaning has to be told, for the OpenAPI description."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kg.validity import Ground

_BASIS = (
    "På vad in_force vilar. Angivet i text: period (giltighetstid med slut), open-ended (tills vidare), repealed "
    "(upphävt genom beslut), replaced (ett nyare säger att det ersätter det), draft (utkast). Härlett när det gäller: "
    "beginning (börjar enligt dokumentet) och adopted (antaget), där inget slut är känt; gäller det inte ligger dagen "
    "före. Härlett: newer-version (ett nyare av samma ägare, sort och namn är inläst). Saknas när in_force saknas."
)
_RELATED = (
    "Närliggande: dokumentet handlar om något bredvid det som saknas och svarar inte på det. Sådana träffar (bara "
    "bland prejudikat) kommer efter dem som svarar, räknas med i total och får inget samband i grafen."
)
_IN_FORCE = (
    "Om dokumentet gällde den dag som avses; saknas när det inte kan avgöras, och för granskningar, yttranden, "
    "tjänsteskrivelser och protokoll, som varken gäller eller upphör."
)
InForce = Annotated[bool, Field(description=_IN_FORCE)]
InForceBasis = Annotated[Ground, Field(description=_BASIS)]
Related = Annotated[bool, Field(description=_RELATED)]
