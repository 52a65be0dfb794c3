"""The gold of citations: documents that are held, documents that cite them, and what each citation means."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent
_HEADING = re.compile(r"^## (?P<owner>\S+) (?P<date>\d{4}-\d\d-\d\d) (?P<title>.+)$", re.MULTILINE)
_MARK = re.compile(r"\[\[(?P<words>[^|]+)\|(?P<target>[^\]]+)\]\]")
_STATES = {"?": "ambiguous", "-": "not-held", "0": "not-a-document", "!": "failed"}
_MONTHS = (
    ("januari", "februari", "mars", "april", "maj", "juni"),
    ("juli", "augusti", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A citation as it should be understood: the words that name the document, the state, the document's gold id."""

    words: str
    sentence: str
    state: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Citing:
    """A document that cites: its text, and what its citations mean."""

    name: str
    text: str
    wanted: tuple[Wanted, ...]


def held() -> dict[str, str]:
    """The texts of the documents held, by gold id."""
    with (FOLDER / "held.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: _held_text(row) for row in csv.DictReader(file)}


def citing() -> Iterator[Citing]:
    """The citing documents with their gold."""
    text = (FOLDER / "gold.md").read_text(encoding="utf-8")
    parts = _HEADING.split(text)[1:]
    for owner, day, title, body in zip(*(parts[at::4] for at in range(4)), strict=True):
        sentences = [line.removeprefix("- ") for line in body.splitlines() if line.startswith("- ")]
        wanted = tuple(_wanted(found, sentence) for sentence in sentences for found in _MARK.finditer(sentence))
        plain = [_MARK.sub(lambda found: found["words"], sentence) for sentence in sentences]
        yield Citing(f"{owner} {day}", _report(owner, day, title, plain), wanted)


def _wanted(found: re.Match[str], sentence: str) -> Wanted:
    state = _STATES.get(found["target"], "resolved")
    target = found["target"] if state == "resolved" else None
    return Wanted(found["words"], _MARK.sub(lambda mark: mark["words"], sentence), state, target)


def _held_text(row: dict[str, str]) -> str:
    act = f"{_capital(_agreeing(row['title']))} av {row['body']} {row['date']}, § {row['paragraph']}"
    lines = [f"# {row['title']}", f"{_genitive(row['municipality'])} kommun", act]
    if row["case"]:
        lines.append(f"Diarienummer: {row['case']}")
    if row["until"]:
        lines.append(f"Gäller till och med {row['until']}")
    return "\n\n".join([*lines, "## Syfte", "Dokumentet anger vad som gäller i kommunens verksamheter."]) + "\n"


def _report(owner: str, day: str, title: str, sentences: list[str]) -> str:
    made = date.fromisoformat(day)
    printed = f"{made.day} {sum(_MONTHS, ())[made.month - 1]} {made.year}"
    head = [f"# {title}", "Revisionsrapport", f"{_genitive(owner)} kommun", printed, "PwC", "## Iakttagelser"]
    return "\n\n".join([*head, *sentences]) + "\n"


def _genitive(name: str) -> str:
    return name if name[-1] in "sxzaeiouyåäö" else f"{name}s"


def _agreeing(title: str) -> str:
    """The participle in the form that goes with the noun."""
    word = title.split()[0].casefold()
    if word.endswith(("linjer", "anvisningar", "regler")):
        return "antagna"
    return "antaget" if word.endswith(("program", "reglemente")) else "antagen"


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]
