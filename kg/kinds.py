"""Which kinds of documents steer, which audit, and which are papers around them; proved against ontology/kinds.ttl."""

from __future__ import annotations

_ACTIVATING = frozenset({"strategi", "program", "plan", "handlingsplan", "verksamhetsplan"})
_NORMATIVE = frozenset({"policy", "riktlinje", "regler", "reglemente", "rutin", "anvisning", "foreskrift"})
STEERING = _ACTIVATING | _NORMATIVE
AUDIT = "revisionsrapport"
OTHER = frozenset({"yttrande", "tjansteskrivelse", "protokoll", "ovrigt"})
# Papers that are not in force on any day, whatever dates they carry.
NEVER_IN_FORCE = frozenset({AUDIT, "yttrande", "tjansteskrivelse", "protokoll"})
