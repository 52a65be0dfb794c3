"""Whom a recommendation addresses: named in its lead, before its colon, as its subject, or in a cell beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.advice import Advice
from ingest.audit_bodies import find_bodies
from ingest.flow import tidy

SHORTEST = 15
_LONGEST_GROUP = 200

# An item that names whom it is for: "4.2 Socialnämnden: Utveckla …", "Socialnämnden rekommenderas att utveckla …".
_FOR = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?P<whom>[^.:;]{4,120}?)(?::|\s+(?:(?:rekommenderas|föreslås|uppmanas)\s+(?:därför\s+)?)?att)\s+(?=\S)",
    re.I,
)
_COUNTED = re.compile(r"(?:de\s)?(?P<count>båda|två|tre|fyra|fem|sex)\s(?:\w+\s)?nämnder")
_THE_BOARDS = re.compile(r"nämnderna(?:\s(?:gemensamt|tillsammans|var för sig|båda))?\s[a-zåäö]+\w", re.I)
_COUNTS = {"båda": 2, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6}
GENERIC = frozenset({"nämnden", "styrelsen", "bolaget", "förbundet", "direktionen"})


def addressed_in(text: str) -> tuple[int, tuple[str, ...]] | None:
    """Where the recommendation begins in an item that first names nothing but whom it is for, and whom."""
    match = _FOR.match(text)
    whom = group_of(tidy(match["whom"])) if match else ()
    return (match.end(), whom) if match and whom and len(tidy(text[match.end() :])) >= SHORTEST else None


def abbreviated_names(cell: str, short: Mapping[str, str]) -> Iterator[str]:
    """The bodies of a cell that only abbreviates them: "KS, SN"."""
    words = re.findall(r"\w+", cell)
    if all(word in short for word in words):
        yield from (short[word] for word in words)


def name_addressees(advice: Sequence[Advice], audited: Sequence[str]) -> tuple[Advice, ...]:
    """ "Nämnden" and "styrelsen" by name, when the report audits only one that they can mean."""
    named = []
    for item in advice:
        whom: list[str] = []
        for name in item.addressees:
            boards = [body for body in audited if "nämnd" in body]
            counted = _COUNTED.match(name)
            if counted and len(boards) == _COUNTS[counted["count"]]:
                whom.extend(boards)
                continue
            if name == "nämnderna" and len(boards) > 1:
                whom.extend(boards)
                continue
            if name == "stadsdelsnämnderna":
                whom.extend(body for body in audited if "stadsdelsnämnd" in body.lower())
                continue
            meant = [body for body in audited if name in GENERIC and _is_meant(body.lower(), name)]
            whom.append(meant[0] if len(meant) == 1 else name)
        named.append(replace(item, addressees=tuple(dict.fromkeys(whom))))
    return tuple(named)


def _is_meant(body: str, name: str) -> bool:
    return body.endswith(name) or body.startswith(f"{name} för ")


def names_any(text: str) -> bool:
    """Whether `text` names any body, by name or as "nämnden"."""
    return any(True for _ in find_bodies(text))


def group_of(text: str) -> tuple[str, ...]:
    """The bodies of a line that does nothing but name them: "Kommunstyrelsen", "Till socialnämnden:"."""
    if len(text) > _LONGEST_GROUP:
        return ()
    core = re.sub(r"^(?:rekommendationer\s+)?(?:till|för|avseende)\s+|[\s:.]+$", "", text, flags=re.I)
    core = re.sub(r"\s+(?:bör|ska|behöver|rekommenderas|föreslås|uppmanas)(?:\s+att)?$", "", core)
    names = list(find_bodies(core))
    unnamed = re.sub("|".join(re.escape(core[n.start : n.end]) for n in names) or "$^", "", core)
    rest = re.sub(r"\b(?:och|samt)\b|[,\s]", "", unnamed)
    return tuple(name.name for name in names) if names and not rest else ()


def proper_names(text: str) -> Iterator[str]:
    yield from (name for name in names_in(text) if name not in GENERIC)


def names_in(text: str) -> Iterator[str]:
    yield from dict.fromkeys(body.name for body in find_bodies(text))


def lead_names(text: str) -> Iterator[str]:
    """Whom a lead addresses: named after "rekommenderar", or after "till"."""
    for match in re.finditer(
        r"^\W*(?P<c>[^.:]{3,160}?)\s+rekommenderas\s+(?:därför\s+)?att\b|(?:rekommendera\w*|föreslår|uppmanar|vill)\s+(?:vi\s+)?(?:att\s+(?=[^.:]{3,80}[:\s]*$))?(?P<a>[^.:]*?)(?:\batt\b|följande|[.:]|$)|(?:rekommendation"
        r"|förslag)\w*[^.:]*?\btill\b(?P<b>[^.:]*)",
        text,
        re.I,
    ):
        names = list(names_in(match["c"] or match["a"] or match["b"] or ""))
        if names:
            yield from names
            return
    match_that = re.search(r"rekommenderar(?: vi)?\s+att\s+(?P<subject>.{0,80})", text, re.I | re.S)
    if match_that:
        yield from subject_of(match_that["subject"])


def subject_of(text: str) -> Iterator[str]:
    """The body that a recommendation makes its subject: "att nämnden …", "Kommunstyrelsen bör …"."""
    match = re.match(r"\W*(?:att\s+)?", text, re.I)
    at = match.end() if match else 0
    first = next(find_bodies(text[at:]), None)
    if _THE_BOARDS.match(text, at):
        yield "nämnderna"
    elif first and first.start == 0:
        rest = text[at + first.end :]
        if re.match(
            r"\s+(?:bör|behöver|ska|måste|tar|säkerställer|ser|utvecklar|upprättar|stärker|tillser"
            r"|fastställer|antar|beslutar|i |\w+er\b|\w+ar\b)",
            rest,
        ):
            yield first.name
        elif joined := re.match(r"(?:,\s|\s(?:och|samt)\s)", rest):
            yield first.name
            yield from subject_of(rest[joined.end() :])
