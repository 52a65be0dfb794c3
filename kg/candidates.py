"""Which documents held a citation may mean, and what speaks for each. Nothing is taken on its title alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kg.citing import Cited, Held
from kg.titles import SAME, periods, plain_title, similarity
from kg.validity import day_of

# So long before its period begins a document may be decided.
_AHEAD = 2
_OWNER_BEFORE = re.compile(r"(?P<owner>(?:Region )?[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?(?: kommun| stad)?)s ")
_ABBREVIATED = {"kf": "kommunfullmäktige", "ks": "kommunstyrelse", "rf": "regionfullmäktige", "rs": "regionstyrelse"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be meant, with the names of what speaks for it beyond its title and owner."""

    held: Held
    support: frozenset[str]
    title_fits: bool


class Collection:
    """The documents held, by owner."""

    def __init__(self, held: Iterable[Held]) -> None:
        self._by_owner: dict[str, list[Held]] = defaultdict(list)
        self._owners: dict[str, str] = {}
        self._documents: dict[str, Held] = {}
        for document in held:
            self._documents[document.iri] = document
            self._by_owner[document.owner].append(document)
            self._owners[_folded(document.owner_name)] = document.owner

    def candidates(self, cited: Cited) -> list[Candidate]:
        """The documents of the cited owner (when none is named, the citing document's own) that fit the citation."""
        owner = self._owner(cited)
        found = (weigh(cited, document) for document in self._by_owner.get(owner, ()) if owner)
        return [candidate for candidate in found if candidate is not None]

    def is_itself(self, cited: Cited) -> bool:
        """Whether a document names itself by its own title."""
        itself = self._documents.get(cited.document)
        return itself is not None and cited.municipality is None and titles_agree(cited, itself)

    def _owner(self, cited: Cited) -> str:
        if cited.municipality is None:
            return self._named_in(cited.title) or cited.citing_owner
        return self._owners.get(_folded(cited.municipality), "")

    def _named_in(self, title: str) -> str | None:
        """The owner that stands before a title, as in "Marks kommuns digitaliseringsstrategi"."""
        found = _OWNER_BEFORE.match(title)
        return self._owners.get(_folded(found["owner"])) if found else None


def weigh(cited: Cited, held: Held) -> Candidate | None:
    """The document as a candidate, or None when something the citation says speaks against it."""
    says = {
        "date": _agree_on_date(cited.date, held.dates),
        "paragraph": _agree(cited.paragraph, held.paragraphs, _compact),
        "case number": _agree(cited.case_number, held.cases, _compact),
        "body": _agree(cited.body, held.bodies, _body),
        "period": _agree_on_period(cited.title, held),
    }
    if held.iri == cited.document or False in says.values() or came_later(cited, held):
        return None
    support = frozenset(name for name, agrees in says.items() if agrees)
    title_fits = titles_agree(cited, held)
    named_otherwise = not cited.title and ("case number" in support or {"date", "paragraph"} <= support)
    if not title_fits and not named_otherwise:
        return None
    return Candidate(held, support, title_fits)


def titles_agree(cited: Cited, held: Held) -> bool:
    """Whether the title cited is the title held, whatever its declension and wherever the owner is named in it."""
    if not cited.title or not held.title:
        return False
    one, other = plain_title(cited.title, held.owner_name), plain_title(held.title, held.owner_name)
    return bool(one) and (similarity(one, other) >= SAME or _is_without_subtitle(cited.title, held.title))


def _is_without_subtitle(cited: str, held: str) -> bool:
    """Whether a title with a year is cited without what follows its dash: "Vision 2040" for "Vision 2040 – …"."""
    head = re.split(r"\s[–—-]\s|:\s", held, maxsplit=1)[0]
    return head != held and bool(periods(cited) & periods(head)) and plain_title(cited) == plain_title(head)


def came_later(cited: Cited, held: Held) -> bool:
    """Whether the document was made after the citing one was: it cannot be the one that is cited."""
    first, last = held.since(), day_of(cited.citing_date, "last") if cited.citing_date else None
    return first is not None and last is not None and first > last


def applied_then(cited: Cited, held: Held) -> bool:
    """Whether the document was decided, and had not run out, when the citing document was made."""
    day, since = _citing_day(cited), held.since("last")
    return (
        day is not None and since is not None and since <= day and (held.valid_until is None or day <= held.valid_until)
    )


def _citing_day(cited: Cited) -> date | None:
    return day_of(cited.citing_date, "last") if cited.citing_date else None


def _agree_on_date(cited: str | None, held: frozenset[str]) -> bool | None:
    """None when one of the two says nothing; dates agree as far as the coarser one goes."""
    if cited is None or not held:
        return None
    return any(cited.startswith(value) or value.startswith(cited) for value in held)


def _agree_on_period(cited: str, held: Held) -> bool | None:
    """Whether the periods in two titles agree. A document without one was decided about when the period began."""
    one, other = periods(cited), periods(held.title)
    if one and other:
        return bool(one & other)
    since = held.since()
    if not one or since is None or any(_begins_near(period, since.year) for period in one):
        return None
    return False


def _begins_near(period: str, year: int) -> bool:
    first, _, last = period.partition("-")
    return int(first) - _AHEAD <= year <= int(last or first)


def _agree(cited: str | None, held: frozenset[str], form: Callable[[str], str]) -> bool | None:
    if cited is None or not held:
        return None
    return form(cited) in map(form, held)


def _compact(value: str) -> str:
    """A case number or § without spaces and separators: VON/2025:00149 is VON 2025:149."""
    return "-".join(part.lstrip("0") or "0" for part in re.findall(r"[a-zåäö]+|\d+", value.casefold()))


def _body(value: str) -> str:
    """A body's name without article and owner: "KS" and "kommunstyrelsen i Mark" are "kommunstyrelse"."""
    folded = re.sub(r"\bi [a-zåäö ]+$", "", value.casefold()).strip()
    folded = re.sub(r"^landstings?", "region", _ABBREVIATED.get(folded, folded))
    return re.sub(r"(nämnd|styrelse|utskott)(en|et|n)$", r"\1", folded)


def _folded(name: str) -> str:
    # Without a final s in any case: whether it belongs to "Granfors kommun" or to "Marks kommun" is not seen.
    return re.sub(r" (kommun|stad)$", "", name.casefold()).removesuffix("s")
