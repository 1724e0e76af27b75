"""Numbers of segments, ranked only where they are the parts of the company's own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rm_assistant.calculation.rankings import Extreme, Over, Ranking
from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal
from rm_assistant.domain.answers import Listed, Reckoned
from rm_assistant.domain.calculations import NoResult, Obstacle, Operand, Plan, Result
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Figure, FigureRow, FoundFigure, Unit, UnitKind
from rm_assistant.domain.questions import ResolvedQuestion, Scope
from rm_assistant.retrieval.member_figures import MemberReckoner

QUESTION = ResolvedQuestion("q", "Which segment had the highest sales?", Language.ENGLISH, Scope())
RANKING = Ranking(Over.MEMBERS, "What is sales?", Extreme.HIGHEST, "segment")
WHOLE = [Reckoned(Result(Plan(Operand("revenue"), "sales"), Decimal(100), "100", (), "100"))]


class OneList:
    def __init__(self, *figures: FoundFigure) -> None:
        self._figures = figures
        self.asked: list[str] = []

    def find(self, question: ResolvedQuestion, principal: Principal) -> tuple[Listed, ...]:
        assert principal is LOCAL_PRINCIPAL
        self.asked.append(question.text)
        return (Listed(self._figures),)


def member(label: str, value: int) -> FoundFigure:
    cell = Figure(
        str(value), 0, 2, value=Decimal(value), cell=f"c-{label}", unit=Unit(UnitKind.CURRENCY, "USD"), scale=1
    )
    return FoundFigure("d" * 64, FigureRow(1, 0, 9, label, (cell,), table="t"), cell)


def reckon(lists: OneList) -> list[Reckoned]:
    return MemberReckoner(lists).reckon(QUESTION, RANKING, WHOLE, LOCAL_PRINCIPAL)


def test_each_member_bears_its_name_and_what_brings_them_to_the_whole_is_none() -> None:
    lists = OneList(member("Bells", 60), member("Horns", 45), member("Eliminations", -5), member("Total", 100))
    outcomes = [each.outcome for each in reckon(lists)]
    assert lists.asked == ["What is sales by segment?"]
    assert [outcome.plan.name for outcome in outcomes if isinstance(outcome, Result)] == ["Bells", "Horns"]


@pytest.mark.parametrize(
    "lists", [OneList(member("Bells", 3), member("Horns", 1)), OneList(member("Bells", 100)), OneList()]
)
def test_what_does_not_come_to_the_companys_number_is_not_ranked(lists: OneList) -> None:
    (unclear,) = reckon(lists)
    assert isinstance(unclear.outcome, NoResult)
    assert unclear.outcome.obstacle is Obstacle.AMBIGUOUS
