"""Those who decide: councils, boards, committees, company boards and officials, in one form each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain

from ingest.near import windows

_PART = r"[\wåäöéÅÄÖ]{1,30}-"
_PARTS = rf"(?:{_PART}(?:,\s{_PART}){{0,3}}\s(?:och|samt|&)\s)?"
_CHIEFS = (
    r"(?:kommun|stads|region|landstings|förvaltnings|social|skol|utbildnings|verksamhets|"
    r"digitaliserings|ekonomi|hälso- och sjukvårds|[a-zåäö]{3,20})"
    r"direktör|(?:kommun|förvaltnings|verksamhets|enhets|avdelnings|social|skol|utbildnings|personal|HR-|IT-|ekonomi|kansli|"
    r"digitaliserings|säkerhets|fastighets|sektors?|sektions|områdes|bildnings|omsorgs|kultur|miljö|teknik|"
    r"tekniska |fritids|kontors|"
    r"barn- och utbildnings|vård- och omsorgs|kultur- och fritids|samhällsbyggnads|kommunikations|administrativa? )"
    r"chef|[a-zåäö]{3,24}chef(?=en)"
)
_NAMES = re.compile(
    rf"""(?<![\wåäö-])(?:
      (?P<board_part>(?:kommunstyrelsens|regionstyrelsens|[\wåäö-]{{0,40}}nämndens|KS)\s(?:\w*utskott(?:et)?|au)\b)
    | (?P<council>(?:kommun|region|landstings|förbunds)?fullm[äa]ktige)
    | (?P<executive>(?:kommun|region|landstings|förbunds|bolags)styrelse(?:n)?)
    | (?P<for_board>nämnden\sför\s(?:[\wåäö-]{{1,30}}(?:,\s[\wåäö-]{{1,30}}){{0,3}}\s(?:och|samt)\s[\wåäö-]+|[\wåäö-]+))
    | (?P<named>(?:gemensamma\s|tekniska\s|sociala\s|{_PARTS})?
        (?:[\wåäö]{{2,40}}nämnd(?:en)?|(?<=tekniska\s)nämnd(?:en)?))
    | (?P<adjective>(?:tekniska|gemensamma|sociala|humanistiska)\s(?:{_PARTS}\w*)?nämnd(?:en)?)
    | (?P<committee>\w{{3,40}}utskott(?:et)?)
    | (?P<company>styrelsen\s(?:för|i|av)\s(?P<firm>(?:[A-ZÅÄÖ][\wåäöé&.-]*\s){{1,5}}AB)
        |(?P<firm2>(?:[A-ZÅÄÖ][\wåäöé&.-]*\s){{1,5}}AB)(?::?s)?\sstyrelse)
    | (?P<direction>(?:förbunds)?direktionen?(?:\sför\s(?-i:(?:[A-ZÅÄÖ][\wåäö]+\s?){{1,4}}(?<!\s)))?|ägarsamråd(?:et)?
        |(?:kommun|förvaltnings|koncern|region)?lednings(?:grupp|råd)(?:en|et)?)
    | (?P<chief>{_PARTS}(?:{_CHIEFS})(?:en)?|biträdande\s(?:kommun|stads)direktören?
        |verkställande\sdirektör(?:en)?|rektorn?|VD:?n?)
    | (?P<english>(?:municipal|city|regional)\s(?:council|executive\s(?:board|committee)))
    | (?P<meeting>styrelsemöte(?:t)?|styrelsesammanträde(?:t)?|styrelsebeslut(?:et)?)
    | (?P<generic>nämnden|styrelsen?)
    )(?P<genitive>s|:s)?(?![\wåäö-])""",
    re.I | re.X,
)
_ABBREVIATION = re.compile(
    r"(?<![\w/-])(?:[A-ZÅÄÖ]{2,5}|K[fs]|R[fs]|Kf|Ks|[KR]SAU|KS\s?AU)(?![\w-])(?!\s?[/:]?\s?\d{3,4}\s?[/:]\d|\s?[/:]?\s?\d{2}\s?[/:]\d{3})"
)
_DEFINED = re.compile(r"\s\((?P<short>[A-ZÅÄÖ]{2,5})\)")
_DEFINED_NAME = re.compile(
    r"(?<![\w-])(?:[\wåäö]{1,30}-\s(?:och|samt)\s)?[\wåäö]{0,40}(?:nämnden|styrelsen|fullmäktige)$"
)
_WHOLE = 1000
# Every name holds one of these, and is no longer than this before and after it.
_ANCHOR = re.compile(
    r"nämnd|styrelse|fullm[äa]ktige|utskott|direkt|chef|rektor|\bvd|ägarsamråd|ledning|council|executive|ks\sau\b"
)
_LONGEST = 90
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body at `start:end`: its name in basic form. `generic` for "nämnden", "styrelsen"."""

    name: str
    start: int
    end: int
    generic: bool = False
    official: bool = False
    genitive: bool = False


@dataclass(frozen=True)
class BodyNames:
    """The abbreviations that are certain in one document."""

    abbreviations: Mapping[str, str]

    def find(self, text: str, offset: int = 0) -> list[BodyMention]:
        """The bodies named in `text`, in order, abbreviations among them."""
        found = list(find_bodies(text, offset))
        taken = [(body.start, body.end) for body in found]
        for match in _ABBREVIATION.finditer(text):
            short = match[0].upper().replace(" ", "")
            start, end = match.start() + offset, match.end() + offset
            if short in self.abbreviations and not any(a < end and start < b for a, b in taken):
                found.append(BodyMention(self.abbreviations[short], start, end))
        return sorted(found, key=lambda body: body.start)


def find_bodies(text: str, offset: int = 0) -> Iterator[BodyMention]:
    """The bodies written out in `text`, in order."""
    if offset == 0 and len(text) > _WHOLE:
        yield from _bodies_of(text)
    else:
        yield from _find_bodies(text, offset)


@lru_cache(maxsize=2)
def _bodies_of(text: str) -> tuple[BodyMention, ...]:
    """The bodies of a whole document: several rules ask for them, and they are sought once."""
    return tuple(_find_bodies(text, 0))


def _find_bodies(text: str, offset: int) -> Iterator[BodyMention]:
    matches = (_NAMES.finditer(text, *near) for near in windows(text, _ANCHOR, _LONGEST, _LONGEST))
    for match in chain.from_iterable(matches):
        genitive = bool(match["genitive"])
        end = match.end() - len(match["genitive"] or "")
        firm = match["firm"] or match["firm2"]
        name = f"styrelsen för {_SPACE.sub(' ', firm)}" if firm else basic_form(match[0][: end - match.start()])
        yield BodyMention(
            name,
            match.start() + offset,
            end + offset,
            bool(match["generic"]) and not genitive,
            bool(match["chief"]),
            genitive,
        )


def basic_form(name: str) -> str:
    """A body's name as a value: definite, lower case, one space: "Socialnämnd" is "socialnämnden"."""
    value = _SPACE.sub(" ", name.replace("\u00ad", "")).strip()
    # "IT-chefen" keeps its capitals, "SOCIALNÄMNDEN" does not.
    value = re.sub(r"(?<![\w-])(?!(?:IT|HR|VA|IKT)-)[\w-]+", lambda word: word[0].lower(), value)
    value = re.sub(
        r"^(?:IT|HR|VA|IKT)-\S+",
        lambda word: word[0].split("-")[0] + word[0][len(word[0].split("-")[0]) :].lower(),
        value,
    )
    value = re.sub(r"\bks au\b", "kommunstyrelsens arbetsutskott", value)
    value = re.sub(r"^ks(?=\s\w+utskott)", "kommunstyrelsens", value)
    value = re.sub(r"styrelsens au\b", "styrelsens arbetsutskott", value)
    if value in _ENGLISH:
        return _ENGLISH[value]
    value = value.replace("fullmaktige", "fullmäktige")
    if value.startswith(("styrelsemöte", "styrelsesammanträde", "styrelsebeslut")):
        return "styrelsen"
    if value == "fullmäktige":
        return "kommunfullmäktige"
    if value in ("vd", "vd:n", "vdn", "verkställande direktör"):
        return "verkställande direktören"
    for ending, definite in _DEFINITE:
        # "kommunstyrelsens arbetsutskott" is definite already.
        if value.endswith(ending) and not re.search(r"s \w+$", value):
            return value + definite
    return value


_ENGLISH = {
    "municipal council": "kommunfullmäktige", "city council": "kommunfullmäktige",
    "regional council": "regionfullmäktige",
    "municipal executive board": "kommunstyrelsen", "city executive board": "kommunstyrelsen",
    "municipal executive committee": "kommunstyrelsen", "regional executive board": "regionstyrelsen",
}  # fmt: skip

_DEFINITE = (
    ("nämnd", "en"), ("styrelse", "n"), ("utskott", "et"), ("direktör", "en"), ("chef", "en"), ("rektor", "n"),
    ("direktion", "en"), ("grupp", "en"), ("råd", "et"),
)  # fmt: skip


@cache
def known_abbreviations() -> Mapping[str, str]:
    """The abbreviations that mean one body everywhere."""
    return tomllib.loads(resources.files("ingest.data").joinpath("body_abbreviations.toml").read_text(encoding="utf-8"))


def body_names(text: str) -> BodyNames:
    """The abbreviations of this text: defined in it, fitting one board named in it, or known everywhere."""
    names = {mention.name for mention in find_bodies(text) if mention.name.endswith("nämnden")}
    fitting: dict[str, set[str]] = {}
    for name in names:
        fitting.setdefault(_initials(name), set()).add(name)
    defined = dict(_defined(text))
    fit = {short: next(iter(of)) for short, of in fitting.items() if len(of) == 1 and len(short) > 1}
    return BodyNames({**known_abbreviations(), **fit, **defined})


def _defined(text: str) -> Iterator[tuple[str, str]]:
    """The abbreviations that the text itself gives in brackets after a name."""
    for match in _DEFINED.finditer(text):
        name = _DEFINED_NAME.search(text[max(0, match.start() - _LONGEST) : match.start()])
        if name is not None:
            yield match["short"], basic_form(name[0])


def _initials(name: str) -> str:
    """The abbreviation a board would have: "barn- och utbildningsnämnden" has BUN, "socialnämnden" SN."""
    stem = name.removesuffix("nämnden").replace("-", "")
    words = [word for word in stem.split() if word not in ("och", "samt")]
    return "".join(word[0] for word in words).upper() + "N" if words else ""
