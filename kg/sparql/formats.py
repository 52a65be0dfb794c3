"""The formats of answers: their names, media types and file endings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, the other names that media type goes by, and its file ending."""

    name: str
    media: str
    suffix: str
    also: tuple[str, ...] = ()
    charset: bool = False

    @property
    def content_type(self) -> str:
        """The value of a Content-Type header."""
        return f"{self.media}; charset=utf-8" if self.charset else self.media


def _by_name(*formats: Format) -> dict[str, Format]:
    return {one.name: one for one in formats}


# W3C Recommendations: SPARQL 1.1 Query Results JSON, XML, CSV and TSV Formats.
ROWS = _by_name(
    Format("json", "application/sparql-results+json", "srj", ("application/json",)),
    Format("xml", "application/sparql-results+xml", "srx", ("application/xml", "text/xml")),
    Format("csv", "text/csv", "csv", charset=True),
    Format("tsv", "text/tab-separated-values", "tsv", charset=True),
)
TRIPLES = _by_name(
    Format("turtle", "text/turtle", "ttl", ("application/x-turtle", "text/n3"), charset=True),
    Format("ntriples", "application/n-triples", "nt", ("text/plain",)),
    Format("rdfxml", "application/rdf+xml", "rdf", ("application/xml", "text/xml")),
    Format("jsonld", "application/ld+json", "jsonld", ("application/json",)),
    Format("trig", "application/trig", "trig", ("application/x-trig",)),
    Format("nquads", "application/n-quads", "nq"),
)
