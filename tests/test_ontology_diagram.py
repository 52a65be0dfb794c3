"""The picture of the vocabulary shows its classes and relations, and is an image that anything can read."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest
from rdflib import OWL, RDF

from ontology.diagram import HEIGHT, WIDTH, diagram, placed
from ontology.terms import NAMESPACE, vocabulary

SVG = "{http://www.w3.org/2000/svg}"


def test_every_class_of_ours_has_its_place_or_is_left_out_on_purpose() -> None:
    own = {str(c).removeprefix(NAMESPACE) for c in vocabulary().subjects(RDF.type, OWL.Class) if NAMESPACE in str(c)}
    assert own == placed()


@pytest.mark.parametrize(("language", "said"), [("sv", "revisionsfråga"), ("en", "audit question")])
def test_picture_is_well_formed_and_speaks_the_language(language: str, said: str) -> None:
    root = ElementTree.fromstring(diagram(language, "#"))
    assert root.tag == f"{SVG}svg" and root.find(f"{SVG}title") is not None
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert said in words and all(words)
    assert {a.get("href") for a in root.iter(f"{SVG}a")} >= {"#Document", "#Finding"}


def test_boxes_do_not_overlap() -> None:
    corners = [
        (float(r.get("x", 0)), float(r.get("y", 0))) for r in ElementTree.fromstring(diagram()).iter(f"{SVG}rect")
    ]
    assert all(abs(x1 - x2) > WIDTH or abs(y1 - y2) > HEIGHT for (x1, y1), (x2, y2) in combinations(corners, 2))


def test_every_line_ends_at_the_edge_of_a_box() -> None:
    root = ElementTree.fromstring(diagram())
    boxes = [(float(r.get("x", 0)), float(r.get("y", 0))) for r in root.iter(f"{SVG}rect")]
    for line in root.iter(f"{SVG}line"):
        x, y = float(line.get("x2", 0)), float(line.get("y2", 0))
        assert any(
            (abs(x - bx) < 1 or abs(x - bx - WIDTH) < 1 or abs(y - by) < 1 or abs(y - by - HEIGHT) < 1)
            and bx - 1 <= x <= bx + WIDTH + 1
            and by - 1 <= y <= by + HEIGHT + 1
            for bx, by in boxes
        )
