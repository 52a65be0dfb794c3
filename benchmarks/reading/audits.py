"""Audit reports are put together from a topic (what was found) and a house style (how the firm prints it)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

PLURALS = {"revisionsfråga": "revisionsfrågor", "kontrollfråga": "kontrollfrågor", "delfråga": "delfrågor"}
SECOND_BODY = "servicenämnden"
Table = dict[str, Any]


def audit_truth(style: Table, topic: Table) -> Table:
    """What a reader ought to find in the report."""
    texts = [question["text"] for question in topic["questions"]]
    steps = [step for _, step in style["verdicts"]]
    truth: Table = {
        "kind": "revisionsrapport",
        "title": topic["title"],
        "municipality": style["municipality"],
        "code": style["code"],
        "auditor": style["auditor"],
        "report_date": style.get("closing_date", style["report_date"]),
        "audited_bodies": _bodies(style, topic),
        "status": "?",
        "responsible": "?",
        "overall": ["delvis"],
        "questions": texts,
        "verdicts": [list(pair) for pair in zip(texts, steps, strict=True)],
        "recommendations": [item["text"] for item in topic["recommendations"]],
        "addressees": [[item["text"], item["to"]] for item in topic["recommendations"]],
        "laws": topic["laws"],
        "citations": topic["citations"],
    }
    if style["show"] == "bodies":
        truth["verdicts"] = "?"
        pairs = zip(texts, steps, strict=True)
        truth["by_body"] = [[text, body, step if index == 0 else "ja"] for text, step in pairs
                            for index, body in enumerate(_bodies(style, topic))]  # fmt: skip
    return truth


def _bodies(style: Table, topic: Table) -> list[str]:
    return [*topic["bodies"], SECOND_BODY] if style["show"] == "bodies" else list(topic["bodies"])


def audit_body(style: Table, topic: Table) -> str:
    """The report's text as Markdown."""
    text = "\n\n".join(_parts(style, topic))
    return text.replace("Iakttagelser", "lakttagelser") if style.get("damage") else text


def _parts(style: Table, topic: Table) -> Iterator[str]:
    bodies = " och ".join(_bodies(style, topic))
    yield "# Sammanfattning"
    yield (
        f"{_subject(style)} har på uppdrag av de förtroendevalda revisorerna i {style['official']} genomfört en "
        f"granskning. Syftet är att {topic['purpose']}."
    )
    yield f"Vår samlade bedömning är att {bodies} delvis säkerställer en ändamålsenlig hantering."
    yield from _verdict_table(style, topic)
    yield from _recommendations(style, topic)
    yield from _opening(style, topic)
    yield from _results(style, topic)
    yield "# Samlad bedömning"
    overall = f"att {bodies} delvis säkerställer en ändamålsenlig hantering."
    yield f"Utifrån granskningens syfte är vår samlade bedömning {overall}"
    yield "# Rekommendationer"
    yield from _recommendations(style, topic)
    if style.get("closing"):
        yield f"{style['closing']}\\\nUppdragsledare"


def _subject(style: Table) -> str:
    return str(style.get("subject") or style["auditor"])


def _opening(style: Table, topic: Table) -> Iterator[str]:
    plural = PLURALS.get(style["term"], style["term"])
    yield "# Inledning"
    yield "## Bakgrund"
    yield (
        "Revisorerna har i sin risk- och väsentlighetsanalys bedömt att området bör granskas. Liknande granskningar "
        "har gjorts i Halmstads kommun och Region Skåne."
    )
    yield f"## Syfte och {plural}"
    yield f"Granskningens syfte är att {topic['purpose']}. Följande {plural} har formulerats:"
    yield "\n".join(f"{n}. {question['text']}" for n, question in enumerate(topic["questions"], 1))
    yield "## Revisionskriterier"
    yield "\n".join(f"- {criterion}" for criterion in topic["criteria"])
    yield "## Avgränsning"
    yield f"Granskningen avgränsas till {' och '.join(_bodies(style, topic))}."
    yield "## Metod"
    yield (
        "Granskningen har genomförts genom dokumentstudier, stickprov och intervjuer med tjänstepersoner. "
        "De intervjuade har faktakontrollerat rapporten."
    )


def _verdict_table(style: Table, topic: Table) -> Iterator[str]:
    if style["show"] not in ("table", "bodies"):
        return
    bodies = _bodies(style, topic) if style["show"] == "bodies" else ["bedömning"]
    rows = [[style["term"].capitalize(), *(body.capitalize() for body in bodies)]]
    for number, (question, verdict) in enumerate(zip(topic["questions"], style["verdicts"], strict=True), 1):
        rows.append([f"{number}. {question['text']}", verdict[0], *("Ja" for _ in bodies[1:])])
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _results(style: Table, topic: Table) -> Iterator[str]:
    yield "# Granskningsresultat"
    for question, verdict in zip(topic["questions"], style["verdicts"], strict=True):
        yield f"## {question['heading']}"
        yield f"### {style['term'].capitalize()}: {question['text']}"
        yield "#### Iakttagelser"
        yield question["finding"]
        yield "#### Bedömning"
        if "sentence" in style:
            yield style["sentence"].format(verdict=verdict[0])
        else:
            yield "Vi grundar vår bedömning på de iakttagelser som redovisas ovan."


def _recommendations(style: Table, topic: Table) -> Iterator[str]:
    for to, group in groupby(topic["recommendations"], key=lambda item: item["to"]):
        texts = [item["text"] for item in group]
        if style["recommend"] == "prose":
            yield " ".join(f"Vi rekommenderar {to} att {text}." for text in texts)
        elif style["recommend"] == "numbers":
            yield f"Utifrån granskningens resultat rekommenderar vi {to} att:"
            yield "\n".join(f"{number}. {text[0].upper()}{text[1:]}." for number, text in enumerate(texts, 1))
        elif style["recommend"] == "lead":
            yield f"Vi rekommenderar {to} att"
            yield "\n".join(f"- {text}," for text in texts)
        else:
            yield f"Efter genomförd granskning lämnas följande rekommendationer till {to}:"
            yield "\n".join(f"- Att {text}." for text in texts)
