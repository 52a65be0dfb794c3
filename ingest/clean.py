"""Repairing characters, never words: what stands in the stored text is what was printed."""

from __future__ import annotations

import re
import unicodedata

# Ligatures that fonts map to one character; NFKC would also turn "½" and "²" into other text.
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_DROPPED = {ord(char): None for char in "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff\ufffc"}
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), *range(127, 133), *range(134, 160)))
_PLAIN = {0x0B: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0x2010: "-", 0x2011: "-", 0xF0B7: "•", 0xF0A7: "▪"}
_TABLE = str.maketrans({**_DROPPED, **_CONTROLS, **_PLAIN, **_LIGATURES})
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?")

# Words after which a hyphen at the line's end stands for a part left out: "IT- och", "plan- eller".
_SUSPENDED_BEFORE = frozenset(
    {"och", "eller", "samt", "respektive", "resp", "resp.", "som", "och/eller", "men", "till", "and", "or"}
)


def clean(text: str) -> str:
    """`text` in NFC, with line feeds, without NUL, control and soft-hyphen characters, ligatures spelled out."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text).translate(_TABLE)
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))


def join_hyphen(left: str, right: str) -> str | None:
    """What a word cut at a line's end was: `left` without its hyphen, joined to `right`; None when it was not cut.

    "strate" + "gi" is "strategi"; "IT" + "strategi" keeps its hyphen; "IT" + "och" was not cut.
    """
    first = right.rstrip(",;:").lower()
    if not left or not right or first in _SUSPENDED_BEFORE or not left[-1].isalnum():
        return None
    if not right[0].isalnum():
        return None
    if keeps_hyphen(left, right):
        return f"{left}-{right}"
    return left + right


def keeps_hyphen(left: str, right: str) -> bool:
    """Whether the hyphen between the halves belongs to the word: abbreviations, numbers, names, "e-tjänst"."""
    stem = re.split(r"[^\w]", left)[-1]
    if len(stem) == 1 or right[0].isdigit() or stem[-1].isdigit() or right[0].isupper():
        return True
    return len(stem) > 1 and stem.isupper() and not right.isupper()
