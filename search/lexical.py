"""The lexical index: tantivy over the terms of our own analysis, so that another engine would see the same ones.

A compound's parts stand at the position of the whole word, so that a quoted phrase still finds its words in a row.
"""

from __future__ import annotations

import functools
import math
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein

from search.analysis import Token

Indexed = tantivy.PreTokenizedString
Clause = tantivy.Query

FIELDS = ("body", "heading", "title")
_HEAP = 64_000_000
_TERMS = 50_000
_MUTABLE = ("meta.json", ".managed.json")
_LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is indexed: its number in the vector store, its document, and its analysed texts."""

    row: int
    id: str
    document: str
    title: Indexed
    heading: Indexed
    body: Indexed


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term that is asked for, and how much it weighs (a part or a synonym weighs less than the word itself)."""

    term: str
    weight: float


def schema() -> tantivy.Schema:
    """The fields: three of analysed text, the raw ids, and the passage's number."""
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    # Removal goes by this raw text key: by an unsigned field it silently does nothing.
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", indexed=True, fast=True)
    return builder.build()


class LexicalWriter:
    """Adds and removes passages; one at a time holds the folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._index = tantivy.Index(schema(), path=str(folder), reuse=True)
        self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add passages; they can be found after `commit`."""
        for entry in entries:
            document = tantivy.Document()
            for field, text in zip(FIELDS, (entry.body, entry.heading, entry.title), strict=True):
                document.add_pre_tokenized_text(field, text)
            document.add_text("id", entry.id)
            document.add_text("document", entry.document)
            document.add_unsigned("row", entry.row)
            self._writer.add_document(document)

    def remove(self, documents: Iterable[str]) -> None:
        """Remove every passage of these documents."""
        for document in documents:
            self._writer.delete_documents_by_term("document", document)

    def commit(self) -> None:
        """Make everything done so far durable."""
        self._writer.commit()

    def close(self) -> None:
        """Wait for merges and let go of the folder."""
        self._writer.wait_merging_threads()

    def snapshot(self, target: Path) -> None:
        """A frozen copy in `target`: segments, which never change, by hard link; the list of them copied."""
        target.mkdir(parents=True, exist_ok=True)
        for path in self._folder.iterdir():
            if path.name in _MUTABLE:
                shutil.copy2(path, target / path.name)
            elif path.name not in _LOCKS:
                os.link(path, target / path.name)


def pre_tokenized(text: str, found: Sequence[Token]) -> Indexed:
    """A text as it is indexed, with its tokens."""
    rows = [item for position, token in enumerate(found) for item in _at(position, token)]
    return tantivy.PreTokenizedString(text, rows)


def _at(position: int, token: Token) -> list[tantivy.Token]:
    return [tantivy.Token(term, position, token.start, token.end) for term in (token.term, *token.parts)]


class Lexical:
    """A published lexical index, read only."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def frequency(self, term: str, field: str = "body") -> int:
        """In how many passages the term stands."""
        return self._searcher.doc_freq(field, term)

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term, as BM25 has it."""
        count, held = self.frequency(term), len(self)
        return math.log(1 + (held - min(count, held) + 0.5) / (count + 0.5))

    def holds(self, term: str) -> bool:
        """Whether the term stands anywhere."""
        return any(self._searcher.doc_freq(field, term) for field in FIELDS)

    def rows(self, query: tantivy.Query, limit: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The numbers and BM25 scores of the best passages, best first."""
        hits = self._searcher.search(query, limit=max(1, min(limit, max(1, len(self)))), count=False).hits
        numbers = self._searcher.fast_field_values("row", [address for _, address in hits])
        return np.array(numbers, np.int64), np.array([score for score, _ in hits], np.float32)

    def weighted(self, wanted: Iterable[Wanted], weights: dict[str, float]) -> tantivy.Query:
        """A query that adds up the weighted terms over the fields, each field with its own weight."""
        terms = [
            (tantivy.Occur.Should, self._boosted(field, want, boost))
            for want in wanted
            for field, boost in weights.items()
            if boost > 0
        ]
        return tantivy.Query.boolean_query(terms)

    def _boosted(self, field: str, want: Wanted, boost: float) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, field, want.term, index_option="freq")
        return tantivy.Query.boost_query(term, want.weight * boost)

    def phrase(self, terms: Sequence[str]) -> tantivy.Query:
        """Passages that hold these terms in a row, in any field."""
        one = len(terms) == 1
        return tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.term_query(self._schema, field, terms[0])
                    if one
                    else tantivy.Query.phrase_query(self._schema, field, list(terms)),
                )
                for field in FIELDS
            ]
        )

    def near(self, term: str, slips: int) -> list[tuple[str, int]]:
        """The terms held that differ from `term` in at most so many letters (not the first), with their counts."""
        return [(found, count) for found, count in self._beginning(term[:1]) if _within(found, term, slips)]

    @functools.lru_cache(maxsize=64)  # noqa: B019 - an index lives as long as the generation it is of
    def _beginning(self, letter: str) -> list[tuple[str, int]]:
        fields = (self._searcher.terms_with_prefix(field, letter, limit=_TERMS) for field in FIELDS)
        return list({found: count for one in fields for found, count in one}.items())

    def any_of(self, field: str, values: Sequence[str] | Sequence[int]) -> tantivy.Query:
        """Passages whose raw field has one of these values."""
        return tantivy.Query.term_set_query(self._schema, field, values)


def required(query: tantivy.Query, must: Sequence[tantivy.Query], never: Sequence[tantivy.Query] = ()) -> tantivy.Query:
    """`query`, restricted to what all of `must` match and none of `never`; the restrictions do not score."""
    if not must and not never:
        return query
    clauses = [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in must]
    clauses += [(tantivy.Occur.MustNot, one) for one in never]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *clauses])


def _within(found: str, term: str, slips: int) -> bool:
    near = abs(len(found) - len(term)) <= slips
    return near and DamerauLevenshtein.distance(found, term, score_cutoff=slips) <= slips
