"""A model's words made inert: whatever shows them, there is nothing to follow, load or run.

Nothing is lost but addresses and characters that nobody sees; markup is broken open and reads as the text it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from rm_assistant.domain.answers import Calculation, DraftClaim, Operand
from rm_assistant.domain.findings import Finding, FindingCode, Severity

REMOVED = "[…]"
"""Stands where an address stood."""

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|(?<![a-z0-9])www\.(?=\w))[^\s<>()「」（）、。]+", re.IGNORECASE)
_LINK = re.compile(r"\](?=[(\[:])")
_TAG = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def inert_text(text: str) -> str:
    """`text` on one line as plain words."""
    visible = "".join(c for c in _on_one_line(text) if unicodedata.category(c) not in _INVISIBLE_CATEGORIES)
    return _on_one_line(_TAG.sub("< ", _LINK.sub("] ", _ADDRESS.sub(REMOVED, visible))))


def inert_draft(draft: DraftClaim) -> tuple[DraftClaim, tuple[Finding, ...]]:
    """The draft with all its words inert, and one finding where those of the claim had to be changed."""
    inert = replace(
        draft,
        text=inert_text(draft.text),
        spans=tuple(map(inert_text, draft.spans)),
        quote=inert_text(draft.quote) if draft.quote else None,
        calculation=_inert_calculation(draft.calculation) if draft.calculation else None,
    )
    if inert.text == _on_one_line(draft.text):
        return inert, ()
    return inert, (Finding(FindingCode.FOREIGN_LINK, Severity.NOTE, claimed=inert.text),)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _inert_calculation(calculation: Calculation) -> Calculation:
    operands = (
        Operand(inert_text(operand.name), inert_text(operand.value), inert_text(operand.span))
        for operand in calculation.operands
    )
    return Calculation(inert_text(calculation.formula), tuple(operands), inert_text(calculation.result))
