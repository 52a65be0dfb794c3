"""The element of an HTML page that holds its document, without what the site wraps around it."""

from __future__ import annotations

import re
from typing import Any

_AROUND = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|meny|breadcrumbs?|brodsmulor|cookies?|cookiebanner|sidebar|footer"
    r"|sidfot|header|sidhuvud|share|dela|social|related|relaterat|skip|search|sok|toolbar|banner|login|feedback"
    r"|toc)(?:$|[-_ ])",
    re.I,
)
_AROUND_TAGS = frozenset({"nav", "aside", "footer", "form"})
_AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_LEAST_TEXT = 200
_MOST_LINKS = 0.6


def main_content(root: Any) -> Any:
    """`<main>`, the longest `<article>` or the body, stripped of navigation in place."""
    body = root.find("body")
    body = root if body is None else body
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = max(root.findall(path), key=_length, default=None)
        if found is not None and (_length(found) >= _LEAST_TEXT or _length(found) * 2 >= _length(body)):
            body = found
            break
    for element in list(body.iter()):
        if element is not body and isinstance(element.tag, str) and _is_around(element):
            _drop(element)
    return body


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext() if isinstance(text, str))


def _is_around(element: Any) -> bool:
    """Whether the element is of the site: by its tag or role, or by its name together with its links."""
    if element.tag in _AROUND_TAGS or element.get("role") in _AROUND_ROLES:
        return element.tag != "aside" or _is_links(element)
    if element.tag == "header":
        return element.getparent() is not None and element.getparent().tag == "body"
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_AROUND.search(names)) and element.tag in ("div", "ul", "section", "ol") and _is_links(element)


def _is_links(element: Any) -> bool:
    total = _length(element)
    return total == 0 or sum(_length(link) for link in element.iter("a", "button")) > _MOST_LINKS * total


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()
