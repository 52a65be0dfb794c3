"""Titles as lists of related documents give them: words that have lost a diaeresis or fallen apart are mended."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_ACCENTS = {"a": "åä", "o": "ö", "A": "ÅÄ", "O": "Ö"}
_SPLIT = re.compile(r"(?<![\wåäö])([A-Za-zåäöÅÄÖ]*[aoAO])\s([a-zåäö]+)(?![\wåäö])")
_DANGLING = re.compile(r"(?<=[a-zåäö]{5})\s([b-df-hj-np-tv-z])(?![\wåäö.:)-])")
_FOR = re.compile(r"(?<![\wåäö])([Ff])\s?o\s?r(?![\wåäö])")
# Last parts of compounds that tell which vowel was lost: "valna mnden", "beredskapsa tga rder" are no words of a list.
_KNOWN_ENDS = re.compile(
    r"(?:nämnd(?:en|er)?|fullmäktige|åtgärd(?:er)?|försörjning|förvaltning(?:en)?|säkerhet|räddning|föreskrift(?:er)?|område(?:n|t)?|"
    r"ärende(?:n)?|ägare|höjning|stöd|skydd|vård|hälsa|miljö|råd(?:et)?|lön(?:er)?|möte(?:n)?|mål)s?$",
    re.I,
)


_SWEDISH = re.compile(r"[åäöÅÄÖ]|kommun|plan\b|program\b|regler\b|reglemente|riktlinje|strategi\b|\boch\b")


@cache
def _known() -> frozenset[str]:
    return frozenset(resources.files("ingest.data").joinpath("split_words.txt").read_text(encoding="utf-8").split())


def repair(title: str) -> str:
    """The title with split words joined: "fo r" is "för", "sto d" is "stöd", "utvecklin g" is "utveckling"."""
    text = re.sub(r"\s+", " ", title.replace("\u00ad", "").replace("\u00a8", "")).strip()
    text = re.sub(r"([aoAO])\u0308", lambda match: {"a": "ä", "o": "ö", "A": "Ä", "O": "Ö"}[match[1]], text)
    text = re.sub(r"(?<=[a-zåäö])-(?=[A-ZÅÄÖ][\wåäö]+\s(?:[Kk]ommun|[Ss]tad)\b)", " - ", text)
    text = re.sub(r"(?<![\wåäö])lakttag", "Iakttag", text)
    text = _FOR.sub(lambda match: f"{match[1]}ör" if _SWEDISH.search(text) else match[0], text)
    text = _SPLIT.sub(_joined, text)
    return _DANGLING.sub(r"\1", text)


def _joined(match: re.Match[str]) -> str:
    first, second = match.groups()
    for accent in _ACCENTS[first[-1]]:
        word = first[:-1] + accent + second
        if word.lower() in _known() or _KNOWN_ENDS.search(word):
            return word
    return match[0]
