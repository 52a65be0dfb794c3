"""An HTML page becomes an Extract: its main content with headings, lists and tables, without navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from ingest.clean import clean
from ingest.extract import Extract
from ingest.html_main import main_content
from ingest.markup import decode
from ingest.quality import text_quality
from ingest.source import HTML
from ingest.writer import TextWriter
from kg.errors import UnreadableFile

_HEADING = re.compile(r"^h([1-6])$")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "p div section article main header footer aside blockquote figure figcaption address ul ol li dl dt "
    "dd pre details summary form fieldset body hr center"
)
_SILENT = _names("script style noscript template svg head iframe object button select input nav textarea")
_META = {
    "author": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "description": "description",
    "date": "created",
    "dc.date": "created",
    "dcterms.issued": "created",
    "article:published_time": "created",
    "dcterms.modified": "modified",
    "article:modified_time": "modified",
    "og:title": "title",
}
_MAX_DEPTH = 200
_TOO_DEEP = "Delar av sidan ligger för djupt inuti varandra för att läsas."


def read_html(name: str, data: bytes) -> Extract:
    """The text of an HTML page, as one page. Raises `UnreadableFile` with code corrupt."""
    text = decode(data, html=True).replace("\0", "")
    # Without huge_tree libxml2 drops what follows ten megabytes in one element.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            name, "corrupt", "går inte att tolka som HTML", "Hämta sidan på nytt där den publicerades."
        ) from error
    page = _Page(TextWriter())
    page.site(_site_name(root))
    page.block(main_content(root), 0)
    page.flush()
    writer = page.writer
    writer.end_page(None, text_quality(writer.since(0)))
    return Extract(
        writer.stored(),
        tuple(writer.lines),
        HTML,
        _declared(root),
        tuple(writer.headings),
        tuple(writer.tables),
        tuple(writer.zones),
        problems=(_TOO_DEEP,) if page.too_deep else (),
    )


class _Page:
    """Walks the tree and writes lines: inline text is collected until a block begins or ends."""

    def __init__(self, writer: TextWriter) -> None:
        self.writer = writer
        self._inline: list[str] = []
        self._mark = ""
        self.too_deep = False

    def site(self, name: str | None) -> None:
        """Write whose page it is as a running head: the page's title says it, its content often does not."""
        if name:
            line = self.writer.line(name)
            self.writer.zone("running-head", line.start, line.end)
            self.writer.blank()

    def block(self, element: Any, depth: int) -> None:
        """Write an element that stands on lines of its own."""
        self._add(element.text)
        for child in element:
            self._child(child, depth + 1)
            self._add(child.tail)

    def flush(self) -> None:
        """Write what has been collected as lines."""
        text = clean("".join(self._inline))
        self._inline.clear()
        for line in (" ".join(part.split()) for part in text.split("\n")):
            if line:
                self.writer.line(self._mark + line)
                self._mark = ""

    def _add(self, text: str | None) -> None:
        # Line breaks of the source are blanks; those that are printed are added by <br>.
        if text:
            self._inline.append(re.sub(r"\s+", " ", text))

    def _child(self, child: Any, depth: int) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SILENT or _is_hidden(child):
            return
        if depth > _MAX_DEPTH:
            self.too_deep = True
            return
        if tag == "br":
            self._inline.append("\n")
        elif found := _HEADING.match(tag):
            self.flush()
            words = " ".join(clean(child.text_content()).split())
            if words:
                self.writer.heading(words, int(found[1]))
        elif tag == "table":
            self._table(child, depth)
        elif tag in _BLOCKS:
            self._own_lines(child, tag, depth)
        elif tag == "sup" and (child.text_content() or "").strip().isdigit():
            self._inline.append(child.text_content().strip().translate(_RAISED))
        else:
            self.block(child, depth)

    def _own_lines(self, child: Any, tag: str, depth: int) -> None:
        self.flush()
        if tag == "li":
            self._mark = _item_mark(child)
        elif tag not in ("dd", "dt"):
            self.writer.blank()
        self.block(child, depth)
        self.flush()
        self._mark = ""

    def _table(self, table: Any, depth: int) -> None:
        self.flush()
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        cells = [list(_cells(row)) for row in rows]
        holds_blocks = table.find(".//table") is not None or any(table.iter("h1", "h2", "h3"))
        if holds_blocks or max((len(row) for row in cells), default=0) < 2:
            self.block(table, depth)
            self.flush()
        else:
            self.writer.table(cells)


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _cells(row: Any) -> Iterator[str]:
    for cell in row.iterchildren("td", "th"):
        parts = [str(part) for part in cell.itertext() if part]
        yield " ".join(clean(" ".join(parts)).split())
        span = cell.get("colspan", "1")
        for _ in range(min(50, int(span)) - 1 if span.isdigit() else 0):
            yield ""


def _item_mark(item: Any) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "• "
    start = parent.get("start", "1")
    before = sum(1 for other in item.itersiblings("li", preceding=True))
    return f"{before + (int(start) if start.isdigit() else 1)}. "


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or element.get("aria-hidden") == "true"


_OWNER = re.compile(r"(?:[A-ZÅÄÖ][\w-]+\s){1,3}(?:kommun|stad)|Region\s[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+)*(?:\slän)?")


def _site_name(root: Any) -> str | None:
    """The municipality or region whose site the page is of: its title's last part, its declared name, or its head."""
    declared = [meta.get("content") or "" for meta in root.iter("meta") if meta.get("property") == "og:site_name"]
    title = root.find(".//title")
    parts = re.split(r"\s[-–—|]\s", clean((title.text or "") if title is not None else ""))
    heads = [text for header in root.findall("./body/header") for text in header.itertext()]
    names = [" ".join(clean(name).split()) for name in (*parts[1:][-1:], *declared, *heads)]
    return next((name for name in names if _OWNER.fullmatch(name)), None)


def _declared(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    title = root.find(".//title")
    if title is not None and (title.text or "").strip():
        found["title"] = " ".join(clean(title.text).split())
    for meta in root.iter("meta"):
        name = _META.get((meta.get("name") or meta.get("property") or "").lower())
        content = clean(meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content[:10] if name in ("created", "modified") else content)
    if root.get("lang"):
        found["language"] = root.get("lang")[:2].lower()
    return found
