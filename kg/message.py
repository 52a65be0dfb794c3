"""What is said to a person, kept so that it can be said in another language: a Swedish sentence and its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal


class Message(str):
    """A sentence in Swedish that remembers its `template` (with `%(name)s` for each part) and its `parts`.

    It is a string like any other wherever Swedish is spoken; `styrgraf.language.spoken` says it in another language.
    A part may be a message itself; any other text keeps its language, and one out of a document is `Cited`.
    """

    template: str
    parts: Mapping[str, object]

    def __new__(cls, template: str, /, **parts: object) -> Message:
        """Put the sentence together. Raises `KeyError` for a part that the template names and nobody gave."""
        made = super().__new__(cls, template % parts if parts else template)
        made.template, made.parts = template, MappingProxyType(parts)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return unpacked, (packed(self),)


class Cited(str):
    """Words as they stand in a document: Swedish, whatever the language around them."""


def row(items: Sequence[str], last: Literal["och", "eller"] = "och") -> str:
    """Items with commas, and the word `last` before the last of them; "" for none."""
    if len(items) < 2:
        return items[0] if items else ""
    head = items[0]
    for item in items[1:-1]:
        head = Message("%(first)s, %(last)s", first=head, last=item)
    if last == "och":
        return Message("%(first)s och %(last)s", first=head, last=items[-1])
    return Message("%(first)s eller %(last)s", first=head, last=items[-1])


def hint(near: Sequence[str], known: Iterable[str]) -> str:
    """What may have been meant by a name that does not exist: the near ones, else all that are `known`; "" for none."""
    if near:
        return Message("Menade du %(names)s?", names=row(near, "eller"))
    names = ", ".join(known)
    return Message("De som finns är %(names)s.", names=names) if names else ""


def packed(text: object) -> Any:
    """A text as plain values, for JSON: `unpacked` makes it again."""
    if isinstance(text, Message):
        return {"template": text.template, "parts": {name: packed(one) for name, one in text.parts.items()}}
    return text if isinstance(text, int | float) else str(text)


def unpacked(said: Any) -> Any:
    """The text that was `packed`."""
    if not isinstance(said, dict):
        return said
    return Message(said["template"], **{name: unpacked(one) for name, one in said["parts"].items()})
