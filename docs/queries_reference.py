"""The saved queries as a page, from their files."""

from __future__ import annotations

from kg.saved_queries import SavedQuery, saved_queries

HEADER = """# Saved queries

Generated from `kg/queries/saved` (`make docs`). Ask one with `styrgraf query NAME --param NAME=VALUE`, or at
`/api/v1/queries/NAME?…&format=csv`; `?_name` stands for a parameter, and a line that names one left out is left out.
How to write your own: [queries.md](queries.md).
"""


def queries_reference() -> str:
    """docs/saved-queries.md."""
    return "\n".join([HEADER, *map(_section, saved_queries())])


def _section(query: SavedQuery) -> str:
    rows = [f"- `{one.name}` ({one.type}): {one.label['en']}{_default(one.default)}" for one in query.parameters]
    head = [
        f"## {query.name}",
        "",
        f"**{query.title['sv']}.** {query.text['sv']}",
        "",
        f"*{query.title['en']}.* {query.text['en']}",
        "",
    ]
    return "\n".join([*head, *rows, *([""] if rows else []), "```sparql", query.query.strip(), "```", ""])


def _default(value: str | None) -> str:
    return f", `{value}` unless given" if value else ", may be left out"
