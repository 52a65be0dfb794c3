"""A finding and its precedents as a working paper: every quote exact, with page, file hash and address."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from styrgraf import labels
from styrgraf.badges import badges
from styrgraf.language import gettext as _
from styrgraf.language import spoken

Json = Mapping[str, Any]
Style = Literal["title", "heading", "subheading", "text", "quote", "source", "fact"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the paper; of a fact `label` names it, of a source `link` leads to the page it stands on."""

    style: Style
    text: str
    label: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the paper says of itself: where the pages lie, of which generation and day it is, and the files' hashes."""

    root: str
    generation: int
    day: datetime.date
    hashes: Mapping[str, str]


def working_paper(answer: Json, setting: Setting) -> Iterator[Block]:
    """The paper of an answer to `finding`."""
    yield Block("title", _("Arbetspapper: prejudikat till en iakttagelse"))
    finding = answer["finding"]
    link = f"{setting.root}/iakttagelser/{finding['id']}"
    yield Block("fact", labels.day(setting.day.isoformat()), _("Uttaget"))
    yield Block("fact", str(setting.generation), _("Samlingens utgåva"))
    yield Block("fact", link, _("Adress"), link)
    yield from _finding(finding, setting)
    yield Block("heading", _("Prejudikat i andra kommuner"))
    if not answer["hits"]:
        yield Block("text", spoken(answer.get("message", "")) or _("Inget i samlingen svarar på iakttagelsen."))
    yield from _hits([hit for hit in answer["hits"] if not hit.get("related")], setting)
    if related := [hit for hit in answer["hits"] if hit.get("related")]:
        yield Block("heading", _("Närliggande dokument, som inte svarar på iakttagelsen"))
        yield from _hits(related, setting)
    if own := answer.get("own"):
        yield Block("heading", _("Kommunens egna dokument"))
        yield from _hits(own, setting)
    yield Block("heading", _("Om uppgifterna"))
    yield Block(
        "text",
        _(
            "Uppgifterna är lästa ur dokumenten av ett program. Varje citat återger dokumentets text tecken för "
            "tecken, från den sida som anges. Filens kontrollsumma (SHA-256) visar vilken fil citatet kommer från. "
            "Kontrollera mot originalet innan du drar en slutsats."
        ),
    )


def _finding(finding: Json, setting: Setting) -> Iterator[Block]:
    document = finding["document"]
    yield Block("heading", _("Rekommendation") if finding["role"] == "rekommendation" else _("Iakttagelse"))
    yield from _quoted(finding["spans"], document, setting)
    if question := finding.get("question"):
        yield Block("heading", " ".join([question["term"].capitalize(), question.get("number", "")]).strip())
        yield from _quoted(question["spans"][:1], document, setting)
    if verdict := finding.get("assessment"):
        yield Block("heading", _("Bedömning"))
        yield Block("fact", labels.step(verdict["step"]), _("Normaliserad"))
        yield from _quoted(verdict["spans"][:1], document, setting)
    advised = [one for one in finding["recommendations"] if one["belongs"]]
    if advised:
        yield Block("heading", _("Rekommendationer i samma fråga"))
    for one in advised:
        yield from _quoted(one["spans"][:1], document, setting)


def _hits(hits: Iterable[Json], setting: Setting) -> Iterator[Block]:
    for number, hit in enumerate(hits, 1):
        document = hit["document"]
        yield Block("subheading", f"{number}. {document.get('title') or document.get('file') or _('Utan känd titel')}")
        yield Block("text", " · ".join(_facts(hit)))
        if hit.get("why"):
            yield Block("fact", spoken(hit["why"]), _("Varför"))
        yield Block("fact", labels.number(hit["score"]), _("Träffvärde"))
        for passage in hit["passages"]:
            yield Block("quote", passage["text"])
            yield _source(document, passage, setting)


def _facts(hit: Json) -> Iterator[str]:
    document = hit["document"]
    yield labels.kind(document["kind"])
    for said in (document.get("municipality"), labels.adopted(document), document.get("case_number")):
        if said:
            yield str(said)
    yield from (f"{one.words}: {one.why}" if one.why else one.words for one in badges(hit))


def _quoted(spans: Iterable[Json], document: Json, setting: Setting) -> Iterator[Block]:
    for span in spans:
        yield Block("quote", span["quote"])
        yield _source(document, span, setting)


def _source(document: Json, span: Json, setting: Setting) -> Block:
    link = f"{setting.root}/dokument/{document['id']}?page={span['page']}&start={span['start']}&end={span['end']}"
    said = [
        document.get("title") or document.get("file") or document["id"],
        _("sida %(page)s") % {"page": span["page"]},
    ]
    return Block("source", f"{', '.join(said)}. SHA-256 {setting.hashes[document['id']]}", link=link)
