"""Every number that decides what is trained; the values here are those of the model that ships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Recipe:
    """Numbers that were tried, and what they gave, are in training/README.md."""

    seed: int = 0
    pieces: int = 48_000
    dimensions: int = 256
    steps: int = 900
    rate: float = 0.01  # Adam
    batch: int = 640  # pairs of text a step
    parallel_batch: int = 768  # rows with a teacher's vector a step
    temperature: float = 0.05
    teacher_temperature: float = 0.07
    distillation: float = 1.0  # weight of the whole teacher's part
    relations: float = 10.0  # of that: the likenesses between sentences, not only to the teacher
    decay: float = 0.0  # pull of each piece's own vector towards what its stem and parts say
    shared: bool = True  # pieces of one stem or compound learn together
    dropout: float = 0.3  # share of the pieces of a pair's texts left out at each step
    siblings: bool = False  # a question is paired with another passage of its document too
    negatives: int = 0  # hard negatives by BM25 mined for each of this many pairs; 0: none
    query_pieces: int = 48  # a longer text is cut there in training
    text_pieces: int = 96
    mix: Mapping[str, float] = field(
        default_factory=lambda: {
            "statute": 0.55,
            "ip-title": 0.10,
            "ip-question": 0.12,
            "ip-recommend": 0.09,
            "ip-para": 0.04,
            "squad-sv": 0.10,
            "sentence": 0.15,
            "own": 0.0,
            "term": 0.07,
            "finding": 0.07,
        }
    )
    weights: Mapping[str, float] = field(
        default_factory=lambda: {"own": 3.0, "webwml": 0.6, "webwml-sec": 0.4, "mkqa": 0.8, "ud-pud": 2.0, "gdpr": 1.5}
    )
