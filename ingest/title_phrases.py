"""Names of documents inside sentences: in italics, in quotation marks, or a kind word with what it is about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from ingest.kind_words import STEERING, bare_kind_words, find_document_words, find_kind_words, is_definite, kind_of_word

_QUOTED = re.compile(
    r"(?<![\w*])\*{1,3}(?P<italic>[^*\n]{4,140}?)\*{1,3}(?![\w*])|[\"“”„»«](?P<quoted>[^\"“”„»«]{4,140})[\"“”„»«]", re.S
)


def _name_words() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("ingest.data") / "name_words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


_NAME_WORDS = _name_words()
_LINKS, _STOPS, _NOT_OWNERS = (_NAME_WORDS[name] for name in ("links", "stops", "not_owners"))
_WORD = re.compile(r"[^\s,;:()\[\]?!\"“”»«*]+")
_YEARS = re.compile(
    r"\s*(?:,\s*)?(?:för\s+(?:åren|perioden|år)\s+)?(?:19|20)\d{2}(?:\s?[-–—]\s?(?:(?:19|20)\d{2}|\d{2})|\s(?:19|20)\d{2})?(?![\d/:]|[-–]\d)"
)
_JOINS = frozenset(["och", "samt", "för"])
_LAST_JOIN = re.compile(r"\b(?:och|samt)\s$")
_NEXT_NAME = re.compile(r"\s[A-ZÅÄÖ]|\s[\wåäö]*(?:nämndens|styrelsens|fullmäktiges|kommunens|regionens)\s")
_YEAR_END = re.compile(r"\d{4}$")
# "Översiktsplan Eslöv 2035": the place stands right after the kind.
_PLACE_YEAR = re.compile(r"[A-ZÅÄÖ][\wåäö-]+\s(?:19|20)\d{2}(?!\d)")
_ADJECTIVE = re.compile(r"(?:s|a|t|ig|isk|n|al|iv|ell|ad|full|hel|god|ild|trygg|öppen|säker|ren|lika|enkel)$")
_SHORT = re.compile(r"[A-ZÅÄÖ]{2,4}[,.]?")  # "generativ AI"
_LONGEST = 16
_NEAR = 80
_LAST_WORD = re.compile(r"(\S+)\s*$")
_SPACES = re.compile(r"[ \t]*\n?[ \t]*")


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A document's name at `start:end`: `text` tidied; `how` it was told: italic, quoted or words."""

    text: str
    start: int
    end: int
    kind: str | None
    how: str


def find_title_phrases(text: str, offset: int = 0) -> Iterator[TitlePhrase]:
    """The names of documents in `text`, in order, without overlaps."""
    marked = list(_marked(text, offset))
    spoken = list(_in_words(text, offset, [(one.start - offset - 1, one.end - offset + 1) for one in marked]))
    yield from sorted([*marked, *spoken], key=lambda one: one.start)


def _marked(text: str, offset: int) -> Iterator[TitlePhrase]:
    """Names in italics and in quotation marks."""
    for match in _QUOTED.finditer(text):
        group = "italic" if match["italic"] else "quoted"
        inner = match[group].strip(" .,")
        kind = kind_in(inner)
        start = match.start(group)
        if kind is not None or (group == "italic" and inner[:1].isupper()):
            yield TitlePhrase(tidy_title(inner), start + offset, start + offset + len(match[group]), kind, group)


def _in_words(text: str, offset: int, taken: list[tuple[int, int]]) -> Iterator[TitlePhrase]:
    """Names that only a word of kind tells, where none of `taken` stands."""
    for word in find_document_words(text):
        if any(a <= word.start < b for a, b in taken):
            continue
        phrase = _around(text, word.start, word.end, word.kind)
        if phrase is not None:
            taken.append((phrase[0], phrase[1]))
            start, end = phrase
            yield TitlePhrase(tidy_title(text[start:end]), start + offset, end + offset, word.kind, "words")


def kind_in(title: str) -> str | None:
    """The kind a title names: the first of its words that names one, for the head of a Swedish title comes first."""
    found = list(find_kind_words(title))
    if not found:
        return None
    for word in found:
        if word.kind in STEERING or len(found) == 1:
            return word.kind
    return found[0].kind


def tidy_title(text: str) -> str:
    """One line, without emphasis and quotation marks around it."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("*", "")).strip(' "“”»«.,;:')


def _around(text: str, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """The stretch of a name around its kind word; None when it names no document in particular."""
    definite = is_definite(text[start:end])
    tail = name_tail(text, end)
    begin = _head(text, start)
    if kind not in STEERING and kind not in ("ovrigt", "revisionsrapport"):
        return None
    compound = len(text[start:end]) >= len(kind) + 3
    # "riktlinjer" alone or "planen" alone is a word, not a name.
    if tail <= end and not (compound and text[start].isupper()) and begin == start:
        return None
    if definite and tail <= end and begin == start:
        return None
    return begin, tail


def name_tail(text: str, end: int) -> int:
    """Where the name ends that begins before `end`: links, nouns and years follow, a verb or a mark ends it."""
    at, last, linked, words = end, end, False, 0
    while words < _LONGEST:
        years = _YEARS.match(text, at)
        if years:
            at = last = years.end()
            linked = False
            words += 1
            continue
        match = _SPACES.match(text, at)
        step = match.end() if match else at
        word = _WORD.match(text, step)
        if word is None or "\n\n" in text[at:step]:
            hop = _over_comma(text, at, whole=at == last)
            if hop is None:
                break
            linked = linked or text[at - 1] == "-"
            at, last = hop, last if linked else hop
            continue
        plain = word[0].rstrip(".").lower()
        leads, link = _goes_on(text, plain, last, word.end()), plain in _LINKS
        if not leads and (
            _ends_name(text, step, word[0], linked=linked)
            or (link and _enumerates(text, word.end(), last, plain, linked))
        ):
            break
        if leads or link:
            linked = True
        elif linked or _continues(text, last, word) or (words == 0 and _PLACE_YEAR.match(text, step)):
            last, linked = step + len(word[0].rstrip(".")), False
        else:
            break
        words, at = words + 1, word.end()
        if word[0].endswith("."):
            break
    return last


# "för Kils, Forshaga och Hammarö kommuner", "för kontaktperson, kontaktfamilj och ledsagning": one name.
_LISTED = re.compile(
    r"(?:,\s[A-ZÅÄÖ][\wåäö]+){1,6}\s(?:och|samt)\s[A-ZÅÄÖ][\wåäö]+\skommuner\b|"
    r"(?:,\s[a-zåäö]{5,}(?<!s)){1,3}\s(?:och|samt)\s[a-zåäö]{5,}(?<!s)(?=\s?[.,;:()\"”*\n]|\s(?:att|som|antag|fastst|från)|$)"
)
_DASHED = re.compile(r"[–-]\s(?:och|samt|men|dels)\b")


def _over_comma(text: str, at: int, *, whole: bool) -> int | None:
    """Where a name goes on after a comma: "kost-, …", or an enumeration (after a `whole` name); None when it ends."""
    if text[at - 1 : at + 2] == "-, ":
        return at + 1
    listed = _LISTED.match(text, at) if whole and text[at - 1 : at].isalpha() else None
    if listed is None or any(kind_of_word(one) for one in _WORD.findall(listed[0])):
        return None
    return listed.end()


def _ends_name(text: str, at: int, word: str, *, linked: bool) -> bool:
    """Whether a name ends before the word at `at`: a verb, a number, a mark, or the next document's name."""
    plain = word.rstrip(".").lower()
    kind = kind_of_word(plain) is not None
    if plain in _STOPS or word[0].isdigit() or word in ("För", "Om", "I") or _DASHED.match(text, at):
        return True
    return kind and (
        (word[0].isupper() and not linked) or ((word[0].isupper() or is_definite(plain)) and _lists(text, at))
    )


_BY_LAW = re.compile(r"\s(?:lagen\s(?:om|som)\s|[\wåäö-]+(?:lagen|balken)\b)")


def _goes_on(text: str, plain: str, last: int, after: int) -> bool:
    """Whether a word that else ends a name leads on: "… för handläggning enligt socialtjänstlagen", "undantag från"."""
    if plain == "enligt":
        return _BY_LAW.match(text, after) is not None
    return plain == "från" and _GOVERNS_FROM.search(text, max(0, last - _NEAR), last) is not None


_GOVERNS_FROM = re.compile(r"\b(?:undantag|befrielse|avsteg|dispens|frånvaro|avvikelser|skydd)$")


def _enumerates(text: str, after: int, last: int, link: str, linked: bool) -> bool:
    """Whether a link leads to the next thing of the sentence: "… och med VA-plan", "… 2012–2015 samt budget"."""
    if linked and link not in _JOINS and _LAST_JOIN.search(text[last : after - len(link)]):
        return True
    if link not in ("och", "samt"):
        return False
    dated = bool(_YEAR_END.search(text[max(0, last - 5) : last]))
    if dated and (link == "samt" or _NEXT_NAME.match(text, after) is not None):
        return True
    owned = _NEXT_OWNED.match(text, after)
    if owned is not None and kind_of_word(owned["next"]) is not None:
        return True
    word = _LAST_WORD.search(text[max(0, last - _NEAR) : last])
    compound = word is not None and kind_of_word(word[1]) is not None and word[1].lower() not in bare_kind_words()
    return compound and _NEXT_BARE.match(text, after) is not None


# "… och kommunens riktlinjer för …", "VA-policy och handlingsplan": another document, its own or of its kind.
_NEXT_OWNED = re.compile(
    r"\s(?:kommunens|regionens|stadens|[\wåäö-]*(?:nämndens|styrelsens|fullmäktiges|förvaltningens))\s(?P<next>[\wåäö-]+)"
)
_NEXT_BARE = re.compile(
    r"\s(?:handlings|åtgärds)?(?:plan|policy|strategi|program|riktlinjer|budget)(?=\s*(?:[.,;:)\n]|$))"
)


def _lists(text: str, at: int) -> bool:
    """Whether the word at `at` is the next of a list: "… och Digitaliseringsstrategi" begins another name."""
    return bool(re.search(r"\b(?:och|samt)\s+$", text[max(0, at - _NEAR) : at]))


# "Program för ett tryggt och levande | Eslöv".
_SUCH_A_PLACE = re.compile(r"\bett\s(?:[a-zåäö]+(?:,|\soch)\s)*[a-zåäö]+(?:t|nde)$")


def _continues(text: str, last: int, word: re.Match[str]) -> bool:
    """A noun after its adjective or its genitive: "för strategiskt | IT-arbete", "i Halmstads | kommun"."""
    before = _LAST_WORD.search(text[max(0, last - _NEAR) : last])
    if before is not None and before[1][0].isupper() and word[0] in ("kommuns", "stads"):
        return True
    if word[0][0].isupper() and _SUCH_A_PLACE.search(text, max(0, last - _NEAR), last):
        return True
    if before is None or (word[0][0].isupper() and not before[1][0].isupper() and not _SHORT.fullmatch(word[0])):
        return False
    return (
        bool(
            re.search(r"(?:s|a|t|ig|isk|n|al|iv|ell|ad|full|hel|god|ild|trygg|öppen|säker|ren|lika|enkel)$", before[1])
        )
        and before[1].lower() not in _LINKS
        and kind_of_word(before[1]) is None
    )


_BEFORE_KIND = re.compile(
    r"((?:[A-ZÅÄÖ][\wåäö-]*(?:isk|al|ell|iv|ig)t?a?\s[\wåäö-]*(?:isk|al|ell|iv|ig)t?a?|[A-ZÅÄÖ][\wåäö-]*s?|kommunens|"
    r"[\wåäö-]*(?:styrelsens|nämndens|fullmäktiges))\s(?:[Kk]ommuns\s|[Ss]tads\s)?|"
    r"[A-ZÅÄÖ][\wåäö]+\s(?:och|samt)\s|[\wåäö]+-\s(?:och|samt)\s)?$"
)
_ADJECTIVE_LAST = re.compile(r"(?:isk|al|ell|iv|ig|sam|ad|nad)t?a?\s$")
_JOIN_LAST = re.compile(r"\b(?:och|samt)\s$")
# "… och Grön handlingsplan för Öland": inside a sentence a capital begins the name, whatever the word.
_MID_SENTENCE = re.compile(r"[a-zåäö,][ ][A-ZÅÄÖ][a-zåäö]+\s$")


def _head(text: str, start: int) -> int:
    """Where the name begins: adjectives and an owner in the genitive stand before the kind word."""
    near = text[max(0, start - _NEAR) : start]
    before = _BEFORE_KIND.search(near)
    if not before or not before[1] or before[1].strip().lower() in _NOT_OWNERS:
        return start
    begins = before[1].strip().endswith("s") or _ADJECTIVE_LAST.search(before[1]) or _JOIN_LAST.search(before[1])
    word = _WORD.match(text, start)
    capital = word is not None and word[0].islower() and not is_definite(word[0]) and _MID_SENTENCE.search(near)
    return start - len(before[1]) if begins or capital else start
