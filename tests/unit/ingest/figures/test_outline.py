from __future__ import annotations

from ingest.figures.outline import Outline
from rm_assistant.domain.documents import Block, BlockKind, Language, Page, Table


def headings_over(*lines: str) -> list[tuple[str, ...]]:
    """Each line `|` is a table; what stands over each, in order."""
    text = ""
    blocks: list[Block] = []
    tables: list[Table] = []
    for line in lines:
        start, end = len(text), len(text) + len(line)
        if line == "|":
            tables.append(Table(id=f"t{len(tables)}", start=start, end=end, cells=()))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, start, end))
        text += line + "\n"
    page = Page(1, text, Language.JAPANESE, blocks=tuple(blocks), tables=tuple(tables))
    outline = Outline()
    return [outline.over(page, table) for table in tables]


def test_styles_nest_in_the_order_in_which_they_come() -> None:
    assert headings_over("① 役員", "イ 取締役", "(1) 一覧", "|") == [("① 役員", "イ 取締役", "(1) 一覧")]


def test_a_heading_closes_the_one_of_its_style_and_all_inside_it() -> None:
    found = headings_over("イ 提出会社", "(1) 株式", "|", "ロ 連結子会社", "|")
    assert found[1] == ("ロ 連結子会社",)


def test_a_heading_without_a_number_closes_its_like_alone() -> None:
    found = headings_over(
        "ロ 連結子会社",
        "(最大保有会社)",
        "(1) 株式",
        "(増加した銘柄)",
        "|",
        "(減少した銘柄)",
        "|",
        "(2) 受取配当金",
        "|",
    )
    assert found[1] == ("ロ 連結子会社", "(最大保有会社)", "(1) 株式", "(減少した銘柄)")
    assert found[2] == ("ロ 連結子会社", "(最大保有会社)", "(2) 受取配当金")


def test_a_section_begins_anew() -> None:
    assert headings_over("① 役員", "４ 【株式の状況】", "|") == [()]


def test_sentences_units_and_notes_are_no_headings() -> None:
    assert headings_over("(1) 当社は株式を保有しておりません。", "(単位：百万円)", "(注) 1 概数", "※ 参考", "|") == [()]


def test_a_heading_below_a_page_s_tables_holds_on_the_next_page() -> None:
    first = Page(1, "イ 提出会社", Language.JAPANESE, blocks=(Block(BlockKind.PARAGRAPH, 0, 6),))
    second = Page(2, "|", Language.JAPANESE, tables=(Table(id="t", start=0, end=1, cells=()),))
    outline = Outline()
    outline.close(first)
    assert outline.over(second, second.tables[0]) == ("イ 提出会社",)
