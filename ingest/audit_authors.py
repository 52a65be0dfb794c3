"""Who wrote the report, and as what: from the cover and the signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.flow import Flow, tidy
from kg.model import Field, Span

_CAPITALISED = r"[A-ZÅÄÖ][a-zåäöéèü]+"
_LAST = rf"{_CAPITALISED}(?:-{_CAPITALISED})?"
_NAME = (
    rf"{_CAPITALISED}(?:-\s?{_CAPITALISED})?(?:[ ](?:von|af|de|van))?(?:[ ][A-ZÅÄÖ]\.?)?"
    rf"[ ]{_LAST}(?:[ ]{_LAST})?"
)
_ROLE = (
    r"(?:uppdragsledare|uppdragsansvarig|projektledare|granskningsledare|kundansvarig"
    r"|certifierad\s+kommunal\s+(?:revisor|yrkesrevisor)|certifierad\s+kommunrevisor"
    r"|auktoriserad\s+revisor|revisionskonsult|verksamhetsrevisor|yrkesrevisor|projektmedarbetare"
    r"|kommunal\s+revisor|kvalitetssäkrare|kvalitetssäkring|revisionsdirektör|stadsrevisor|granskare"
    r"|specialist|senior\s+manager|manager|director|partner|konsult|chef\s+för\s+kommunal\s+revision)"
)
_NAMED_ROLE = re.compile(
    rf"(?P<name>{_NAME})(?:[ \t]*,[ \t]*|[ \t]*\n\s*|[ \t]*\([ \t]*|[ \t]+–[ \t]+)(?P<role>(?i:{_ROLE}))\b"
)
_ROLE_NAMED = re.compile(rf"(?P<role>(?i:{_ROLE}))[ \t]*:[ \t]*(?P<name>{_NAME})")
_TWO = r"[A-ZÅÄÖ][a-zåäöéèü]+(?:-\s?[A-ZÅÄÖ][a-zåäöéèü]+)?[ ][A-ZÅÄÖ][a-zåäöéèü]+(?:-[A-ZÅÄÖ][a-zåäöéèü]+)?"
_ROW = re.compile(rf"(?P<names>(?:{_TWO}[ \t\n]+){{2,3}})(?P<roles>(?:(?i:{_ROLE})[ \t\n]*){{2,3}})")
_COVER_LINE = re.compile(rf"^[ \t]*(?P<name>{_NAME})[ \t]*$", re.M)
# Words that stand on covers in capitals and are not names.
_NO_NAME = re.compile(
    r"\b(?:kommun\w*|region\w*|stad|granskning|revision\w*|rapport|strategi|styrning|kontroll|plan"
    r"|policy|nämnd\w*|styrelse\w*|intern\w*|digital\w*|landsting\w*|län|förbund\w*|bolag|AB|januari"
    r"|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|innehåll\w*"
    r"|sammanfattning|bilag\w*|datum|version|av|och|kvalitets\w*|uppföljning|uppdrag\w*|projekt\w*"
    r"|certifierad|building|public|ernst|young|grant|thornton|better|world|skola|omsorg\w*|tredje|året"
    r"|verksamhet\w*|ekonomi\w*|samlad\w*|våra|vår|denna|dnr)\b",
    re.I,
)


def read_authors(flow: Flow) -> tuple[Field[str], ...]:
    """The authors in the order in which they are first named; the rule ends with the role where one is printed."""
    found: dict[str, tuple[str | None, list[Span]]] = {}
    for name, role, start, end in (*_with_roles(flow.text), *_on_cover(flow.text)):
        known_role, spans = found.get(name, (None, []))
        spans.extend(span for span in flow.spans(start, end) if span not in spans)
        found[name] = (known_role or role, spans)
    return tuple(
        Field(name, 0.93 if role else 0.75, f"author-{role}" if role else "author-cover", tuple(spans))
        for name, (role, spans) in sorted(found.items(), key=lambda item: min(span.start for span in item[1][1]))
    )


def is_role(text: str) -> bool:
    """Whether `text` is no more than an auditor's role: "Certifierad kommunal revisor"."""
    return bool(re.fullmatch(rf"(?i:{_ROLE})", text.strip()))


def is_person(text: str) -> bool:
    """Whether `text` is no more than a person's name, as above a signature."""
    return bool(re.fullmatch(_NAME, text.strip())) and not _NO_NAME.search(text)


Author = tuple[str, str | None, int, int]


def _with_roles(text: str) -> Iterator[Author]:
    rows: list[tuple[int, int]] = []
    for match in _ROW.finditer(text):
        names = list(re.finditer(_TWO, match["names"]))
        roles = [tidy(role[0]).lower() for role in re.finditer(rf"(?i:{_ROLE})", match["roles"])]
        if len(names) == len(roles):
            rows.append(match.span())
            for name, role in zip(names, roles, strict=True):
                yield from _author(name[0], role, match.start("names") + name.start())
    for pattern in (_NAMED_ROLE, _ROLE_NAMED):
        for match in pattern.finditer(text):
            if not any(start <= match.start() < end for start, end in rows):
                yield from _author(match["name"], tidy(match["role"]).lower(), match.start("name"))


def _on_cover(text: str) -> Iterator[Author]:
    begins = re.search(
        r"(?:^|\n)\s*(?:\d\.?\s+)?(?:Sammanfattning|Innehåll(?:sförteckning)?|Inledning|Bakgrund)\b", text
    )
    cover = text[: begins.start()] if begins and begins.start() < 1500 else ""
    for match in _COVER_LINE.finditer(cover):
        yield from _author(match["name"], None, match.start("name"))


def _author(name: str, role: str | None, start: int) -> Iterator[Author]:
    if not _NO_NAME.search(name):
        yield re.sub(r"-\s+", "-", tidy(name)), role, start, start + len(name)
