"""The audit rules that are data: headings, question terms and verdict words, read once from `ingest/data`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from kg.model import STEPS, Step

_NUMBER = re.compile(r"^\s*(?:#+\s*)?(?:(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4})[.,):]?\s+)?")
# What a printed line that begins like a heading but runs on as a sentence has in it.
_SENTENCE = re.compile(
    r"\b(?:är|har|att|om|vi|som|kan|bör|framgår|finns|ska|genomförde|genomfördes|rekommenderar|lämnas)\b"
    r"|\.\s|:\s+\S|\b(?:och|av|i|på|för|en|ett|delvis)\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class AuditRules:
    """Compiled rules. `plain` holds headings that are sentences; `labels` and `phrases` give a pattern per step;
    `terms` a pattern per question term.
    """

    sections: dict[str, re.Pattern[str]]
    plain: dict[str, re.Pattern[str]]
    terms: dict[str, re.Pattern[str]]
    labels: dict[Step, re.Pattern[str]]
    phrases: dict[Step, re.Pattern[str]]

    def section(self, heading: str) -> frozenset[str]:
        """What stands under a heading; empty when the heading is not one that audit reports share."""
        text = heading_words(heading)
        plain = frozenset(name for name, pattern in self.plain.items() if pattern.fullmatch(text))
        if plain:
            return plain
        if len(text) > 80 or not (text[:1].isupper() or text.startswith("lakttag")) or runs_on(text):
            return frozenset()
        found = {name for name, pattern in self.sections.items() if pattern.fullmatch(text)}
        if "followup" in found:
            found.discard("recommendations")
        if {"observations", "judgement"} <= found:
            found -= {"observations", "judgement"}
            found.add("results")
        return frozenset(found)


def runs_on(heading: str) -> bool:
    """Whether what looks like a heading is the beginning of a sentence, or a label with its value."""
    return bool(_SENTENCE.search(heading)) and not heading.rstrip().endswith("?")


def heading_words(heading: str) -> str:
    """A heading without its number, its emphasis and what closes it."""
    return _NUMBER.sub("", heading.replace("*", "")).strip(" \t.:–-")


@lru_cache(maxsize=1)
def audit_rules() -> AuditRules:
    """The rules that ship with the package."""
    sections, verdicts = _load("audit_sections.toml"), _load("verdicts.toml")
    return AuditRules(
        plain={name: _any(patterns) for name, patterns in sections["plain"].items()},
        sections={name: _any(patterns) for name, patterns in sections["sections"].items()},
        terms={term: re.compile(rf"(?<!\w){pattern}(?!\w)", re.I) for term, pattern in sections["terms"].items()},
        labels=_by_step(verdicts["labels"]),
        phrases=_by_step(verdicts["phrases"]),
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("ingest") / "data" / name).read_text(encoding="utf-8"))


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)


def _by_step(table: dict[str, list[str]]) -> dict[Step, re.Pattern[str]]:
    unknown = set(table) - set(STEPS)
    if unknown:
        raise ValueError(f"verdicts.toml names steps that do not exist: {sorted(unknown)}")
    return {
        cast(Step, step): re.compile(rf"(?<!\w)(?:{_any(words).pattern})(?!\w)", re.I) for step, words in table.items()
    }
