"""The suite over given tables, on a table made up for it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval.suite import DataError, Options
from eval.tatqa import is_right, run
from eval.tatqa_tables import TableQuestion, read_tables


def question(
    text: str, answer: Any, kind: str = "arithmetic", scale: str = "million", source: str = "table"
) -> dict[str, Any]:
    return {
        "uid": text,
        "question": text,
        "answer": answer,
        "answer_type": kind,
        "answer_from": source,
        "scale": scale,
        "req_comparison": False,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    table = {
        "table": {
            "uid": "one",
            "table": [
                ["(in millions)", "2020", "2019"],
                ["Parcels", "$120.5", "$100.5"],
                ["Letters", "40.0", "50.0"],
                ["Total", "$160.5", "$150.5"],
            ],
        },
        "paragraphs": [{"order": 1, "text": "Sales by kind of post were as follows:"}],
        "questions": [
            question("What was the change in Parcels from 2019 to 2020?", 20.0),
            question("What was the percentage change in Letters in 2020 from 2019?", -20, scale="percent"),
            question("What was the change in Letters from 2019 to 2020?", 99),
            question("What were the Parcels in 2020?", ["$120.5"], "span"),
            question("What was the change in Telegrams from 2019 to 2020?", 1),
            question("Which kind grew?", ["Parcels"], "span", scale=""),
        ],
    }
    (tmp_path / "tatqa_dataset_dev.json").write_text(json.dumps([table]))
    return tmp_path


def test_answers_are_right_wrong_or_refused(folder: Path) -> None:
    result = run(Options(folder))
    assert result.n == 5
    assert {name: round(measure.value, 2) for name, measure in result.measures.items()} == {
        "right": 0.6,
        "wrong": 0.2,
        "refused": 0.2,
        "scale_alone": 0.0,
    }
    assert [case["why"].split(":")[0] for case in result.worst] == ["wrong", "refused"]


def test_questions_without_a_number_are_left_out(folder: Path) -> None:
    _, (table,) = read_tables(folder)
    assert [each.gold for each in table.questions[:2]] == [Decimal(20_000_000), Decimal("-0.20")]
    assert len(table.questions) == 5


def test_value_and_scale_count_together() -> None:
    asked = TableQuestion("q", "", "arithmetic", "table", Decimal(20_000_000), Decimal(10_000), "tuned on")
    assert is_right(Decimal(20_004_999), asked)
    assert not is_right(Decimal(20), asked)


def test_a_folder_without_the_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        run(Options(tmp_path))
