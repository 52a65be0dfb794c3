"""Which document an act of decision is about: this one, or another that the text names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.act import Act
from ingest.kind_words import STEERING, bare_kind_words, find_kind_words, kind_of_word, same_kind
from ingest.name_stems import stem_name
from ingest.sentences import sentence_end, sentence_start
from ingest.title_phrases import TitlePhrase, find_title_phrases, tidy_title

_SELF = re.compile(
    r"(?:denna|detta|dessa|den\shär|föreliggande|följande|bifogade|ovanstående)\s[\wåäö-]+|(?:styr)?dokumentet|this\s\w+",
    re.I,
)
_FORMER = re.compile(
    r"\b(?:tidigare|gamla|föregående|förra|äldre|ersätter|ersätts|ersatte|upphäver|enligt|bilaga|se|av|i|från|till)\b",
    re.I,
)
_REPLACED = re.compile(r"\b(?:ersätter|ersatte|upphäver|tidigare|föregående|gamla|äldre|förra)\b", re.I)
_TRAIL = re.compile(
    r"(?:[\s,(:*_–-]|\b(?:är|har|blev|som|senast|nu|därefter|och|ursprungligen|först|första|gången|den|har\sblivit|finns|vilket|vilken|vilka|sedan|även|också|redaktionellt|delvis|de\ssenare|det\ssenare|den\ssenare|de\ssistnämnda|den\ssistnämnda)\b)+$",
    re.I,
)
_ADOPTABLE = re.compile(
    r"budget\b|delegations?ordning|ägardirektiv|planeringsdirektiv|finansieringsmodell|delegationsbestämmelser|vision\b",
    re.I,
)
_LETTERHEAD = re.compile(r"[A-ZÅÄÖ][\wåäö-]+(?:\s[A-ZÅÄÖ][\wåäö-]+)?\s(?:kommun|stad)[\s,:–—-]*", re.I)
_BACK = 400


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of the document itself when its acts are told from those of others."""

    kind: str
    title: str | None
    known: bool = True

    @property
    def steering(self) -> bool:
        """Whether the document can have been adopted itself: audits and letters only tell of other documents.

        A document of no known kind is given the chance: visions and agreements are adopted too.
        """
        return self.kind in STEERING or not self.known or self._adoptable

    @property
    def _adoptable(self) -> bool:
        """A budget, a delegation or an owner's directive steers, though no kind of its own is made for it."""
        return self.kind == "ovrigt" and self.title is not None and bool(_ADOPTABLE.search(self.title))


def is_own(act: Act, text: str, own: Own, *, front: bool) -> bool:
    """Whether the act is said of the document that holds it."""
    if not own.steering:
        return False
    if act.verb is not None and act.verb.voice == "active":
        return _active_own(act, text, own, front=front)
    before = _before(act, text)
    if act.verb is None:
        letterhead = not before or _LETTERHEAD.fullmatch(before)
        return front and bool(letterhead) and act.body is not None and act.complete and _on_its_own(act, text)
    if not before:
        return front or act.verb.capital
    if front and act.verb.capital and not _FORMER.search(before[-60:]):
        return True
    return _names_own(before, own, front=front)


def _on_its_own(act: Act, text: str) -> bool:
    """Whether a bare "KF 2019-05-20 § 33" stands on a line of its own, not in the middle of running text."""
    start = text.rfind("\n", 0, act.start) + 1
    after = re.split(r"[\n|·\t]", text[act.end : act.end + 60])[0].strip(" .)")
    above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
    return "(" not in text[start : act.start] and len(after) < 25 and (len(above) < 60 or above[-1:] in ".:")


_CHANGE = re.compile(
    r"(?:den\s)?(?:(?:senaste|sista|första|andra|tredje)\s)?(?:ändring|revidering|revision|uppdatering)(?:en|ar|arna)?"
    r"(?:\s(?:av|i)\s(?P<of>.+))?|(?:den\s)?(?:reviderad|uppdaterad|omarbetad|ändrad)e?\s(?:version|utgåva|lydelse)(?:en|n)?",
    re.I,
)


def changes_own(act: Act, text: str, own: Own) -> bool:
    """ "Senaste ändringen beslutades av …": what was decided is a change of this document."""
    if act.verb is not None and act.verb.voice == "noun" and act.body is not None:
        return bool(_LATEST.fullmatch(_before(act, text)))
    if act.verb is None or act.verb.voice != "passive" or act.verb.action not in ("adopt", "approve", "decide"):
        return False
    found = _CHANGE.fullmatch(_before(act, text))
    return found is not None and (found["of"] is None or _names_own(found["of"], own, front=True))


# "Nuvarande lydelse enligt kommunfullmäktiges beslut den 26 april 2016".
_LATEST = re.compile(
    r"(?:nuvarande|gällande|senaste)\s(?:lydelse|version|utgåva|ändring|revidering)(?:\s(?:enligt|genom))?", re.I
)
_ALSO = re.compile(r"[\s,;.()/|·–-]*(?:(?:och|samt|senast|därefter|sedan|med)\s*)*")


_RELATIVE = re.compile(r"[\s,]*\b(?:som|vilke[nt]|vilka)\s+(?:[\wåäö]+\s)?$")


def in_relative_clause(act: Act, text: str) -> bool:
    """Whether what is decided stands before the act: "Regionplan 2017–2019, som regionfullmäktige antog 2016-06-22"."""
    return bool(_RELATIVE.search(text[max(0, act.stated - 40) : act.stated]))


def follows_own(act: Act, previous: Act | None, text: str) -> bool:
    """Whether the act only goes on from one about the document itself: "Antagen …, reviderad 2021-05-31, § 63"."""
    if previous is None or act.verb is None or act.verb.voice == "active":
        return False
    between = text[previous.end : act.start]
    return len(between) < 25 and bool(_ALSO.fullmatch(between))


def _before(act: Act, text: str) -> str:
    """What stands before the act in its sentence, on its line, without the small words that lead to the verb."""
    start = max(sentence_start(text, act.stated), *(text.rfind(mark, 0, act.stated) + 1 for mark in "\n|·\t"))
    if text[start : act.stated].strip() == "" and start > 0:
        # A sentence that runs over a line's end: its subject stands on the line before.
        whole = sentence_start(text, act.stated)
        if act.verb is not None and not act.verb.capital and act.stated == act.verb.start:
            start = whole
    return _TRAIL.sub("", text[start : act.stated]).strip(" \t\n-•▪*|")


def _names_own(before: str, own: Own, *, front: bool) -> bool:
    words = before.split()
    if _REPLACED.search(before):
        return False
    if own.title and _same_name(before, own.title):
        return True
    match = _SELF.search(before)
    if match and match.end() >= len(before) - 2:
        named = kind_of_word(match[0].split()[-1])
        return named is None or same_kind(named, own.kind)
    if _opens_with_own(before, own):
        return True
    if len(words) == 1 and front and same_kind(kind_of_word(before), own.kind):
        return True
    if re.match(r"(?:dokumentets\s)?giltighet(?:stid)?(?:en)?$", before, re.I):
        return True
    if len(words) <= 2 and not _FORMER.search(before):
        found = list(find_kind_words(before))
        return (
            bool(found)
            and found[-1].definite
            and same_kind(found[-1].kind, own.kind)
            and found[-1].end >= len(before) - 1
        )
    return (
        front
        and own.title is not None
        and before.lower().endswith(own.title.lower()[-30:])
        and not _FORMER.search(before)
    )


def _opens_with_own(before: str, own: Own) -> bool:
    """ "Denna plan har tagits fram av en arbetsgrupp och …": the sentence's subject, and no other document after it."""
    match = re.match(
        r"(?:(?:denna|detta|dessa|den\shär)\s)?([\wåäö-]+)\s(?:har|är|togs|arbetades|utarbetades)\b", before, re.I
    )
    if match is None or len(before.split()) > 16 or re.search(r"[.;:]", before):
        return False
    named = list(find_kind_words(before))
    first = next(iter(named), None)
    itself = first is not None and same_kind(first.kind, own.kind) and first.start < match.end()
    this = bool(re.match(r"(?:denna|detta|dessa|den\shär|dokumentet|styrdokumentet)\b", before, re.I))
    return (itself and (this or first.definite) if first is not None else this) and len(named) <= 1


def _same_name(phrase: str, title: str) -> bool:
    one, other = stem_name(phrase), stem_name(title)
    return bool(one) and (one == other or (len(one) > 8 and (other.startswith(one) or one.endswith(other))))


def _active_own(act: Act, text: str, own: Own, *, front: bool) -> bool:
    target = object_of(act, text)
    if in_relative_clause(act, text):
        # "Reglemente för …, som fullmäktige antog": what was decided stands before.
        antecedent = _RELATIVE.sub("", _before(act, text)).strip(" ,")
        if front and re.fullmatch(r"(?:ett|detta)\s(?:[\wåäö-]+\s)?(?:styr)?dokument", antecedent, re.I):
            return True
        return _names_own(antecedent, own, front=front)
    if not target:
        return front
    if target in ("det", "den", "dem"):
        return front or _goes_on_from(act, text, own)
    match = _SELF.match(target)
    if match:
        named = kind_of_word(match[0].split()[-1])
        return named is None or same_kind(named, own.kind)
    if own.title and _same_name(target, own.title):
        return True
    found = list(find_kind_words(target.split()[0] if target.split() else ""))
    return bool(found) and found[0].definite and same_kind(found[0].kind, own.kind) and len(target.split()) <= 2


def _goes_on_from(act: Act, text: str, own: Own) -> bool:
    """Whether the sentence before is about the document itself: "Programmet har … Fullmäktige antog det den …"."""
    start = sentence_start(text, act.stated)
    previous = sentence_start(text, max(0, start - 3))
    word = next(find_kind_words(text[previous : previous + 40]), None)
    return word is not None and word.start < 3 and word.definite and same_kind(word.kind, own.kind)


def object_of(act: Act, text: str) -> str:
    """What an active act decided, in the sentence's own words."""
    if act.gap is not None and text[act.gap[0] : act.gap[1]].strip(" ,.*"):
        raw = text[act.gap[0] : act.gap[1]]
    else:
        raw = text[act.end : sentence_end(text, act.end)]
    raw = re.split(r"\n\s*\n", raw)[0]
    raw = re.sub(r"^[\s,:]*(?:(?:om|att|en|ett|anta|fastställa|godkänna|besluta|revidera)\s+)*", "", raw)
    raw = re.sub(r"(?:\s*,)?\s+(?:den|genom|enligt)\s*$", "", raw)
    raw = re.sub(r"\s(?:till\soch\smed|t\.?o\.?m\.?|att\sgälla)\s.*$", "", raw, flags=re.S)
    return tidy_title(raw)[:160]


def concerned(act: Act, text: str) -> tuple[str, TitlePhrase | None]:
    """The other document that the act is about: its name, and where that stands if it was found as one."""
    if act.verb is not None and act.verb.voice in ("active", "noun") and not in_relative_clause(act, text):
        return _of_object(act, text)
    start = sentence_start(text, act.stated)
    before = text[start : act.stated]
    phrases = list(find_title_phrases(before, start))
    definite = _definite_at_end(before, start)
    if definite is not None and (not phrases or phrases[-1].end <= definite.start):
        return definite.text, definite
    if phrases:
        return phrases[-1].text, phrases[-1]
    subject = _TRAIL.sub("", before).strip()
    words = list(find_kind_words(subject))
    if words and words[-1].definite:
        earlier = [
            one
            for one in find_title_phrases(text[max(0, start - _BACK) : start], max(0, start - _BACK))
            if one.kind == words[-1].kind
        ]
        if earlier:
            return earlier[-1].text, earlier[-1]
    if "\n" in subject and subject.rsplit("\n", 1)[1][:1].isupper():
        subject = subject.rsplit("\n", 1)[1]
    phrase = _last_phrase(subject) or (object_of(act, text) if act.gap else "")
    return phrase, None


def _definite_at_end(before: str, offset: int) -> TitlePhrase | None:
    """ "… bygger på översiktsplanen, antagen av …": a name of its own, though in its definite form."""
    subject = _TRAIL.sub("", before).rstrip(" ,")
    last = next(reversed(list(find_kind_words(subject))), None)
    if last is None or not last.definite or last.end < len(subject):
        return None
    name = subject[last.start : last.end]
    if stem_name(name) in bare_kind_words():
        return None
    return TitlePhrase(name, offset + last.start, offset + last.end, last.kind, "definite")


def _of_object(act: Act, text: str) -> tuple[str, TitlePhrase | None]:
    begin = act.gap[0] if act.gap else act.end
    end = act.gap[1] if act.gap and text[act.gap[0] : act.gap[1]].strip(" ,.*") else sentence_end(text, act.end)
    start = begin if act.gap and text[begin:end].strip(" ,.*") else act.end
    phrases = list(find_title_phrases(text[start:end], start))
    target = object_of(act, text)
    if phrases and tidy_title(text[start : phrases[0].start]).lower() in (
        "",
        "om",
        "att anta",
        "en",
        "ett",
        "om en",
        "att fastställa",
    ):
        return phrases[0].text, phrases[0]
    return target, None


def _last_phrase(subject: str) -> str:
    """The end of a sentence's beginning, from its last mark on: the noun that the verb belongs to."""
    return tidy_title(re.split(r"[.;:]", subject)[-1])[-120:].strip()
