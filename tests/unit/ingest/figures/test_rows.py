from __future__ import annotations

from decimal import Decimal

from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Attribution, FigureKind, Role
from tests.table_pages import ENGLISH, figures_of, labels, rows_of, table_page


def test_rows_set_in_belong_to_the_heading_above() -> None:
    page = table_page(
        "|当期",
        "資産の部|",
        ">流動資産|",
        ">>現金及び預金|1",
        ">>流動資産合計|1",
        ">固定資産|",
        ">>土地|2",
        "資産合計|3",
    )
    assert labels(rows_of(page)) == [
        ("資産の部", "流動資産", "現金及び預金"),
        ("資産の部", "流動資産", "流動資産合計"),
        ("資産の部", "固定資産", "土地"),
        ("資産合計",),
    ]


def test_a_heading_on_the_same_margin_holds_until_its_total() -> None:
    page = table_page("|2023", "Current assets:|", "Cash|1", "Total current assets|1", "Goodwill|2")
    assert labels(rows_of(page, ENGLISH)) == [
        ("Current assets", "Cash"),
        ("Current assets", "Total current assets"),
        ("Goodwill",),
    ]


def test_among_which_is_a_component_of_the_row_above() -> None:
    _, part = rows_of(table_page("|当期", "配当額|45", "（うち中間配当額）|20"))
    assert (part.path, part.role) == (("配当額",), Role.COMPONENT)


def test_a_label_over_several_rows_is_their_parent() -> None:
    page = table_page("||当期", "当社{1,2}|国内|1", "海外|2")
    assert labels(rows_of(page)) == [("当社", "国内"), ("当社", "海外")]


def test_marks_of_notes_are_no_part_of_the_label() -> None:
    page = table_page("|当期", "受取手形 ※１|1", "（注）２のある 有価証券（注）２|2", "Net sales (a)|3")
    assert [row.label for row in rows_of(page)] == ["受取手形", "（注）２のある 有価証券", "Net sales"]


def test_notes_are_referred_to_and_are_no_figures() -> None:
    assert list(figures_of(table_page("|注記番号|当期", "現金|7,34|59,981", "借入金|18|435"))) == ["r2c3", "r3c3"]


def test_a_second_header_inside_names_what_is_below_it() -> None:
    page = table_page("|前期|当期", "売上高|1|2", "|国内|海外", "従業員数|3|4")
    found = figures_of(page)
    assert (found["r2c2"].columns, found["r4c3"].columns) == (("前期",), ("海外",))


def test_brackets_are_negative_in_accounts_and_aside_elsewhere() -> None:
    negative = figures_of(table_page("|2023", "Interest expense|(1,577)"), ENGLISH)["r2c2"]
    aside = figures_of(table_page("|当期", "従業員数 （外、平均臨時雇用者数）|(118)"))["r2c2"]
    assert (negative.value, aside.value) == (Decimal(-1577), Decimal(118))


def test_expenses_printed_negative_mean_their_amount() -> None:
    page = table_page(
        "|当期", "売上高|10", "売上原価|△6", "販売費及び一般管理費|△3", statement=StatementKind.INCOME_STATEMENT
    )
    cost = figures_of(page)["r3c2"]
    assert (cost.value, cost.meant) == (Decimal(-6), -1)


def test_a_loss_printed_without_a_sign_is_less_than_nothing() -> None:
    found = figures_of(table_page("|当期", "営業損失|5", "営業利益又は営業損失（△）|5"))
    assert (found["r2c2"].meant, found["r3c2"].meant) == (-1, 1)


def test_the_component_of_equity_is_the_member() -> None:
    page = table_page(
        "|株主資本{2}", "|資本金|株主資本合計", "当期首残高|1|2", header=2, statement=StatementKind.EQUITY
    )
    found = figures_of(page)
    assert (found["r3c2"].member, found["r3c3"].member) == ("資本金", "株主資本")


def test_segments_are_members_by_column_or_by_row() -> None:
    columns = table_page("|化学品|医薬", "売上高|1|2", statement=StatementKind.SEGMENTS)
    rows = table_page("|前期|当期", "化学品|1|2", statement=StatementKind.SEGMENTS)
    assert figures_of(columns)["r2c3"].member == "医薬"
    assert figures_of(rows)["r2c2"].member == "化学品"


def test_people_are_members_and_their_cells_are_answers() -> None:
    page = table_page(
        "役職名|氏名|生年月日", "代表取締役社長|甲野 太郎|1959年７月13日生", "取締役|乙川 花子|1960年１月２日生"
    )
    found = figures_of(page)
    assert (found["r2c1"].text, found["r2c1"].member) == ("代表取締役社長", "甲野 太郎")
    assert (found["r2c2"].kind, found["r2c3"].kind) == (FigureKind.WORDS, FigureKind.WORDS)


def test_whose_share_of_the_result() -> None:
    page = table_page("|当期", "親会社株主に帰属する当期純利益|1", "非支配株主に帰属する当期純利益|2")
    owners, others = rows_of(page)
    assert (owners.attribution, others.attribution) == (Attribution.OWNERS, Attribution.NONCONTROLLING)
    assert owners.item == "net_income"


def test_a_row_is_found_by_its_label_its_heads_and_the_names_of_its_item() -> None:
    terms = rows_of(table_page("|Fiscal 2023", "Net sales|1", title="Segment results"), ENGLISH)[0].terms.split()
    assert {"sale", "2023", "segment", "revenu"} <= set(terms)


def test_a_number_in_a_header_is_a_figure() -> None:
    page = table_page("区分|株式の状況(１単元の株式数 100株)", "株主数(人)|78")
    found = rows_of(page)[0]
    assert (found.label, found.figures[0].value, found.figures[0].text) == (
        "１単元の株式数",
        Decimal(100),
        "100株",
    )


def test_what_a_figure_quotes_stands_on_the_page() -> None:
    page = table_page("|当期", "売上高|※１ 1,234", "比率|12.2 (11.8)")
    for row in rows_of(page):
        for figure in row.figures:
            assert page.text[figure.start : figure.end] == figure.text


def test_a_mark_repeated_beside_every_name_is_no_figure() -> None:
    page = table_page("Name|Status", "Halden Gaming LLC|(1)", "Vesterly Inc.|(1)", "Quill Corp.|(1)")
    assert figures_of(page, ENGLISH) == {}


def test_a_mark_and_a_term_on_a_heads_last_line_are_no_figures() -> None:
    page = table_page("|Shares bought|Less than|1-3", "Period|(1)|1 year|years", "First quarter|714|20|30", header=2)
    assert list(figures_of(page, ENGLISH)) == ["r3c2", "r3c3", "r3c4"]


def test_a_heads_measure_is_nobodys_share() -> None:
    page = table_page("|Dollars|Percent of total", "Retail|11,572|61 %", title="Net sales by segment")
    assert figures_of(page, ENGLISH)["r2c2"].member == "Retail"


def test_what_moves_equity_is_no_member_of_it() -> None:
    page = table_page("|純資産合計", "当期変動額|", ">剰余金の配当|△4", header=1, statement=StatementKind.EQUITY)
    assert figures_of(page)["r3c2"].member is None


def test_labels_beside_a_group_that_is_printed_once() -> None:
    page = table_page(
        "区分|資産の種類|期末残高",
        "有形固定資産|建物|1",
        "|備品|2",
        "|計|3",
        "無形固定資産|ソフトウエア|4",
        "|仮勘定|5",
        "|計|6",
    )
    assert [row.label for row in rows_of(page)] == ["建物", "備品", "計", "ソフトウエア", "仮勘定", "計"]


def test_an_address_beside_a_name_over_as_many_rows_is_no_label() -> None:
    page = table_page("名称|所在地|残高", "青葉㈱{1,2}|東京都{1,2}|1", "2", "若葉㈱{1,2}|大阪府{1,2}|3", "4")
    assert {row.label for row in rows_of(page)} == {"青葉㈱", "若葉㈱"}


def test_an_opening_balance_heads_no_rows() -> None:
    page = table_page("|当期", "年金資産の期首残高|1", ">拠出額|2", "年金資産の期末残高|3")
    assert labels(rows_of(page)) == [("年金資産の期首残高",), ("拠出額",), ("年金資産の期末残高",)]
