from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.abstain import AbstainQuestion, Attempt, Expected, measures, read_questions
from eval.suite import DataError

LISTED = "sha1,date,name,size\naaa,2022-12-31,Alder Bank,1\nbbb,2022-12-31,Birch plc,1\n"


def folder(path: Path, gold: Sequence[tuple[str, list[object]]], *, listed: str = LISTED) -> Path:
    (path / "pdfs").mkdir()
    (path / "pdfs" / "aaa.pdf").write_bytes(b"")
    (path / "dataset.csv").write_text(listed, encoding="utf-8")
    records = [{"question": text, "answer": answer} for text, answer in gold]
    for name in ("questions.json", "answers.json"):
        (path / name).write_text(json.dumps(records), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("question", "gold", "expected"),
    [
        ('Revenue of "Alder Bank" in 2022?', [5], Expected.ANSWER),
        ('Revenue of "Alder Bank" in 2031?', ["N/A"], Expected.REFUSAL),
        ('Revenue of "Birch plc" in 2022?', [5], Expected.REFUSAL),
        ('Revenue of "Alder Bank" in 2022?', ["N/A", 5], Expected.EITHER),
        ('Which is larger, "Alder Bank" or "Birch plc"?', ["Birch plc"], Expected.EITHER),
        ('How much more did "Alder Bank" spend than "Birch plc"?', ["N/A"], Expected.REFUSAL),
    ],
    ids=[
        "there",
        "year not there",
        "filing not in the folder",
        "both accepted",
        "one of two missing",
        "nothing to compare",
    ],
)
def test_what_is_expected_of_a_question(tmp_path: Path, question: str, gold: list[object], expected: Expected) -> None:
    [read] = read_questions(folder(tmp_path, [(question, gold)]))
    assert read.expected is expected


def test_without_a_list_of_companies_the_gold_answers_alone_count(tmp_path: Path) -> None:
    data = folder(tmp_path, [('Revenue of "Birch plc" in 2022?', [5])])
    (data / "dataset.csv").unlink()
    [read] = read_questions(data)
    assert (read.expected, read.missing) == (Expected.ANSWER, ())


def test_another_layout_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"questions\.json"):
        read_questions(tmp_path)


def attempt(expected: Expected, *, refused: bool) -> Attempt:
    return Attempt(AbstainQuestion(1, "?", expected, ()), refused, "")


def test_refusals_are_counted_among_what_calls_for_each() -> None:
    attempts = [
        attempt(Expected.REFUSAL, refused=True),
        attempt(Expected.REFUSAL, refused=False),
        attempt(Expected.ANSWER, refused=False),
    ]
    values = {name: measure.value for name, measure in measures(attempts).items()}
    assert values == {"recognised": 0.5, "refused_wrongly": 0.0}


def test_a_group_without_answerable_questions_has_no_share_of_them() -> None:
    assert set(measures([attempt(Expected.REFUSAL, refused=True)])) == {"recognised"}
