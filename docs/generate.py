"""Write the generated references: docs/cli.md from the commands, docs/ontology.md and its picture from the vocabulary,
docs/saved-queries.md from the saved queries, docs/openapi.json from the service.

`python -m docs.generate` writes them; a test compares them with what stands in the tree.
"""

from __future__ import annotations

from pathlib import Path

from docs.cli_reference import cli_reference
from docs.ontology_reference import ontology_reference
from docs.openapi_reference import openapi_reference
from docs.queries_reference import queries_reference
from ontology.diagram import diagram

HERE = Path(__file__).parent


def references() -> dict[str, str]:
    """The generated pages, by file name."""
    return {
        "cli.md": cli_reference(),
        "ontology.md": ontology_reference(),
        "img/ontology.svg": diagram("en"),
        "saved-queries.md": queries_reference(),
        "openapi.json": openapi_reference(),
    }


if __name__ == "__main__":
    for name, text in references().items():
        (HERE / name).write_text(text, encoding="utf-8")
