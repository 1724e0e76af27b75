"""Claims made of figures that were looked up and reckoned with: the sum in print, and each figure as its row prints it.

No model has a part in them: labels, figures, units and columns are the page's, and results are checked as any are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rm_assistant.adapters.ranked_claims import comparison
from rm_assistant.adapters.row_wording import RowWording, row_claim
from rm_assistant.calculation.formulas import formula, named_operands
from rm_assistant.calculation.rankings import Ranking
from rm_assistant.domain.answers import Calculation, DraftClaim, EvidenceSet, EvidenceSpan, Operand, Reckoned, SpanId
from rm_assistant.domain.calculations import Operand as Asked
from rm_assistant.domain.calculations import Result, Supposition
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.retrieval.reckoning import MOVEMENTS
from rm_assistant.retrieval.row_words import plain_label

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
    (Supposition.THERE, True): ("Yes: {name} of {shown}", "はい。{name}：{shown}"),
    (Supposition.THERE, False): ("No: {name} of {shown}", "いいえ。{name}：{shown}"),
    (Supposition.LOSS, True): ("Yes, a loss: {name} was {shown}", "はい。損失です。{name}：{shown}"),
    (Supposition.LOSS, False): ("No loss: {name} was {shown}", "いいえ。損失ではありません。{name}：{shown}"),
}
_NO_LOSS = ("No {loss}: {name} was {shown}", "{loss}はありません。{name}：{shown}")
_UNCHANGED = ("No: {name} did not change", "いいえ。{name}は変わっていません")
_UNMOVED = ("{name} did not change", "{name}は変わっていません")


def reckoned_claims(reckoned: Sequence[Reckoned], evidence: EvidenceSet, language: Language) -> list[DraftClaim]:
    """The answers first, then the figures that they stand on, each row once; none where nothing came out.

    Where figures themselves are asked for, and how they moved stands beside them, the figures come first.
    """
    wordings = [_Wording(each, evidence, language) for each in reckoned]
    answers = [claim for each in wordings for claim in each.answers()]
    rows = list(_rows(wordings, evidence, language))
    figures_first = bool(wordings) and wordings[0].is_figure
    return list(dict.fromkeys((*rows, *answers) if figures_first else (*answers, *rows)))


def compared_claims(ranking: Ranking, name: str, evidence: EvidenceSet, language: Language) -> list[DraftClaim]:
    """The sentence that compares the results, where they are to be compared."""
    found = comparison(ranking, evidence, name, language)
    if found is None:
        return []
    return [_Wording(found.reckoned, evidence, language).calculated(found.gap, found.said)]


def _rows(wordings: Sequence[_Wording], evidence: EvidenceSet, language: Language) -> Iterator[DraftClaim]:
    """A claim for each row, with all of its figures that were used; apart where the question wants it rescaled."""
    rows: dict[tuple[SpanId, str], dict[str, FoundFigure]] = {}
    for wording in wordings:
        for span, found in wording.figures():
            rows.setdefault((span, wording.rescaled), {})[found.id] = found
    for (span, shown), figures in rows.items():
        yield row_claim(RowWording.of(evidence.by_id[span], list(figures.values())), language, shown)


class _Wording:
    def __init__(self, reckoned: Reckoned, evidence: EvidenceSet, language: Language) -> None:
        self._reckoned = reckoned
        self._evidence = evidence
        self._language = language

    @property
    def _result(self) -> Result | None:
        outcome = self._reckoned.outcome
        return outcome if isinstance(outcome, Result) and not self._reckoned.words else None

    @property
    def is_figure(self) -> bool:
        """What is asked for is what the row prints."""
        result = self._result
        if result is None or result.plan.supposes or not isinstance(result.plan.expression, Asked):
            return False
        return not _is_no_loss(result)

    @property
    def rescaled(self) -> str:
        """A looked-up figure in the scale that the question asks for, where the page prints another."""
        result = self._result
        asked = result and isinstance(result.plan.expression, Asked) and _is_rescaled(result)
        return result.shown if result and asked else ""

    def figures(self) -> Iterator[tuple[SpanId, FoundFigure]]:
        words, result = self._reckoned.words, self._result
        found = [words] if words else [bound.found for bound in result.operands] if result else []
        return ((self._reckoned.spans[each.id], each) for each in found)

    def answers(self) -> Iterator[DraftClaim]:
        result = self._result
        if result is None:
            return
        if result.plan.supposes:
            yield self._supposed(result, result.plan.supposes)
        elif not isinstance(result.plan.expression, Asked):
            yield self.calculated(result, f"{result.plan.name}{self._colon}{result.shown}")
        elif _is_no_loss(result):
            yield self._no_loss(result, result.plan.expression)
        for end in (self._reckoned.later, self._reckoned.earlier):
            if end and not isinstance(end.plan.expression, Asked):
                yield self.calculated(end, f"{end.plan.name}{self._colon}{end.shown}")

    def _no_loss(self, result: Result, asked: Asked) -> DraftClaim:
        """Who asks for the loss of a profit is told that there is none."""
        span = self._span(result.operands[0].found)
        name = _within_sentence(plain_label(result.operands[0].found.row.label) or result.plan.name)
        said = _NO_LOSS[self._language is Language.JAPANESE].format(loss=asked.words, name=name, shown=result.shown)
        return DraftClaim(f"{said}{self._dash}{span.issuer}", (span.id,))

    def _supposed(self, result: Result, supposes: Supposition) -> DraftClaim:
        sentence = _sentence(result, supposes)[self._language is Language.JAPANESE]
        change = _MINUS.sub(r"\1", result.shown) + self._points(result)
        return self.calculated(result, sentence.format(name=result.plan.name, shown=result.shown, change=change))

    def _points(self, result: Result) -> str:
        """What two rates differ by is told in points."""
        if result.plan.supposes not in MOVEMENTS or not result.shown.endswith("%"):
            return ""
        return "ポイント" if self._language is Language.JAPANESE else " points"

    def calculated(self, result: Result, said: str) -> DraftClaim:
        """ "FY2017 days payable outstanding: 93.86 days — Issuer. 365 × (25,309 + 34,616) ÷ 2 ÷ … = 93.86 days"."""
        japanese = self._language is Language.JAPANESE
        stop, comma = ("。", "、") if japanese else (". ", ", ")
        spans = [self._span(bound.found) for bound in result.operands]
        issuers = comma.join({span.issuer.casefold(): span.issuer for span in spans}.values())
        steps = f"{stop}{result.steps}" if not isinstance(result.plan.expression, Asked) else ""
        ids = tuple(dict.fromkeys(span.id for span in spans))
        said = f"{said[:1].upper()}{said[1:]}"
        text = f"{said}{self._dash}{issuers.removesuffix('.') if stop == '. ' and steps else issuers}{steps}"
        return DraftClaim(text, ids, calculation=self._calculation(result))

    def _calculation(self, result: Result) -> Calculation:
        operands = (
            Operand(each.name, each.value, self._reckoned.spans[each.bound.found.id]) for each in named_operands(result)
        )
        return Calculation(formula(result), tuple(operands), result.shown)

    def _span(self, found: FoundFigure) -> EvidenceSpan:
        return self._evidence.by_id[self._reckoned.spans[found.id]]

    @property
    def _dash(self) -> str:
        return "　―　" if self._language is Language.JAPANESE else " — "

    @property
    def _colon(self) -> str:
        return "：" if self._language is Language.JAPANESE else ": "


def _within_sentence(label: str) -> str:
    """ "Net income" is "net income" where no sentence begins with it; EBIT stays."""
    return f"{label[:1].lower()}{label[1:]}" if label[1:2].islower() else label


_PROFIT_TOO = re.compile(r"\b(?:income|profit|earnings|gain)|利益|損益|\(", re.IGNORECASE)


def _is_no_loss(result: Result) -> bool:
    """A profit, to who asks for a loss by name."""
    asked = result.plan.expression
    words = asked.words if isinstance(asked, Asked) else ""
    (bound,) = result.operands
    meant = (bound.found.figure.value or 0) * bound.found.figure.meant
    return bool(_LOSS.search(words)) and not _PROFIT_TOO.search(words) and meant > 0


_LOSS = re.compile(r"^(?:net|operating|ordinary)\s+loss(?:es)?$|^(?:営業|経常|当期純|純)損失$", re.IGNORECASE)


def _is_rescaled(result: Result) -> bool:
    """The question asks for another scale than the page prints."""
    asked = result.plan.shape.scale
    return bool(asked) and any(asked != (bound.found.figure.scale or 1) for bound in result.operands)


def _sentence(result: Result, supposes: Supposition) -> tuple[str, str]:
    """In both languages."""
    if result.exact == 0 and supposes in MOVEMENTS:
        return _UNMOVED if supposes is Supposition.MOVED else _UNCHANGED
    downwards = supposes in {Supposition.NEGATIVE, Supposition.FELL, Supposition.LOSS}
    return _SENTENCES[supposes, result.exact < 0 if downwards else result.exact > 0]
