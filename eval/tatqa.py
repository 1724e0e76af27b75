"""Suite `tatqa`: numeric questions about a given table and its paragraphs, reckoned without a model."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.cases import TUNED_ON, Verdict, measures_by, shares
from eval.intervals import share
from eval.suite import Measures, Options, Result, file_digest
from eval.tatqa_lookup import TableLookUp
from eval.tatqa_tables import GivenTable, TableQuestion, figures_of, read_tables
from rm_assistant.calculation.moments import Horizon
from rm_assistant.calculation.questions import read_plan
from rm_assistant.calculation.reckoning import carry_out
from rm_assistant.domain.calculations import NoResult
from rm_assistant.domain.calculations import Result as Reckoned
from rm_assistant.domain.documents import Language

_WORST = 60
_SCALES = (10**3, 10**6, 10**9, Decimal("0.001"), Decimal("0.000001"), Decimal("0.000000001"))


@dataclass(frozen=True, slots=True)
class Attempt:
    """`told` is what was answered, or why nothing was."""

    question: TableQuestion
    verdict: Verdict
    told: str
    scale_alone: bool = False
    """Wrong, but for its scale right."""


def run(options: Options) -> Result:
    """Value and scale count together: right is what equals the gold answer in base units, within its rounding.

    The measures are of questions that the table answers, with its paragraphs or without; those that only the paragraphs
    answer are told under `by`. The worst cases are of the half that is tuned on: no one sees the other's by mistake.
    """
    started = time.perf_counter()
    file, tables = read_tables(options.data)
    attempts = [attempt for table in tables for attempt in attempt_all(table)][: options.limit]
    return Result(
        suite="tatqa",
        n=len(attempts),
        seconds=time.perf_counter() - started,
        data=file_digest(file),
        measures=measures(_of_tables(attempts)),
        by=measures_by(attempts, lambda each: f"{each.question.kind} from {each.question.source}", measures),
        parts=measures_by(_of_tables(attempts), lambda each: each.question.part, measures),
        worst=list(_worst([each for each in attempts if each.question.part == TUNED_ON]))[:_WORST],
    )


def attempt_all(table: GivenTable) -> Iterator[Attempt]:
    if not table.questions:
        return
    look_up = TableLookUp(figures_of(table), " ".join(table.paragraphs))
    for question in table.questions:
        yield _attempt(question, look_up)


def _attempt(question: TableQuestion, look_up: TableLookUp) -> Attempt:
    plan = read_plan(question.text, Language.ENGLISH, horizon=Horizon(look_up.periods))
    if plan is None:
        return Attempt(question, Verdict.REFUSED, "not read")
    outcome = carry_out(plan, look_up, Language.ENGLISH)
    if isinstance(outcome, NoResult):
        return Attempt(question, Verdict.REFUSED, _why(outcome))
    right = is_right(outcome.exact, question)
    scaled = any(is_right(outcome.exact * scale, question) for scale in _SCALES)
    return Attempt(
        question, Verdict.RIGHT if right else Verdict.WRONG, _told(outcome), scale_alone=scaled and not right
    )


def is_right(value: Decimal, question: TableQuestion) -> bool:
    """Within half of the last place that the gold answer prints."""
    return abs(value - question.gold) * 2 <= question.step


def _told(outcome: Reckoned) -> str:
    return f"{outcome.steps}  [{outcome.exact:.6g}]"


def _why(outcome: NoResult) -> str:
    term = outcome.operand.words or outcome.operand.term if outcome.operand else ""
    return f"{outcome.obstacle}: {term} {outcome.operand.when if outcome.operand else ''} {outcome.detail}".strip()


def _of_tables(attempts: Sequence[Attempt]) -> list[Attempt]:
    return [each for each in attempts if each.question.source != "text"]


def measures(attempts: Sequence[Attempt]) -> Measures:
    """`scale_alone` is the share that is wrong by a thousand, a million or a billion and nothing else."""
    scale_alone = share(sum(each.scale_alone for each in attempts), len(attempts))
    return {**shares([each.verdict for each in attempts]), "scale_alone": scale_alone}


def _worst(attempts: Sequence[Attempt]) -> Iterator[dict[str, str]]:
    """Wrong answers first."""
    for verdict in (Verdict.WRONG, Verdict.REFUSED):
        for each in attempts:
            if each.verdict is verdict:
                yield {"id": each.question.id, "why": f"{verdict}: {each.told} · {each.question.text}"}
