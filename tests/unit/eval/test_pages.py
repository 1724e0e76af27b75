from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.pages import Attempt, measures, worst
from eval.questions import PageQuestion, question_files, read_questions
from eval.suite import DataError, Result

GOLD = frozenset({("a", 3), ("a", 7)})


def attempt(*ranked: tuple[str, int], packed: dict[int, frozenset[tuple[str, int]]] | None = None) -> Attempt:
    return Attempt(PageQuestion("q1", "Why?", "domain", "Acme", GOLD), ranked, packed or {})


def test_hits_recall_and_rank_are_counted() -> None:
    found = measures([attempt(("a", 1), ("a", 3)), attempt(("b", 3))])
    assert found["hit@1"].value == 0
    assert found["hit@5"].value == 0.5
    assert found["recall@5"].value == 0.25
    assert found["mrr@10"].value == 0.25
    assert found["doc@1"].value == 0.5


def test_packed_wants_every_gold_page() -> None:
    inside = {4_000: frozenset({("a", 3)}), 8_000: GOLD | {("a", 9)}, 16_000: GOLD}
    found = measures([attempt(("a", 3), packed=inside)])
    assert [found[f"packed@{k}k"].value for k in (4, 8, 16)] == [0, 1, 1]


def test_a_page_below_the_tenth_is_not_found() -> None:
    found = measures([attempt(*(("a", 100 + n) for n in range(10)), ("a", 3))])
    assert found["hit@10"].value == 0
    assert found["mrr@10"].value == 0


def test_the_worst_say_what_came_instead() -> None:
    cases = worst([attempt(("b", 3)), attempt(("a", 3)), attempt(("a", 1), ("a", 3)), attempt(("a", 1)), attempt()])
    assert [case["why"] for case in cases] == [
        "wrong document: b p3",
        "right document, wrong page: a p1",
        "nothing found",
        "right page is number 2, after a p1",
    ]


def write_questions(folder: Path) -> None:
    (folder / "data").mkdir()
    record = {
        "financebench_id": "f1",
        "question": "What is it?",
        "question_type": "metrics",
        "company": "Acme",
        "evidence": [{"doc_name": "ACME_2020", "evidence_page_num": 0}],
    }
    (folder / "data" / "open.jsonl").write_text(json.dumps(record) + "\n")
    (folder / "data" / "answers.jsonl").write_text(
        json.dumps({"question": "What is it?", "evidence": [{"doc": "A"}]}) + "\n"
    )


def test_pages_are_counted_from_one(tmp_path: Path) -> None:
    write_questions(tmp_path)
    (question,) = read_questions(question_files(tmp_path))
    assert question.gold == {("ACME_2020", 1)}
    assert question.kind == "metrics"


def test_a_folder_without_questions_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(DataError, match="no questions"):
        question_files(tmp_path)


def test_the_result_is_the_agreed_json() -> None:
    result = Result("pages", 1, 1.26, "abc", measures([attempt(("a", 3))]), worst=[{"id": "q1", "why": "x"}])
    told = result.to_json("deadbeef")
    assert {"suite", "n", "seconds", "commit", "data", "measures", "by", "worst"} <= told.keys()
    assert told["measures"]["hit@5"].keys() == {"value", "low", "high"}
    json.dumps(told)
