"""Answers as a person reads them in a terminal: cards of about a hundred columns, with colour where there is any."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from styrgraf import labels
from styrgraf.badges import badges

WIDTH = 98
_LONGEST_QUOTE = 480
_BY_NAME = 2  # lines of a hit: its title, and whose it is
_COLOURS = {"good": "green", "fair": "yellow", "bad": "red"}
Json = Mapping[str, Any]


def answer_card(answer: Json) -> str:
    """The answer to a search."""
    if answer["status"] != "found":
        return _no_answer(answer)
    head = f"{labels.plural(answer['total'], 'dokument', 'dokument')}, de {len(answer['hits'])} främsta"
    parts = [head if answer["total"] > len(answer["hits"]) else labels.plural(answer["total"], "dokument", "dokument")]
    parts += ["\n".join(_wrapped(answer["message"]))] if answer["not_held"] else []
    parts += ["\n".join(_hit(number, hit)) for number, hit in enumerate(answer["hits"], 1)]
    return "\n\n".join(parts)


def precedent_card(answer: Json) -> str:
    """A finding with the strategies that answer it, and apart from them the municipality's own documents."""
    lines = [_rule("PREJUDIKATKORT")]
    if finding := answer.get("finding"):
        lines += _finding(finding)
    else:
        lines += ["", *_section("IAKTTAGELSE", answer["query"])]
    lines += ["", _rule("SÅ HAR ANDRA GJORT"), ""]
    if answer["hits"]:
        lines += _precedents(answer["hits"])
    else:
        lines.append(_no_answer(answer))
    if own := answer.get("own"):
        lines += ["", _rule("KOMMUNENS EGNA DOKUMENT"), "", *_apart(_hit(n, hit) for n, hit in enumerate(own, 1))]
    return "\n".join([*lines, _rule("")])


def _precedents(hits: Sequence[Json]) -> Iterator[str]:
    """The documents that answer in full, and those that are merely related by name."""
    related = [hit for hit in hits if hit.get("related")]
    answering = len(hits) - len(related)
    yield from _apart(_hit(number, hit) for number, hit in enumerate(hits[:answering], 1))
    if related:
        yield from ["", " NÄRLIGGANDE, svarar inte på det som saknas"]
    for number, hit in enumerate(related, answering + 1):
        yield from itertools.islice(_hit(number, hit), _BY_NAME)


def _finding(finding: Json) -> Iterator[str]:
    document = finding["document"]
    report = [document.get("title"), document.get("municipality"), document.get("auditor")]
    report.append(labels.day(document.get("report_date")))
    yield click.style("\n".join(_wrapped(" · ".join(word for word in report if word))), dim=True)
    yield ""
    name = "REKOMMENDATION" if finding["role"] == "rekommendation" else "IAKTTAGELSE"
    yield from _section(f"{name}, sida {finding['page']}", finding["text"])
    if question := finding.get("question"):
        number = f" {question['number']}" if question.get("number") else ""
        yield from ["", *_section(f"{question['term'].upper()}{number}, sida {question['page']}", question["text"])]
    if verdict := finding.get("assessment"):
        page = verdict["spans"][0]["page"]
        word = _toned(labels.step(verdict["step"]), labels.TONES.get(verdict["step"], ""))
        yield from [
            "",
            f" {_bold(f'BEDÖMNING, sida {page}')}   {word}   i rapporten: ”{labels.short(verdict['text'], 60)}”",
        ]
    for recommendation in [one for one in finding["recommendations"] if one["belongs"]]:
        head = f"REKOMMENDATION, sida {recommendation['page']}"
        yield from ["", *_section(head, recommendation["text"])]


def _hit(number: int, hit: Json) -> Iterator[str]:
    document = hit["document"]
    score = labels.number(hit["score"])
    title = labels.short(document.get("title") or document.get("file") or "Utan känd titel", WIDTH - 12)
    yield f" {number:>2}  {_bold(title)}{' ' * (WIDTH - 6 - len(title) - len(score))}{score}"
    where = [labels.kind(document["kind"]), document.get("municipality"), labels.adopted(document)]
    where.append(document.get("case_number"))
    yield from _wrapped(" · ".join(word for word in where if word), "     ")
    yield "     " + "  ".join(_toned(one.words, one.tone) for one in badges(hit))
    for passage in hit["passages"][:2]:
        yield from _quote(passage, document)
    if hit.get("why"):
        yield from _wrapped(f"Varför: {hit['why']}", "     ")
    parts = " · ".join(f"{name} {labels.number(value)}" for name, value in labels.parts(hit))
    yield from (click.style(line, dim=True) for line in _wrapped(parts, "     "))
    yield click.style(f"     dokument {document['id']}", dim=True)


def _quote(passage: Json, document: Json) -> Iterator[str]:
    yield from _wrapped(labels.short(passage["text"], _LONGEST_QUOTE), "     │ ")
    place = " · ".join(word for word in (f"sida {passage['page']}", labels.place(passage, document)) if word)
    yield click.style(f"     ╰ {labels.short(place, WIDTH - 10)}", dim=True)


def _no_answer(answer: Json) -> str:
    if answer["status"] == "not-held":
        lines = [_bold("Det du söker finns inte i samlingen.")]
    else:
        lines = [
            _bold("Inget dokument i samlingen svarar på frågan."),
            "Det finns dokument att söka bland, men inget är tillräckligt relevant.",
        ]
    lines += [answer["message"]] if answer.get("message") else []
    if answer["not_held"]:
        lines.append("Har inte lästs in: " + "; ".join(labels.gap(gap) for gap in answer["not_held"]))
    return "\n".join("\n".join(_wrapped(line)) for line in lines)


def _section(head: str, text: str) -> Iterator[str]:
    yield f" {_bold(head)}"
    yield from _wrapped(" ".join(text.split()), "   ")


def _apart(items: Iterator[Iterator[str]]) -> Iterator[str]:
    """The lines of each item, with an empty line between items."""
    for number, item in enumerate(items):
        if number:
            yield ""
        yield from item


def _wrapped(text: str, indent: str = " ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _rule(title: str) -> str:
    start = f"━━ {title} " if title else ""
    return click.style(start + "━" * (WIDTH - len(start)), fg="cyan")


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _toned(text: str, tone: str) -> str:
    return click.style(f"[{text}]", fg=_COLOURS.get(tone))
