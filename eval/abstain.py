"""Suite `abstain`: questions about companies and years that are not there must be refused, the others answered."""

from __future__ import annotations

import asyncio
import csv
import json
import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from eval.asking import ask, told
from eval.cases import half_of, measures_by
from eval.intervals import share
from eval.library import open_library
from eval.suite import DataError, Measures, Options, Result, file_digest
from rm_assistant.bootstrap import Application
from rm_assistant.domain.answers import Answer

_QUOTED = re.compile(r'"([^"]+)"')
_NOT_THERE = "N/A"


class Expected(StrEnum):
    REFUSAL = "refusal"
    ANSWER = "answer"
    EITHER = "either"
    """The set accepts both, or a gold answer rests on a filing that the folder lacks: listed, not scored."""


@dataclass(frozen=True, slots=True)
class AbstainQuestion:
    """`missing` are the companies it names whose filings are not in the folder."""

    number: int
    text: str
    expected: Expected
    missing: tuple[str, ...]

    @property
    def reason(self) -> str:
        if self.expected is not Expected.REFUSAL:
            return self.expected.value
        return "company not there" if self.missing else "year or item not there"


@dataclass(frozen=True, slots=True)
class Attempt:
    question: AbstainQuestion
    refused: bool
    told: str


def run(options: Options) -> Result:
    """Every PDF of the folder is in one index; a question is asked as it stands."""
    started = time.perf_counter()
    files = [options.data / "questions.json", options.data / "answers.json"]
    questions = read_questions(options.data)[: options.limit]
    with open_library(options, options.data / "pdfs") as library:
        attempts = asyncio.run(_ask_all(questions, library.application))
    scored = [attempt for attempt in attempts if attempt.question.expected is not Expected.EITHER]
    return Result(
        suite="abstain",
        n=len(scored),
        seconds=time.perf_counter() - started,
        data=file_digest(*files),
        measures=measures(scored),
        by=measures_by(scored, lambda attempt: attempt.question.reason, measures),
        parts=measures_by(scored, lambda attempt: half_of(attempt.question.text), measures),
        worst=list(_worst(attempts)),
        notes={**library.notes, "not scored": f"{len(attempts) - len(scored)} that may be answered or refused"},
    )


def read_questions(data: Path) -> list[AbstainQuestion]:
    """Raises DataError where the folder is laid out otherwise."""
    try:
        records = json.loads((data / "answers.json").read_text(encoding="utf-8"))
        asked = [record["question"] for record in json.loads((data / "questions.json").read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            f"questions.json and answers.json, lists of objects with `question`, are needed: {error}"
        ) from error
    gold = {record["question"]: record["answer"] for record in records}
    present = _companies(data)
    return [_question(number, text, gold[text], present) for number, text in enumerate(asked, start=1) if text in gold]


def _companies(data: Path) -> frozenset[str] | None:
    """Whose filings are in the folder, by the set's list of hashes and names; None where it has no list."""
    path = data / "dataset.csv"
    if not path.is_file():
        return None
    files = {pdf.stem for pdf in (data / "pdfs").glob("*.pdf")}
    with path.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["name"].casefold() for row in csv.DictReader(lines) if row["sha1"] in files)


def _question(number: int, text: str, gold: Sequence[Any], present: Collection[str] | None) -> AbstainQuestion:
    named = _QUOTED.findall(text)
    missing = tuple(name for name in named if present is not None and name.casefold() not in present)
    return AbstainQuestion(number, text, _expected(gold, named, missing), missing)


def _expected(gold: Sequence[Any], named: Sequence[str], missing: Sequence[str]) -> Expected:
    """A single company without a filing cannot be answered for, whatever the set's own filings said."""
    if all(answer == _NOT_THERE for answer in gold) or (missing and len(named) == len(missing)):
        return Expected.REFUSAL
    return Expected.EITHER if missing or _NOT_THERE in gold else Expected.ANSWER


async def _ask_all(questions: Sequence[AbstainQuestion], application: Application) -> list[Attempt]:
    return [_attempt(question, await ask(question.text, application)) for question in questions]


def _attempt(question: AbstainQuestion, answer: Answer | None) -> Attempt:
    return Attempt(question, refused=answer is None or not answer.claims, told=told(answer))


def measures(attempts: Sequence[Attempt]) -> Measures:
    """`recognised`: of what is not there, refused. `refused_wrongly`: of what can be answered, refused."""
    return {**_share("recognised", Expected.REFUSAL, attempts), **_share("refused_wrongly", Expected.ANSWER, attempts)}


def _share(name: str, expected: Expected, attempts: Sequence[Attempt]) -> Measures:
    of_kind = [attempt for attempt in attempts if attempt.question.expected is expected]
    return {name: share(sum(attempt.refused for attempt in of_kind), len(of_kind))} if of_kind else {}


def _worst(attempts: Sequence[Attempt]) -> Iterator[Mapping[str, str]]:
    for each in attempts:
        if each.question.expected is Expected.EITHER:
            yield {"id": str(each.question.number), "why": f"not scored: {each.told} · asked: {each.question.text}"}
        elif each.refused is (each.question.expected is Expected.ANSWER):
            yield {
                "id": str(each.question.number),
                "why": f"{each.question.reason}: {each.told} · asked: {each.question.text}",
            }
