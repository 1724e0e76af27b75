"""Figures inside words: `{net_sales@-1}`, `{net_sales:growth}`, `{operating_income/net_sales}` and facts such as `{filed}`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.samples.accounts import Accounts, Number

_PLACE = re.compile(r"\{([^{}]+)\}")
_TERM = re.compile(r"(?P<minus>-?)(?P<key>\w+)(?:@(?P<period>-?\w+))?")


@dataclass(frozen=True, slots=True)
class Notation:
    """How a language writes figures: `negative` is a format, `nil` stands for zero."""

    negative: str
    nil: str
    rose: str
    fell: str

    def write(self, value: Number) -> str:
        if value == 0:
            return self.nil
        digits = f"{abs(value):,.2f}" if isinstance(value, float) else f"{abs(value):,}"
        return self.negative.format(digits) if value < 0 else digits


ENGLISH = Notation(negative="({})", nil="—", rose="increased", fell="decreased")
JAPANESE = Notation(negative="△{}", nil="－", rose="増加", fell="減少")


@dataclass(frozen=True, slots=True)
class Wording:
    """One filing's figures. `edition` names the filing ("2024", "2023A", "2025Q1"), `periods` its periods, newest first."""

    accounts: Accounts
    edition: str
    periods: tuple[str, ...]
    notation: Notation

    def fill(self, text: str) -> str:
        return _PLACE.sub(lambda place: self._place(place[1]), text)

    def figure(self, term: str) -> str:
        """The figure of a term such as `cash@-1`, as printed."""
        return self.notation.write(self.value(term))

    def value(self, term: str) -> Number:
        match = _TERM.fullmatch(term)
        if match is None:
            raise ValueError(f"not a figure: {term!r}")
        amount = self.accounts.value(match["key"], self._period(match["period"]), self.edition)
        return -amount if match["minus"] else amount

    def _period(self, name: str | None) -> str:
        if name is None:
            return self.periods[0]
        return self.periods[-int(name)] if name.startswith("-") else name

    def _place(self, expression: str) -> str:
        term, _, form = expression.partition(":")
        if form:
            return _FORMS[form](self, term)
        if "/" in term:
            return self._ratio(*term.split("/"))
        bare = term.lstrip("-").partition("@")[0]
        known = bare in self.accounts.items or bare in self.accounts.sums
        return self.figure(term) if known else self._fact(term)

    def _fact(self, name: str) -> str:
        if name.startswith("year"):
            back = int(name.partition("@-")[2] or 0)
            return str(int(self.periods[0][:4]) - back)
        return self.accounts.fact(name, self.edition)

    def _ratio(self, above: str, below: str) -> str:
        return f"{100 * self.value(above) / self.value(below):.1f}"

    def change(self, term: str) -> tuple[Number, Number]:
        """The value now and the one of the period before."""
        return self.value(term), self.value(f"{term}@-1")


def _growth(wording: Wording, term: str) -> str:
    now, before = wording.change(term)
    return f"{abs(100 * (now - before) / before):.1f}"


def _signed_growth(wording: Wording, term: str) -> str:
    now, before = wording.change(term)
    change = round(100 * (now - before) / before, 1)
    return wording.notation.negative.format(f"{-change:.1f}") if change < 0 else f"{change:.1f}"


def _direction(wording: Wording, term: str) -> str:
    now, before = wording.change(term)
    return wording.notation.rose if now >= before else wording.notation.fell


def _difference(wording: Wording, term: str) -> str:
    now, before = wording.change(term)
    return wording.notation.write(abs(now - before))


def _billions(wording: Wording, term: str) -> str:
    return f"{wording.value(term) / 1000:.2f}"


def _tenths(wording: Wording, term: str) -> str:
    return f"{wording.value(term):.1f}"


_FORMS: dict[str, Callable[[Wording, str], str]] = {
    "growth": _growth,
    "sgrowth": _signed_growth,
    "rose": _direction,
    "diff": _difference,
    "bn": _billions,
    "tenths": _tenths,
}
