"""The labels of information boxes: which text is one, and what kind of value it can have."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

# No label is longer; what stands behind it decides nothing.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Label:
    """A label at `start:end` of a text; `colon` when one follows it."""

    key: str
    expects: str
    start: int
    end: int
    colon: bool
    capital: bool


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, str]], dict[str, str]]:
    """What a label looks like; the key and kind of value of each that is spelled out; and the kind of value by key."""
    data = tomllib.loads(resources.files("ingest.data").joinpath("infobox_labels.toml").read_text(encoding="utf-8"))
    known = {_plain(label): (key, entry["expects"]) for key, entry in data.items() for label in entry["labels"]}
    forms = sorted((label for entry in data.values() for label in entry["labels"]), key=len, reverse=True)
    spelled = "|".join(re.escape(form).replace(r"\ ", r"\s+").replace("/", r"\s*/\s*") for form in forms)
    made = "|".join(f"(?P<{key}>{'|'.join(entry['patterns'])})" for key, entry in data.items() if "patterns" in entry)
    pattern = re.compile(rf"(?<![\wåäö-])(?:{made}|{spelled})(?![\wåäö-])", re.I)
    return pattern, known, {key: entry["expects"] for key, entry in data.items()}


def _plain(label: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s*/\s*", "/", label)).strip().lower()


def label_at(text: str, start: int = 0, end: int | None = None) -> Label | None:
    """The label that `text[start:end]` begins with, the longest one; None when it begins with none."""
    end = len(text) if end is None else end
    while start < end and (text[start].isspace() or text[start] in "*|•▪■□☐-–"):
        start += 1
    if not _begins(text[start : min(end, start + _LONGEST)]):
        return None
    match = _table()[0].match(text, start, end)
    return _label(text, match) if match else None


@lru_cache(maxsize=4096)
def _begins(words: str) -> bool:
    """Whether a label stands at the beginning: several readers ask it of every line."""
    return _table()[0].match(words) is not None


def labels_in(text: str, start: int, end: int) -> Iterator[Label]:
    """Every label in `text[start:end]`, in order."""
    for match in _table()[0].finditer(text, start, end):
        yield _label(text, match)


def is_label(text: str) -> Label | None:
    """The label that the whole of `text` is, whatever surrounds it in colons, emphasis and spaces."""
    found = label_at(text)
    return found if found is not None and not text[found.end :].strip(" :*\t\n.") else None


def _label(text: str, match: re.Match[str]) -> Label:
    _, known, expected = _table()
    made = match.lastgroup or ""
    key, expects = known.get(_plain(match[0])) or (made, expected[made])
    rest = text[match.end() : match.end() + 4].lstrip("* ")
    return Label(key, expects, match.start(), match.end(), rest.startswith(":"), not match[0][0].islower())


_PLACEHOLDER = re.compile(
    r"\b(?:skriv|klicka|ange|välj|fyll\si|infoga|här\sskriver|lägg\sin|hämtas)\b|[åyd]{4}-m{2}|\båååå|x{3,}|\bxx[:/-]|[:/]xx+|_{3,}|"
    r"^[\[<{(][^\d]*[\]>})]$|^[-–—.…_*\s]+$|^(?:n/a|saknas|ej\s(?:tillämpligt|aktuellt|fastställ\w*)|ingen|inget|inga|-)\.?$|"
    r"^(?:namn|datum|text|titel|xx)$|\bdatum\ssåhär|\bså\shär\b|^x+$",
    re.I,
)


def is_placeholder(value: str) -> bool:
    """Whether a value is what a template left: "skriv datum så här", "KS/xxx:xx", "åååå-mm-dd"."""
    return not value.strip() or bool(_PLACEHOLDER.search(value.strip()))
