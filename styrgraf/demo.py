"""The demonstration: the sample and one's own folders read in, and the precedent card that says most."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from search.filters import Filters
from styrgraf.cards import answer_card, precedent_card
from styrgraf.collection import Collection, open_collection
from styrgraf.pipeline import Summary, ingest
from styrgraf.progress import Progress
from styrgraf.settings import Settings

_TRIED = 40
_SHOWN = 3
_WEAK = ("nej", "delvis")


def take_in(settings: Settings, sample: Path | None, docs: Sequence[Path]) -> Summary:
    """Ingest the sample (its `documents`, with the register that lies beside them) and the folders in `docs`."""
    folders = [*([_documents(sample)] if sample else ()), *docs]
    if not folders:
        raise UsageError("Ange --sample eller --docs: mappar med dokument att läsa in.")
    registers = sorted(sample.glob("register*.*")) if sample else []
    settings = dataclasses.replace(settings, registers=(*settings.registers, *registers))
    with Progress(False) as progress:
        return ingest(settings, folders, progress.report)


def show(settings: Settings) -> str:
    """The card of the finding that has the most and the best precedents, or what there is when no finding has one."""
    collection = open_collection(settings)
    best = max(_answers(collection), key=lambda answer: sum(hit["score"] for hit in answer["hits"]), default=None)
    if best is not None:
        return precedent_card(best)
    return answer_card(collection.search("digitalisering", k=_SHOWN, filters=Filters()))


def _documents(sample: Path) -> Path:
    inner = sample / "documents"
    return inner if inner.is_dir() else sample


def _answers(collection: Collection) -> Iterator[dict[str, Any]]:
    weak = [one for one in collection.findings if one.get("assessment", {}).get("step") in _WEAK]
    for finding in (weak or collection.findings)[:_TRIED]:
        answer = collection.precedents(finding=finding["id"], k=_SHOWN, filters=Filters())
        if answer["hits"]:
            yield answer
