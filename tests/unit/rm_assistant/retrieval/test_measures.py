"""Amounts, amounts a share and ratios are told apart on both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.measures import Measure, asked_measure, measure_of
from tests.fakes_chat import row


@pytest.mark.parametrize(
    ("key", "question", "measure"),
    [
        ("revenue", "What were net sales?", Measure.AMOUNT),
        ("gross_profit", "What was the gross margin?", Measure.AMOUNT),
        ("gross_profit", "What was the gross margin percentage?", Measure.RATIO),
        ("gross_profit", "粗利率は？", Measure.RATIO),
        ("eps_diluted", "Diluted EPS?", Measure.PER_SHARE),
        ("net_income", "Net income per diluted share?", Measure.PER_SHARE),
        ("net_income", "1株当たり当期純利益は？", Measure.PER_SHARE),
        ("equity_ratio", "自己資本比率は？", Measure.RATIO),
    ],
)
def test_what_is_asked_for(key: str, question: str, measure: Measure) -> None:
    assert asked_measure(glossary().get(key), question) is measure


@pytest.mark.parametrize(
    ("label", "figure", "column", "path", "measure"),
    [
        ("Net sales", "1,577", "2018", (), Measure.AMOUNT),
        ("Gross margin", "$4,506", "2018", (), Measure.AMOUNT),
        ("Net sales", "100.0", "2018 Percent to Sales", (), Measure.RATIO),
        ("Effective tax rate", "17.4", "2018", (), Measure.RATIO),
        ("Net sales", "3.2%", "2018", (), Measure.RATIO),
        ("Diluted", "1.54", "2018", ("Earnings per common share",), Measure.PER_SHARE),
        ("１株当たり当期純利益", "182.48", "2018年3月期", (), Measure.PER_SHARE),
        ("１株当たり配当額 (円)", "12.00", "2018年3月期", (), Measure.PER_SHARE),
        ("Diluted", "504", "2018", ("Weighted-average shares used in earnings per share",), Measure.AMOUNT),
        ("自己資本比率", "65.2", "2018年3月期", (), Measure.RATIO),
    ],
)
def test_what_a_figure_is(label: str, figure: str, column: str, path: tuple[str, ...], measure: Measure) -> None:
    span = replace(row("n1-1", label, {column: figure}), path=path)

    assert measure_of(span, span.cells[1]) is measure
