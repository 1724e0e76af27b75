"""Claims made of figures that were looked up and reckoned with: the sum in print, and each figure as its row prints it.

No model has a part in them: labels, figures, units and columns are the page's, and results are checked as any are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rm_assistant.adapters.row_wording import RowWording, row_claim
from rm_assistant.calculation.formulas import formula, named_operands
from rm_assistant.domain.answers import Calculation, DraftClaim, EvidenceSet, EvidenceSpan, Operand, Reckoned
from rm_assistant.domain.calculations import Operand as Asked
from rm_assistant.domain.calculations import Result, Supposition
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.retrieval.reckoning import MOVEMENTS

_MINUS = re.compile(r"^(\D*?)[-−]")
_SENTENCES: dict[tuple[Supposition, bool], tuple[str, str]] = {
    (Supposition.POSITIVE, True): ("Yes: {name} is positive, at {shown}", "はい。{name}はプラスです：{shown}"),
    (Supposition.POSITIVE, False): (
        "No: {name} is not positive, at {shown}",
        "いいえ。{name}はプラスではなく、{shown}です",
    ),
    (Supposition.NEGATIVE, True): ("Yes: {name} is negative, at {shown}", "はい。{name}はマイナスです：{shown}"),
    (Supposition.NEGATIVE, False): (
        "No: {name} is not negative, at {shown}",
        "いいえ。{name}はマイナスではなく、{shown}です",
    ),
    (Supposition.ROSE, True): ("Yes: {name} rose by {change}", "はい。{name}は{change}増加しました"),
    (Supposition.ROSE, False): ("No: {name} fell by {change}", "いいえ。{name}は{change}減少しました"),
    (Supposition.FELL, True): ("Yes: {name} fell by {change}", "はい。{name}は{change}減少しました"),
    (Supposition.FELL, False): ("No: {name} rose by {change}", "いいえ。{name}は{change}増加しました"),
    (Supposition.MOVED, True): ("{name} rose by {change}", "{name}は{change}増加しました"),
    (Supposition.MOVED, False): ("{name} fell by {change}", "{name}は{change}減少しました"),
}
_UNCHANGED = ("No: {name} did not change", "いいえ。{name}は変わっていません")
_UNMOVED = ("{name} did not change", "{name}は変わっていません")


def reckoned_claims(reckoned: Reckoned, evidence: EvidenceSet, language: Language) -> list[DraftClaim]:
    """The answer first, then the figures that it stands on; none where nothing came out."""
    if reckoned.words:
        span = evidence.by_id[reckoned.spans[reckoned.words.id]]
        return [row_claim(RowWording.of(span, [reckoned.words]), language)]
    if not isinstance(reckoned.outcome, Result):
        return []
    wording = _Wording(reckoned, evidence, language)
    return list(dict.fromkeys(wording.claims(reckoned.outcome)))


class _Wording:
    def __init__(self, reckoned: Reckoned, evidence: EvidenceSet, language: Language) -> None:
        self._reckoned = reckoned
        self._evidence = evidence
        self._language = language

    def claims(self, result: Result) -> Iterator[DraftClaim]:
        looked_up = isinstance(result.plan.expression, Asked)
        if result.plan.supposes:
            yield self._supposed(result, result.plan.supposes)
        elif not looked_up:
            yield self._calculated(result, f"{result.plan.name}{self._colon}{result.shown}")
        for end in (self._reckoned.later, self._reckoned.earlier):
            if end and not isinstance(end.plan.expression, Asked):
                yield self._calculated(end, f"{end.plan.name}{self._colon}{end.shown}")
        yield from self._rows(result, result.shown if looked_up and _is_rescaled(result) else "")

    def _supposed(self, result: Result, supposes: Supposition) -> DraftClaim:
        sentence = _sentence(result, supposes)[self._language is Language.JAPANESE]
        change = _MINUS.sub(r"\1", result.shown) + self._points(result)
        said = sentence.format(name=result.plan.name, shown=result.shown, change=change)
        result = replace(result, shown=change if supposes in MOVEMENTS else result.shown)
        return self._calculated(result, said)

    def _points(self, result: Result) -> str:
        """What two rates differ by is told in points."""
        if result.plan.supposes not in MOVEMENTS or not result.shown.endswith("%"):
            return ""
        return "ポイント" if self._language is Language.JAPANESE else " points"

    def _calculated(self, result: Result, said: str) -> DraftClaim:
        """ "FY2017 days payable outstanding: 93.86 days — Issuer. 365 × (25,309 + 34,616) ÷ 2 ÷ … = 93.86 days"."""
        japanese = self._language is Language.JAPANESE
        dash, stop, comma = ("　―　", "。", "、") if japanese else (" — ", ". ", ", ")
        spans = [self._span(bound.found) for bound in result.operands]
        issuers = comma.join({span.issuer.casefold(): span.issuer for span in spans}.values())
        steps = f"{stop}{result.steps}" if not isinstance(result.plan.expression, Asked) else ""
        ids = tuple(dict.fromkeys(span.id for span in spans))
        text = f"{said}{dash}{issuers if japanese else issuers.removesuffix('.')}{steps}"
        return DraftClaim(text, ids, calculation=self._calculation(result))

    def _calculation(self, result: Result) -> Calculation:
        operands = (
            Operand(each.name, each.value, self._reckoned.spans[each.bound.found.id]) for each in named_operands(result)
        )
        return Calculation(formula(result), tuple(operands), result.shown)

    def _rows(self, result: Result, shown: str) -> Iterator[DraftClaim]:
        """A claim for each row, with all of its figures that were used."""
        rows: dict[str, list[FoundFigure]] = {}
        for bound in result.operands:
            rows.setdefault(self._reckoned.spans[bound.found.id], []).append(bound.found)
        for figures in rows.values():
            span = self._span(figures[0])
            yield row_claim(RowWording.of(span, figures), self._language, shown)

    def _span(self, found: FoundFigure) -> EvidenceSpan:
        return self._evidence.by_id[self._reckoned.spans[found.id]]

    @property
    def _colon(self) -> str:
        return "：" if self._language is Language.JAPANESE else ": "


def _is_rescaled(result: Result) -> bool:
    """The question asks for another scale than the page prints."""
    asked = result.plan.shape.scale
    return bool(asked) and any(asked != (bound.found.figure.scale or 1) for bound in result.operands)


def _sentence(result: Result, supposes: Supposition) -> tuple[str, str]:
    """In both languages."""
    if result.exact == 0 and supposes in MOVEMENTS:
        return _UNMOVED if supposes is Supposition.MOVED else _UNCHANGED
    downwards = supposes in {Supposition.NEGATIVE, Supposition.FELL}
    return _SENTENCES[supposes, result.exact < 0 if downwards else result.exact > 0]
