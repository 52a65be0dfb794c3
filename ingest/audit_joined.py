"""Paragraphs and items that a page's end, or a change of type, cuts inside a sentence, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.audit_script import Block, Script

# Words that no sentence ends with, and those that begin no item of a list.
_LEADS_ON = re.compile(
    r"\b(?:och|eller|samt|av|i|på|med|till|för|om|hos|vid|från|en|ett|den|det|men|inte|som|till att|för att|är|har)\s*$"
)
_GOES_ON = re.compile(r"\s*(?:och|samt|eller|som|vilket|vilka|där)\s")
_ENDS = frozenset(".!?:;")


def joined(script: Script, *, loosely: bool = False) -> Script:
    """The script, where what is one sentence is one block.

    `loosely`: any paragraph that begins with a small letter goes on from one that no sign ends, wherever it stands.
    """
    return replace(script, blocks=tuple(_blocks(script, loosely)))


def _blocks(script: Script, loosely: bool) -> Iterator[Block]:
    held: Block | None = None
    for block in script.blocks:
        if held is not None and _one_sentence(script, held, block, loosely):
            held = replace(held, end=block.end)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _one_sentence(script: Script, block: Block, after: Block, loosely: bool) -> bool:
    if block.kind not in ("para", "item") or after.kind != "para" or block.sections != after.sections:
        return False
    above, below = script.text(block), script.text(after)
    if above[-1:] in _ENDS or not below[:1].islower():
        return False
    if loosely and block.kind == "para":
        return True
    if above.endswith(" att"):
        return False
    if _over_page(script, block, after):
        return block.kind == "para" or above[-1:] != ","
    return block.kind == "para" and bool(_LEADS_ON.search(above) or (above[-1:] != "," and _GOES_ON.match(below)))


def _over_page(script: Script, block: Block, after: Block) -> bool:
    flow = script.flow
    return "\f" in flow.stored.text[flow.offsets[block.end - 1] : flow.offsets[after.start]]
