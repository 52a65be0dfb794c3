"""What may be asked of a class in a plain form: its properties, and those of the nameless things that it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rdflib import XSD

from ontology.search_shapes import SEARCHED, declared, leads_to, literal_kind
from ontology.terms import vocabulary

Form = Literal["list", "named", "day", "number", "truth", "text"]
_PLAIN: dict[str, Form] = {
    str(XSD.date): "day",
    str(XSD.double): "number",
    str(XSD.integer): "number",
    str(XSD.nonNegativeInteger): "number",
    str(XSD.boolean): "truth",
    str(XSD.string): "text",
}
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from the thing that is sought: `steps` are properties with prefixes, `form` how a value is told.

    `to` is the scheme whose concept is chosen (list), or the property by which what it leads to is known (named).
    """

    steps: tuple[str, ...]
    form: Form
    to: str = ""

    @property
    def name(self) -> str:
        """The name as a parameter: the local names of the steps, with points between."""
        return ".".join(step.partition(":")[2] for step in self.steps)


def classes() -> list[str]:
    """The local names of the classes that can be sought, in the order in which they are offered."""
    return list(declared()[0])


def title_of(sought: str) -> str:
    """The property, with its prefix, by which things of a class are known."""
    label: str = declared()[0][sought]["label"]
    return label


def ways(sought: str, before: tuple[str, ...] = ()) -> Iterator[Way]:
    """Every way on from a class, in the order of `search_shapes.toml`."""
    told, _ = declared()
    for curie in told[sought]["properties"]:
        steps, to = (*before, curie), leads_to(curie)
        if not to:
            kind = literal_kind(vocabulary().namespace_manager.expand_curie(curie))
            yield Way(steps, _PLAIN[str(kind)])
        elif to not in told:
            yield Way(steps, "list", to)
        elif to in SEARCHED or len(steps) >= _DEEPEST:
            yield Way(steps, "named", told[to]["label"])
        else:
            yield from ways(to, steps)
