"""Names of documents made alike, to tell whether two name the same one."""

from __future__ import annotations

import re


def stem_name(name: str) -> str:
    """A document's name for comparing: without definite endings, municipality, years and punctuation."""
    value = re.sub(
        r"\b(?:i|för)\s[A-ZÅÄÖ][\wåäö-]+\s(?:kommun|stad)s?\b|\b(?:19|20)\d{2}(?:\s?[-–]\s?\d{2,4})?", " ", name
    )
    value = re.sub(
        r"(?<=linjer)na\b|(?<=strategi)n\b|(?<=policy)n\b|(?<=plan)en\b|(?<=program)met\b|(?<=regler)na\b|(?<=reglemente)t\b",
        "",
        value.lower(),
    )
    value = re.sub(r"(?<=rapport)en\b|(?<=redovisning)en\b|(?<=direktiv)et\b", "", value)
    value = re.sub(r"[^\wåäö]+", " ", value).strip()
    return re.sub(r"(?:\s(?:för|år|åren|perioden|i|av|med))+$", "", value)
