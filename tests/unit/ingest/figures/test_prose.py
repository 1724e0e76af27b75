"""Numbers in sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ingest.figures import find_figures
from rm_assistant.domain.documents import Basis, Block, BlockKind, FilingForm, FilingMetadata, Language, Page
from rm_assistant.domain.figures import Figure, FigureRow, Source, UnitKind

YEAR = FilingMetadata(period_end=date(2018, 12, 31), fiscal_year=2018, form=FilingForm.FORM_10K)
JAPANESE_YEAR = FilingMetadata(
    language=Language.JAPANESE, period_end=date(2020, 3, 31), fiscal_year=2020, form=FilingForm.YUHO
)


def rows(text: str, heading: str = "", language: Language = Language.ENGLISH) -> tuple[FigureRow, ...]:
    whole = f"{heading}\n{text}" if heading else text
    title = (Block(BlockKind.HEADING, 0, len(heading), 1),) if heading else ()
    blocks = (*title, Block(BlockKind.PARAGRAPH, len(whole) - len(text), len(whole)))
    metadata = YEAR if language is Language.ENGLISH else JAPANESE_YEAR
    return find_figures([Page(1, whole, language, blocks=blocks)], (), metadata)


def figures(text: str, heading: str = "") -> list[tuple[str, Figure]]:
    return [(row.label, figure) for row in rows(text, heading) for figure in row.figures]


def japanese(text: str) -> list[tuple[str, Figure]]:
    return [(row.label, figure) for row in rows(text, language=Language.JAPANESE) for figure in row.figures]


def values(found: list[tuple[str, Figure]]) -> list[tuple[str, Decimal | None]]:
    return [(label, figure.value) for label, figure in found]


def years(found: list[tuple[str, Figure]]) -> list[int | None]:
    return [figure.period.fiscal_year for _, figure in found]


def test_a_change_and_the_amount_that_it_leads_to_are_told_apart() -> None:
    (change, rate), (sales, amount) = figures("Net sales rose 5.6% to ¥1.2 trillion in fiscal 2018.")

    assert (change, rate.value, rate.columns) == ("Net sales rose", Decimal("0.056"), ("rose",))
    assert (sales, amount.value, amount.scale) == ("Net sales", Decimal("1.2E12"), 10**12)
    assert (amount.unit and amount.unit.currency) == "JPY"
    assert (amount.period.end, amount.period.months) == (date(2018, 12, 31), 12)


def test_a_figure_stands_where_it_is_printed_and_its_row_is_the_sentence() -> None:
    text = "We sold a plant. The effective tax rate was 21.5%, as in 2017. It rained."
    (row,) = rows(text)
    (figure,) = row.figures

    assert text[row.start : row.end] == "The effective tax rate was 21.5%, as in 2017."
    assert text[figure.start : figure.end] == figure.text == "21.5%"
    assert row.table is None
    assert (row.label, row.item) == ("effective tax rate", "effective_tax_rate")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Net sales were $5 billion.", [("Net sales", Decimal("5E9"))]),
        ("Cash paid for an operating lease of $3.5 million was small.", [("operating lease", Decimal("3.5E6"))]),
        ("The company paid $1.4 billion in dividends.", [("dividends", Decimal("1.4E9"))]),
        ("We have approximately 9,400 employees worldwide.", [("employees", Decimal(9400))]),
        ("Diluted EPS was $4.35.", [("Diluted EPS", Decimal("4.35"))]),
        (
            "Costs decreased $11 million, or 7%.",
            [("Costs decreased", Decimal("11E6")), ("Costs decreased", Decimal("0.07"))],
        ),
        ("There was a $2.5 million decrease in cash used.", [("decrease in cash", Decimal("2.5E6"))]),
    ],
)
def test_whose_a_number_is(text: str, expected: list[tuple[str, Decimal]]) -> None:
    assert values(figures(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Note 5 and Item 7 on page 12 are of Section 3.2.",
        "The 1.875% Senior Notes due 2026 were 3.1% Debentures before.",
        "Call 212-555-0100 before March 31, 2019.",
        "The facility is for up to $5 billion.",
        "Rates were between 2% and 4%.",
        "The margin is 20 to 22 percent.",
        "Sales and income were $5 million and $3 million, respectively, in the United States and Canada.",
        "Shares were sold in exchange for between $1 and $2 billion.",
        "The forecast (revised to $4 million) ($3 million) was late.",
    ],
)
def test_what_is_no_figure_or_nobody_can_tell_whose_it_is(text: str) -> None:
    assert figures(text) == []


def test_a_list_of_years_is_shared_out() -> None:
    found = figures(
        "Interest expense was $48 million, $35 million and $20 million in 2018, 2017 and 2016, respectively."
    )
    assert years(found) == [2018, 2017, 2016]


def test_what_is_compared_is_of_its_own_year_or_of_none() -> None:
    found = figures("The effective tax rate for 2018 was 23%, compared to 35% in 2017, a decrease of 12%.")
    assert years(found) == [2018, 2017, 2018]
    assert years(figures("Net sales in 2018 were $5 billion compared to $4 billion.")) == [2018, None]


def test_a_period_of_the_next_clause_is_not_that_of_the_number_before() -> None:
    found = figures("In 2017 the plan earned a return of 12.4% and in 2016 earned a return of 5.8%.")
    assert years(found) == [2017, 2016]


def test_a_period_before_or_after_which_something_happened_is_not_the_numbers() -> None:
    assert years(figures("Subsequent to the year ended December 31, 2018, the charge was $88 million.")) == [None]


def test_a_negative_number_in_a_list() -> None:
    found = figures("Penalties for the years ended December 31, 2018 and 2017 were $20 million and $(4) million.")
    assert [(figure.value, figure.period.fiscal_year) for _, figure in found] == [
        (Decimal("20E6"), 2018),
        (Decimal("-4E6"), 2017),
    ]


def test_no_period_is_guessed() -> None:
    ((_, figure),) = figures("Net sales were $5 billion.")
    assert figure.period.end is None
    assert dict(figure.derived) == {}


def test_a_fall_and_a_loss_mean_less_than_nothing() -> None:
    ((_, fall),) = figures("Net sales decreased 4%.")
    ((_, loss),) = figures("The net loss was $4 million.")
    assert (fall.value, fall.meant) == (Decimal("0.04"), -1)
    assert (loss.meant, dict(loss.derived)["meant"]) == (-1, Source.TEXT)


def test_a_sum_without_a_word_of_scale_has_none() -> None:
    ((_, figure),) = figures("The charge was $305.")
    assert figure.scale is None


def test_an_outlook_is_a_forecast() -> None:
    ((_, figure),) = figures("The company expects that net sales will be $5 billion in 2019.")
    assert figure.period.forecast


def test_the_part_of_the_business_is_the_sentences_or_the_headings() -> None:
    ((_, led_in),) = figures("In Health Care, sales were $2 billion.")
    ((_, headed),) = figures("Sales were $2 billion.", "Health Care Segment")
    assert (led_in.member, headed.member) == ("Health Care", "Health Care Segment")
    assert dict(headed.derived)["member"] is Source.SECTION


def test_japanese_topics_changes_and_amounts() -> None:
    text = "当連結会計年度の売上高は、前連結会計年度に比べ5.6％増の1,234億56百万円（営業利益は12億円）となりました。"
    (change, rate), (sales, amount), (income, other) = japanese(text)

    assert (change, rate.columns, rate.value) == ("売上高 前連結会計年度に比べ 増", ("増",), Decimal("0.056"))
    assert (sales, amount.value) == ("売上高", Decimal(123_456_000_000))
    assert (income, other.value) == ("営業利益", Decimal(1_200_000_000))
    assert {amount.period.end, other.period.end} == {date(2020, 3, 31)}
    assert amount.basis is Basis.CONSOLIDATED


def test_japanese_names_the_period_before_each_number() -> None:
    found = japanese("拠出額は、前連結会計年度14,230百万円、当連結会計年度15,029百万円であります。")
    assert [figure.period.end for _, figure in found] == [date(2019, 3, 31), date(2020, 3, 31)]


def test_an_outflow_is_of_its_cash_flow() -> None:
    ((label, figure),) = japanese("財務活動によるキャッシュ・フローは、547億円の支出となりました。")
    assert (label, figure.meant) == ("財務活動によるキャッシュ・フロー", -1)


def test_a_loss_beside_a_profit_is_a_loss() -> None:
    (_, profit), (label, loss) = japanese("営業利益は12億円（前期は3億円の営業損失）となりました。")
    assert (label, loss.value, loss.meant, profit.meant) == ("営業損失", Decimal(300_000_000), -1, 1)


def test_the_topic_of_the_sentence_outlasts_a_clause_within_it() -> None:
    found = japanese(
        "投資活動によるキャッシュ・フローは、収入が減少したことにより前期に比べ7億円減少し、△33億円となりました。"
    )
    assert values(found) == [
        ("投資活動によるキャッシュ・フロー 前期に比べ 減少", Decimal(700_000_000)),
        ("投資活動によるキャッシュ・フロー", Decimal(-3_300_000_000)),
    ]


def test_an_amount_a_share_in_yen_and_sen() -> None:
    ((label, figure),) = japanese("１株当たり中間配当は22円50銭です。")
    assert (label, figure.value, figure.unit and figure.unit.kind) == (
        "１株当たり中間配当",
        Decimal("22.50"),
        UnitKind.PER_SHARE,
    )


@pytest.mark.parametrize(
    "text",
    [
        "売上高は修正後の見積り（358,000百万円）に届きませんでした。",
        "総還元性向は50％以上です。",
        "倍率は△0.2倍～22.0倍です。",
        "当社が0.005％取得しております。",
        "(3) １株当たり情報",
        "第3号議案は12番です。",
    ],
)
def test_japanese_bounds_ranges_and_asides_are_no_figures(text: str) -> None:
    assert japanese(text) == []


def test_a_topic_with_a_verbs_ending_is_a_topic() -> None:
    sentence = "貸出金の平均残高は前期比12億円増加して85億円、利回りは同0.09％低下して1.31％となりました。"
    assert japanese(sentence)[-1][0] == "利回り"


def test_the_end_of_a_remark_in_brackets_names_nothing() -> None:
    labels = [label for label, _ in japanese("支給率（連結の利益による評価部分）は200％となりました。")]
    assert "評価部分" not in labels


def test_an_amount_above_a_plan_is_no_forecast() -> None:
    (row,) = rows("当連結会計年度の売上高は計画を1,129百万円上回りました。", language=Language.JAPANESE)
    assert not row.figures[0].period.forecast


def test_a_year_compared_with_in_kana_is_not_the_numbers() -> None:
    (row, *_) = rows(
        "当連結会計年度の当期利益は、4,557億円と前連結会計年度にくらべ25.3％の減益となりました。",
        language=Language.JAPANESE,
    )
    assert row.figures[0].period.end == date(2020, 3, 31)
