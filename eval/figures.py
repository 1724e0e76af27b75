"""Suite `figures`: freely worded questions about figures of known filings, through the whole service."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eval.answers import is_percent_unit, judge_number
from eval.asking import ask, told
from eval.cases import Verdict, measures_by, shares
from eval.figure_questions import FRESH, QUESTIONS, FigureQuestion, read_questions
from eval.intervals import share
from eval.library import open_library
from eval.suite import DataError, Measures, Options, Result, file_digest
from rm_assistant.bootstrap import Application
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.answers import Answer, Figure
from rm_assistant.domain.documents import FilingMetadata

FOLDERS = ("financebench/pdfs", "enterprise-rag-r1/pdfs", "edinet-u4/reports", "edinet-pdf", "tdnet-ixbrl")


@dataclass(frozen=True, slots=True)
class Attempt:
    question: FigureQuestion
    asked: str
    verdict: Verdict
    told: str


def run(options: Options) -> Result:
    """The filings of all folders are in one index; a question names its issuer and nothing else of its filing."""
    started = time.perf_counter()
    questions = read_questions()[: options.limit]
    with open_library(options, *(options.data / folder for folder in FOLDERS)) as library:
        attempts = asyncio.run(_ask_all(questions, library.application))
    return Result(
        suite="figures",
        n=len(attempts),
        seconds=time.perf_counter() - started,
        data=file_digest(QUESTIONS),
        measures=measures(attempts),
        by={
            **measures_by(attempts, lambda attempt: _apart(attempt, attempt.question.group), measures),
            **measures_by(attempts, lambda attempt: _apart(attempt, attempt.question.kind), measures),
        },
        parts=measures_by(attempts, lambda attempt: attempt.question.part, measures),
        worst=list(failures(attempts)),
        notes=library.notes,
    )


async def _ask_all(questions: Sequence[FigureQuestion], application: Application) -> list[Attempt]:
    filings = {document.id: document.metadata for document in application.catalog.documents(LOCAL_PRINCIPAL)}
    missing = {question.filing for question in questions} - filings.keys()
    if missing:
        raise DataError(f"{len(missing)} filings that questions are about are not in the folder: {min(missing)}, …")
    return [await _attempt(question, filings[question.filing], application) for question in questions]


async def _attempt(question: FigureQuestion, filing: FilingMetadata, application: Application) -> Attempt:
    asked = question.asked_about(filing)
    answer = await ask(asked, application)
    return Attempt(question, asked, judge(question, answer), told(answer))


def judge(question: FigureQuestion, answer: Answer | None) -> Verdict:
    """Of what a filing does not say, any answer is wrong."""
    if not question.golds:
        return Verdict.WRONG if answer and answer.claims else Verdict.REFUSED
    held = _unscaled(answer) if answer and question.kind == "per share" else answer
    verdicts = [judge_number(gold, held, moved=question.kind == "change") for gold in question.golds]
    return Verdict.RIGHT if Verdict.RIGHT in verdicts else verdicts[0]


def _unscaled(answer: Answer) -> Answer:
    """A table in millions says that what it gives per share is not; its figures bear the table's words."""
    claims = (replace(claim, figures=tuple(map(_unscaled_figure, claim.figures))) for claim in answer.claims)
    return replace(answer, claims=tuple(claims))


def _unscaled_figure(figure: Figure) -> Figure:
    """A rate stays one: a payout ratio is no dividend."""
    return figure if is_percent_unit(figure.unit or "") else replace(figure, unit=None)


def measures(attempts: Sequence[Attempt]) -> Measures:
    """`right wrong refused` of what the filings say; `refused_rightly` of what they do not."""
    said = [attempt.verdict for attempt in attempts if attempt.question.golds]
    unsaid = [attempt.verdict for attempt in attempts if not attempt.question.golds]
    return {
        **(shares(said) if said else {}),
        **({"refused_rightly": share(unsaid.count(Verdict.REFUSED), len(unsaid))} if unsaid else {}),
    }


def _apart(attempt: Attempt, group: str) -> str:
    """The sets differ in what they ask about: a group of both would measure neither."""
    return f"{group}, {FRESH}" if attempt.question.fresh else group


def failures(attempts: Sequence[Attempt]) -> Iterator[Mapping[str, str]]:
    """Wrong answers, then what was refused though the filing says it; none of the fresh ones, lest they be tuned to."""
    for verdict in (Verdict.WRONG, Verdict.REFUSED):
        for each in attempts:
            failed = each.verdict is verdict and (each.question.golds or verdict is Verdict.WRONG)
            if failed and not each.question.fresh:
                yield {"id": each.asked, "why": f"{verdict.value}: {each.told} · gold: {_golds(each.question)}"}


def _golds(question: FigureQuestion) -> str:
    if not question.golds:
        return "not said"
    accepted = " or ".join(f"{gold.value:f}{'%' if gold.percent else ''}" for gold in question.golds)
    return f"{accepted} ({question.kind}, {question.part})"
