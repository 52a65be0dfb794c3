"""The prefixes that every query may use without declaring them, and that our files are written with."""

from __future__ import annotations

from ontology.terms import CONCEPTS, ELI, NAMESPACE, NIF, OA

PREFIXES: dict[str, str] = {
    "styr": NAMESPACE,
    "kind": f"{CONCEPTS}kind/",
    "family": f"{CONCEPTS}family/",
    "level": f"{CONCEPTS}level/",
    "action": f"{CONCEPTS}action/",
    "bodytype": f"{CONCEPTS}bodytype/",
    "review": f"{CONCEPTS}review/",
    "verdict": f"{CONCEPTS}verdict/",
    "step": f"{CONCEPTS}step/",
    "status": f"{CONCEPTS}status/",
    "subject": f"{CONCEPTS}subject/",
    "size": f"{CONCEPTS}size/",
    "provision": f"{CONCEPTS}provision/",
    "resolution": f"{CONCEPTS}resolution/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": str(ELI),
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": str(NIF),
    "oa": str(OA),
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def shortened(iri: str) -> str:
    """An IRI with the longest prefix that fits, or as it is."""
    fitting = [(name, prefix) for prefix, name in PREFIXES.items() if iri.startswith(name)]
    if not fitting:
        return iri
    name, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri[len(name) :]}"
