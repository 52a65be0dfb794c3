"""Every page of the service, and every address that gives a person no page: a new route belongs in one of the lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.routing import BaseRoute, Match, Route


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its address, with names of `Site.names` in braces, the status it comes with, and whether one signs in.

    `again` is a page of the list at another address, which need not be tried anew.
    """

    path: str
    status: int = 200
    work: bool = False
    again: bool = False


_LACK = "Det+saknas+en+strategi+f%C3%B6r+digitalisering+med+m%C3%A4tbara+m%C3%A5l"
_TITLES = "SELECT+%3Fd+%3Ft+WHERE+%7B+%3Fd+a+styr:Document+;+dcterms:title+%3Ft+%7D"
PLACES = {
    "start": Place("/"),
    "search": Place("/?q=digitalisering&kind=strategi&sort=newest"),
    "search-none": Place("/?q=simhallens+klorering"),
    "search-not-held": Place("/?q=digitaliseringsstrategi+i+Falun"),
    "search-misspelt": Place("/?q=informatonss%C3%A4kerhetspolicy"),
    "search-hostile": Place("/?q=m%C3%A5l+f%C3%B6r+%3Cscript%3Edocument.title='taken'%3C/script%3E"),
    "search-wrong": Place("/?q=m%C3%A5l&knd=plan", 400),
    "findings": Place("/iakttagelser"),
    "findings-weak": Place("/iakttagelser?step=nej"),
    "finding": Place("/iakttagelser/{finding}"),
    "finding-narrowed": Place("/iakttagelser/{finding}?kind=reglemente"),
    "finding-signed": Place("/iakttagelser/{finding}", work=True),
    "own-finding": Place("/prejudikat"),
    "own-finding-answered": Place(f"/prejudikat?text={_LACK}&municipality=Ekebro&date=2023-05-01"),
    "own-finding-none": Place("/prejudikat?text=Simhallens+bass%C3%A4nger+saknar+klorering."),
    "documents": Place("/dokument"),
    "document": Place("/dokument/{pdf}"),
    "document-place": Place("/dokument/{pdf}?{span}"),
    "document-html": Place("/dokument/{html}"),
    "document-older": Place("/dokument/{older}"),
    "document-script": Place("/dokument/{script}"),
    "document-turned": Place("/dokument/{turned}"),
    "document-endless": Place("/dokument/{endless}"),
    "document-signed": Place("/dokument/{text}", work=True),
    "document-unknown": Place("/dokument/nix", 404),
    "document-gone": Place("/dokument/{gone}", 410),
    "audits": Place("/granskningar"),
    "audit": Place("/granskningar/{audit}"),
    "municipalities": Place("/kommuner?measure=weak"),
    "municipalities-all": Place("/kommuner?all=1"),
    "municipality": Place("/kommuner/{code}"),
    "municipality-empty": Place("/kommuner/1480"),
    "comparison": Place("/kommuner/jamfor?a=Ekebro&b=Vistad&c=Lund"),
    "graph-finding": Place("/graf?finding={finding}"),
    "graph-document": Place("/graf?document={pdf}"),
    "graph-hostile": Place("/graf?document={script}"),
    "collection": Place("/samlingen"),
    "help": Place("/hjalp"),
    "about": Place("/om"),
    "accessibility": Place("/tillganglighet"),
    "questions": Place("/fragor"),
    "question": Place("/fragor/bedomningar-per-ar"),
    "question-table": Place("/fragor/osakra-varden?confidence=1"),
    "question-wrong": Place("/fragor/osakra-varden?confidence=mycket", 400),
    "builder": Place("/fragor/bygg"),
    "builder-filled": Place("/fragor/bygg?sok=SteeringDocument&kind=strategi&visa=municipality"),
    "builder-wrong": Place("/fragor/bygg?sok=Validity&validFrom.from=snart", 400),
    "sparql": Place("/sparql"),
    "sparql-answer": Place(f"/sparql?query={_TITLES}"),
    "sparql-wrong": Place("/sparql?query=SELECT+*+WHERE+%7B+%3Fs+stir:x+%3Fy+%7D", 400),
    "vocabulary": Place("/ns/"),
    "vocabulary-v1": Place("/ns/v1", again=True),
    "thing": Place("/id/kommun/{code}"),
    "dumps": Place("/dumps/"),
    "signing": Place("/logga-in"),
    "work": Place("/arbete"),
    "work-signed": Place("/arbete", work=True),
    "intake": Place("/lasa-in", work=True),
    "intake-job": Place("/lasa-in/{job}", work=True),
    "intake-job-failed": Place("/lasa-in/{job}?status=failed", work=True),
    "folder": Place("/lasa-in/mapp/{folder}", work=True),
    "folder-failed": Place("/lasa-in/mapp/{folder}?status=failed", work=True),
    "review": Place("/granska", work=True),
    "review-contradictions": Place("/granska?kind=contradiction", work=True),
    "review-value": Place("/granska?document={text}&part=title", work=True),
    "review-log": Place("/granska/logg", work=True),
    "watches": Place("/bevakningar", work=True),
    "searches": Place("/sokningar", work=True),
    "watches-new": Place("/bevakningar?q=digitalisering&kind=strategi", work=True),
    "watch": Place("/bevakningar/{watch}", work=True),
    "no-such-page": Place("/nix", 404),
}
TRIED = [name for name, place in PLACES.items() if not place.again]
# What else can be fetched outside /api/: files, machine's answers, and addresses that lead on to a page of the list.
FILES = (
    "/traffar.csv?q=digitalisering",
    "/traffar.bib?q=digitalisering",
    "/traffar.ris?q=digitalisering",
    "/iakttagelser/{finding}/arbetspapper.docx",
    "/dokument/{pdf}/tripplar.ttl",
    "/graf.json?finding={finding}",
    "/graf/{graph}",
    "/graphs?default",
    "/originals/{pdf}",
    "/feed/{watch}.atom",
    "/id/dokument/{pdf}",
    "/id/iakttagelse/{finding}",
    "/id/rekommendation/{finding}",
    "/ns",
    "/ns/ord",
    "/ns/former",
    "/ns/sok",
    "/ns/motsvarigheter",
    "/ns/v1/kind/strategi",
    "/dumps/styrgraf.csv",
    "/katalog",
    "/.well-known/void",
    "/opensearch.xml",
    "/openapi.json",
    "/healthz",
    "/readyz",
    "/metrics",
    "/favicon.ico",
)


def fetched(app: FastAPI) -> Iterator[Route]:
    """Every route of the service that can be fetched, but those under /api/, which never give a page."""
    for included in app.routes:
        for route in getattr(getattr(included, "original_router", None), "routes", [included]):
            if isinstance(route, Route) and "GET" in (route.methods or ()) and not route.path.startswith("/api/"):
                yield route


def route_of(app: FastAPI, path: str) -> str:
    """The pattern of the route that answers a path."""
    scope = {"type": "http", "method": "GET", "path": path.partition("?")[0], "root_path": "", "headers": []}
    return next((route.path for route in fetched(app) if _matches(route, scope)), "")


def _matches(route: BaseRoute, scope: dict[str, object]) -> bool:
    return route.matches(scope)[0] is Match.FULL
