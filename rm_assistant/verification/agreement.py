"""Whether a number as claimed and a number as printed are the same amount.

Scale, currency sign, percent and minus are normalised; digits are never bent, but for rounding to a larger scale than
the source prints ("$1.58 billion" for 1,577 in millions).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan
from rm_assistant.language.numbers import PrintedNumber
from rm_assistant.verification.units import PrintedUnit

_FEWEST_ROUNDED_DIGITS = 2
_LETTER = re.compile(r"[^\W\d_]")


class Agreement(IntEnum):
    """From worse to better."""

    NONE = 0
    SAME_DIGITS = 1
    """The digits are equal, but not the scale, the percent sign or the minus."""
    UNIT_UNKNOWN = 2
    """The digits are equal, and the claim gives a scale that the source does not state."""
    EQUAL = 3


@dataclass(frozen=True, slots=True)
class SourceNumber:
    """A number in a cited span, with the cell it stands in (a sentence has none) and the unit printed near it."""

    number: PrintedNumber
    span: EvidenceSpan
    cell: EvidenceCell | None
    unit: PrintedUnit

    @property
    def scale(self) -> int | None:
        """None where neither the number nor anything near it states one."""
        if self.number.scale is not None:
            return self.number.scale
        if self.cell is None and self.number.currency is not None:
            return 1
        return self.unit.scale

    @property
    def stands_alone(self) -> bool:
        """A cell prints it and no words."""
        return self.cell is not None and not _LETTER.search(self.cell.text.replace(self.number.text, ""))

    @property
    def sign_is_open(self) -> bool:
        """Prose puts brackets around positive numbers too."""
        return self.cell is None and self.number.bracketed


def compare(claimed: PrintedNumber, source: SourceNumber, *, scale_of_claim: int | None, outward: bool) -> Agreement:
    """`scale_of_claim` is what the claim says of its figures in general; `outward`, that its words carry the minus."""
    scales = {claimed.scale, claimed.scale or scale_of_claim}
    agreement = max(_compare_amounts(claimed, scale, source) for scale in scales)
    if agreement > Agreement.SAME_DIGITS and not sign_agrees(claimed, source, outward=outward):
        return Agreement.SAME_DIGITS
    return agreement


def _compare_amounts(claimed: PrintedNumber, scale: int | None, source: SourceNumber) -> Agreement:
    """Without regard to the minus."""
    same_digits = abs(claimed.value) == abs(source.number.value)
    if claimed.percent or source.number.percent:
        equal = same_digits and _percent_agrees(claimed, source)
    elif scale is None:
        equal = (same_digits and _scale_may_be_left_out(claimed, source)) or _amounts_agree(claimed, 1, source)
    elif source.scale is None:
        return Agreement.UNIT_UNKNOWN if same_digits else Agreement.NONE
    else:
        equal = _amounts_agree(claimed, scale, source)
    if equal:
        return Agreement.EQUAL
    return Agreement.SAME_DIGITS if same_digits else Agreement.NONE


def _percent_agrees(claimed: PrintedNumber, source: SourceNumber) -> bool:
    if claimed.percent:
        return source.number.percent or source.unit.percent
    return claimed.scale is None and claimed.currency is None


def sign_agrees(claimed: PrintedNumber, source: SourceNumber, *, outward: bool) -> bool:
    same = (claimed.value < 0) == (source.number.value < 0)
    return same or outward or claimed.bracketed or source.sign_is_open


def _scale_may_be_left_out(claimed: PrintedNumber, source: SourceNumber) -> bool:
    """Beside a table the unit is shown with the figure; "1.2" for "1.2 billion" and "$1,577" for millions are wrong."""
    if source.number.scale is not None:
        return False
    return claimed.currency is None or source.scale in {None, 1}


def _amounts_agree(claimed: PrintedNumber, scale: int, source: SourceNumber) -> bool:
    amount, found = abs(claimed.value) * scale, abs(source.number.value) * (source.scale or 1)
    if amount == found:
        return True
    rounded = scale > (source.scale or 1) and _significant_digits(claimed.value) >= _FEWEST_ROUNDED_DIGITS
    return rounded and abs(amount - found) * 2 <= last_place(claimed) * scale


def last_place(number: PrintedNumber) -> Decimal:
    """The value of one in the last printed place: 0.01 for 1.58."""
    return Decimal(1).scaleb(-number.decimals)


def _significant_digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)
