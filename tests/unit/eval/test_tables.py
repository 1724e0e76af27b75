from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.printed_values import same_value
from eval.suite import DataError
from eval.tables import Attempt, TableQuestion, measures, parts_of, read_questions, worst
from rm_assistant.domain.figures import FoundFigure, Unit, UnitKind
from rm_assistant.retrieval.figures.outcomes import Doubt, LookUp, NotDisclosed
from tests.rows_by_hand import figure, row, year

ASKED = TableQuestion("q1", "架空物産の2020年における「売上高」は？", "F1", "F1-tab1", "F1-tab1-r2c3", "1000")
SOUGHT = TableQuestion("q2", "架空物産の2020年における「売上高」は？", "F1", "F1-tab1")


def found(value: int, cell: str, table: str = "F1-tab1", *, refused: bool = False) -> LookUp:
    held = figure(value, year(2020), cell=cell)
    best = FoundFigure("d1", row("売上高", held, table=table), held)
    return LookUp(best, not_disclosed=NotDisclosed((Doubt.RIVAL,)) if refused else None)


def test_measures_of_right_wrong_and_refused() -> None:
    right = Attempt(ASKED, "held back", given=found(1000, "F1-tab1-r2c3"), open=found(1000, "F1-tab1-r2c3"))
    wrong = Attempt(ASKED, "held back", given=found(900, "F1-tab1-r2c2"), open=found(7, "x", "F1-tab9", refused=True))
    first, lower = (Attempt(SOUGHT, "held back", tables=tables) for tables in (("F1-tab1",), ("F1-tab2", "F1-tab1")))
    values = {name: measure.value for name, measure in measures([right, wrong, first, lower]).items()}
    assert values == {
        "retrieval@1": 0.5,
        "retrieval@5": 1.0,
        "cell_value": 0.5,
        "end_to_end": 0.5,
        "answered_right": 0.5,
        "answered_wrong": 0.0,
    }


def test_the_worst_say_why() -> None:
    column = Attempt(ASKED, "", given=found(900, "F1-tab1-r2c2"))
    table = Attempt(ASKED, "", given=found(1000, "F1-tab1-r2c3"), open=found(7, "x", "F1-tab9"))
    causes = [case["why"].partition(":")[0] for case in worst([column, table])]
    assert causes == ["alone, another table", "in the table, another column"]


@pytest.mark.parametrize(
    ("text", "gold", "same"),
    [
        ("2020年６月22日", "2020-06-22", True),
        ("取締役 会長", "取締役会長", True),
        ("Ａ&Ｂ", "Ａ&amp;Ｂ", True),
        ("甲", "乙", False),
    ],
)
def test_words_and_dates_are_compared_plainly(text: str, gold: str, *, same: bool) -> None:
    assert same_value(figure(None, year(2020), text=text), gold) is same


def test_numbers_are_compared_in_base_units_and_with_their_sign() -> None:
    percent = figure(None, year(2020), text="12.5", unit=Unit(UnitKind.PERCENT))
    assert same_value(figure(-5, year(2020)), "-5")
    assert not same_value(figure(5, year(2020)), "-5")
    assert not same_value(percent, "0.125")
    assert same_value(figure(None, year(2020)), "―")


def test_half_of_the_filings_are_held_back() -> None:
    """Those of a set are always the same ones, in whatever order its questions come."""
    parts = {"F4": "tuned on", "F3": "tuned on", "F2": "held back", "F1": "held back"}
    assert parts_of(["F1", "F2", "F3", "F4", "F1"]) == parts


def test_questions_of_both_files(tmp_path: Path) -> None:
    records = {"a": {"question": "?", "doc_id": "F1", "table_id": "F1-tab1"}}
    first, second = tmp_path / "r.json", tmp_path / "q.json"
    first.write_text(json.dumps(records), "utf-8")
    with pytest.raises(DataError, match=r"q\.json"):
        read_questions([first, second])
    second.write_text(json.dumps({"b": {**records["a"], "cell_id": "c", "value": "1"}}), "utf-8")
    assert [question.value for question in read_questions([first, second])] == [None, "1"]
