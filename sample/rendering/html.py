"""A labelled source becomes a page of a municipality's website: navigation and footer around the main content."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from sample.rendering.blocks import Block, parse
from sample.rendering.source import Source

_PAGE = """<!DOCTYPE html>
<html lang="sv">
<head><meta charset="utf-8"><title>{title} - {site}</title></head>
<body>
<header><a href="/">{site}</a><nav aria-label="Huvudmeny"><ul>
<li><a href="/barn">Barn och utbildning</a></li><li><a href="/omsorg">Omsorg och stöd</a></li>
<li><a href="/bygga">Bygga, bo och miljö</a></li><li><a href="/politik">Kommun och politik</a></li>
</ul></nav><p>Start / Kommun och politik / Styrdokument</p></header>
<main>
<article>
<h1>{title}</h1>
{opening}
{body}
</article>
</main>
<aside><h2>Hjälpte informationen på den här sidan dig?</h2><button>Ja</button><button>Nej</button></aside>
<footer><p>{foot}</p><p>Så hanterar vi kakor · Tillgänglighet för webbplatsen</p><p><small>{notice}</small></p></footer>
</body>
</html>
"""


def render_html(source: Source, path: Path, notice: str = "") -> None:
    """Write the source as a web page."""
    opening = [f"<p>{escape(line)}</p>" for line in source.label("byline").split("\n") if line]
    if source.box:
        rows = "".join(f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>" for label, value in source.box)
        opening.append(f"<table>{rows}</table>")
    page = _PAGE.format(
        title=escape(source.label("cover_title") or source.label("title")),
        site=escape(source.label("site")),
        foot=escape(source.label("foot")),
        notice=escape(notice),
        opening="\n".join(opening),
        body="\n".join(_block(block) for block in parse(source.body).blocks if block.kind != "directive"),
    )
    path.write_text(page, encoding="utf-8")


def _inline(text: str) -> str:
    text = re.sub(r"\[\^\w+\]", "", escape(text))
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)


def _block(block: Block) -> str:
    if block.kind == "heading":
        return f"<h{block.level + 1}>{_inline(block.text)}</h{block.level + 1}>"
    if block.kind == "paragraph":
        return f"<p>{_inline(block.text)}</p>"
    if block.kind == "lines":
        return "<p>" + "<br>".join(_inline(line) for line in block.items) + "</p>"
    if block.kind == "table":
        return "<table>" + "".join(_row(row, head=index == 0) for index, row in enumerate(block.rows)) + "</table>"
    tag = "ul" if block.kind == "bullets" else "ol"
    return f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in block.items) + f"</{tag}>"


def _row(row: tuple[str, ...], *, head: bool) -> str:
    tag = "th" if head else "td"
    return "<tr>" + "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in row) + "</tr>"
