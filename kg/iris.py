"""The IRIs under which things are known: readable, stable, and all beneath one configurable base."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from rdflib import URIRef

from kg.model import Field, Run

# .invalid never resolves (RFC 2606): a store that leaves the machine is to be given a base of its owner's.
DEFAULT_BASE = "https://styrgraf.invalid/"

_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u", "æ": "a", "ø": "o"})


class Iris:
    """Makes IRIs beneath `base`, which ends with a slash."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = base if base.endswith("/") else base + "/"

    def thing(self, noun: str, *parts: str) -> URIRef:
        """`…/id/NOUN/PART/…`; the parts are used as they are."""
        return URIRef(f"{self.base}id/{noun}/{'/'.join(parts)}")

    def document(self, document: str) -> URIRef:
        """A document by its id."""
        return self.thing("dokument", document)

    def passage(self, passage: str) -> URIRef:
        """A passage by its id."""
        return self.thing("avsnitt", passage)

    def finding(self, finding: str) -> URIRef:
        """A finding by its id."""
        return self.thing("iakttagelse", finding)

    def recommendation(self, recommendation: str) -> URIRef:
        """A recommendation by its id."""
        return self.thing("rekommendation", recommendation)

    def run(self, run: Run) -> URIRef:
        """A run that reads: `…/korning/VERSION` or, with what steers it known, `…/korning/VERSION/CONFIGURATION`."""
        return self.thing("korning", *filter(None, (run.software, run.configuration)))

    def characters(self, document: str, start: int, end: int) -> URIRef:
        """A stretch of a document's stored text, after RFC 5147."""
        return URIRef(f"{self.document(document)}#char={start},{end}")

    def graph(self, name: str, *parts: str) -> URIRef:
        """A named graph."""
        return URIRef(f"{self.base}graf/{'/'.join((name, *parts))}")

    def document_graph(self, document: str) -> URIRef:
        """The named graph that holds all that was read from a document."""
        return self.graph("dokument", document)

    def owner(self, code: str | None, name: str) -> URIRef:
        """A municipality (4 digits), region (2 digits), organisation (org.nr), or one known by name only."""
        digits = re.sub(r"\D", "", code or "")
        if len(digits) == 4:
            return self.thing("kommun", digits)
        if len(digits) == 2:
            return self.thing("region", digits)
        return self.thing("organisation", digits or slug(name))

    def organ(self, owner: URIRef, name: str) -> URIRef:
        """An organ, such as a committee, of the municipality, region or document `owner`."""
        return self.thing("organ", str(owner).removeprefix(f"{self.base}id/"), slug(name))

    def municipality_of(self, field: Field[str]) -> URIRef:
        """The municipality, region or company that a document's field names."""
        return self.owner(field.code, field.value)


def slug(name: str) -> str:
    """A name in the letters a-z and digits, for an IRI; what has none of them is known by its hash."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    made = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:80]
    return made or sha256(name.encode()).hexdigest()[:12]
