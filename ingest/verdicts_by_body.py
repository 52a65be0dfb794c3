"""A judgement that grades the audited bodies one by one, in running text under "Bedömning"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.audit_bodies import Named, find_bodies
from ingest.verdict_sentences import moved, prose_verdict
from ingest.verdicts import Verdict, read_label, read_phrase

_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ]|\s*$)")
# "Kommunstyrelsen: Vi bedömer …", "För socialnämnden: Ja."
_HEAD = re.compile(r"(?:(?<=^)|(?<=[.!?]\s)|(?<=[.!?]\n))(?:För\s+)?$", re.I)
# "Nej för socialnämnden, ja för övriga", "Ja, för båda nämnderna"
_FOR = re.compile(r"\s*,?\s*(?:för|inom|avseende|gällande|hos)\s+")
_OTHERS = re.compile(
    r"(?:(?:de\s+)?(?:övriga|andra)|båda|samtliga|alla)(?:\s+(?:granskade\s+)?nämnder(?:na)?)?(?=[\s.,;:]|$)", re.I
)
# "… är god för kommunstyrelsen men otillfredsställande för tekniska nämnden"
_CUT = re.compile(r",?\s+(?:men|medan|och|samt)\s+|,\s+|;\s+")
_JUDGES = re.compile(r"(?:^|(?<=[.!?]\s)|(?<=[.!?]\n))\s*(?:Vi bedömer att|Vår bedömning är att)\s+")
_WITHIN = re.compile(r"(?:för|inom|hos|av|vad gäller|gällande|avseende)\s+$")
_TOLD = re.compile(
    r"\b(?:otillfredsställande|otillräcklig\w*|bristfällig\w*|saknas|saknar|inte|ej|delvis|god|goda|gott|tillräcklig\w*|tillfredsställande|ändamålsenlig\w*)\b",
    re.I,
)
_GOOD = re.compile(r"\b(?:god|goda|gott|tillräcklig\w*|tillfredsställande|ändamålsenlig\w*)\b", re.I)

Graded = tuple[Verdict, str]


def verdicts_by_body(text: str, audited: Sequence[str]) -> list[Graded]:
    """The verdict on each body in a paragraph of judgement; empty unless it grades at least two of them.
    `audited` gives the bodies that "övriga" and "båda" mean.
    """
    for read in (_headed, _labelled, _opposed):
        found = list(read(text, audited))
        if len({body for _, body in found}) > 1:
            return found
    return []


def _headed(text: str, audited: Sequence[str]) -> Iterator[Graded]:
    """ "Kommunstyrelsen: Vi bedömer att … Socialnämnden: …": each part's verdict is its first."""
    heads = [body for body in find_bodies(text) if not body.generic and _is_head(text, body)]
    for body, following in pairwise([*heads, None]):
        if body is not None:
            begin = text.index(":", body.end) + 1
            verdict = _first(text[begin : following.start if following else len(text)])
            if verdict:
                yield moved(verdict, begin), body.name


def _is_head(text: str, body: Named) -> bool:
    return bool(re.match(r"\s*:\s", text[body.end : body.end + 4]) and _HEAD.search(text[: body.start]))


def _first(part: str) -> Verdict | None:
    label = read_label(part)
    if label:
        return label
    first = _SENTENCE_END.search(part)
    return prose_verdict(part) or read_phrase(part[: first.end() if first else len(part)])


def _labelled(text: str, audited: Sequence[str]) -> Iterator[Graded]:
    """ "Nej för socialnämnden, ja för övriga": the labels of the first sentence, each with its bodies."""
    left = list(audited)
    for at, piece in _pieces(_sentence(text, 0)):
        label = _label(piece)
        whom = _FOR.match(piece, label.end) if label else None
        if label is None or whom is None:
            return
        named = [body.name for body in find_bodies(piece[whom.end() :]) if not body.generic]
        left = [name for name in left if name not in named]
        for name in left if _OTHERS.match(piece, whom.end()) else named:
            yield moved(label, at), name


def _sentence(text: str, at: int) -> str:
    end = _SENTENCE_END.search(text, at)
    return text[at : end.start() if end else len(text)]


def _pieces(sentence: str) -> Iterator[tuple[int, str]]:
    """The sentence cut before each further label: "nej för … | ja för …"."""
    cuts = [cut for cut in _CUT.finditer(sentence) if _label(sentence[cut.end() :])]
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(sentence)]
    for start, end in zip(starts, ends, strict=True):
        yield start, sentence[start:end]


def _label(piece: str) -> Verdict | None:
    """A label that "för socialnämnden" follows."""
    for match in _FOR.finditer(piece):
        label = read_label(piece[: match.start()])
        if label and not piece[label.end : match.start()].strip(" ,"):
            return label
    return None


def _opposed(text: str, audited: Sequence[str]) -> Iterator[Graded]:
    """ "Vi bedömer att avtalstroheten är god för kommunstyrelsen men otillfredsställande för tekniska nämnden"."""
    begin = _JUDGES.search(text)
    at, sentence = 0, _sentence(text, begin.end()) if begin else ""
    for cut in [*_CUT.finditer(sentence), None]:
        stop = cut.start() if cut else len(sentence)
        clause = sentence[at:stop]
        bodies = [body for body in find_bodies(clause) if not body.generic and _WITHIN.search(clause[: body.start])]
        verdict = _clause(clause) if len(bodies) == 1 else None
        if verdict:
            yield moved(verdict, at + (begin.end() if begin else 0)), bodies[0].name
        at = cut.end() if cut else stop


def _clause(clause: str) -> Verdict | None:
    told = _TOLD.search(clause)
    if told and _GOOD.fullmatch(told[0]):
        return Verdict(told.start(), told.end(), "ja")
    return read_phrase(clause) if told else None
