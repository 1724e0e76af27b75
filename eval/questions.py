"""Questions with the pages that hold their answers, in the layout of FinanceBench."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.cases import half_of
from eval.suite import DataError

GoldPage = tuple[str, int]
"""Document name without suffix, and page from 1."""


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """`kind` is the set's own question type. `gold` and `answer` are for scoring alone."""

    id: str
    text: str
    kind: str
    company: str
    gold: frozenset[GoldPage]
    answer: str = ""

    @property
    def part(self) -> str:
        """Halves are of companies: what was learnt of one does not help with a question held back."""
        return half_of(self.company.lower())


def question_files(data: Path) -> list[Path]:
    """The question files of a folder. Raises DataError where there is none."""
    files = [path for path in sorted((data / "data").glob("*.jsonl")) if _is_questions(path)]
    if not files:
        raise DataError(f"no questions in {data / 'data'}: a .jsonl with `question` and `evidence` is needed")
    return files


def read_questions(files: Iterable[Path]) -> list[PageQuestion]:
    return [_question(json.loads(line)) for path in files for line in _lines(path)]


def _is_questions(path: Path) -> bool:
    """Answers that people labelled lie beside the questions and have evidence too, but of another make."""
    first = next(iter(_lines(path)), "{}")
    places = json.loads(first).get("evidence") or [{}]
    return "evidence_page_num" in places[0]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _question(record: Mapping[str, Any]) -> PageQuestion:
    """Pages are counted from 0 in the set, from 1 here."""
    pages = ((place["doc_name"], int(place["evidence_page_num"]) + 1) for place in record["evidence"])
    return PageQuestion(
        id=record["financebench_id"],
        text=record["question"],
        kind=record["question_type"],
        company=record.get("company", ""),
        gold=frozenset(pages),
        answer=record.get("answer") or "",
    )
