"""Covers in Japanese."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.cover.japanese import clean_issuer, form_named, read_japanese_cover, securities_code
from rm_assistant.domain.documents import FilingForm, Identifier, IdentifierKind

YUHO = """【表紙】
【提出書類】 有価証券報告書
【根拠条文】 金融商品取引法第24条第１項
【提出日】 2019年３月28日
【事業年度】 第118期（自　2018年１月１日　至　2018年12月31日）
【会社名】 みなと精機株式会社
【英訳名】 MINATO　SEIKI　CO.,　LTD.
【代表者の役職氏名】 代表取締役社長　　港　一郎
EDINET提出書類
みなと精機株式会社(E99999)
"""


def test_a_securities_report() -> None:
    stated = read_japanese_cover([YUHO])

    assert stated.form is FilingForm.YUHO
    assert (stated.issuer, stated.issuer_names) == ("みなと精機株式会社", ("MINATO SEIKI CO., LTD.",))
    assert stated.identifiers == (Identifier(IdentifierKind.EDINET, "E99999"),)
    assert (stated.period_start, stated.period_end) == (date(2018, 1, 1), date(2018, 12, 31))
    assert (stated.fiscal_year, stated.fiscal_quarter, stated.fiscal_label) == (2018, None, "第118期")
    assert stated.filed_on == date(2019, 3, 28)
    assert not stated.amends


def test_values_may_stand_on_the_next_line() -> None:
    stated = read_japanese_cover([YUHO.replace("【会社名】 ", "【会社名】\n").replace("　至", "\n至")])

    assert stated.issuer == "みなと精機株式会社"
    assert stated.period_end == date(2018, 12, 31)


def test_a_correction_is_marked() -> None:
    stated = read_japanese_cover([YUHO.replace("有価証券報告書", "有価証券報告書の訂正報告書")])

    assert (stated.form, stated.amends) == (FilingForm.YUHO, True)


def test_a_half_year_report_belongs_to_the_year_it_leads_to() -> None:
    page = (
        "【提出書類】 半期報告書\n【提出日】 2024年11月13日\n【会社名】 みなと精機株式会社\n"
        "【中間会計期間】 第121期中（自　2024年４月１日　至　2024年９月30日）\n"
    )

    stated = read_japanese_cover([page])

    assert stated.form is FilingForm.SEMIANNUAL_REPORT
    assert (stated.fiscal_year, stated.fiscal_quarter, stated.fiscal_label) == (2025, 2, "第121期中")


@pytest.mark.parametrize(("quarter", "end", "year"), [("１", "2020年６月30日", 2021), ("３", "2020年12月31日", 2021)])
def test_a_quarterly_report(quarter: str, end: str, year: int) -> None:
    page = (
        "【提出書類】 四半期報告書\n【会社名】 みなと精機株式会社\n"
        f"【四半期会計期間】 第115期第{quarter}四半期（自　2020年４月１日　至　{end}）\n"
    )

    stated = read_japanese_cover([page])

    assert stated.form is FilingForm.QUARTERLY_REPORT
    assert (stated.fiscal_year, stated.fiscal_quarter) == (year, int(quarter))


def test_names_before_a_change_are_kept_apart() -> None:
    stated = read_japanese_cover(
        [YUHO.replace("みなと精機株式会社\n", "みなと精機株式会社（旧会社名　港工業株式会社） （注）2018年に変更\n", 1)]
    )

    assert stated.issuer == "みなと精機株式会社"
    assert "港工業株式会社" in stated.issuer_names


TANSHIN = """2024年３月期　決算短信〔日本基準〕（連結）
2024年５月10日
上 場 会 社 名 みなと精機株式会社 上場取引所 東
コ ー ド 番 号 9999 ＵＲＬ https://example.invalid
代 表 者 （役職名） 代表取締役社長 （氏名）港 一郎
１．2024年３月期の連結業績（2023年４月１日～2024年３月31日）
"""


def test_an_earnings_report_of_a_listed_company() -> None:
    stated = read_japanese_cover([TANSHIN])

    assert stated.form is FilingForm.TANSHIN
    assert stated.issuer == "みなと精機株式会社"
    assert stated.identifiers == (Identifier(IdentifierKind.SECURITIES_CODE, "9999"),)
    assert (stated.period_start, stated.period_end) == (date(2023, 4, 1), date(2024, 3, 31))
    assert (stated.fiscal_year, stated.fiscal_quarter, stated.fiscal_label) == (2024, None, "2024年3月期")
    assert stated.filed_on == date(2024, 5, 10)
    assert stated.title == "2024年３月期 決算短信〔日本基準〕（連結）"


@pytest.mark.parametrize(
    ("title", "quarter"),
    [
        ("2025年３月期　第１四半期決算短信〔日本基準〕（連結）", 1),
        ("2025年３月期　第２四半期（中間期）決算短信〔IFRS〕（連結）", 2),
        ("2025年３月期　第３四半期決算短信〔日本基準〕（連結）", 3),
    ],
)
def test_a_quarter_is_named_in_the_title(title: str, quarter: int) -> None:
    page = TANSHIN.replace("2024年３月期　決算短信〔日本基準〕（連結）", title).replace(
        "2024年３月31日", "2024年６月30日"
    )

    stated = read_japanese_cover([page])

    assert (stated.fiscal_year, stated.fiscal_quarter) == (2025, quarter)


def test_a_change_of_forecast() -> None:
    page = (
        "2024年６月５日\n会社名　みなと精機株式会社\n（コード番号　9999）\n通期業績予想の修正に関するお知らせ\n"
        "2024年５月期（2023年５月16日～2024年５月15日）の連結業績予想を修正いたします。\n"
    )

    stated = read_japanese_cover([page])

    assert stated.form is FilingForm.FORECAST_REVISION
    assert (stated.issuer, stated.fiscal_year, stated.period_end) == ("みなと精機株式会社", 2024, date(2024, 5, 15))
    assert stated.filed_on == date(2024, 6, 5)


def test_a_document_of_another_kind_has_no_period() -> None:
    stated = read_japanese_cover(["新製品のお知らせ\n2024年３月期の見通しに影響はありません。"])

    assert (stated.form, stated.fiscal_year) == (FilingForm.OTHER, None)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("㈱みなと精機", "株式会社みなと精機"),
        ("みなと精機（株）", "みなと精機株式会社"),
        ("Ｍ＆Ｓ　株式会社", "M&S 株式会社"),
        ("", None),
    ],
)
def test_an_issuer_has_its_legal_form_in_full(printed: str, name: str | None) -> None:
    assert clean_issuer(printed) == name


def test_names_of_documents() -> None:
    assert form_named("四半期報告書") is FilingForm.QUARTERLY_REPORT
    assert form_named("統合報告書2023") is FilingForm.ANNUAL_REPORT
    assert form_named("臨時報告書") is FilingForm.OTHER


def test_a_securities_code_has_four_characters() -> None:
    assert [securities_code(code) for code in ("99990", "9999", "130A0", "９９９９")] == [
        "9999",
        "9999",
        "130A",
        "9999",
    ]
