"""The sentence that sets several results beside each other: which is the highest, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rm_assistant.calculation.notation import with_operands
from rm_assistant.calculation.rankings import Extreme, Over, Ranking
from rm_assistant.calculation.reckoning import carry_out
from rm_assistant.calculation.titles import name_of
from rm_assistant.domain.answers import EvidenceSet, Reckoned
from rm_assistant.domain.calculations import Expression, Operand, Operation, Operator, Plan, Result
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import FoundFigure, UnitKind

_FEWEST = 2
_SENTENCES: dict[Extreme | None, tuple[str, str]] = {
    Extreme.HIGHEST: (
        "Highest {name}: {first}, {gap} above {second}{others}",
        "{name}が最も{high}いのは{first}で、{second}を{gap}上回ります{others}",
    ),
    Extreme.LOWEST: (
        "Lowest {name}: {first}, {gap} below {second}{others}",
        "{name}が最も{low}いのは{first}で、{second}を{gap}下回ります{others}",
    ),
    None: (
        "{name}: {first} is higher than {second} by {gap}{others}",
        "{name}は{first}が{second}を{gap}上回ります{others}",
    ),
}
_OTHERS = (" (then {})", "（以下、{}の順）")


@dataclass(frozen=True, slots=True)
class Ranked:
    """`label` is the company, year or segment that the result is of."""

    label: str
    result: Result
    reckoned: Reckoned


@dataclass(frozen=True, slots=True)
class Comparison:
    """`said` is the sentence, `gap` the difference that it tells, over the figures of `reckoned`."""

    said: str
    gap: Result
    reckoned: Reckoned


def comparison(ranking: Ranking, evidence: EvidenceSet, name: str, language: Language) -> Comparison | None:
    """None where fewer than two results are there, they are not to be compared, or the first two are equal."""
    ranked = list(_ranked(ranking, evidence, language))
    if ranking.over is Over.COMPANIES and not all(_is_known(each.result) for each in ranked):
        return None
    if len(ranked) < _FEWEST or len({each.label for each in ranked}) < len(ranked):
        return None
    ranked.sort(key=lambda each: each.result.exact, reverse=ranking.extreme is not Extreme.LOWEST)
    first, second, *others = ranked
    gaps = [_gap(first, each, language) for each in (second, *others)]
    gap = gaps[0]
    if gap is None or not all(gaps) or gap.exact == 0:
        return None
    japanese = language is Language.JAPANESE
    rest = ("、" if japanese else ", ").join(each.label for each in others)
    said = _SENTENCES[ranking.extreme][japanese].format(
        name=name,
        first=first.label,
        second=second.label,
        high="高" if _is_rate(gap) else "大き",
        low="低" if _is_rate(gap) else "小さ",
        gap=_points(gap, japanese=japanese),
        others=_OTHERS[japanese].format(rest) if rest else "",
    )
    return Comparison(said, gap, Reckoned(gap, {**first.reckoned.spans, **second.reckoned.spans}))


def _is_known(result: Result) -> bool:
    """An amount of a company whose currency is not printed may be in another than its rival's."""
    asked = result.plan.shape.unit
    if asked is not None and asked.kind in _WITHOUT_CURRENCY:
        return True
    unit = result.unit
    return unit is not None and (unit.kind is not UnitKind.CURRENCY or unit.currency is not None)


_WITHOUT_CURRENCY = frozenset({UnitKind.PERCENT, UnitKind.RATIO, UnitKind.DURATION})


def _ranked(ranking: Ranking, evidence: EvidenceSet, language: Language) -> Iterator[Ranked]:
    for each in evidence.reckoned:
        if isinstance(each.outcome, Result) and each.outcome.operands:
            yield Ranked(_label(ranking.over, each.outcome, each, evidence, language), each.outcome, each)


def _label(over: Over, result: Result, reckoned: Reckoned, evidence: EvidenceSet, language: Language) -> str:
    found = result.operands[-1].found
    if over is Over.COMPANIES:
        return evidence.by_id[reckoned.spans[found.id]].issuer.removesuffix(".")
    return result.plan.name if over is Over.MEMBERS else _year(found, language)


def _year(found: FoundFigure, language: Language) -> str:
    period = found.figure.period
    if language is Language.JAPANESE and period.end:
        return f"{period.end.year}年{period.end.month}月期"
    return f"FY{period.fiscal_year}"


def _gap(first: Ranked, second: Ranked, language: Language) -> Result | None:
    """The bigger less the smaller, over the figures that both were reckoned from."""
    values = _bigger_first(first, second)
    found: dict[Operand, FoundFigure] = {}
    sides = [_apart(each, found) for each in values]
    plan = Plan(Operation(Operator.SUBTRACT, sides[0], sides[1]), first.result.plan.name, shape=first.result.plan.shape)
    outcome = carry_out(plan, lambda operand: found[operand], language)
    return outcome if isinstance(outcome, Result) else None


def _bigger_first(one: Ranked, other: Ranked) -> Sequence[Ranked]:
    return (one, other) if one.result.exact >= other.result.exact else (other, one)


def _apart(ranked: Ranked, found: dict[Operand, FoundFigure]) -> Expression:
    """The expression with operands of its own: two companies' are of one name."""

    def own(operand: Operand) -> Operand:
        mine = replace(operand, member=f"{ranked.label} {operand.member or ''}".strip())
        found[mine] = next(bound.found for bound in ranked.result.operands if bound.operand == operand)
        return mine

    return with_operands(ranked.result.plan.expression, own)


def _is_rate(gap: Result) -> bool:
    return gap.shown.endswith("%")


def _points(gap: Result, *, japanese: bool) -> str:
    """What two rates differ by is told in points."""
    if not _is_rate(gap):
        return gap.shown
    return f"{gap.shown}{'ポイント' if japanese else ' points'}"


def name_ranked(ranking: Ranking, evidence: EvidenceSet, asked: Plan | None, language: Language) -> str:
    """What is compared: without its year where years are, by the question where members are."""
    results = [each.outcome for each in evidence.reckoned if isinstance(each.outcome, Result)]
    if ranking.over is Over.MEMBERS or not results:
        return asked.name if asked else ""
    plan = results[0].plan
    return name_of(plan, language) if ranking.over is Over.YEARS else plan.name
