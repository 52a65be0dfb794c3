"""The words for the codes of the data, as a person meets them in the terminal and on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from styrgraf.language import N_, gettext, language, ngettext

KINDS = {
    "strategi": N_("Strategi"),
    "program": N_("Program"),
    "plan": N_("Plan"),
    "handlingsplan": N_("Handlingsplan"),
    "verksamhetsplan": N_("Verksamhetsplan"),
    "policy": N_("Policy"),
    "riktlinje": N_("Riktlinje"),
    "regler": N_("Regler"),
    "reglemente": N_("Reglemente"),
    "rutin": N_("Rutin"),
    "anvisning": N_("Anvisning"),
    "foreskrift": N_("Föreskrift"),
    "revisionsrapport": N_("Revisionsrapport"),
    "yttrande": N_("Yttrande"),
    "tjansteskrivelse": N_("Tjänsteskrivelse"),
    "protokoll": N_("Protokoll"),
    "ovrigt": N_("Övrigt"),
}
STEPS = {
    "ja": N_("Ja"),
    "i-huvudsak": N_("I huvudsak"),
    "delvis": N_("Delvis"),
    "nej": N_("Nej"),
    "ej-bedomd": N_("Ej bedömd"),
}
TONES = {"ja": "good", "i-huvudsak": "good", "delvis": "fair", "nej": "bad"}
# The weakest verdict first: what an auditor wants to see.
WEAKEST_FIRST = ("nej", "delvis", "i-huvudsak", "ej-bedomd", "ja")
ACTIONS = {
    "adopt": N_("Antaget"),
    "revise": N_("Reviderat"),
    "extend": N_("Förlängt"),
    "repeal": N_("Upphävt"),
    "approve": N_("Godkänt"),
    "decide": N_("Beslutat"),
}
# The parts of a score that a person can weigh; the finer ones, which these sum up, stand in the JSON alone.
PARTS = {
    "lexical": N_("Samma ord"),
    "semantic": N_("Samma innebörd"),
    "title": N_("Titeln"),
    "title_words": N_("Ord i titeln"),
    "whole": N_("Dokumentet i stort"),
    "closeness": N_("Orden står nära varandra"),
    "kind": N_("Den sort som efterfrågas"),
    "provisions": N_("Slår fast det som saknas"),
    "level": N_("Beslutsnivå"),
    "in_force": N_("Gällde då"),
    "superseded": N_("Ersatt av nyare (drar ned)"),
    "tested": N_("Underkänd i granskning (drar ned)"),
}
FIELDS = {
    "title": N_("Titel"),
    "municipality": N_("Kommun eller region"),
    "adopted_by": N_("Antaget av"),
    "decision_date": N_("Beslutsdatum"),
    "paragraph": N_("Paragraf"),
    "case_number": N_("Diarienummer"),
    "valid_from": N_("Gäller från"),
    "valid_to": N_("Gäller till"),
    "open_ended": N_("Gäller tills vidare"),
    "revised_date": N_("Reviderat"),
    "responsible": N_("Ansvarig"),
    "applies_to": N_("Gäller för"),
    "replaces": N_("Ersätter"),
    "version": N_("Version"),
    "auditor": N_("Revisionsföretag"),
    "authors": N_("Författare"),
    "commissioned_by": N_("På uppdrag av"),
    "audited_bodies": N_("Granskade organ"),
    "audited_year": N_("Granskat år"),
    "report_date": N_("Rapportens datum"),
    "purpose": N_("Syfte"),
    "overall_assessment": N_("Samlad bedömning"),
    "answers": N_("Svarar på"),
    "kind_evidence": N_("Dokumentsort"),
    "subjects": N_("Ämne"),
}
_MONTHS = (
    N_("januari"),
    N_("februari"),
    N_("mars"),
    N_("april"),
    N_("maj"),
    N_("juni"),
    N_("juli"),
    N_("augusti"),
    N_("september"),
    N_("oktober"),
    N_("november"),
    N_("december"),
)


def kind(code: str) -> str:
    """The kind of a document; a kind we have no word for is shown by its code."""
    return gettext(KINDS[code]) if code in KINDS else code.capitalize()


def step(code: str) -> str:
    """A verdict's normalised step."""
    return gettext(STEPS[code]) if code in STEPS else code


def size(code: str) -> str:
    """A class of municipalities by population: "10 000–24 999 invånare"."""
    # Whoever only asks for help is spared the vocabulary.
    from ontology.terms import labels

    return labels("size", language()).get(code, code)


def people(count: int) -> str:
    """A number of inhabitants, its thousands set apart as the language does."""
    return f"{count:,}" if language() == "en" else f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def figures(of: tuple[str, str]) -> str:
    """The day that populations are of, or the first and the last when they are of several."""
    first, last = map(day, of)
    if first == last:
        return gettext("Folkmängd den %(day)s") % {"day": first}
    return gettext("Folkmängd den %(first)s till %(last)s") % {"first": first, "last": last}


def parts(hit: Mapping[str, Any]) -> list[tuple[str, float]]:
    """The parts of a score with their words; what weighs nothing (no fault found) is left out."""
    known = ((name, hit["parts"].get(name)) for name in PARTS)
    silent = ("superseded", "tested")
    return [
        (gettext(PARTS[name]), value) for name, value in known if value is not None and (value or name not in silent)
    ]


def place(passage: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    """The headings a passage stands under, without the document's own title."""
    path = list(passage["heading_path"])
    return " › ".join(path[1:] if path and path[0] == document.get("title") else path)


def day(iso: str | None) -> str:
    """An ISO date, month or year as one writes it: "8 mars 2021"."""
    numbers = (iso or "").split("-")
    if len(numbers) == 1 or not all(n.isdecimal() for n in numbers) or not 1 <= int(numbers[1]) <= 12:
        return iso or ""
    words = [gettext(_MONTHS[int(numbers[1]) - 1]), numbers[0]]
    return " ".join([str(int(n)) for n in numbers[2:3]] + words)


def number(value: float) -> str:
    """A score with two decimals, and the decimal sign of the language."""
    said = f"{value:.2f}"
    return said if language() == "en" else said.replace(".", ",")


def percent(value: float) -> str:
    """A share of one in whole percent."""
    return f"{value:.0%}" if language() == "en" else f"{value * 100:.0f} %"


def short(text: str, length: int) -> str:
    """A text on one line, cut at a word when it is longer than `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def plural(count: int, one: str, many: str) -> str:
    """A count with its noun."""
    return f"{count} {noun(count, one, many)}"


def noun(count: int, one: str, many: str) -> str:
    """The form of a noun that goes with a count."""
    return ngettext(one, many, count)


def shown(answer: Mapping[str, Any]) -> str:
    """How many documents that answer are shown, and of how many; what is merely related comes after them all."""
    answering = sum(not hit.get("related") for hit in answer["hits"])
    if answering < len(answer["hits"]) or answering == answer["total"]:
        return plural(answering, "dokument", "dokument")
    found = plural(answer["total"], "dokument", "dokument")
    return gettext("%(some)s av %(all)s") % {"some": answering, "all": found}


def adopted(document: Mapping[str, Any]) -> str:
    """Who adopted a document and when, as far as is known."""
    body, date = document.get("adopted_by"), document.get("decision_date")
    if body and date:
        return f"{body}, {day(date)}"
    return str(body or day(date))


def gap(missing: Mapping[str, Any] | str) -> str:
    """What a collection lacks: a kind from a municipality."""
    if isinstance(missing, str):
        return missing
    kinds, place = missing.get("kind"), missing.get("municipality")
    what = kind(kinds) if kinds else gettext("Dokument")
    if place:
        what = gettext("%(what)s från %(place)s") % {"what": what, "place": place}
    if code := missing.get("size"):
        what = gettext("%(what)s från kommuner med %(size)s") % {"what": what, "size": size(code)}
    return what


def cited(citation: Mapping[str, Any]) -> str:
    """A citation in one line."""
    words = [citation.get("title"), citation.get("municipality"), citation.get("decided_by")]
    words += [day(citation.get("decision_date")), citation.get("case_number")]
    if paragraph := citation.get("paragraph"):
        words.append(f"§ {paragraph}")
    return ", ".join(word for word in words if word) or gettext("Dokument utan namn")


def law(reference: Mapping[str, Any]) -> str:
    """A provision of a statute in one line."""
    name = f"{reference['name']} ({reference['sfs']})" if reference.get("name") else f"SFS {reference['sfs']}"
    chapter = f"{reference['chapter']} kap." if reference.get("chapter") else ""
    section = f"{reference['section']} §" if reference.get("section") else ""
    return " ".join(word for word in (name, chapter, section) if word)


CITATION_STATES = {
    "resolved": N_("Finns i samlingen"),
    "ambiguous": N_("Flera möjliga"),
    "not-held": N_("Inte i samlingen"),
    "not-a-document": N_("Inget dokument"),
    "failed": N_("För lite uppgifter för att kunna sökas"),
}


def citation_state(code: str | None) -> str:
    """What became of a citation when it was looked for in the collection."""
    return gettext(CITATION_STATES.get(code, code)) if code else gettext("Inte uppslagen")


VERDICTS = {
    "accepted": N_("Godkänt"),
    "corrected": N_("Rättat"),
    "rejected": N_("Avvisat"),
    "undone": N_("Ångrat"),
}


def verdict(code: str) -> str:
    """What a reviewer said."""
    return gettext(VERDICTS.get(code, code))


def field(name: str) -> str:
    """The name of a value of a document."""
    return gettext("Dokumentsort") if name == "kind" else gettext(FIELDS.get(name, name))
