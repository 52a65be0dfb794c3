"""What makes a line a title or not."""

from __future__ import annotations

import re

from ingest.act_tokens import find_verbs
from ingest.kind_words import find_kind_words, kind_of_word
from ingest.places import find_bare_places, find_companies, find_places
from ingest.registry import Registry

_FURNITURE = re.compile(
    r"(?:sid(?:a|an)?\.?\s?)?\d{1,3}\s?(?:\(\d{1,3}\)|/\s?\d{1,3}|av\s\d{1,3})$|sid(?:a|an)?\.?\s?\d+.*$|\(\d+\)$|[\d\s.()/:-]+$|"
    r"(?:flik|blad|nr|kap(?:itel)?\.?|pärm|register|hkf)\s?\d[\d.:]*$",
    re.I,
)
_LABELS = re.compile(
    r"(?:styr(?:ande)?\s?dokument|styrdokument\b.*|dokumentinformation|innehåll(?:sförteckning)?|förord|sammanfattning|inledning|bakgrund|"
    r"rekommendationer|förslag\still\sbeslut|förvaltningens\sförslag.*|ärendebeskrivning|(?:sammanfattning|beskrivning|bakgrund)\s(?:av|till)\särendet|besluts?underlag|beslutet\sskickas\still|ärendet\si\skorthet|(?:ekonomiska\s|juridiska\s)?(?:konsekvenser|bedömning|överväganden)|barnkonsekvens\w*|expediering|beslut|ärendet|revisionsfrågor|kontrollmål|syfte(?:\soch\s.*)?|metod|avgränsning|bedömning(?:ar)?|iakttagelser|lakttagelser|mål|vision|ansvar|uppföljning|"
    r"definitioner|omfattning|allmänt|sammanfattande\sbedömning|samlad\sbedömning|granskningsresultat|revisionskriterier|contents|summary|introduction|background|"
    r"författningssamling|(?:utdrag\sur\s)?(?:[\wåäö]+\s){1,2}författningssamling.*|bilaga\s(?:till\s)?(?:kf|ks|rf|§|nr)?[\s§\d/:.–-]*|kommunal\sförfattningssamling.*|remissversion|samrådsförslag|samrådsversion|samrådshandling|"
    r"(?:utkast|förslag|remissversion|samrådsförslag)[\s\d.,:–-]+|utkast|förslag|arbetsmaterial|koncept|transkript:?|relevanta\sdokument|missiv|bilaga\s?\d*|datum|handläggare|mottagare|"
    r"(?:revisions|gransknings)?rapport(?:\s(?:nr|nummer)\.?)?\s?\d[\d\s/:.-]*|(?:[\wåäö-]+s\s)?(?:beslut|förslag\still\sbeslut)|"
    r"(?:de\s|kommunens\s|regionens\s|stadens\s|förbundets\s)?(?:förtroendevalda\s)?(?:revisorer(?:na)?|revisionen|kommunrevisionen|stadsrevisionen|regionrevisionen|lekmannarevisorerna)(?:\s(?:i|för)\s.*)?|"
    r".{2,40}s?\s(?:kommuns?|stads?|region\s\w+s?)\s(?:förtroendevalda\s)?revisor(?:er|erna)|revisionskontoret|(?:[\wåäö-]*fullmäktiges?|[\wåäö-]*styrelsens?|[\wåäö-]*nämndens?)\s(?:presidium|ledamöter|ordförande)|utdragsbestyrkande|justerare\b.*|paragraf(?:er)?|närvarande\b.*|beslutande\b.*|"
    r"till:?\s(?:kommun|region|lands|stads)?(?:styrelsen|fullmäktige|[\wåäö-]*nämnden)|för\skännedom:?.*|"
    r"titel|dokumentnamn|dokument|rapport|revisionsrapport|granskningsrapport|slutrapport|tjänsteskrivelse|tjänsteutlåtande|yttrande|"
    r"protokoll(?:sutdrag)?|sammanträdesprotokoll|kommunrevisionen|revisorerna|kommunledningskontoret|kommunstyrelsens?\s?förvaltning(?:en)?|"
    r"kommunledningsförvaltningen|kommunkansliet|www\..*|https?:.*|.*@.*\..*|abcd|fastställd|antagen|(?:dokument|revisions|ändrings|versions|besluts)historik|versionshantering|dokument(?:uppgifter|fakta|kort|data)|(?:fakta\s)?om\sdokumentet|historik|policydokument|policyd?ok)\s?:?$",
    re.I,
)
_FIRM = re.compile(
    r"^(?:pwc|kpmg|ey|deloitte|bdo|ernst\s&\syoung.*|öhrlings.*|pricewaterhousecoopers.*|grant\sthornton.*|azets.*"
    r"|(?:forvis\s)?mazars.*|helseplan.*|building\sa\sbetter.*|komrev.*)$",
    re.I,
)
_FACT_LINE = re.compile(
    r"^(?:dnr|diarie(?:nummer|nr)|org\.?\s?nr|version|ver\.|datum|(?:reviderad|giltig|gäller|uppdaterad|ändrad)(?=\s*(?:[:\d(]|av\b|i\b|den\b|senast\b|från\b|fr\b|fr\.|t\b|t\.|till\b|tills\b|för\b|$))|sid(?:a|an)?\b|tel(?:efon)?|fax|e-?post|besöksadress|"
    r"postadress|handläggare|till:?\s|ersätter|dokument(?:ansvarig|typ|ägare)|ansvarig|upprättad|beslutad|beslut\s|antag|fastställ|godkän|adopted|approved|dokumentet)\b",
    re.I,
)
_MARKED = re.compile(r"^[#>\s*_•▪■□☐☒|·–-]+|[\s*_|·]+$")


def is_no_title(line: str, registry: Registry) -> bool:
    """Whether a line is a label, page furniture, a date, an address or a place: anything but a title."""
    text = strip_marks(line)
    letters = sum(char.isalpha() for char in text)
    if letters < 3 or len(text) > 180 or _FURNITURE.fullmatch(text) or _LABELS.fullmatch(text) or _FIRM.match(text):
        return True
    if re.search(r"\S\s[>›»]\s\S", text):
        return True
    if _FACT_LINE.match(text) and not kind_starts(text):
        return True
    ticked = re.fullmatch(r"[xX☒☑✓✔■]\s?([\wåäöÅÄÖ]+)", text)
    if is_adoption(text) or (ticked is not None and kind_of_word(ticked[1]) is not None):
        return True
    return is_place_line(text, registry) or _is_date_line(text) or is_kind_list(text) or _is_person(text)


def is_adoption(text: str) -> bool:
    """Whether the line begins with a decision, its decider or day: "Antagen av …", not "Reviderad parkeringsnorm"."""
    if not re.match(r"\w+\s(?:av|i|den|KF|KS|RF)\b|\w+[:\s]*\d", text):
        return False
    verb = next(find_verbs(text), None)
    return verb is not None and verb.start == 0 and verb.voice != "noun"


def kind_starts(text: str) -> bool:
    """Whether the line's first word names a kind: "Beslutsordning" is none, "Godkännandepolicy" is."""
    word = re.match(r"[\wåäöÅÄÖ-]+", text)
    return word is not None and kind_of_word(word[0]) is not None


def is_place_line(text: str, registry: Registry) -> bool:
    """Whether the line names a municipality, or one of its offices, and nothing more."""
    company = next(find_companies(text, registry), None)
    if company is not None and len(text) - (company.end - company.start) < 4:
        return True
    rest = text
    for place in [*find_places(text, registry)]:
        rest = rest.replace(text[place.start : place.end], "")
    if rest != text:
        return (
            len(
                re.sub(
                    r"(?:kommunstyrelsens?|kommunledningskontoret|förvaltning(?:en)?|[\W\d_]|kommun|stad|koncern)+",
                    "",
                    rest,
                    flags=re.I,
                )
            )
            < 3
        )
    bare = list(find_bare_places(text, registry))
    return bool(bare) and bare[0].start == 0 and bare[0].end == len(text)


_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"


def _is_date_line(text: str) -> bool:
    return bool(
        re.fullmatch(
            rf"(?:den\s)?(?:\d{{1,2}}\s)?(?:{_MONTHS})\s(?:år\s)?\d{{4}}|(?:19|20)\d{{2}}(?:\s?[-–]\s?(?:19|20)?\d{{2}}){{0,2}}|KF.*|KS.*§.*",
            text,
            re.I,
        )
    )


def _is_person(text: str) -> bool:
    """ "Förnamn Efternamn, certifierad kommunal revisor": a name on a cover."""
    return bool(
        re.search(
            r"\b(?:certifierad|auktoriserad|uppdragsledare|projektledare|revisionskonsult|verksamhetsrevisor)\b",
            text,
            re.I,
        )
    )


def is_kind_list(text: str) -> bool:
    """A line that prints the kinds there are: "Strategi Program Plan Policy Riktlinjer Regler"."""
    words = re.findall(r"[\wåäöÅÄÖ-]+", re.sub(r"[☐☒☑□■✓✗]|\[[ xX]?\]", " ", text))
    kinds = [word for word in words if kind_of_word(word)]
    return len(kinds) >= 3 and len(kinds) >= len([word for word in words if len(word) > 1]) - 1


def strip_marks(line: str) -> str:
    """A line without list marks, emphasis and heading signs."""
    return _MARKED.sub("", re.sub(r"\s+", " ", line.replace("\u00ad", ""))).strip()


def has_kind(text: str) -> bool:
    """Whether a kind of document is named in `text`."""
    return next(find_kind_words(text), None) is not None
