"""Names that only the noun before them tells to be documents: "strategin ”Jämlikt Gävleborg”"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.citation_found import Found
from ingest.citation_names import is_denied, is_nameable, name_end
from ingest.extract import Layout
from ingest.kind_words import STEERING, kind_of_word
from ingest.title_phrases import kind_in, tidy_title

_NOUN = (
    r"(?P<noun>[\wåäö-]*(?:strategin?|plan(?:en)?|program(?:met)?|policyn?|riktlinje(?:r|rna|n)?|vägledning(?:en)?|skrift(?:en)?|"
    r"dokument(?:et)?|betänkande(?:t)?|handlingsplan(?:en)?|överenskommelse(?:n)?|handbok(?:en)?|reglemente(?:t)?|måldokument(?:et)?))"
)
_QUOTED = re.compile(
    rf"(?<![\wåäö-]){_NOUN}(?:\sför\s[\wåäö-]+,?)?,?\s[”“\"»«](?P<name>[A-ZÅÄÖ][^”“\"»«\n]{{3,110}}(?:\n(?!\n)[^”“\"»«\n]{{1,80}})?)[”“\"»«]"
)
_PLAIN = re.compile(
    r"(?<![\wåäö-])(?P<noun>(?:slut)?betänkandet?|vägledningen|skriften|överenskommelsen|handboken)\s"
    r"(?P<name>[A-ZÅÄÖ][\wåäö-]+(?:\s(?!som\b|från\b|och\s[a-zåäö]+[a-zåäö]*\s(?:är|har|ska))[\wåäö-]+){0,8})"
)


def called(layout: Layout) -> Iterator[Found]:
    """Each such name; the noun says which kind it is."""
    text = layout.text.text
    for pattern in (_QUOTED, _PLAIN):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            end = start + name_end(match["name"]) if pattern is _PLAIN else end
            title = tidy_title(text[start:end])
            known = kind_in(title) in STEERING and pattern is _QUOTED
            if known or layout.zone_at(start) is not None or not is_nameable(title) or is_denied(text, start, end):
                continue
            yield Found(title, kind_of_word(match["noun"]) or "ovrigt", [layout.text.span(start, end)])
