"""Suite `answers`: questions answered through the whole service, their first claims held against the gold answers."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from eval.asking import ask, told
from eval.cases import Verdict, half_of, measures_by, shares
from eval.directions import direction_of
from eval.library import open_library
from eval.questions import PageQuestion, question_files, read_questions
from eval.suite import Measures, Options, Result, file_digest
from rm_assistant.bootstrap import Application
from rm_assistant.domain.answers import Answer, Claim, Figure
from rm_assistant.language.numbers import PrintedNumber, find_numbers
from rm_assistant.verification.units import scale_of

_NUMERIC = re.compile(r"\W{0,3}(?:USD|US\$|JPY)?\s*[$¥]?\s*\(?-?\d[\d,]*(?:\.\d+)?\)?\s*%?\.?")
_PERCENT_UNIT = re.compile(r"\W*(?:単位\W*)?(?:[%％]|(?:in\s+)?per\s?cent)\W*", re.IGNORECASE)
_ASKED_SCALE = re.compile(r"\bin\s+(?:(?:USD|JPY|EUR|US\$|\$)\s+)?(thousands?|millions?|billions?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gold:
    """A number as the set gives it, in base units; what differs by no more than half a `step` is the same number."""

    value: Decimal
    step: Decimal
    percent: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """`verdict` is None where the gold answer is no number: such a question is listed, not scored."""

    question: PageQuestion
    verdict: Verdict | None
    told: str

    @property
    def part(self) -> str:
        """Halves are of questions, so a company may be in both."""
        return half_of(self.question.id)


def run(options: Options) -> Result:
    """Every PDF of the folder is in one index; a question is asked as it stands, without a hint of its document."""
    started = time.perf_counter()
    files = question_files(options.data)
    questions = read_questions(files)[: options.limit]
    with open_library(options, options.data / "pdfs") as library:
        attempts = asyncio.run(_answer_all(questions, library.application))
    scored = [attempt for attempt in attempts if attempt.verdict]
    return Result(
        suite="answers",
        n=len(scored),
        seconds=time.perf_counter() - started,
        data=file_digest(*files),
        measures=measures(scored),
        by=measures_by(scored, lambda attempt: attempt.question.kind, measures),
        parts=measures_by(scored, lambda attempt: f"{attempt.question.kind}, {attempt.part}", measures),
        worst=list(_worst(attempts)),
        notes={**library.notes, "not scored": f"{len(attempts) - len(scored)} whose gold answer is no number"},
    )


async def _answer_all(questions: Sequence[PageQuestion], application: Application) -> list[Attempt]:
    return [await _attempt(question, application) for question in questions]


async def _attempt(question: PageQuestion, application: Application) -> Attempt:
    answer = await ask(question.text, application)
    return Attempt(question, judge(question, answer), told(answer))


def judge(question: PageQuestion, answer: Answer | None) -> Verdict | None:
    """By the first claim alone: what a reader takes for the answer."""
    gold = gold_number(question)
    return judge_number(gold, answer) if gold else None


def judge_number(gold: Gold, answer: Answer | None, *, moved: bool = False) -> Verdict:
    """No answer, and one without claims, is a refusal. Where the gold says how far something `moved`, so must it."""
    if answer is None or not answer.claims:
        return Verdict.REFUSED
    stated = (_moved if moved else _stated)(answer.claims[0])
    return Verdict.RIGHT if any(_is_same(value, gold) for value in stated) else Verdict.WRONG


def gold_number(question: PageQuestion) -> Gold | None:
    """The number of a gold answer that is one and nothing else, in the scale that the question asks for."""
    numbers = find_numbers(question.answer)
    if len(numbers) != 1 or not _NUMERIC.fullmatch(question.answer.strip()):
        return None
    asked = _ASKED_SCALE.search(question.text)
    scale = Decimal(scale_of(asked[1]) or 1) if asked else Decimal(1)
    value = numbers[0].value.normalize()
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    return Gold(value * scale, step * scale, numbers[0].percent)


@dataclass(frozen=True, slots=True)
class _Stated:
    value: Decimal
    percent: bool
    signed: bool
    """A line of a statement is printed with the sign of its statement, a result with its own."""


def _stated(claim: Claim) -> list[_Stated]:
    if claim.calculation:
        return [_of_text(number, signed=True) for number in find_numbers(claim.calculation.result)]
    return [_of_figure(figure, number) for figure in claim.figures for number in find_numbers(figure.text)[:1]]


def _moved(claim: Claim) -> list[_Stated]:
    """A movement is up or down: as the words beside it say, or as it is printed."""
    if claim.calculation:
        return _stated(claim)
    return [
        _directed(_of_figure(figure, number), _direction(claim.text, figure))
        for figure in claim.figures
        for number in find_numbers(figure.text)[:1]
    ]


def _directed(stated: _Stated, direction: int) -> _Stated:
    return replace(stated, value=direction * abs(stated.value), signed=True)


def _direction(text: str, figure: Figure) -> int:
    places = (number for number in find_numbers(text) if number.text == figure.text)
    place = next(places, None)
    said = direction_of(text, place.start, place.end) if place else 0
    return said or (-1 if figure.value < 0 else 1)


def _of_figure(figure: Figure, number: PrintedNumber) -> _Stated:
    """What a number says of itself goes before what its table says of all."""
    if number.scale or number.percent:
        return _of_text(number, signed=False)
    unit = figure.unit or ""
    if is_percent_unit(unit):
        return _Stated(figure.value, percent=True, signed=False)
    return _Stated(figure.value * (scale_of(unit) or 1), percent=False, signed=False)


def is_percent_unit(unit: str) -> bool:
    """Whether `unit` says percent and nothing else."""
    return _PERCENT_UNIT.fullmatch(unit) is not None


def _of_text(number: PrintedNumber, *, signed: bool) -> _Stated:
    """What stands in brackets beside a result is the same once more, and not negative."""
    value = number.value if number.percent else number.base_value
    return _Stated(abs(value) if number.bracketed else value, number.percent, signed)


def _is_same(stated: _Stated, gold: Gold) -> bool:
    if stated.percent is not gold.percent:
        return False
    value, wanted = (stated.value, gold.value) if stated.signed else (abs(stated.value), abs(gold.value))
    return abs(value - wanted) * 2 <= gold.step


def measures(attempts: Sequence[Attempt]) -> Measures:
    return shares([attempt.verdict for attempt in attempts])


def _worst(attempts: Sequence[Attempt]) -> Iterator[dict[str, str]]:
    """Wrong answers, then refusals, then what cannot be scored, with the gold answer beside what was told."""
    for verdict in (Verdict.WRONG, Verdict.REFUSED, None):
        for each in attempts:
            if each.verdict is verdict:
                name = verdict.value if verdict else "not scored"
                yield {"id": each.question.id, "why": f"{name}: {each.told} · gold: {each.question.answer}"}
