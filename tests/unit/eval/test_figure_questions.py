from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from eval.cases import HELD_BACK, TUNED_ON
from eval.figure_questions import FRESH, FigureQuestion, read_questions, spoken_name
from rm_assistant.domain.documents import FilingMetadata


def question(path: Path, **changes: object) -> FigureQuestion:
    record = {
        "filing": "ab",
        "language": "en",
        "across": False,
        "kind": "line",
        "question": "What did {issuer} spend?",
        "answer": "1911",
        "unit": "USD",
        "scale": 1_000_000,
        **changes,
    }
    file = path / "questions.jsonl"
    file.write_text(json.dumps(record), encoding="utf-8")
    [read] = read_questions(file)
    return read


def test_a_gold_number_is_in_base_units_and_as_exact_as_it_is_written(tmp_path: Path) -> None:
    [gold] = question(tmp_path, answer="3144.8").golds
    assert (gold.value, gold.step, gold.percent) == (Decimal(3_144_800_000), Decimal(100_000), False)


def test_a_percentage_is_one(tmp_path: Path) -> None:
    [gold] = question(tmp_path, answer="14.0", unit="%", scale=1).golds
    assert (gold.value, gold.step, gold.percent) == (Decimal(14), Decimal("0.1"), True)


def test_what_a_filing_does_not_say_has_no_gold_number(tmp_path: Path) -> None:
    assert question(tmp_path, answer=None).golds == ()


def test_what_is_printed_in_two_ways_has_a_gold_number_for_each(tmp_path: Path) -> None:
    also = [{"answer": "165", "unit": "%", "scale": 1}]
    ratio, percentage = question(tmp_path, answer="1.65", unit="times", scale=1, also=also).golds
    assert (ratio.value, ratio.percent) == (Decimal("1.65"), False)
    assert (percentage.value, percentage.step, percentage.percent) == (Decimal(165), Decimal(1), True)


def test_the_second_set_is_a_part_of_its_own(tmp_path: Path) -> None:
    assert question(tmp_path).part in {TUNED_ON, HELD_BACK}
    assert question(tmp_path, set="second").part == FRESH


@pytest.mark.parametrize(
    ("issuer", "others", "language", "name"),
    [
        ("THE ALDER COMPANY", (), "en", "Alder"),
        ("ABC BIRCH, INC.", (), "en", "ABC Birch"),
        ("Alder & Birch", (), "ja", "Alder & Birch"),
        ("株式会社架空工業", ("KAKUU KOGYO CO., LTD.",), "ja", "架空工業"),
        ("株式会社架空工業", ("KAKUU KOGYO CO., LTD.",), "en", "Kakuu Kogyo"),
    ],
)
def test_an_issuer_is_named_as_people_say_it(issuer: str, others: tuple[str, ...], language: str, name: str) -> None:
    assert spoken_name(FilingMetadata(issuer=issuer, issuer_names=others), language) == name


def test_the_name_is_put_into_the_question(tmp_path: Path) -> None:
    asked = question(tmp_path).asked_about(FilingMetadata(issuer="ALDER, INC."))
    assert asked == "What did Alder spend?"


def test_the_questions_name_no_issuer() -> None:
    questions = read_questions()
    assert questions
    assert all("{issuer}" in each.text for each in questions)


def test_no_filing_is_in_both_sets() -> None:
    questions = read_questions()
    first = {each.filing for each in questions if each.part != FRESH}
    second = {each.filing for each in questions if each.part == FRESH}
    assert first
    assert second
    assert not first & second
