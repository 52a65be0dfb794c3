"""Who answers for the document: by its box, or by the sentence that says whose it is to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ingest.extract import Layout
from ingest.fronts import OwnPlaces
from ingest.infobox import Infobox
from ingest.kind_words import find_kind_words, same_kind
from ingest.near import windows
from ingest.own_facts import boxed_text
from ingest.subjects import Own
from ingest.title_phrases import tidy_title
from kg.model import Field

# A role, a unit or a body: its head noun, what stands before it, and "vid …", "på …" after it.
_HEAD = (
    r"[\wåäö-]*(?:direktör|chef|strateg|samordnare|controller|sekreterare|jurist|handläggare|utvecklare|planerare|ombud|"
    r"registrator|rektor|arkivarie|ekonom|ledare|ansvarig|nämnd|styrelse|utskott|kontor|förvaltning|avdelning|enhet|sektor|"
    r"stab|kansli|verksamhet|ledning|ledningsgrupp|fullmäktige|beredning|funktion|specialist|ingenjör|arkitekt|mästare|"
    r"ekolog|antikvarie|utredare|inspektör|rådgivare|kommunikatör|arkiv)"
    r"(?:e?n|e?t|na|s\s[\wåäö-]+)?"
)
_ONE = (
    rf"(?:[Kk]ommunens\s|[Rr]egionens\s|[Ss]tadens\s)?(?:[\wåäö]+-,?\s(?:[\wåäö]+-\s)?(?:och|samt)\s)?{_HEAD}"
    r"(?:\s(?:för|på|vid|inom|med\sansvar\sför)\s[\wåäöÅÄÖ-]+(?:\s(?:och|samt)\s(?![\wåäö-]*(?:chef|enhet|sekreterare|direktör))[\wåäö-]+)?)?"
)
# One, or two who share it: "Fritidschefen och fastighetschefen".
_WHO = rf"(?P<who>{_ONE}(?:(?:,\s{_ONE})?\s(?:och|samt|tillsammans\smed|i\ssamråd\smed)\s{_ONE})?)"
_SHARED = r"(?:tillsammans|gemensamt|båda)\s"
_ITS = r"(?P<its>(?:denna|detta|dessa|den\shär)\s[\wåäö-]+|[\wåäö-]+)"
_KEPT = (
    r"(?:hålls?|revideras?|uppdateras?|aktualiseras?|aktualitetsprövas?|ses?\söver|se\söver|förvaltas?|är\s(?:aktuell|uppdaterad)|"
    r"omprövas?|följs?\supp|följa\supp|följas\supp|vid\sbehov|årligen|ständigt|kontinuerligt|ska\s(?:hållas|revideras|ses))"
)
_SHAPES = (
    rf"{_WHO}\s(?:är|utgör)\s(?:också\s|{_SHARED})?(?:dokument(?:ansvariga?|ägare)|ägare\s(?:av|till)\s{_ITS})",
    rf"(?:[Dd]okument(?:ansvarig|ägare(?:n)?)|[Dd]okumentets\sägare)(?:\sför\s{_ITS})?\sär\s{_WHO}",
    rf"[Aa]nsvarig(?:a|\sfunktion|\stjänsteperson|\stjänsteman)?\sför\s{_ITS}\sär\s{_WHO}",
    rf"[Aa]nsvarig(?:a)?\sför\s{_ITS}\s?:\s?(?P<who>[^\n.;:|]{{3,80}})",
    rf"(?:[Ää]gare\s(?:av|till)|[Ff]örvaltare\sav)\s{_ITS}\sär\s{_WHO}",
    rf"{_WHO}\s(?:är|står\ssom)\s(?:huvud|ytterst\s|övergripande\s)?ansvarig\sför\s(?:att\s)?{_ITS}(?:\s{_KEPT})?(?=[\s.,;]*(?:$|[.,;\n]|och\b|samt\b))",
    rf"{_WHO}\s(?:ansvarar|svarar)\s{_SHARED}för\s(?:att\s)?{_ITS}(?:\s{_KEPT}|(?=\s*(?:[.,;]|och\b|samt\b)))",
    rf"{_WHO}\s(?:är|står)\s{_SHARED}ansvariga\sför\s(?:att\s)?{_ITS}(?:\s{_KEPT}|(?=\s*(?:[.,;]|och\b|samt\b)))",
    rf"{_WHO}\s(?:delar\s(?:på\s)?ansvaret|har\s(?:ett\s)?delat\sansvar|har\s(?:det\s)?gemensam(?:t|ma)\sansvar(?:et)?)\sför\s{_ITS}(?=\s*[.,;:])",
    rf"{_WHO}\s(?:ansvarar|svarar)\sför\s(?:att\s)?{_ITS}\s{_KEPT}",
    rf"{_WHO}\sförvaltar\s{_ITS}(?=\s*(?:[.,;]|och\b|samt\b))",
    rf"{_WHO}\sansvarar\sför\s{_ITS}(?=\s*(?:[.,;]|och\b|samt\b))",
    rf"{_WHO}\s(?:har|bär)\s(?:det\s)?(?:huvud)?ansvar(?:et)?\sför\s(?:att\s)?{_ITS}(?=\s*(?:[.,;]|och\b|samt\b|{_KEPT}))",
    rf"[Aa]nsvaret\sför\s{_ITS}\s(?:ligger|vilar|åvilar)\s(?:hos|på)?\s?{_WHO}",
    rf"{_ITS}\s(?:ägs|förvaltas)\sav\s{_WHO}",
)
_SENTENCES = tuple(re.compile(rf"(?<![\wåäö-]){shape}") for shape in _SHAPES)
_CALLED = re.compile(
    r"ansvarig|svarar\b|förvaltar\b|delat\sansvar|gemensam(?:t|ma)\sansvar|ansvaret\b|ägare|ägs\sav|förvaltas|förvaltare"
)
_REACH = 120


def read_responsible(layout: Layout, box: Infobox, own: Own) -> Field[str] | None:
    """A role, a unit or a person, as printed. The one who only follows the document up comes last."""
    return (
        boxed_text(layout, box, "responsible", "owner", "unit")
        or next(_said(layout, own), None)
        or boxed_text(layout, box, "revision_responsible")
    )


def _said(layout: Layout, own: Own) -> Iterator[Field[str]]:
    text = layout.text.text
    near = list(windows(text, _CALLED, _REACH, _REACH))
    places = OwnPlaces(layout)
    for pattern in _SENTENCES:
        for match in chain.from_iterable(pattern.finditer(text, *stretch) for stretch in near):
            its = match.groupdict().get("its")
            if places.content(match.start()) and (its is None or _is_own(its, own)):
                span = layout.text.span(*match.span("who"))
                yield Field(tidy_title(span.quote), 0.75, "responsible/words", (span,))


def _is_own(words: str, own: Own) -> bool:
    """Whether the words mean this document: "dokumentet", "denna policy", or its kind's noun in the definite."""
    if re.fullmatch(r"(?:styr)?dokumentet|(?:detta|denna|dessa)\s(?:styr)?dokument\w*", words, re.I):
        return True
    this = re.match(r"(?:denna|detta|dessa|den\shär)\s", words, re.I)
    word = next(find_kind_words(words), None)
    return word is not None and same_kind(word.kind, own.kind) and (bool(this) or word.definite)
