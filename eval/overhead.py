"""Suite `overhead`: what the product adds to the model's own time before a reader sees the first checked claim."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from eval.intervals import quantile, share
from eval.library import open_library
from eval.questions import PageQuestion, question_files, read_questions
from eval.suite import Measures, Options, Result, file_digest
from rm_assistant.bootstrap import Application
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.answers import AnswerCompleted, AnswerEvent, Timing
from rm_assistant.domain.questions import Question
from rm_assistant.language.words import detect_language


def run(options: Options) -> Result:
    """Each question is answered in full: scope, search, model, checks and log. The model is the one that quotes."""
    started = time.perf_counter()
    files = question_files(options.data)
    questions = read_questions(files)[: options.limit]
    with open_library(options, options.data / "pdfs") as library:
        timings = asyncio.run(_answer_all(questions, library.application))
    return Result(
        suite="overhead",
        n=len(questions),
        seconds=time.perf_counter() - started,
        data=file_digest(*files),
        measures=measures(timings, len(questions)),
        notes=library.notes,
    )


async def _answer_all(questions: Sequence[PageQuestion], application: Application) -> list[Timing]:
    return [timing for question in questions if (timing := await _timing(question.text, application))]


async def _timing(text: str, application: Application) -> Timing | None:
    """The finished answer's own record of its time; None for a refusal, which shows no claim."""
    last: AnswerEvent | None = None
    async for event in application.answering.answer(Question(text, detect_language(text)), LOCAL_PRINCIPAL):
        last = event
    return last.answer.timing if isinstance(last, AnswerCompleted) else None


def measures(timings: Sequence[Timing], asked: int) -> Measures:
    """Milliseconds from a question to its first released claim, less the model's own time to that claim."""
    added = [
        timing.first_claim - timing.model_first_claim
        for timing in timings
        if timing.first_claim is not None and timing.model_first_claim is not None
    ]
    return {
        "answered": share(len(added), asked),
        "first_claim_added_p50_ms": quantile(added, 0.5),
        "first_claim_added_p95_ms": quantile(added, 0.95),
    }
