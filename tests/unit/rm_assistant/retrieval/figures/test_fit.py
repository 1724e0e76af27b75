from __future__ import annotations

from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import FigureRow
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.figures.asked import read_figure_question
from rm_assistant.retrieval.figures.fit import Fit, Fitted
from tests.rows_by_hand import figure, row, year


def best(text: str, *rows: FigureRow, own: tuple[str, ...] = ()) -> Fitted:
    scope = Scope(companies=("架空物産",), written=("架空物産",), periods=(Period(2020),))
    question = read_figure_question(ResolvedQuestion(text, text, detect_language(text), scope))
    return Fit(question, own).rank({(f"d{at}", at): each for at, each in enumerate(rows)})[0]


def test_the_other_of_the_asked_parent() -> None:
    rows = [
        row("その他", figure(at, year(2020)), path=[parent]) for at, parent in enumerate(("営業外費用", "営業外収益"))
    ]
    assert best("架空物産の2020年における「その他、営業外収益」は？", *rows).row.path == ("営業外収益",)


def test_the_asked_year_and_not_the_one_beside_it() -> None:
    sales = row("売上高", figure(1, year(2019), "前期", cell="a"), figure(2, year(2020), "当期", cell="b"))
    assert best("架空物産の2020年における「売上高」は？", sales).figure.cell == "b"


def test_a_balance_is_no_movement() -> None:
    rows = [row("自己株式", figure(1, year(2020, 12))), row("自己株式", figure(2, year(2020, 0)))]
    assert best("架空物産の2020年時点における「自己株式」は？", *rows).figure.value == 2


def test_consolidated_unless_the_filer_alone_is_asked() -> None:
    rows = [
        row("売上高", figure(1, year(2020), basis=Basis.PARENT_ONLY), statement=StatementKind.INCOME_STATEMENT),
        row("売上高", figure(2, year(2020)), statement=StatementKind.INCOME_STATEMENT),
    ]
    assert best("架空物産の2020年における「売上高」は？", *rows).figure.value == 2
    assert best("架空物産の2020年の個別決算における「売上高」は？", *rows).figure.value == 1


def test_the_line_may_stand_in_the_column() -> None:
    balance = row(
        "2020年３月31日残高",
        figure(1, year(2020, 0), "土地", cell="a"),
        figure(2, year(2020, 0), "建物", cell="b"),
        title="取得原価",
    )
    other = row("建物", figure(3, year(2020, 0)), title="賃貸等不動産")
    assert best("架空物産の2020年時点における「建物、取得原価」は？", balance, other).figure.cell == "b"


def test_a_number_in_brackets_is_what_the_label_says_in_brackets() -> None:
    staff = row(
        "従業員数 [外、平均臨時雇用者数]",
        figure(500, year(2020, 0), "合計", cell="a"),
        figure(60, year(2020, 0), "合計", cell="a", text="[60]", part=1),
    )
    assert best("架空物産の2020年時点における「平均臨時雇用者数」は？", staff).figure.part == 1
    assert best("架空物産の2020年時点における「従業員数」は？", staff).figure.part == 0


def test_a_members_figure_where_the_member_is_asked() -> None:
    segments = row(
        "セグメント利益",
        figure(1, year(2020), "報告セグメント", "小売", cell="a", member="小売"),
        figure(2, year(2020), "報告セグメント", "金融", cell="b", member="金融"),
        figure(3, year(2020), "連結財務諸表計上額", cell="c"),
    )
    text = "架空物産の2020年のRetailReportableSegmentMemberにおける「営業利益又は営業損失（△）」は？"
    assert best(text, segments).figure.cell == "a"


def test_headings_tell_like_tables_apart() -> None:
    rows = [
        row("非上場株式", figure(at, year(2020, 0), "銘柄数（銘柄）", unit=None), title="銘柄数", headings=[heading])
        for at, heading in enumerate(
            ("ロ 保有目的が純投資目的である投資株式", "ハ 保有目的が純投資目的以外の目的である投資株式")
        )
    ]
    asked = "架空物産の2020年時点における「銘柄数、非上場株式、保有目的が純投資目的以外の目的である投資株式」は？"
    assert best(asked, *rows).figure.value == 1


def test_the_filing_of_the_asked_year_comes_first() -> None:
    rows = [row("売上高", figure(1, year(2020))), row("売上高", figure(2, year(2020)))]
    assert best("架空物産の2020年における「売上高」は？", *rows, own=("d1",)).figure.value == 2


def test_pruning_leaves_out_no_figure_that_could_win() -> None:
    rows = [row(f"その他の費用{at}", figure(at, year(2019))) for at in range(50)]
    wanted = row("広告宣伝費", figure(777, year(2020), basis=Basis.PARENT_ONLY))
    found = best("架空物産の2020年の個別決算における「広告宣伝費」は？", *rows, wanted)
    assert found.figure.value == 777
