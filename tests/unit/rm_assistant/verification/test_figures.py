"""Every figure of a claim is looked for in the cited spans, whatever way it is written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan
from rm_assistant.domain.documents import Language
from rm_assistant.domain.findings import FindingCode, Severity
from rm_assistant.domain.questions import Period, Scope
from rm_assistant.language.numbers import find_numbers
from rm_assistant.verification.figures import FigureCheck, check_figures
from tests.fakes_chat import CAPEX, resolved, row, sentence

JA_SALES = row(
    "n1-5",
    "売上高",
    {"前連結会計年度": "31,657", "当連結会計年度": "32,765"},
    unit="単位：百万円",
    title="連結損益計算書",
)
JA_LOSS = row("n1-6", "当期純損失", {"2023年3月期": "△512"}, unit="（百万円）")
NO_UNIT = row("n1-7", "Net sales", {"2018": "32,765"}, unit=None)
PROSE = sentence("n1-8", "Sales rose 3.5 percent to $32.8 billion, an increase of $1.1 billion (3.5%), in 14 segments.")
MARGIN = row("n1-9", "Operating margin", {"2018": "22.0"}, unit=None)
PER_SHARE = row("n1-10", "Earnings per share — diluted", {"2018": "8.89"}, unit="(Millions, except per share amounts)")


def check(text: str, *spans: EvidenceSpan, asked: str = "What was it?") -> FigureCheck:
    return check_figures(text, spans, resolved(asked, scope=Scope(periods=(Period(2018),))))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Capital expenditure was 1,577 in 2018.", CAPEX),
        ("Capital expenditure was 1,577 million in 2018.", CAPEX),
        ("Capital expenditure was $1,577 million in 2018.", CAPEX),
        ("Capital expenditure was $1.577 billion in 2018.", CAPEX),
        ("Capital expenditure was $1.58 billion in 2018.", CAPEX),
        ("Capital expenditure was $1,577,000,000 in 2018.", CAPEX),
        ("Capital expenditure (in USD millions) was $1,577.", CAPEX),
        ("Purchases of property: (1,577) (Millions), 2018.", CAPEX),
        ("２０１８年の設備投資額は１，５７７百万ドルでした。", CAPEX),
        ("売上高は32,765百万円です。", JA_SALES),
        ("売上高は327億6,500万円です。", JA_SALES),
        ("売上高は327.65億円です。", JA_SALES),
        ("売上高は約328億円です。", JA_SALES),
        ("当期純損失は512百万円です。", JA_LOSS),
        ("当期純損益は△512百万円です。", JA_LOSS),
        ("当期純損益は▲512百万円です。", JA_LOSS),
        ("Sales rose 3.5% to $32.8 billion.", PROSE),
        ("Sales were $32,800 million.", PROSE),
        ("The operating margin was 22.0%.", MARGIN),
        ("Diluted earnings per share were $8.89.", PER_SHARE),
    ],
)
def test_the_same_amount_is_found_however_it_is_written(text: str, span: EvidenceSpan) -> None:
    found = check(text, span)

    assert found.findings == ()
    assert found.figures


@pytest.mark.parametrize(
    ("text", "span", "code", "source"),
    [
        ("Capital expenditure was 1,677 million in 2018.", CAPEX, FindingCode.FIGURE_DIFFERS, "(1,577) (Millions)"),
        ("Capital expenditure was $1,577 thousand.", CAPEX, FindingCode.UNIT_DIFFERS, "(1,577) (Millions)"),
        ("Capital expenditure was $1,577.", CAPEX, FindingCode.UNIT_MISSING, "(1,577) (Millions)"),
        ("Capital expenditure was $1.59 billion.", CAPEX, FindingCode.FIGURE_NOT_FOUND, None),
        ("Capital expenditure was 9,999 million.", CAPEX, FindingCode.FIGURE_NOT_FOUND, None),
        ("売上高は32,765千円です。", JA_SALES, FindingCode.UNIT_DIFFERS, "32,765 単位：百万円"),
        ("売上高は32,765億円です。", JA_SALES, FindingCode.UNIT_DIFFERS, "32,765 単位：百万円"),
        (
            "当期純利益は512百万円です。",
            replace(JA_LOSS, cells=(EvidenceCell("a", "当期純損益"), *JA_LOSS.cells[1:])),
            FindingCode.SIGN_DIFFERS,
            "△512 （百万円）",
        ),
        ("Sales were 32,765%.", NO_UNIT, FindingCode.UNIT_DIFFERS, "32,765"),
        ("Sales were $32.8 million.", PROSE, FindingCode.UNIT_DIFFERS, "$32.8 billion"),
        ("Sales were 32.8.", PROSE, FindingCode.UNIT_MISSING, "$32.8 billion"),
        ("Sales rose 5.3%.", PROSE, FindingCode.FIGURE_NOT_FOUND, None),
    ],
)
def test_another_amount_scale_or_sign_is_a_problem_with_what_the_source_says_beside_it(
    text: str, span: EvidenceSpan, code: FindingCode, source: str | None
) -> None:
    found = check(text, span)

    assert [(finding.code, finding.severity, finding.found) for finding in found.findings] == [
        (code, Severity.PROBLEM, source)
    ]
    assert found.figures == ()


def test_a_scale_that_the_source_does_not_state_is_noted_and_not_guessed() -> None:
    found = check("Net sales were 32,765 million.", NO_UNIT)

    assert [(finding.code, finding.severity) for finding in found.findings] == [
        (FindingCode.UNIT_NOT_STATED, Severity.NOTE)
    ]
    assert [figure.unit for figure in found.figures] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "In FY2018, at December 31, 2018 and in Q4 2018, it closed a plant.",
        "2018年12月31日、第118期および平成30年に工場を閉鎖した。",
        "See Note 12, Item 7 and page 44 of the 10-K.",
        "Northwind Mills acted under ASC 606 and IFRS 16.",
        "注記12および第7を参照。",
    ],
)
def test_dates_periods_and_references_are_not_figures(text: str) -> None:
    assert check(text, CAPEX) == FigureCheck()


VACCINES = sentence("n1-11", "Deliveries of the Alder 737 and of COVID-19 vaccines (1) resumed; firm ID 42 says so.")
SERVICES = row("n1-12", "Services (1)", {"2018": "737", "2017": "(5)"})


@pytest.mark.parametrize(
    "text",
    [
        "Deliveries of the Alder 737 resumed.",
        "The 737 MAX and the 737-800 are delivered again.",
        "COVID-19 vaccines (1) are delivered again.",
        "Firm ID 42 says so.",
        "売上高（※１）、注2を参照。",
        "Sales to S&P 500 companies, see Item 7.",
    ],
)
def test_names_and_marks_of_notes_are_neither_matched_nor_missed(text: str) -> None:
    found = check_figures(text, [VACCINES], resolved("What of the 737-800 and the S&P 500?"))

    assert found.findings == ()
    assert found.figures == ()


def test_what_a_cell_prints_is_a_figure_whatever_stands_beside_it() -> None:
    assert [figure.text for figure in check("Total Services 737 (Millions), 2018", SERVICES).figures] == ["737"]
    assert [figure.text for figure in check("Services (1): (5) (Millions), 2017", SERVICES).figures] == ["(5)"]
    assert [finding.code for finding in check("Total Services 747 (Millions)", SERVICES).findings] == [
        FindingCode.FIGURE_DIFFERS
    ]


def test_numbers_in_a_heading_over_the_row_are_not_figures() -> None:
    span = replace(SERVICES, path=("Notes due 2030, 4.5% (Note 12)",), table_title="At a rate of 35%")

    found = check("Notes due 2030, 4.5% > Services: 737 (Millions), 2018 — At a rate of 35%", span)

    assert found.findings == ()
    assert [figure.text for figure in found.figures] == ["737"]


def test_a_name_with_digits_is_not_a_figure() -> None:
    span = replace(CAPEX, issuer="Mill 1900 Corp", document_name="mill 4711.pdf")

    assert check("Mill 1900 Corp says so in mill 4711.pdf.", span) == FigureCheck()


@pytest.mark.parametrize("text", ["It has 5 segments, 2 of 3 in Europe.", "The lease runs for 40 years."])
def test_small_counts_and_durations_need_not_stand_in_the_source(text: str) -> None:
    found = check(text, CAPEX)

    assert found.findings == ()
    assert found.loose


def test_a_number_that_the_question_brought_in_need_not_stand_in_the_source() -> None:
    found = check("It was below $2,000 million: 1,577.", CAPEX, asked="Was capex above $2,000 million?")

    assert found.findings == ()
    assert [figure.text for figure in found.figures] == ["1,577"]


def test_a_small_number_with_a_scale_or_percent_is_a_figure() -> None:
    assert [finding.code for finding in check("It grew 5% to 7 million.", CAPEX).findings] == [
        FindingCode.FIGURE_NOT_FOUND,
        FindingCode.FIGURE_NOT_FOUND,
    ]


def test_a_result_that_the_claim_works_out_is_not_looked_up() -> None:
    text = "Capital expenditure rose 14.9% to 1,577 million."
    found = check_figures(text, [CAPEX], resolved(), calculated=find_numbers("14.9%"))

    assert found.findings == ()


def test_a_figure_carries_the_column_unit_and_cell_it_was_found_in() -> None:
    twice = row("n1-4", "Dividends paid", {"2018": "1,577", "2017": "1,577"})

    figure = check("Dividends were 1,577 million in 2017.", twice).figures[0]

    assert (figure.column, figure.unit, figure.cell, figure.value) == ("2017", "(Millions)", "n1-4-c2", Decimal(1577))


def test_a_figure_of_prose_carries_the_unit_printed_with_it() -> None:
    figure = check("Sales were $32.8 billion.", PROSE).figures[0]

    assert (figure.unit, figure.column, figure.cell) == ("billion", None, None)


def test_an_answer_to_a_japanese_question_is_checked_in_english_sources() -> None:
    question = resolved("設備投資額は?", language=Language.JAPANESE)

    assert check_figures("設備投資額は15億7,700万ドルです。", [CAPEX], question).findings == ()


amounts = st.integers(min_value=1_000, max_value=999_999)


@given(amounts, st.sampled_from([("(Millions)", "million", "billion"), ("(Thousands)", "thousand", "million")]))
def test_printed_amounts_are_found_in_every_exact_spelling(amount: int, units: tuple[str, str, str]) -> None:
    unit, word, larger = units
    span = row("n1-1", "Net sales", {"2018": f"{amount:,}"}, unit=unit)

    for text in (f"{amount:,}", f"${amount:,} {word}", f"${Decimal(amount) / 1000} {larger}"):
        assert check(f"Net sales were {text} in 2018.", span).findings == ()


@given(amounts, st.integers(min_value=1, max_value=9), st.integers(min_value=0, max_value=3))
def test_one_altered_digit_is_always_found_out(amount: int, step: int, place: int) -> None:
    digits = list(str(amount))
    place = min(place, len(digits) - 1)
    digits[place] = str((int(digits[place]) + step) % 10)
    altered = int("".join(digits))
    span = row("n1-1", "Net sales", {"2018": f"{amount:,}"})

    found = check(f"Net sales were ${altered:,} million in 2018.", span)

    assert [finding.severity for finding in found.findings] == [Severity.PROBLEM]


def test_numbers_in_the_name_of_a_table_or_a_column_are_not_figures() -> None:
    span = row("n1-1", "Net sales", {"2018 as restated (note 14)": "32,765"}, title="(1) Balance sheet of 7 mills")

    found = check("Net sales: 32,765, 2018 as restated (note 14) — (1) Balance sheet of 7 mills", span)

    assert found.findings == ()
    assert [figure.text for figure in found.figures] == ["32,765"]
