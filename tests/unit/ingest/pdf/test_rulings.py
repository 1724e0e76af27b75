from __future__ import annotations

import itertools

from ingest.pdf.drawn import DrawnTable, drawn_tables
from ingest.pdf.frame import Box
from ingest.pdf.lines import Word
from ingest.pdf.rulings import find_rulings
from tests.page_lines import words_at

XS, YS = (60.0, 200.0, 300.0, 400.0), (0.0, 20.0, 40.0, 60.0)


def boxes() -> list[Box]:
    """Three by three cells, each drawn as a box, row after row."""
    return [(x0, y0, x1, y1) for y0, y1 in itertools.pairwise(YS) for x0, x1 in itertools.pairwise(XS)]


def rules(*missing: Box) -> list[Box]:
    """The rules around those cells, one side of a cell each, upright ones first."""
    upright = [(x - 0.5, y0, x + 0.5, y1) for x in XS for y0, y1 in itertools.pairwise(YS)]
    level = [(x0, y - 0.5, x1, y + 0.5) for y in YS for x0, x1 in itertools.pairwise(XS)]
    return [rule for rule in upright + level if rule not in missing]


def filled(*rows: tuple[str, str, str]) -> list[Word]:
    return [
        word
        for y, cells in zip(YS, rows, strict=False)
        for x, cell in zip(XS, cells, strict=False)
        for word in words_at(x + 5, y + 5, cell)
    ]


WORDS = filled(("セグメント", "当期", "前期"), ("食品事業", "441", "398"), ("合計", "441", "398"))


def cells_of(table: DrawnTable) -> list[dict[int, tuple[str, int, int]]]:
    assert table.grid is not None
    return [{column: (cell.text, cell.rows, cell.span) for column, cell in row.items()} for row in table.grid.rows]


def test_boxes_side_by_side_are_the_cells_of_a_table() -> None:
    (table,), rest = drawn_tables(boxes(), WORDS)
    assert rest == []
    assert cells_of(table)[1] == {0: ("食品事業", 1, 1), 1: ("441", 1, 1), 2: ("398", 1, 1)}
    assert table.grid is not None
    assert table.grid.header_rows == 1


def test_rules_make_the_same_table() -> None:
    (table,), _ = drawn_tables(rules(), WORDS)
    assert cells_of(table)[0] == {0: ("セグメント", 1, 1), 1: ("当期", 1, 1), 2: ("前期", 1, 1)}


def test_a_missing_rule_makes_one_cell_of_two() -> None:
    words = filled(("セグメント", "従業員数（人）", ""), ("", "当期", "前期"), ("食品事業", "441", "398"))
    (table,), _ = drawn_tables(rules((299.5, 0.0, 300.5, 20.0), (60.0, 19.5, 200.0, 20.5)), words)
    assert cells_of(table)[0] == {0: ("セグメント", 2, 1), 1: ("従業員数（人）", 1, 2)}
    assert table.grid is not None
    assert table.grid.header_rows == 2


def test_an_open_frame_is_no_table() -> None:
    assert find_rulings(rules((59.5, 0.0, 60.5, 20.0))) == []


def test_words_outside_stay_in_the_flow() -> None:
    note = words_at(60, 100, "（注）")
    tables, rest = drawn_tables(boxes(), [*WORDS, *note])
    assert len(tables) == 1
    assert rest == note


def test_a_first_row_that_is_only_the_unit_stays_above_the_table() -> None:
    words = filled(("", "", "(単位：円)"), ("", "当期", "前期"), ("売上高", "1,577", "1,321"))
    words += [word for x, cell in zip(XS, ("利益", "36", "41"), strict=False) for word in words_at(x + 5, 65, cell)]
    tall = [*boxes(), *((x0, 60.0, x1, 80.0) for x0, x1 in itertools.pairwise(XS))]
    (table,), rest = drawn_tables(tall, words)
    assert "".join(word.text for word in rest) == "(単位：円)"
    assert cells_of(table)[0] == {1: ("当期", 1, 1), 2: ("前期", 1, 1)}


def test_shading_behind_english_rows_is_not_taken_for_cells() -> None:
    words = filled(("", "2023", "2022"), ("Cash", "1,577", "1,321"), ("Total", "1,577", "1,321"))
    assert drawn_tables(boxes(), words)[0] == []


def test_a_drawn_head_of_a_table_whose_rows_go_on_without_rules_is_left_to_their_positions() -> None:
    goes_on = [word for x, cell in zip(XS, ("利益", "36", "41"), strict=False) for word in words_at(x + 5, 63, cell)]
    apart = [word for x, cell in zip(XS, ("利益", "36", "41"), strict=False) for word in words_at(x + 5, 90, cell)]

    assert drawn_tables(boxes(), [*WORDS, *goes_on])[0] == []
    assert len(drawn_tables(boxes(), [*WORDS, *apart])[0]) == 1


def test_boxes_finer_than_the_columns_are_not_cells() -> None:
    words = filled(("売上高", "$", "1,577"), ("売上原価", "$", "1,321"), ("利益の合計", "$", "256"))
    assert drawn_tables(boxes(), words)[0] == []


def test_a_cell_that_holds_several_rows_is_no_cell() -> None:
    words = filled(("区分", "当期", "前期"), ("売上高", "1,577", "1,321"), ("合計", "1", "2"))
    words += [word for line in range(4) for word in words_at(205, 41 + 4 * line, f"{line},000", size=4)]
    assert drawn_tables(rules(), words)[0] == []


def test_columns_of_running_text_in_boxes_are_read_cell_by_cell() -> None:
    lines = ["監査上の主要な検討事項の内容を", "ここに詳しく記載しており"] * 5
    words = [
        word for x in (60, 300) for line, text in enumerate(lines) for word in words_at(x + 5, 25 + 11 * line, text)
    ]
    words += words_at(65, 5, "内容") + words_at(305, 5, "対応")
    frames: list[Box] = [(60, 0, 300, 20), (300, 0, 540, 20), (60, 20, 300, 140), (300, 20, 540, 140)]
    (table,), _ = drawn_tables(
        [*frames, (60, 140, 300, 260), (300, 140, 540, 260)],
        [*words, *words_at(65, 150, "".join(lines)), *words_at(305, 150, "".join(lines))],
    )
    assert table.grid is None
    assert [lines[0].text for lines in table.cells[:2]] == ["内容", "対応"]
