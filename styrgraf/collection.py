"""A published generation as readers see it: searched, listed, shown. Never written to."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.populations import Population
from ingest.registry import Registry
from kg.disk import DiskStore
from kg.errors import StoreError
from kg.generations import Generation
from kg.ids import part_id
from kg.iris import Iris
from kg.message import Message
from kg.model import Reading
from kg.store import GraphStore, ResultFormat
from ontology.sizes import size_of
from search.catalogue import Card
from search.encoder import Encoder, load_encoder
from search.filters import Filters, chosen
from search.index import Index
from search.precedents import advice, precedents
from search.retrieve import retrieve
from search.spelling import suggestion
from styrgraf import listing
from styrgraf.bibliography import FORMS
from styrgraf.failures import Failures
from styrgraf.said import with_feedback
from styrgraf.settings import Settings

_CITATION = "hanvisning"
_TRIPLES = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_RESOLVED = """SELECT ?citation ?state ?target WHERE {{
    ?citation a styr:Citation ; dcterms:isPartOf <{}> ; styr:resolution ?state .
    OPTIONAL {{ ?citation styr:resolvesTo ?target }} }}"""


class NotHeld(StoreError):
    """A document or finding that the collection does not hold."""


class Removed(NotHeld):
    """A document that was taken down; the text is the notice of it."""


class Collection:
    """One generation, open for reading. Everything in it belongs together; safe to use from several threads."""

    def __init__(
        self,
        store: DiskStore,
        generation: Generation,
        index: Index,
        places: Sequence[str],
        populations: Mapping[str, Population],
    ) -> None:
        self.store, self._generation, self.index, self._places = store, generation, index, places
        self.populations = populations
        self.number = generation.number

    @property
    def path(self) -> Path:
        """Where the generation lies on disk."""
        return self._generation.path

    @property
    def published(self) -> str:
        """When the generation was made: day and minute, local time."""
        made = datetime.fromtimestamp((self.path / "manifest.json").stat().st_mtime)
        return made.isoformat(" ", "minutes")

    @property
    def base(self) -> str:
        """The address beneath which the graph's things are named."""
        return str(self._generation.manifest["base"])

    @property
    def digests(self) -> dict[str, str]:
        """The digest of the reading of each document, by document id."""
        return dict(self._generation.manifest["documents"])

    def search(self, text: str, *, k: int, filters: Filters, mode: str = "hybrid") -> dict[str, Any]:
        """The answer to a question in free text, as the JSON of the contract."""
        answer = retrieve(self.index, text, k=k, filters=filters, mode=mode, known=self._places)
        return self._named(answer.to_json(self.number))

    def suggestion(self, text: str, answer: dict[str, Any]) -> str | None:
        """The question as it was understood when a word of it is in no document; None when it was taken as it is."""
        passages = [passage["text"] for hit in answer["hits"] for passage in hit["passages"]]
        # What the question names and is not held was left out of it, and not taken for a slip.
        names = " ".join(gap.get("municipality", "") for gap in answer["not_held"]).lower().split()
        return suggestion(self.index, text, passages, {*names, *(f"{name}s" for name in names)})

    def precedents(
        self,
        *,
        finding: str | None = None,
        text: str | None = None,
        k: int,
        filters: Filters,
        municipality: str | None = None,
        date: str | None = None,
        mode: str = "hybrid",
    ) -> dict[str, Any]:
        """The strategies that answer a finding, as the JSON of the contract, the finding with all of its report."""
        said = self.finding(finding) if finding is not None else None
        answer = precedents(
            self.index,
            finding=finding,
            text=text,
            k=k,
            filters=filters,
            municipality=municipality,
            date=date,
            mode=mode,
            known=self._places,
        )
        told = self._named(answer.to_json(self.number)) | ({"finding": said} if said else {})
        with_feedback(self.store.archive.reviews, said["id"] if said else None, told["hits"])
        return told

    @functools.cached_property
    def places(self) -> list[str]:
        """The names of all municipalities and others that are known, held or not."""
        held = {card.municipality for card in self.index.cards if card.municipality}
        return sorted(held | set(self._places))

    def check_municipality(self, name: str) -> None:
        """Raises `UsageError` naming the near ones when `name` is neither held nor known."""
        chosen(self.index.cards, Filters(municipality=name), self._places)

    def size(self, code: str | None) -> str | None:
        """The class of size of the municipality with that code; None where no register gives its population."""
        known = self.populations.get(code or "")
        return size_of(known.count) if known else None

    @functools.cached_property
    def figures_of(self) -> tuple[str, str] | None:
        """The first and last day that the populations of the municipalities held are of; None when none is known."""
        held = {card.code for card in self.index.cards if card.code}
        days = sorted({known.date for code, known in self.populations.items() if code in held})
        return (days[0], days[-1]) if days else None

    def _named(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The answer with the address of each document, and the class of size of the municipality it is of."""
        iris = Iris(self.base)
        for hit in (*answer["hits"], *answer.get("own", ())):
            document = hit["document"]
            document["iri"] = str(iris.document(document["id"]))
            if size := self.size(document.get("code")):
                document["size"] = size
        return answer

    def card(self, document: str) -> Card:
        """The catalogue card of a document. Raises `NotHeld`."""
        number = self.index.number.get(document)
        if number is None:
            self.check_not_removed(document)
            raise NotHeld(
                Message("Dokumentet ”%(document)s” finns inte i samlingen. Sök fram det du menar.", document=document)
            )
        return self.index.cards[number]

    def reading(self, document: str) -> Reading:
        """All that was read from a document. Raises `NotHeld`; `Removed` as soon as it is taken down."""
        self.check_not_removed(document)
        return self.store.archive.reading(self.card(document).id)

    def check_not_removed(self, document: str) -> None:
        """Raises `Removed` with the notice when the document was taken down, before the index is made anew too."""
        if (takedown := self.store.archive.takedowns.of(document)) is not None:
            raise Removed(takedown.notice)

    def reference(self, document: str, form: str) -> str:
        """A document as one refers to it, in one of `styrgraf.bibliography.FORMS`. Raises `NotHeld`."""
        card = self.card(document)
        return FORMS[form][1](card, str(Iris(self.base).document(card.id)))

    def sha256(self, document: str) -> str:
        """The SHA-256 of the file a document was read from. Raises `NotHeld`."""
        return self.reading(document).document.source.sha256

    def finding(self, statement: str) -> dict[str, Any]:
        """A finding or recommendation with its report. Raises `NotHeld`."""
        if statement in self.index.said:
            number, said = self.index.said[statement]
            card = self.index.cards[number]
            belonging = [one.id for one in advice(self.index, said, number)]
            full = listing.statement_in_full(self.reading(card.id), statement, card, belonging)
            if full is not None:
                return full
        raise NotHeld(
            Message(
                "Iakttagelsen ”%(statement)s” finns inte i samlingen. 'styrgraf search ÄMNE --kind revisionsrapport' "
                "finner rapporter, 'styrgraf show RAPPORT' visar deras iakttagelser med id, /api/v1/findings alla. En "
                "egen ges som text.",
                statement=statement,
            )
        )

    def original(self, document: str) -> Path:
        """The file a document was read from. Raises `NotHeld`."""
        self.card(document)
        path = self.store.archive.original(self.reading(document).document.source.sha256)
        if path is None:
            raise NotHeld(Message("Originalet till ”%(document)s” saknas. Läs in filen igen.", document=document))
        return path

    def citations(self, reading: Reading) -> list[dict[str, Any]]:
        """What a document cites: each citation with what became of it, and the id of the held document it means."""
        iris = Iris(self.base)
        known = {row["citation"]: row for row in self.graph.query(_RESOLVED.format(iris.document(reading.document.id)))}
        found = []
        for number, citation in enumerate(reading.citations, start=1):
            starts = (span.start for span in citation.spans)
            node = str(iris.thing(_CITATION, part_id(reading.document.id, _CITATION, number, *starts)))
            row = known.get(node, {})
            said = {"iri": node, "state": row.get("state", "").rpartition("/")[2] or None}
            if (target := row.get("target", "").rpartition("/")[2]) in self.index.number:
                said["document"] = target
            found.append(asdict(citation) | said)
        return found

    def triples(self, document: str, form: ResultFormat) -> bytes:
        """All triples that were read from a document."""
        return self.graph.query_text(_TRIPLES.format(Iris(self.base).document_graph(document)), form)

    @functools.cached_property
    def graph(self) -> GraphStore:
        """The graph of this generation."""
        return GraphStore(self.path / "graph", read_only=True)

    @functools.cached_property
    def documents(self) -> list[dict[str, Any]]:
        """Every document in short, by title."""
        return listing.documents(self.index.cards)

    @functools.cached_property
    def findings(self) -> list[dict[str, Any]]:
        """Every finding, the weakest verdict first."""
        return listing.findings(self.index.cards)

    def coverage(self) -> dict[str, Any]:
        """What is held and what could not be read."""
        return {
            "generation": self.number,
            "documents": len(self.index.cards),
            "findings": len(self.findings),
            "municipalities": listing.coverage(self.index.cards),
            "failed": Failures(self.store.root).listed(),
        }


def open_collection(settings: Settings, encoder: Encoder | None = None, *, words_only: bool = False) -> Collection:
    """The current generation of the store in the settings. Raises `StoreError` when there is none.

    With `words_only` no encoder is loaded: until there is one, questions are answered by their words alone.
    """
    if not settings.store.exists():
        raise StoreError(
            Message(
                "Samlingen %(store)s finns inte. Läs in dokument med styrgraf ingest, eller ange --store.",
                store=settings.store,
            )
        )
    store = DiskStore(settings.store)
    generation = store.current()
    if generation is None:
        raise StoreError(
            Message("Samlingen %(store)s är tom. Läs in dokument med styrgraf ingest.", store=settings.store)
        )
    registry = Registry.load(settings.registers)
    sizes = {code: size_of(known.count) for code, known in registry.populations.items()}
    index = Index.open(generation.path, None if words_only else encoder or load_encoder(settings.encoder), sizes)
    # With the names of all municipalities, one that is not held can be told from one that does not exist.
    places = [name for place in registry.places for name in (place.name, place.code) if name]
    return Collection(store, generation, index, places, registry.populations)
