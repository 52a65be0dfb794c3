"""The terms of the vocabulary as constants, and the files they stand in. A test proves the two against each other."""

# The names are those of the vocabulary, which follows the habit of its field.
# ruff: noqa: N815

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rdflib import SKOS, Graph, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

NAMESPACE = "https://w3id.org/styrgraf/v1#"
CONCEPTS = "https://w3id.org/styrgraf/v1/"

ELI = Namespace("http://data.europa.eu/eli/ontology#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
OA = Namespace("http://www.w3.org/ns/oa#")

VOCABULARY = ("core.ttl", "reused.ttl", "kinds.ttl", "subjects.ttl", "verdicts.ttl", "states.ttl", "sizes.ttl")
ALIGNMENTS = "alignments.ttl"
SHAPES = "shapes.ttl"


class STYR(DefinedNamespace):
    """The classes and properties of core.ttl."""

    _NS = Namespace(NAMESPACE)
    _fail = True

    KnownDocument: URIRef
    Document: URIRef
    SteeringDocument: URIRef
    AuditReport: URIRef
    OtherDocument: URIRef
    CitedDocument: URIRef
    Series: URIRef
    Body: URIRef
    Municipality: URIRef
    Region: URIRef
    AuditFirm: URIRef
    Decision: URIRef
    Validity: URIRef
    Passage: URIRef
    Span: URIRef
    FieldEvidence: URIRef
    AuditQuestion: URIRef
    Assessment: URIRef
    Finding: URIRef
    Recommendation: URIRef
    Criterion: URIRef
    EarlierAudit: URIRef
    Citation: URIRef
    LawReference: URIRef
    Mention: URIRef
    Flag: URIRef
    Match: URIRef
    Review: URIRef
    ScorePart: URIRef
    ReadingGraph: URIRef

    action: URIRef
    addressee: URIRef
    answersText: URIRef
    appliesTo: URIRef
    assessment: URIRef
    auditedBody: URIRef
    auditedYear: URIRef
    auditor: URIRef
    author: URIRef
    basis: URIRef
    bodyType: URIRef
    candidate: URIRef
    caseNumber: URIRef
    chapter: URIRef
    citedBody: URIRef
    citedDate: URIRef
    citedKind: URIRef
    citedMunicipality: URIRef
    citedOnly: URIRef
    citedTitle: URIRef
    code: URIRef
    cofog: URIRef
    commissionedBy: URIRef
    concerns: URIRef
    concernsTitle: URIRef
    contentDigest: URIRef
    correctedBy: URIRef
    county: URIRef
    decidedAs: URIRef
    decidedBy: URIRef
    documentPassage: URIRef
    encoder: URIRef
    evidence: URIRef
    family: URIRef
    fileName: URIRef
    findingPassage: URIRef
    foundAt: URIRef
    gradedBody: URIRef
    headingPath: URIRef
    inSeries: URIRef
    kind: URIRef
    law: URIRef
    leastPopulation: URIRef
    level: URIRef
    mentions: URIRef
    message: URIRef
    method: URIRef
    municipality: URIRef
    name: URIRef
    number: URIRef
    officialIri: URIRef
    onProperty: URIRef
    openEnded: URIRef
    outcome: URIRef
    overallAssessment: URIRef
    own: URIRef
    page: URIRef
    pages: URIRef
    paragraph: URIRef
    partial: URIRef
    population: URIRef
    populationDate: URIRef
    precision: URIRef
    provides: URIRef
    purpose: URIRef
    question: URIRef
    rank: URIRef
    readValue: URIRef
    readingDigest: URIRef
    reason: URIRef
    replacesText: URIRef
    resolution: URIRef
    resolvedBy: URIRef
    resolvesTo: URIRef
    responsible: URIRef
    review: URIRef
    reviewNote: URIRef
    reviewState: URIRef
    revisedDate: URIRef
    role: URIRef
    rule: URIRef
    score: URIRef
    scorePart: URIRef
    section: URIRef
    sfs: URIRef
    sha256: URIRef
    sizeClass: URIRef
    softwareVersion: URIRef
    followsUp: URIRef
    saidToHaveLapsed: URIRef
    earlierReport: URIRef
    repliesTo: URIRef
    repeats: URIRef
    configurationHash: URIRef
    status: URIRef
    step: URIRef
    subject: URIRef
    term: URIRef
    text: URIRef
    textQuality: URIRef
    maskedNumbers: URIRef
    validFrom: URIRef
    validUntil: URIRef
    validity: URIRef
    verdict: URIRef
    verdictText: URIRef
    version: URIRef
    why: URIRef
    year: URIRef


def concept(scheme: str, notation: str) -> URIRef:
    """The concept of a scheme, such as `concept("step", "delvis")`."""
    return URIRef(f"{CONCEPTS}{scheme}/{notation}")


def read_ttl(name: str) -> str:
    """The text of one of the files of this package."""
    return files("ontology").joinpath(name).read_text(encoding="utf-8")


@cache
def vocabulary() -> Graph:
    """All classes, properties and concepts in one graph; read once, not to be changed."""
    graph = Graph()
    for name in VOCABULARY:
        graph.parse(data=read_ttl(name), format="turtle")
    return graph


@cache
def notations(scheme: str) -> frozenset[str]:
    """The codes of all concepts of a scheme, such as the document kinds."""
    graph, owner = vocabulary(), URIRef(CONCEPTS + scheme)
    return frozenset(str(graph.value(member, SKOS.notation)) for member in graph.subjects(SKOS.inScheme, owner))


@cache
def labels(scheme: str, language: str = "sv") -> dict[str, str]:
    """Code to preferred label of all concepts of a scheme."""
    graph, found = vocabulary(), {}
    for code in notations(scheme):
        for label in graph.objects(concept(scheme, code), SKOS.prefLabel):
            if getattr(label, "language", None) == language:
                found[code] = str(label)
    return found
