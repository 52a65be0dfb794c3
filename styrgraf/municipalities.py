"""Municipality by municipality: what is held and what is not, what applies, how audits went; and some side by side."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.errors import UsageError
from search.answer import force_json
from search.catalogue import AUDIT, WEAK, Card
from search.filters import KINDS, is_of
from styrgraf.auditing import audits
from styrgraf.collection import Collection, NotHeld
from styrgraf.listing import document_in_short
from styrgraf.places import municipalities, regions


def overview(collection: Collection) -> list[dict[str, Any]]:
    """Every municipality and region of the registers and every body held: documents, audits, weak verdicts, newest day.

    What is not held has no figures: nothing is known of it.
    """
    held: dict[str, list[Card]] = defaultdict(list)
    names: dict[str, str] = {**municipalities(), **regions()}
    for card in collection.index.cards:
        if card.municipality:
            key = card.code or card.municipality
            held[key].append(card)
            names.setdefault(key, card.municipality)
    rows = [{"key": key, "name": name, **_figures(held.get(key, []))} for key, name in names.items()]
    return sorted(rows, key=lambda row: str(row["name"]).casefold())


def _figures(cards: Sequence[Card]) -> dict[str, Any]:
    if not cards:
        return {"documents": 0}
    steps = Counter(step for card in cards for step in _verdicts(card))
    judged = sum(count for step, count in steps.items() if step != "ej-bedomd")
    said: dict[str, Any] = {"documents": len(cards), "audits": sum(card.kind == AUDIT for card in cards)}
    said["newest"] = max((card.date for card in cards if card.date), default=None)
    return said | ({"weak": sum(steps[step] for step in WEAK) / judged, "judged": judged} if judged else {})


def _verdicts(card: Card) -> list[str]:
    judged = {one.question: one.step for one in card.statements if one.question and one.step}
    return [str(step) for step in judged.values()]


def named(collection: Collection, asked: str) -> tuple[str, str]:
    """Key and name of the municipality or other body with that code or name. Raises `NotHeld` naming the near ones."""
    for code, name in {**municipalities(), **regions()}.items():
        if asked in (code, name):
            return code, name
    for card in collection.index.cards:
        if card.municipality and is_of(card, asked):
            return card.code or card.municipality, card.municipality
    try:
        collection.check_municipality(asked)
    except UsageError as error:
        raise NotHeld(error.message) from error
    return asked, asked


def of(collection: Collection, key: str) -> list[Card]:
    """The documents of a body."""
    return [card for card in collection.index.cards if is_of(card, key)]


def by_kind_and_year(cards: Iterable[Card]) -> dict[str, Any]:
    """How many documents of each kind from each year are held; what has no date is counted under no year."""
    counted = Counter((card.kind, card.year or "") for card in cards)
    years = sorted({year for _, year in counted})
    kinds = [kind for kind in KINDS if any(kind == one for one, _ in counted)]
    missing = [kind for kind in KINDS if kind not in kinds]
    rows = [{"kind": kind, "counts": [counted[kind, year] for year in years]} for kind in kinds]
    return {"years": years, "rows": rows, "missing": missing}


def applying(collection: Collection, cards: Iterable[Card], day: datetime.date) -> dict[str, list[dict[str, Any]]]:
    """The steering documents by whether they apply that day: `yes`, `no`, or `unknown`; each list by title."""
    found: dict[str, list[dict[str, Any]]] = {"yes": [], "no": [], "unknown": []}
    for card in cards:
        if card.steering:
            force = collection.index.force(card, day)
            found[{True: "yes", False: "no", None: "unknown"}[force.applies]].append(
                document_in_short(card) | force_json(force, day)
            )
    return {name: sorted(of, key=lambda one: str(one.get("title", "")).casefold()) for name, of in found.items()}


def audits_of(collection: Collection, key: str) -> list[dict[str, Any]]:
    """The audits of a body, the newest first."""
    mine = {card.id for card in of(collection, key)}
    return [one for one in audits(collection) if one["id"] in mine]


def side_by_side(collection: Collection, keys: Sequence[str], subject: str, day: datetime.date) -> list[dict[str, Any]]:
    """For each body its steering documents on a policy area (all of them without one), and its audits there."""
    found = []
    for key in keys:
        body, name = named(collection, key)
        cards = [card for card in of(collection, body) if not subject or subject in card.subjects]
        mine = {card.id for card in cards}
        said = [one for one in audits(collection) if one["id"] in mine]
        held = bool(of(collection, body))
        found.append({"key": body, "name": name, "held": held, **applying(collection, cards, day), "audits": said})
    return found
