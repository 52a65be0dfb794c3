"""Collect the messages that people see, bring each catalogue up to date with them, and compile it."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PACKAGES = ("styrgraf", "search", "ingest", "kg")
LANGUAGES = ("en",)
_METHODS = [("**/*.py", "python"), ("web/templates/*.html", "jinja2.ext:babel_extract")]
_OPTIONS = {"web/templates/*.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "plural": (2, 3),
    "noun": (2, 3),
    "Message": None,
    "Said": None,
}


def collected() -> Catalog:
    """Every message of pages and words, with the files it stands in."""
    found = Catalog(project="styrgraf", charset="utf-8")
    for package in PACKAGES:
        for file, _, message, comments, _ in extract_from_dir(ROOT / package, _METHODS, _OPTIONS, _KEYWORDS):
            found.add(message, locations=[(f"{package}/{file}", None)], auto_comments=comments)  # type: ignore[list-item]
    return found


def catalogue(language: str) -> Path:
    """Where the translations to a language lie."""
    return ROOT / "styrgraf" / "locale" / language / "LC_MESSAGES" / "styrgraf.po"


def main() -> None:
    """Renew every catalogue; what has no translation yet is named."""
    for language in LANGUAGES:
        path = catalogue(language)
        with path.open("rb") as file:
            known = read_po(file, locale=language, domain="styrgraf")
        known.update(collected(), no_fuzzy_matching=True, update_creation_date=False)
        known.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, known, width=120, sort_output=True, omit_header=False, include_lineno=False)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, known)
        for message in known:
            if message.id and not any(message.string if isinstance(message.string, tuple) else (message.string,)):
                print(f"{language}: {message.id!r} has no translation")


if __name__ == "__main__":
    main()
