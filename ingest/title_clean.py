"""How a printed title becomes a clean value: no place glued on, no marks or facts after it, not in capitals."""

from __future__ import annotations

import re

from ingest.places import find_places
from ingest.registry import Registry
from ingest.title_words import has_kind, strip_marks

_CUT = re.compile(
    r"[\s,.;|·–—-]*(?:\(?\b(?:(?:antagen|antaget|antagna|fastställd|fastställt|fastställda|beslutad|beslutat|godkänd|godkänt|reviderad|senast\sreviderad)"
    r"(?=\s*(?:[:,\d(]|av\b|i\b|den\b|sid|$))|gäller\sfr(?:ån|\.)|gäller\still|giltig|dnr|diarienummer|diarienr|dokumentansvarig|dokumenttyp|"
    r"upprättad|innehållsförteckning|ver(?:sion)?\.?\s?\d|sid(?:a)?\s?\d|ärende\s\d|bilaga\s\d)\b|\(?\d{1,2}\s?\(\d{1,2}\)).*$",
    re.I | re.S,
)
# What a document-sharing site or a page's title adds.
_HOST = re.compile(
    r"\s*[-–|]\s*(?:pdf\b.*|(?:pdf\s)?(?:gratis\s)?(?:nedladdning|ladda\s(?:ned|ner)\b.*)|free\s(?:pdf\s)?download.*|docplayer.*|scribd.*)$",
    re.I,
)
_PROPOSAL = re.compile(r"^förslag(?:et)?\still\s(?!svar|yttrande|beslut)(\S)", re.I)
_ACRONYMS = frozenset(
    [
        "IT",
        "IKT",
        "AI",
        "HR",
        "SKR",
        "SKL",
        "LSS",
        "LOV",
        "GIS",
        "VA",
        "EU",
        "KF",
        "KS",
        "AB",
        "IOP",
        "POSOM",
        "HBTQ",
        "HBTQI",
        "ANDT",
        "ANDTS",
        "GDPR",
        "RSA",
        "NIS",
        "SFI",
        "HVB",
        "CSN",
        "ISO",
        "PDF",
        "FN",
        "NPF",
        "MR",
        "SÄBO",
        "VON",
        "BUN",
        "SN",
        "UN",
        "DIGI",
        "IBIC",
        "FOU",
        "NPM",
        "CIO",
        "SLA",
        "API",
        "VD",
        "CEMR",
        "POLSAM",
        "KOMVUX",
        "MBL",
        "SAM",
        "ESF",
        "PBL",
        "OSA",
        "OVK",
        "SBA",
        "LAS",
        "RF",
        "AT",
        "BOU",
    ]
)


def clean_title(text: str, registry: Registry) -> str:
    """The title as a value: no place glued on, no labels, marks or facts after it, not in capitals."""
    value = _HOST.sub("", strip_marks(text))
    cut = _CUT.search(value)
    if cut and cut.start() > 3:
        value = value[: cut.start()]
    value = re.sub(r"^(?:\d{1,2}\s?\(\d{1,2}\)\s*)+", "", value)
    # The day of a balance is part of the title: "Granskning av delårsrapport 2021-08-31".
    if not re.search(r"(?:delårs\w*|bokslut\w*|per)\s+(?:19|20)\d{2}-\d{2}-\d{2}$", value, re.I):
        value = re.sub(r"(?<=\S)\s+(?:19|20)\d{2}-\d{2}-\d{2}(?:,?\s§{1,2}\s?[\d–-]+)?$", "", value)
    if has_kind(value):
        value = _PROPOSAL.sub(lambda match: match[1].upper(), value)
    value = re.sub(r"^(?:styrdokument|dokumentnamn|titel)\b[\s:.–-]+", "", value, flags=re.I)
    # "§ 23 Svar på …" in minutes; "Revisionsrapport – Granskning av …" on a cover.
    value = re.sub(r"^§\s?\d{1,3}[\s:.–-]+(?=\S)", "", value)
    value = re.sub(
        r"^(?:revisions|gransknings|slut)?rapport\s?(?:nr\s)?[\d/]*\s?[:.,–-]+\s*(?=(?:\w+\s)?granskning\b|uppfölj|förstudie)",
        "",
        value,
        flags=re.I,
    )
    value = without_place(value, registry)
    value = re.sub(r"\s*\((?:K[SF])?[\s/]?\d{4}[:/]\d+\)\s*$", "", value)
    return soften(value.strip(" .,:;–—|·-/"), registry)


def without_place(value: str, registry: Registry) -> str:
    """The title without a municipality's name glued before or after it; "för Marks kommun" is part of a title."""
    for place in find_places(value, registry):
        if place.several or place.genitive:
            continue
        before, after = value[: place.start], value[place.end :]
        if (
            not before.strip(" .,:–-")
            and re.match(r"[\s.,:;|·–—-]+\S{3,}", after)
            and not re.match(r"\s+[a-zåäö]", after)
        ):
            value = after.strip(" .,:;|·–—-")
        elif not after.strip(" .,:–-") and before.strip() and not _bound(before):
            value = before.rstrip(" .,:;|·–—-")
    return value


def _bound(before: str) -> bool:
    word = re.search(r"([\wåäöÅÄÖ]+)\s*$", before)
    return word is not None and word[1].lower() in (
        "för",
        "i",
        "av",
        "inom",
        "om",
        "på",
        "till",
        "vid",
        "hos",
        "från",
        "och",
        "med",
        "den",
        "hela",
        "samt",
        "of",
        "the",
    )


def soften(value: str, registry: Registry) -> str:
    """A title in capitals as it would be written: names and acronyms keep theirs."""
    letters = [char for char in value if char.isalpha()]
    if len(letters) < 4 or sum(char.isupper() for char in letters) < 0.85 * len(letters):
        return re.sub(
            r"^[A-ZÅÄÖ]{6,}(?=\s)", lambda match: match[0] if match[0] in _ACRONYMS else match[0].capitalize(), value
        )
    words = [_soft_word(word) for word in value.split(" ")]
    text = " ".join(words)
    text = text[:1].upper() + text[1:]
    for name in registry.by_short_name:
        text = (
            re.sub(rf"(?<![\wåäö-]){re.escape(name.lower())}(?=s?(?![\wåäö-]))", name, text)
            if name.lower() in text
            else text
        )
    return re.sub(r"(?<=[.!?]\s)[a-zåäö]", lambda match: match[0].upper(), text)


def _soft_word(word: str) -> str:
    parts = word.split("-")
    if len(parts) > 1:
        return "-".join(
            part if part.strip(".,()") in _ACRONYMS or (len(part) == 1 and part != "E") else part.lower()
            for part in parts
        )
    return word if word.strip(".,()") in _ACRONYMS or any(char.isdigit() for char in word) else word.lower()
