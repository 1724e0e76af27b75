from __future__ import annotations

from dataclasses import replace

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import CheckKind, FigureCheck, FigureRow
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.language.words import detect_language
from rm_assistant.ports import Reach
from rm_assistant.retrieval.figures.look_up import FigureLookUp
from rm_assistant.retrieval.figures.outcomes import Doubt, LookUp
from tests.fakes_figures import MemoryFigureIndex
from tests.rows_by_hand import figure, row, year

SALES = row(
    "売上高",
    figure(900, year(2019), "前期", cell="s19"),
    figure(1_000, year(2020), "当期", cell="s20"),
    item="revenue",
    statement=StatementKind.INCOME_STATEMENT,
    title="連結損益計算書",
    table="income",
)
SEGMENTS = row(
    "セグメント利益",
    figure(30, year(2020), "報告セグメント", "スマートライフ", cell="life", member="スマートライフ"),
    figure(50, year(2020), "報告セグメント", "産業", cell="industry", member="産業"),
    statement=StatementKind.SEGMENTS,
    title="セグメント情報",
    table="segments",
)


def look_up(text: str, *rows: FigureRow, periods: tuple[int, ...] = (2020,), table: str | None = None) -> LookUp:
    index = MemoryFigureIndex()
    index.add("d1", rows)
    index.add("other", [row("売上高", figure(7, year(2020)), item="revenue")])
    scope = Scope(
        companies=("架空物産",),
        written=("架空物産",),
        periods=tuple(map(Period, periods)),
        documents=("d1",),
        preferred=("d1",),
    )
    question = ResolvedQuestion(text, text, detect_language(text), scope)
    return FigureLookUp(index).line(question, Reach(LOCAL_PRINCIPAL), table=table)


def doubts(found: LookUp) -> tuple[Doubt, ...]:
    return found.doubts


def test_the_figure_with_its_filing() -> None:
    found = look_up("架空物産の2020年3月期の売上高は？", SALES, SEGMENTS)
    assert found.answer is not None
    assert (found.answer.document, found.answer.figure.cell) == ("d1", "s20")
    assert found.confidence > 0.75


def test_a_question_in_english_over_a_japanese_filing() -> None:
    found = look_up("What were the net sales of 架空物産 in fiscal 2020?", SALES, SEGMENTS)
    assert found.answer is not None
    assert found.answer.figure.cell == "s20"


def test_a_segments_figure_in_free_words() -> None:
    found = look_up("架空物産のスマートライフ部門の営業利益は？", SALES, SEGMENTS)
    assert found.best is not None
    assert found.best.figure.cell == "life"


def test_a_word_that_nothing_says_leaves_the_question_open() -> None:
    found = look_up("架空物産の宇宙事業の売上高は？", SALES, SEGMENTS)
    assert found.answer is None
    assert found.not_disclosed is not None
    assert found.not_disclosed.unread == ("宇宙",)


def test_another_period_is_no_answer() -> None:
    found = look_up("架空物産の2012年3月期の売上高は？", SALES, periods=(2012,))
    assert found.answer is None
    assert Doubt.PERIOD in doubts(found)


def test_the_latest_year_where_none_is_asked() -> None:
    found = look_up("架空物産の売上高は？", SALES, periods=())
    assert found.best is not None
    assert found.best.figure.cell == "s20"


def test_a_quarter_is_no_answer_for_its_year() -> None:
    quarter = row("広告宣伝費", figure(4, replace(year(2020, 3), quarter=4)))
    assert Doubt.PERIOD in doubts(look_up("架空物産の2020年3月期の広告宣伝費は？", quarter))


def test_a_forecast_is_no_outcome() -> None:
    planned = row("広告宣伝費", figure(4, replace(year(2020), forecast=True)))
    assert Doubt.PERIOD in doubts(look_up("架空物産の2020年3月期の広告宣伝費は？", planned))
    assert Doubt.PERIOD not in doubts(look_up("架空物産の2020年3月期の広告宣伝費の予想は？", planned))


def test_a_core_profit_is_not_given_for_the_profit_of_the_accounts() -> None:
    core = row("コア営業利益", figure(4, year(2020)))
    assert look_up("架空物産の2020年3月期の営業利益は？", core).answer is None
    assert look_up("架空物産の2020年3月期のコア営業利益は？", core).answer is not None


def test_two_values_that_fit_as_well_are_rivals() -> None:
    twice = [row("広告宣伝費", figure(value, year(2020)), table=f"t{value}") for value in (1, 2)]
    found = look_up("架空物産の2020年における「広告宣伝費」は？", *twice)
    assert Doubt.RIVAL in doubts(found)
    assert [rival.figure.value for rival in found.rivals] == [2]


def test_the_same_value_twice_is_no_rival() -> None:
    twice = [row("広告宣伝費", figure(5, year(2020)), table=table) for table in ("a", "b")]
    assert Doubt.RIVAL not in doubts(look_up("架空物産の2020年における「広告宣伝費」は？", *twice))


def test_of_a_table_that_is_given() -> None:
    elsewhere = row("売上高", figure(123, year(2020)), table="notes")
    found = look_up("架空物産の2020年における「売上高」は？", SALES, elsewhere, table="notes")
    assert found.best is not None
    assert found.best.figure.value == 123


def test_nothing_there() -> None:
    found = look_up("架空物産の2020年3月期の売上高は？")
    assert (found.best, doubts(found)) == (None, (Doubt.NOTHING,))


def test_tables_by_their_best_figure() -> None:
    index = MemoryFigureIndex()
    index.add("d1", [SALES, SEGMENTS])
    text = "架空物産の2020年における「売上高」は？"
    scope = Scope(companies=("架空物産",), periods=(Period(2020),), documents=("d1",))
    question = ResolvedQuestion(text, text, detect_language(text), scope)
    assert FigureLookUp(index).tables(question, Reach(LOCAL_PRINCIPAL), 5)[0] == "income"


def test_the_filer_alone_is_no_answer_where_the_group_is_near() -> None:
    alone, group = (
        row("純資産額", figure(value, year(2020, 0), basis=basis), statement=StatementKind.KEY_FIGURES, title=title)
        for value, basis, title in (
            (28, Basis.PARENT_ONLY, "経営指標等"),
            (191, Basis.CONSOLIDATED, "経営成績の推移"),
        )
    )
    text = "架空物産の2020年時点における「純資産額」は？"
    assert doubts(look_up(text, alone, group)) == (Doubt.BASIS,)
    assert look_up(text, alone).answer is not None


def test_a_member_that_nothing_names_is_unread() -> None:
    text = "架空物産の2020年のBrassWidgetsReportableSegmentMemberにおける「セグメント利益」は？"
    assert Doubt.UNREAD in doubts(look_up(text, SEGMENTS))


def test_what_the_question_leaves_out_is_no_answer() -> None:
    without = row("売却目的で保有する資産", figure(8, year(2020)), statement=StatementKind.BALANCE_SHEET)
    found = look_up("架空物産の2020年における「売却目的で保有する資産を除く流動資産」は？", without)
    assert Doubt.NOTHING in doubts(found)


def test_a_figure_of_failing_sums_is_no_answer() -> None:
    failed = FigureCheck(CheckKind.ADDS_UP, passed=False, detail="1 + 1 ≠ 5")
    five = replace(figure(5, year(2020)), checks=(failed,))
    assert Doubt.UNPROVEN in doubts(look_up("架空物産の2020年における「広告宣伝費」は？", row("広告宣伝費", five)))
