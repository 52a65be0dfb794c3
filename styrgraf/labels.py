"""The Swedish words for the codes of the data, as a person meets them in the terminal and on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

KINDS = {
    "strategi": "Strategi",
    "program": "Program",
    "plan": "Plan",
    "handlingsplan": "Handlingsplan",
    "verksamhetsplan": "Verksamhetsplan",
    "policy": "Policy",
    "riktlinje": "Riktlinje",
    "regler": "Regler",
    "reglemente": "Reglemente",
    "rutin": "Rutin",
    "anvisning": "Anvisning",
    "foreskrift": "Föreskrift",
    "revisionsrapport": "Revisionsrapport",
    "yttrande": "Yttrande",
    "tjansteskrivelse": "Tjänsteskrivelse",
    "protokoll": "Protokoll",
    "ovrigt": "Övrigt",
}
STEPS = {
    "ja": "Ja",
    "i-huvudsak": "I huvudsak",
    "delvis": "Delvis",
    "nej": "Nej",
    "ej-bedomd": "Ej bedömd",
}
TONES = {"ja": "good", "i-huvudsak": "good", "delvis": "fair", "nej": "bad"}
# The weakest verdict first: what an auditor wants to see.
WEAKEST_FIRST = ("nej", "delvis", "i-huvudsak", "ej-bedomd", "ja")
ACTIONS = {
    "adopt": "Antaget",
    "revise": "Reviderat",
    "extend": "Förlängt",
    "repeal": "Upphävt",
    "approve": "Godkänt",
    "decide": "Beslutat",
}
# The parts of a score that a person can weigh; the finer ones, which these sum up, stand in the JSON alone.
PARTS = {
    "lexical": "Samma ord",
    "semantic": "Samma innebörd",
    "title": "Titeln",
    "title_words": "Ord i titeln",
    "closeness": "Orden står nära varandra",
    "kind": "Den sort som efterfrågas",
    "provisions": "Lägger fast det som saknas",
    "level": "Beslutsnivå",
    "in_force": "Gällde då",
    "superseded": "Ersatt av nyare",
    "tested": "Underkänd i granskning",
}
FIELDS = {
    "title": "Titel",
    "municipality": "Kommun eller region",
    "adopted_by": "Antaget av",
    "decision_date": "Beslutsdatum",
    "paragraph": "Paragraf",
    "case_number": "Diarienummer",
    "valid_from": "Gäller från",
    "valid_to": "Gäller till",
    "open_ended": "Gäller tills vidare",
    "revised_date": "Reviderat",
    "responsible": "Ansvarig",
    "applies_to": "Gäller för",
    "replaces": "Ersätter",
    "version": "Version",
    "auditor": "Revisionsföretag",
    "authors": "Författare",
    "commissioned_by": "På uppdrag av",
    "audited_bodies": "Granskade organ",
    "audited_year": "Granskat år",
    "report_date": "Rapportens datum",
    "purpose": "Syfte",
    "overall_assessment": "Samlad bedömning",
    "answers": "Svarar på",
    "kind_evidence": "Dokumentsort",
}
_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def kind(code: str) -> str:
    """The kind of a document; a kind we have no word for is shown by its code."""
    return KINDS.get(code, code.capitalize())


def step(code: str) -> str:
    """A verdict's normalised step."""
    return STEPS.get(code, code)


def parts(hit: Mapping[str, Any]) -> list[tuple[str, float]]:
    """The parts of a score with their words; what weighs nothing (no fault found) is left out."""
    known = ((name, hit["parts"].get(name)) for name in PARTS)
    silent = ("superseded", "tested")
    return [(PARTS[name], value) for name, value in known if value is not None and (value or name not in silent)]


def place(passage: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    """The headings a passage stands under, without the document's own title."""
    path = list(passage["heading_path"])
    return " › ".join(path[1:] if path and path[0] == document.get("title") else path)


def day(iso: str | None) -> str:
    """An ISO date, month or year as one writes it: "8 mars 2021"."""
    numbers = (iso or "").split("-")
    if len(numbers) == 1 or not all(n.isdecimal() for n in numbers) or not 1 <= int(numbers[1]) <= 12:
        return iso or ""
    words = [_MONTHS[int(numbers[1]) - 1], numbers[0]]
    return " ".join([str(int(n)) for n in numbers[2:3]] + words)


def number(value: float) -> str:
    """A score with two decimals and a decimal comma."""
    return f"{value:.2f}".replace(".", ",")


def short(text: str, length: int) -> str:
    """A text on one line, cut at a word when it is longer than `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def plural(count: int, one: str, many: str) -> str:
    """A count with its noun."""
    return f"{count} {noun(count, one, many)}"


def noun(count: int, one: str, many: str) -> str:
    """The form of a noun that goes with a count."""
    return one if count == 1 else many


def shown(answer: Mapping[str, Any]) -> str:
    """How many of the documents found an answer shows."""
    all_of_them = plural(answer["total"], "dokument", "dokument")
    return f"{len(answer['hits'])} av {all_of_them}" if len(answer["hits"]) < answer["total"] else all_of_them


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
    return " från ".join(word for word in (kind(kinds) if kinds else "Dokument", place) if word)


def cited(citation: Mapping[str, Any]) -> str:
    """A citation in one line."""
    words = [citation.get("title"), citation.get("municipality"), citation.get("decided_by")]
    words += [day(citation.get("decision_date")), citation.get("case_number")]
    if paragraph := citation.get("paragraph"):
        words.append(f"§ {paragraph}")
    return ", ".join(word for word in words if word) or "Dokument utan namn"


def law(reference: Mapping[str, Any]) -> str:
    """A provision of a statute in one line."""
    name = f"{reference['name']} ({reference['sfs']})" if reference.get("name") else f"SFS {reference['sfs']}"
    chapter = f"{reference['chapter']} kap." if reference.get("chapter") else ""
    section = f"{reference['section']} §" if reference.get("section") else ""
    return " ".join(word for word in (name, chapter, section) if word)


CITATION_STATES = {
    "resolved": "Finns i samlingen",
    "ambiguous": "Flera möjliga",
    "not-held": "Inte i samlingen",
    "not-a-document": "Inget dokument",
    "failed": "Sägs för litet för att sökas",
}


def citation_state(code: str | None) -> str:
    """What became of a citation when it was looked for in the collection."""
    return CITATION_STATES.get(code, code) if code else "Inte uppslagen"


def badges(hit: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What to know of a document before leaning on it: tone and words, the kind left out."""
    known = hit.get("badges", {})
    found = []
    if known.get("draft") or hit["document"].get("status") == "draft":
        found.append(("fair", "Utkast"))
    if known.get("superseded"):
        found.append(("bad", "Ersatt av nyare"))
    if not hit["document"].get("municipality"):
        found.append(("fair", "Kommun okänd"))
    found.append(_FORCE[known.get("in_force", hit["document"].get("in_force"))])
    found += [_tested(one.get("step")) for one in known.get("tested", ())]
    return found


def _tested(verdict: str | None) -> tuple[str, str]:
    """The badge of a document that was audited later, with the verdict if there was one."""
    return (TONES.get(verdict, ""), f"Granskad: {step(verdict).lower()}") if verdict else ("", "Granskad")


_FORCE = {True: ("good", "Gäller"), False: ("bad", "Gäller inte"), None: ("", "Giltighet okänd")}
