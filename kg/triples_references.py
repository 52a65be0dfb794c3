"""What a document refers to, as found: citations and provisions of statutes. Resolving them is `kg.resolve`."""

from __future__ import annotations

import re

from rdflib import RDFS, URIRef

from kg.drawing import Drawing, dated
from kg.iris import slug
from kg.model import Citation, LawReference
from ontology.terms import ELI, STYR, concept


def draw_references(drawing: Drawing) -> None:
    """All citations, provisions and flags of the document."""
    for number, citation in enumerate(drawing.reading.citations, start=1):
        _draw_citation(drawing, citation, number)
    for number, law in enumerate(drawing.reading.laws, start=1):
        _draw_law(drawing, law, number)
    for number, flag in enumerate(drawing.reading.flags, start=1):
        node = drawing.numbered("anmarkning", STYR.Flag, number, flag.spans)
        drawing.say(node, STYR.code, flag.code)
        drawing.say(node, STYR.message, flag.message)


def _draw_citation(drawing: Drawing, citation: Citation, number: int) -> None:
    node = drawing.numbered("hanvisning", STYR.Citation, number, citation.spans)
    drawing.say(node, STYR.citedTitle, citation.title)
    drawing.say(node, STYR.citedMunicipality, citation.municipality)
    drawing.say(node, STYR.citedBody, citation.decided_by)
    drawing.say(node, STYR.paragraph, citation.paragraph)
    drawing.say(node, STYR.caseNumber, citation.case_number)
    if citation.kind is not None:
        drawing.add(node, STYR.citedKind, concept("kind", citation.kind))
    if citation.decision_date is not None:
        drawing.add(node, STYR.citedDate, dated(citation.decision_date, citation.precision))


def _draw_law(drawing: Drawing, law: LawReference, number: int) -> None:
    node = drawing.numbered("lagrum", STYR.LawReference, number, law.spans)
    domestic = law.sfs[:1].isdecimal()
    # Whether an act of the EU is a regulation or a directive is not read, so no address of its own can be given.
    provision = law_iri(law) if domestic else drawing.iris.thing("rattsakt", slug(law.sfs))
    drawing.say(node, STYR.sfs, law.sfs)
    drawing.say(node, STYR.chapter, law.chapter)
    drawing.say(node, STYR.section, law.section)
    drawing.add(node, STYR.law, provision)
    drawing.add(drawing.document, ELI.cites, provision)
    if domestic:
        drawing.add(node, STYR.officialIri, official_iri(law))
    drawing.say(node, RDFS.label, _label(law))


def law_iri(law: LawReference) -> URIRef:
    """The provision at lagen.nu, such as `https://lagen.nu/2017:725#K6P6`."""
    marks = [mark + _compact(value) for mark, value in (("K", law.chapter), ("P", law.section)) if value]
    return URIRef(f"https://lagen.nu/{_compact(law.sfs)}" + (f"#{''.join(marks)}" if marks else ""))


def official_iri(law: LawReference) -> URIRef:
    """The same provision in the official legal information system (rinfo)."""
    marks = [mark + _compact(value) for mark, value in (("k_", law.chapter), ("p_", law.section)) if value]
    return URIRef(f"http://rinfo.lagrummet.se/publ/sfs/{_compact(law.sfs)}" + (f"#{'-'.join(marks)}" if marks else ""))


def _compact(value: str) -> str:
    """A number as it stands in an IRI: "6 a" is 6a; of a range, its first."""
    return re.sub(r"[^0-9a-zåäö:.]", "", re.split(r"[–—-]|\boch\b|,", value.casefold())[0])


def _label(law: LawReference) -> str:
    chapter = f"{law.chapter} kap. " if law.chapter else ""
    section = f"{law.section} § " if law.section else ""
    return f"{chapter}{section}{law.name or 'SFS'} ({law.sfs})"
