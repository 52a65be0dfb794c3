"""The boards, committees and companies an audit speaks of, by the form of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.bodies import body_names
from ingest.flow import tidy

_PARTS = r"(?:[\wåäöÅÄÖ]{1,40}-(?:,\s|\s{1,6}(?:och|samt)\s|/)){0,4}"
# "Nämnden för …": what boards are named by, so that "nämnden för dialog" is no name.
_FIELD = (
    r"(?:demokrati|arbetsmarknad\w*|funktions\w+|utbildning|hälsa|teknik|kultur|miljö|vård|omsorg|social\w*|näringsliv"
    r"|samhälls\w+|intraservice|konsument\w*|inköp|individ\w*|förskola|grundskola|gymnasi\w*|barn|äldre\w*|trafik"
    r"|bygg\w+|fritid\w*|livslångt|lärande|service)(?![\w-])"
)
_DISTRICT = r"[A-ZÅÄÖ][\wåäö-]+(?:\s[A-ZÅÄÖ][\wåäö-]+)?"
_PLACES = rf"{_DISTRICT}(?:(?:,\s|\soch\s|\ssamt\s){_DISTRICT})*"
_NAMES = re.compile(
    rf"""(?<![\w-])(?:
      (?P<styrelse>(?:kommun|region|landstings|stads|förbunds|bolags|koncern)styrelsen?s?)
    | (?P<named>nämnden?s?\sför\s(?-i:[A-ZÅÄÖ][\wåäö]+)(?:\soch\s(?-i:[A-ZÅÄÖ][\wåäö]+))?)
    | (?P<field>nämnden?s?\sför\s(?:[\wåäö]{{3,20}}-\soch\s[\wåäö]{{4,}}
        |{_FIELD}(?:\soch\s(?!\w*(?:nämnden|styrelsen))[\wåäö-]+)?))
    | (?P<district>(?:stadsdels|kommundels|lokal)nämnd(?:en|erna)\s(?-i:{_PLACES}))
    | (?P<other>överförmyndaren|(?<!\w)[a-zåäö]{{4,}}sektionens?)
    | (?P<districts>stadsdelsnämnderna(?!s?\s[A-ZÅÄÖ]))
    | (?P<genitive>(?-i:[A-ZÅÄÖ][\wåäö]+(?:-[A-ZÅÄÖ][\wåäö]+)*s?)\sstadsdelsnämnd(?![\w-]))
    | (?P<indefinite>(?:social|teknisk|gemensam)\s[\wåäö]{{3,}}nämnd)
    | (?P<board>{_PARTS}[\wåäö]{{2,}}nämnden?s?(?:\s(?:väster|öster|norr|söder|nord|syd))?)
    | (?P<adjective>(?:tekniska|gemensamma|sociala|lokala|nya|humanistiska)\s(?:{_PARTS}\w*)?nämndens?)
    | (?P<committee>(?:\w+\s?)?(?:utskottets?))
    | (?P<council>(?:kommun|region|landstings)fullmäktiges?)
    | (?P<company>(?-i:(?:[A-ZÅÄÖ][\wåäö&-]+\s){{1,4}}AB))\b
    | (?P<all>(?:samtliga|alla|båda|berörda|granskade|de\s(?:två|tre|fyra|fem|sex))
        \s(?:(?:granskade|berörda)\s)?nämnder(?:na)?(?:\soch\sstyrelser)?)
    | (?P<bare>nämndens?|styrelsens?|förbundets?|bolagets?|direktionens?)
    )(?![\w-])""",
    re.I | re.X,
)
# Certain only where boards are listed: elsewhere FN is the United Nations.
_LISTED = {
    "ON": "omsorgsnämnden", "GVN": "gymnasie- och vuxenutbildningsnämnden", "FN": "fritidsnämnden",
    "ÄN": "äldrenämnden", "GSN": "grundskolenämnden", "FSN": "förskolenämnden",
}  # fmt: skip
# Not a body of its own: "nämnden" takes its name from elsewhere, fullmäktige is never audited.
_GENERIC = re.compile(r"stadsdelsnämnderna|nämnden|styrelsen|förbundet|bolaget|direktionen|överförmyndarnämnd$", re.I)
_GENITIVE = re.compile(r"(nämnden|styrelsen|mäktige|utskottet|förbundet|bolaget|direktionen)s$", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """A body's name at `start:end` of a text; `generic` for "nämnden" and "styrelsen" without more."""

    name: str
    start: int
    end: int
    generic: bool = False


def find_bodies(text: str) -> Iterator[Named]:
    """The bodies named in `text`, in order, in their basic form."""
    for match in _NAMES.finditer(text):
        if match["company"] and match["company"].split()[0].lower() in (
            "revision",
            "pricewaterhousecoopers",
            "öhrlings",
            "ernst",
            "kpmg",
            "rådgivning",
            "consulting",
            "deloitte",
            "bdo",
            "azets",
            "helseplan",
        ):
            continue
        if match["company"] and not match["company"].endswith("AB"):
            continue
        if match["district"]:
            yield from _districts(match)
            continue
        named = match["named"]
        name = tidy(match[0]) if match["genitive"] else base_form(match[0])
        if named:
            name = "nämnden " + tidy(named).split(" ", 1)[1]
        generic = bool(_GENERIC.fullmatch(name))
        if name.endswith(("nämnd", "styrelse")) and not generic and match["styrelse"]:
            name += "en" if name.endswith("nämnd") else "n"
        yield Named(name, match.start(), match.end(), generic)


def _districts(match: re.Match[str]) -> Iterator[Named]:
    """ "Stadsdelsnämnderna Angered och Lundby": each with its board's name."""
    kind, _, places = tidy(match["district"]).partition(" ")
    board = kind.lower().removesuffix("erna").removesuffix("en") + "en"
    for place in re.split(r",\s|\soch\s|\ssamt\s", places):
        yield Named(f"{board} {tidy(place)}", *match.span("district"))


def base_form(name: str) -> str:
    """A body's name as a value: no genitive, lower case unless it is a company."""
    words = tidy(name)
    if words.endswith(" AB"):
        return words
    return _GENITIVE.sub(r"\1", words).lower()


def listed_abbreviations(text: str) -> Mapping[str, str]:
    """What abbreviations stand for in the tables and lists of a report: as its own boards' names fit them, else as
    everywhere.
    """
    return {**_LISTED, **body_names(text).abbreviations}


def body_heads(cells: Mapping[int, str], short: Mapping[str, str], *, several: bool = False) -> dict[int, str]:
    """The columns of a table head that each name one body; with `several`, the bodies in one text, numbered.
    `short` gives the abbreviations.
    """
    if several:
        named = [body.name for text in cells.values() for body in find_bodies(text) if not body.generic]
        abbreviated = [
            short[word] for text in cells.values() for word in re.findall(r"\b[A-ZÅÄÖ]{2,4}\b", text) if word in short
        ]
        return dict(enumerate(named if len(named) > 1 else abbreviated))
    heads: dict[int, str] = {}
    for column, text in cells.items():
        found = [body for body in find_bodies(text) if body.end - body.start > 0.7 * len(text.strip())]
        if text.strip() in short:
            heads[column] = short[text.strip()]
        elif len(found) == 1 and not found[0].generic:
            heads[column] = found[0].name
    return heads
