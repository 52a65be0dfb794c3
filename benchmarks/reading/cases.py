"""The labelled documents: what is printed, and what a reader ought to find in it.

Sources are data: `cases/*.toml` for the documents, `bodies/*.md` for the running text. The sample collection's own
labelled sources are measured beside them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.reading.audits import audit_body, audit_truth
from sample.rendering.blocks import parse
from sample.rendering.source import Source, load_labelled

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "sample"
REGISTERS = (HERE / "register.csv", SAMPLE / "register.csv")
NOT_TRUTH = ("truth", "body", "before", "after", "text")


@dataclass(frozen=True, slots=True)
class Case:
    """A document to render and its truth: field → value, None or absent where the document does not state it.

    "?" means that the field is not scored; "a|b" that either will do. `file` is the document itself where it is not
    rendered from the source.
    """

    source: Source
    truth: dict[str, Any]
    file: Path | None = None

    @property
    def layout(self) -> str:
        """The layout the results are tallied by: a PDF's look, else the format."""
        form = self.source.label("format", "pdf")
        return self.source.label("layout") if form == "pdf" else form


def all_cases() -> list[Case]:
    """Every case: formulations and boxes, name traps, neighbours, audits, and the sample."""
    named = ("adoption", "boxes", "traps", "neighbours")
    cases = [*(case for name in named for case in _printed(name)), *_audits(), *_whole()]
    return [Case(case.source, {**case.truth, **_headings(case.source)}) for case in cases]


def _headings(source: Source) -> dict[str, Any]:
    """The headings of the body, each text once, without the number the layout gives it, and what the cover prints
    large: that may be taken for a heading too, and is neither right nor wrong.
    """
    blocks = parse(source.body).blocks
    large = [source.label(key) for key in ("title", "cover_title", "over_title", "logo", "site")]
    return {
        "headings": list(dict.fromkeys(block.text for block in blocks if block.kind == "heading")),
        "large": [line for text in large for line in (text, *text.split("\n")) if line],
    }


def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / "cases" / f"{name}.toml").read_text(encoding="utf-8"))


def _printed(name: str) -> Iterator[Case]:
    for labels in _tables(name)["case"]:
        given = dict(labels["truth"])
        body, facts = _body(labels, given.get("municipality", ""))
        truth = {"title": labels["title"], **facts, **given}
        look = {key: value for key, value in labels.items() if key not in NOT_TRUTH}
        yield Case(Source(labels["name"], look, body), truth)


def _body(labels: dict[str, Any], place: str) -> tuple[str, dict[str, Any]]:
    if "text" in labels:
        return labels["text"].strip() + "\n", {"laws": "?", "citations": "?"}
    body = load_labelled(HERE / "bodies" / f"{labels['body']}.md")
    genitive = place if place.endswith(("s", "x", "z")) else place + "s"
    text = "\n\n".join(part for part in (labels.get("before"), body.body, labels.get("after")) if part)
    facts = {"laws": body.labels.get("laws", []), "citations": body.labels.get("citations", [])}
    return text.replace("{namn_gen}", genitive), facts


def _audits() -> Iterator[Case]:
    topics = _tables("topics")
    for labels in _tables("audits")["case"]:
        topic = topics[labels["topic"]]
        lines = [labels["official"], labels["date"]]
        look = {**labels, "title": topic["title"], "byline": "\n".join(lines)}
        yield Case(Source(labels["name"], look, audit_body(labels, topic)), audit_truth(labels, topic))


def _whole() -> Iterator[Case]:
    """Documents written as a whole, with their labels above the text: more audits, and the sample."""
    for folder in (HERE / "reports", SAMPLE / "sources"):
        for path in sorted(folder.glob("*.md")):
            source = load_labelled(path)
            yield Case(source, _whole_truth(source.labels))


def _whole_truth(labels: dict[str, Any]) -> dict[str, Any]:
    """The labels are the truth; what the text cites is not labelled and so not scored."""
    truth = {"laws": "?", "citations": "?", "status": "?", "decisions": "?", **labels}
    if "overall_step" in labels:
        truth["overall"] = [labels["overall_step"]]
    if "questions" in labels:
        questions = labels["questions"]
        truth["questions"] = [question["text"] for question in questions]
        truth["verdicts"] = [[question["text"], question["step"]] for question in questions]
        truth["recommendations"] = [item["text"] for item in labels.get("recommendations", [])]
        truth["addressees"] = [
            [item["text"], body] for item in labels["recommendations"] for body in item["addressees"]
        ]
    return truth
