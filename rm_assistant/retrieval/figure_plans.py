"""What a question of figures wants reckoned, for a company's filings: one plan, or one for each item that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rm_assistant.calculation.moments import Horizon, Moment
from rm_assistant.calculation.notation import operands_of
from rm_assistant.calculation.operations import change, growth, is_rate
from rm_assistant.calculation.questions import read_plan, read_plan_of_each_period, without_companies
from rm_assistant.calculation.rankings import Over, Ranking, read_ranking
from rm_assistant.calculation.suppositions import read_suppositions
from rm_assistant.calculation.titles import title_of
from rm_assistant.calculation.usual_words import in_usual_words
from rm_assistant.domain.calculations import Expression, Operand, Plan, Shape
from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.terms import Term
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.periods import latest_year, period_named, span_of_years, year_names
from rm_assistant.retrieval.query import Query, plain_question
from rm_assistant.retrieval.row_words import Explained, leaves_unexplained

_JOINED = re.compile(r"\s*(?:,|、|・|と|及び|および|\band\b|&)\s*", re.IGNORECASE)
_YEARS_RANKED = 5
"""Where the question names none: 有価証券報告書 list so many."""
_YEARS_OF_A_TREND = 3
_TREND = re.compile(
    r"の?推移(?=[はをが？?。]|$)|\b(?:develop|evolve)(?:ed|d)?\b|\btrend\s+(?:in|of|for)\b", re.IGNORECASE
)


def ranking_of(question: ResolvedQuestion) -> Ranking | None:
    """What the question ranks or compares; None where it asks for figures by themselves."""
    text = without_companies(plain_question(question.text), _companies(question))
    return read_ranking(text, language_asked(question))


def language_asked(question: ResolvedQuestion) -> Language:
    """Of the question's own words: an English one may name Japanese companies."""
    own = without_companies(normalise(question.text), _companies(question))
    return Language.ENGLISH if own.isascii() else question.language


def plans_of(question: ResolvedQuestion, query: Query, documents: Sequence[Document]) -> list[Plan]:
    """Of one part of a question; none where it asks for no figure."""
    ranking = ranking_of(question)
    reading = _Plans(question, documents)
    if ranking and ranking.over is Over.YEARS:
        return reading.each_year(ranking.question)
    text = ranking.question if ranking else plain_question(question.text)
    listed = reading.over_last_years(text)
    plans = listed or ([] if ranking else reading.supposed(text)) or reading.plain(text) or reading.of_each_period(text)
    if len(plans) != 1:
        return plans
    return _one_each(plans[0], query, question.scope.periods, question.language) or plans


class _Plans:
    """Readings of one part of a question, in terms of its filings."""

    def __init__(self, question: ResolvedQuestion, documents: Sequence[Document]) -> None:
        self._question = question
        self._documents = documents
        self._language = language_asked(question)
        self._latest = latest_year(documents)
        self._horizon = Horizon(
            name=lambda mention: period_named(mention, documents),
            latest=Period(self._latest) if self._latest else None,
        )

    def plain(self, text: str) -> list[Plan]:
        plan = read_plan(text, self._language, companies=_companies(self._question), horizon=self._horizon)
        return [plan] if plan else []

    def supposed(self, text: str) -> list[Plan]:
        return read_suppositions(text, self._language, companies=_companies(self._question), horizon=self._horizon)

    def of_each_period(self, text: str) -> list[Plan]:
        """ "Revenue in FY2022 and FY2023": each, and how it moved between full years."""
        plans = read_plan_of_each_period(
            text, self._language, companies=_companies(self._question), horizon=self._horizon
        )
        quarters = any(each.period and each.period.quarter for plan in plans for each in operands_of(plan.expression))
        return plans if len(plans) < 2 or quarters else [*plans, *self._moves(plans)]

    def each_year(self, text: str) -> list[Plan]:
        """The same for each year named, or for the latest ones."""
        years = [period for period in self._question.scope.periods if period.quarter is None]
        return self._of_years(text, years if len(years) > 1 else self._recent(_YEARS_RANKED))

    def over_last_years(self, text: str) -> list[Plan]:
        """What "over the last three years" asks: an operation between its ends, else each year and how it moved."""
        span = span_of_years(text, self._documents)
        trend = _TREND.search(text) is not None and not self._question.scope.periods
        years = span[1] if span else self._recent(_YEARS_OF_A_TREND) if trend else ()
        if not years:
            return []
        plain = in_usual_words(f"{text[: span[0].start()]} {text[span[0].end() :]}" if span else text)
        between = self.plain(self._dated(plain, self._between(years[0], years[-1])))
        if between and not isinstance(between[0].expression, Operand):
            return between
        each = self._of_years(plain, years)
        return each if len(each) < 2 else [*each, *self._moves(each)]

    def _of_years(self, text: str, years: Sequence[Period]) -> list[Plan]:
        return [plan for year in years for plan in self.plain(self._dated(text, self._when(year)))]

    def _recent(self, count: int) -> tuple[Period, ...]:
        """The latest years, earliest first; none where it is not known which is the latest."""
        return tuple(Period(self._latest - back) for back in reversed(range(count))) if self._latest else ()

    def _moves(self, plans: Sequence[Plan]) -> list[Plan]:
        """How the number moved from each year to the next, of a rate in points."""
        return [self._move(earlier, later) for earlier, later in pairwise(plans)]

    def _move(self, earlier: Plan, later: Plan) -> Plan:
        rate = is_rate(later.expression) or (later.shape.unit is not None and later.shape.unit.kind is UnitKind.PERCENT)
        ends = Moment(back=1), Moment()
        of: dict[Moment, Expression] = dict(zip(ends, (earlier.expression, later.expression), strict=True))
        expression = (change if rate else growth)(of.__getitem__, ends)
        others = zip(earlier.alternatives, later.alternatives, strict=False)
        ways = ((change if rate else growth)(dict(zip(ends, pair, strict=True)).__getitem__, ends) for pair in others)
        unit = later.shape.unit if rate else Unit(UnitKind.PERCENT)
        return Plan(expression, self._move_name(expression, later), shape=Shape(unit=unit), alternatives=tuple(ways))

    def _move_name(self, expression: Expression, later: Plan) -> str:
        """With its two ends: "growth in revenue, FY2022 to FY2023"."""
        language = self._language
        name = title_of(expression, language) or later.name
        periods = sorted({each.period.fiscal_year for each in operands_of(expression) if each.period})
        ends = year_names(map(Period, (periods[0], periods[-1])), self._documents, language)
        return f"{'から'.join(ends)}の{name}" if self._in_japanese else f"{name}, {' to '.join(ends)}"

    def _dated(self, text: str, when: str) -> str:
        own = without_companies(normalise(text), _companies(self._question)).strip(" ?？。.")
        return f"{when}の{own.lstrip(' のは、')}" if self._in_japanese else f"{own} {when}?"

    def _when(self, period: Period) -> str:
        (named,) = year_names([period], self._documents, self._language)
        return named if self._in_japanese else f"in {named}"

    def _between(self, first: Period, last: Period) -> str:
        ends = year_names([first, last], self._documents, self._language)
        return "から".join(ends) if self._in_japanese else f"from {' to '.join(ends)}"

    @property
    def _in_japanese(self) -> bool:
        return self._language is Language.JAPANESE


def _companies(question: ResolvedQuestion) -> tuple[str, ...]:
    return (*question.scope.companies, *question.scope.written)


def _one_each(plan: Plan, query: Query, periods: Sequence[Period], language: Language) -> list[Plan]:
    """A plan for each item and period, where the question names several side by side and no operation on them."""
    if not isinstance(plan.expression, Operand) or not _is_list(plan.expression, query.asked):
        return []
    return [_plan_of(term, period, language) for term in query.asked for period in periods or (None,)]


def _is_list(operand: Operand, terms: Sequence[Term]) -> bool:
    """Whether the words are names of several items and nothing else."""
    words = operand.words or operand.term
    if len(terms) < 2 or any(operand.term == term.key for term in terms) or not _JOINED.search(words):
        return False
    names = [name for term in terms for name in (*term.english, *term.japanese)]
    return not leaves_unexplained(_JOINED.sub(" ", words), Explained.by(names))


def _plan_of(term: Term, period: Period | None, language: Language) -> Plan:
    name = next(iter(term.names(language)), term.key)
    return Plan(Operand(term.key, period, words=name), name)


def quoted_plan(query: Query) -> Plan:
    """The line that the question writes out in quotation marks."""
    return Plan(Operand(query.label), query.label)
