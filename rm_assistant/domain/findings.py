"""What a check found. Rendered in the reader's language at the edge; no model writes these lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingCode(StrEnum):
    UNKNOWN_SPAN = "unknown_span"
    """The claim cites an id that is not in its evidence."""
    NO_SOURCE = "no_source"
    QUOTE_NOT_FOUND = "quote_not_found"
    FIGURE_NOT_FOUND = "figure_not_found"
    FIGURE_DIFFERS = "figure_differs"
    UNIT_MISSING = "unit_missing"
    """The digits are the source's, and the claim leaves out the scale that the source states: $1,871 for millions."""
    UNIT_DIFFERS = "unit_differs"
    """The digits are the source's, in another scale or unit."""
    SIGN_DIFFERS = "sign_differs"
    UNIT_NOT_STATED = "unit_not_stated"
    """The digits are in the cited text, but nothing near them states the unit or scale that the claim gives."""
    CALCULATION_DIFFERS = "calculation_differs"
    CALCULATION_INVALID = "calculation_invalid"
    OPERAND_NOT_FOUND = "operand_not_found"
    FOREIGN_LINK = "foreign_link"
    """Markup or a link in the model's text: shown as plain text."""


class Severity(StrEnum):
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison that did not hold: `claimed` against `found` (None where nothing was found)."""

    code: FindingCode
    severity: Severity
    claimed: str
    found: str | None = None
    span: str | None = None
