"""Suite `tables`: is the table found that holds a figure, and is the figure the right one, given the table or not?

The layout is that of NTCIR-18 U4: `reports/` with a folder of HTML files a filing, `table_retrieval.json` and
`table_qa.json`. Tables are told by the ids that the HTML gives them.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.cases import measures_by
from eval.intervals import quantile, share
from eval.library import open_library
from eval.printed_values import same_value
from eval.suite import DataError, Measures, Options, Result, file_digest
from rm_assistant.bootstrap import Application
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import Document
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.domain.questions import Question, ResolvedQuestion
from rm_assistant.language.taxonomy import find_member
from rm_assistant.language.words import detect_language
from rm_assistant.ports import Reach
from rm_assistant.retrieval.figures.look_up import FigureLookUp
from rm_assistant.retrieval.figures.outcomes import LookUp
from rm_assistant.retrieval.scope import understand

FILES = ("table_retrieval.json", "table_qa.json")
_DEPTHS = (1, 5)
_WORST = 200
_REACH = Reach(LOCAL_PRINCIPAL)


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """`table`, `cell` and `value` are for scoring; a question of retrieval has neither cell nor value."""

    id: str
    text: str
    filing: str
    table: str
    cell: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """`given` is the look-up with the table given, `open` with the question alone; `tables` are those found."""

    question: TableQuestion
    part: str
    tables: tuple[str, ...] = ()
    given: LookUp | None = None
    open: LookUp | None = None
    milliseconds: float = 0.0

    @property
    def is_retrieval(self) -> bool:
        return self.question.value is None

    def found_at(self, depth: int) -> bool:
        return self.question.table in self.tables[:depth]

    def is_right(self, look_up: LookUp | None) -> bool:
        found = look_up.best if look_up else None
        return found is not None and same_value(found.figure, self.question.value or "")

    @property
    def is_answered(self) -> bool:
        return self.open is not None and self.open.answer is not None


def run(options: Options) -> Result:
    """Every filing of the folder is taken in; a question is asked as it stands."""
    started = time.perf_counter()
    files = [options.data / name for name in FILES]
    questions = read_questions(files)
    questions = questions[:: max(1, len(questions) // options.limit)] if options.limit else questions
    with open_library(options, options.data / "reports") as library:
        attempts = _attempts(questions, library.application)
    return Result(
        suite="tables",
        n=len(attempts),
        seconds=time.perf_counter() - started,
        data=file_digest(*files),
        measures={**measures(attempts), **latency(attempts)},
        by=measures_by(attempts, lambda attempt: _kind(attempt.question.text), measures),
        parts=measures_by(attempts, lambda attempt: attempt.part, measures),
        worst=worst(attempts),
        notes={**library.notes, "causes": _causes(attempts)},
    )


def read_questions(files: Iterable[Path]) -> list[TableQuestion]:
    """Raises DataError where a file is missing."""
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise DataError(f"{', '.join(missing)} is missing: the questions are looked for there")
    return [_question(id_, record) for path in files for id_, record in json.loads(path.read_text("utf-8")).items()]


def _question(id_: str, record: Mapping[str, Any]) -> TableQuestion:
    return TableQuestion(
        id=id_,
        text=record["question"],
        filing=record["doc_id"],
        table=record["table_id"],
        cell=record.get("cell_id"),
        value=record.get("value"),
    )


def parts_of(filings: Iterable[str]) -> dict[str, str]:
    """Half of the filings are held back from tuning, told apart by a hash of the name."""
    ordered = sorted(set(filings), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return {name: "tuned on" if 2 * place < len(ordered) else "held back" for place, name in enumerate(ordered)}


def _attempts(questions: Sequence[TableQuestion], application: Application) -> list[Attempt]:
    documents = application.catalog.documents(LOCAL_PRINCIPAL)
    look_up = FigureLookUp(application.figures)
    parts = parts_of(question.filing for question in questions)
    return [_attempt(question, parts[question.filing], look_up, documents) for question in questions]


def _attempt(question: TableQuestion, part: str, look_up: FigureLookUp, documents: Sequence[Document]) -> Attempt:
    resolved = understand(Question(question.text, detect_language(question.text)), documents)
    if question.value is None:
        return Attempt(question, part, tables=tuple(look_up.tables(resolved, _REACH, max(_DEPTHS))))
    given = look_up.line(resolved, _REACH, table=question.table)
    found, milliseconds = _timed(look_up, resolved)
    return Attempt(question, part, given=given, open=found, milliseconds=milliseconds)


def _timed(look_up: FigureLookUp, resolved: ResolvedQuestion) -> tuple[LookUp, float]:
    started = time.perf_counter()
    found = look_up.line(resolved, _REACH)
    return found, (time.perf_counter() - started) * 1000


def measures(attempts: Sequence[Attempt]) -> Measures:
    """`answered_right` and `answered_wrong` are of all questions, where the product gives the figure as the answer."""
    retrieval = [attempt for attempt in attempts if attempt.is_retrieval]
    answers = [attempt for attempt in attempts if not attempt.is_retrieval]
    answered = [attempt for attempt in answers if attempt.is_answered]
    right = sum(attempt.is_right(attempt.open) for attempt in answered)
    n = len(answers)
    return {
        **{f"retrieval@{k}": share(sum(a.found_at(k) for a in retrieval), len(retrieval)) for k in _DEPTHS},
        "cell_value": share(sum(attempt.is_right(attempt.given) for attempt in answers), n),
        "end_to_end": share(sum(attempt.is_right(attempt.open) for attempt in answers), n),
        "answered_right": share(right, n),
        "answered_wrong": share(len(answered) - right, n),
    }


def latency(attempts: Sequence[Attempt]) -> Measures:
    """Of a look-up with the question alone, in milliseconds."""
    times = [attempt.milliseconds for attempt in attempts if not attempt.is_retrieval]
    return {"look_up_p50_ms": quantile(times, 0.5), "look_up_p95_ms": quantile(times, 0.95)}


def _kind(text: str) -> str:
    if find_member(text):
        return "member named"
    if "個別決算" in text:
        return "parent only"
    return "consolidated" if "連結決算" in text else "no basis named"


# ── what went wrong ─────────────────────────────────────────────────────────────────────────────────────────────────


def worst(attempts: Sequence[Attempt]) -> list[dict[str, str]]:
    """Questions that failed, those with the table given first: every failure has its cause."""
    failed = [(attempt, cause) for attempt in attempts if (cause := _cause(attempt))]
    failed.sort(key=lambda each: (each[1], each[0].question.id))
    return [
        {"id": attempt.question.id, "why": f"{cause}: {attempt.question.text} {_shown(attempt)}"}
        for attempt, cause in failed[:_WORST]
    ]


def _causes(attempts: Sequence[Attempt]) -> str:
    counts = Counter(filter(None, map(_cause, attempts)))
    return ", ".join(f"{count} {cause}" for cause, count in counts.most_common())


def _cause(attempt: Attempt) -> str:
    """Empty where nothing failed."""
    if attempt.is_retrieval:
        return "" if attempt.found_at(1) else "retrieval, " + ("lower" if attempt.tables else "nothing")
    given, found = attempt.given, attempt.open
    if given is None or not attempt.is_right(given):
        return "in the table, " + _difference(attempt.question, given.best if given else None)
    if found is None or not attempt.is_right(found):
        return "alone, " + _difference(attempt.question, found.best if found else None)
    return ""


def _difference(question: TableQuestion, found: FoundFigure | None) -> str:
    if found is None:
        return "no figure"
    if found.row.table != question.table:
        return "another table"
    if found.figure.cell == question.cell:
        return "the right cell read otherwise"
    gold_row = (question.cell or "").rpartition("c")[0]
    return "another column" if (found.figure.cell or "").rpartition("c")[0] == gold_row else "another row"


def _shown(attempt: Attempt) -> str:
    if attempt.is_retrieval:
        return f"gold {attempt.question.table}, found {', '.join(attempt.tables)}"
    look_up = attempt.open if attempt.is_right(attempt.given) else attempt.given
    found = look_up.best if look_up else None
    gold = f"gold {attempt.question.value} in {attempt.question.cell}"
    if found is None:
        return gold
    names = " / ".join((found.row.label, *found.figure.columns))
    return f"{gold}, found {names} {found.figure.text} in {found.figure.cell}"
