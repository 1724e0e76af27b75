"""Suite `pages`: is the page that holds the answer found, and is it inside the evidence that a model would be given?"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from eval.cases import measures_by
from eval.intervals import mean, quantile, share
from eval.library import open_library
from eval.questions import GoldPage, PageQuestion, question_files, read_questions
from eval.suite import Measures, Options, Result, file_digest
from rm_assistant.bootstrap import Application
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import DocumentId
from rm_assistant.domain.questions import Question
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.scope import understand

DEPTH = 10
BUDGETS = (4_000, 8_000, 16_000)
_WORST = 40


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was found for a question: pages best first, and those inside each budget of evidence."""

    question: PageQuestion
    ranked: tuple[GoldPage, ...]
    packed: Mapping[int, frozenset[GoldPage]] = field(default_factory=dict)
    milliseconds: float = 0.0

    def found_at(self, depth: int) -> int:
        """How many of the gold pages are among the first `depth`."""
        return len(self.question.gold & set(self.ranked[:depth]))

    @property
    def reciprocal_rank(self) -> float:
        ranks = (rank for rank, page in enumerate(self.ranked[:DEPTH], start=1) if page in self.question.gold)
        return 1 / next(ranks, float("inf"))

    @property
    def right_document(self) -> bool:
        return bool(self.ranked) and self.ranked[0][0] in {document for document, _ in self.question.gold}


def run(options: Options) -> Result:
    """Every PDF of the folder is indexed; a question is asked as it stands, with no hint of company or document."""
    started = time.perf_counter()
    files = question_files(options.data)
    questions = read_questions(files)[: options.limit]
    with open_library(options, options.data / "pdfs") as library:
        attempts = [_attempt(question, library.application) for question in questions]
    return Result(
        suite="pages",
        n=len(attempts),
        seconds=time.perf_counter() - started,
        data=file_digest(*files),
        measures={**measures(attempts), **latency(attempts)},
        by=measures_by(attempts, lambda attempt: attempt.question.kind, measures),
        parts=measures_by(attempts, lambda attempt: attempt.question.part, measures),
        worst=worst(attempts),
        notes=library.notes,
    )


def _attempt(question: PageQuestion, application: Application) -> Attempt:
    started = time.perf_counter()
    documents = application.catalog.documents(LOCAL_PRINCIPAL)
    resolved = understand(Question(question.text, detect_language(question.text)), documents)
    evidence = {BUDGETS[0]: application.evidence.find(resolved, LOCAL_PRINCIPAL, "eval", BUDGETS[0])}
    milliseconds = (time.perf_counter() - started) * 1000
    for budget in BUDGETS[1:]:
        evidence[budget] = application.evidence.find(resolved, LOCAL_PRINCIPAL, "eval", budget)
    names = {document.id: PurePath(document.name).stem for document in documents}
    hits = application.retriever.rank_pages(resolved, LOCAL_PRINCIPAL, DEPTH)
    packed = {
        budget: _pages_of(((span.document, span.page) for span in found.spans), names)
        for budget, found in evidence.items()
    }
    return Attempt(question, tuple((names[hit.document], hit.page) for hit in hits), packed, milliseconds)


def _pages_of(places: Iterable[tuple[DocumentId, int]], names: Mapping[DocumentId, str]) -> frozenset[GoldPage]:
    return frozenset((names[document], page) for document, page in places)


def measures(attempts: Sequence[Attempt]) -> Measures:
    """hit@k: any gold page is among the first k. packed@nk: all of them are inside n thousand tokens of evidence."""
    n = len(attempts)
    hits = {f"hit@{k}": share(sum(a.found_at(k) > 0 for a in attempts), n) for k in (1, 5, 10)}
    recalls = {f"recall@{k}": mean([a.found_at(k) / len(a.question.gold) for a in attempts]) for k in (5, 10)}
    packed = {
        f"packed@{budget // 1000}k": share(sum(a.question.gold <= a.packed.get(budget, set()) for a in attempts), n)
        for budget in BUDGETS
    }
    return {
        **hits,
        **recalls,
        f"mrr@{DEPTH}": mean([a.reciprocal_rank for a in attempts]),
        "doc@1": share(sum(a.right_document for a in attempts), n),
        **packed,
    }


def latency(attempts: Sequence[Attempt]) -> Measures:
    """Question to evidence, in milliseconds."""
    times = [attempt.milliseconds for attempt in attempts]
    return {"query_p50_ms": quantile(times, 0.5), "query_p95_ms": quantile(times, 0.95)}


def worst(attempts: Sequence[Attempt]) -> list[dict[str, str]]:
    """Questions whose page is not first, the farthest first, with what came instead."""
    missed = sorted((a for a in attempts if a.reciprocal_rank < 1), key=lambda a: (a.reciprocal_rank, a.question.id))
    return [{"id": attempt.question.id, "why": _why(attempt)} for attempt in missed[:_WORST]]


def _why(attempt: Attempt) -> str:
    if not attempt.ranked:
        return "nothing found"
    document, page = attempt.ranked[0]
    place = f"{document} p{page}"
    if attempt.reciprocal_rank:
        return f"right page is number {round(1 / attempt.reciprocal_rank)}, after {place}"
    if not attempt.right_document:
        return f"wrong document: {place}"
    return f"right document, wrong page: {place}"
