"""The flow of a document as a reader sees it."""

from __future__ import annotations

import pytest

from ingest.html.document import parse
from ingest.html.flow import read_flow
from ingest.html.fragments import Fragment, Grid, PageBreak, Paragraph
from ingest.html.styles import Styles


def flow(body: str, head: str = "") -> list[Fragment]:
    root = parse(f"<html><head>{head}</head><body>{body}</body></html>".encode()).root
    return read_flow(root, Styles(root))


def texts(body: str, head: str = "") -> list[str]:
    return [fragment.text for fragment in flow(body, head) if isinstance(fragment, Paragraph)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Net  sales\n rose</p><p>again</p>", ["Net sales rose", "again"]),
        ("loose <b>text</b> here<div>block</div>tail", ["loose text here", "block", "tail"]),
        ("<div><span>Net</span> <span>sales</span></div>", ["Net sales"]),
        ("<p>a&#160;&#160;b\u200b</p>", ["a b"]),
        ("<p>first<br>second</p>", ["first\nsecond"]),
        ("<p>first<br><br/>second</p>", ["first", "second"]),
        ("<p>売上\n   高は\n増加</p>", ["売上高は増加"]),
        ("<p>IFRS\n 適用</p>", ["IFRS 適用"]),
        ("<p>自　2019年</p>", ["自　2019年"]),
        ("<pre>Sales   10\nCost     2</pre>", ["Sales   10\nCost     2"]),
        ("<ul><li>one</li><li>two</li></ul>", ["one", "two"]),
        ("<ruby>高<rt>たか</rt></ruby>", ["高"]),
        ("<div>a<div style='display:inline'>b</div>c</div>", ["abc"]),
    ],
)
def test_white_space_and_blocks_are_as_shown(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'>X</div>",
        "<p style='VISIBILITY: hidden'>X</p>",
        "<p hidden>X</p>",
        "<p class='gone'>X</p>",
        "<script>X</script>",
        "<style>X{color:red}</style>",
        "<ix:header><ix:hidden>X</ix:hidden></ix:header>",
        "<title>X</title>",
        "<!-- X -->",
    ],
)
def test_what_is_not_shown_is_left_out(hidden: str) -> None:
    assert texts(f"<p>before</p>{hidden}<p>after</p>", "<style>.gone { display: none }</style>") == ["before", "after"]


def test_text_of_tagged_facts_is_kept() -> None:
    assert texts("<p>Sales of $<ix:nonFraction name='a:b'>1,577</ix:nonFraction> million</p>") == [
        "Sales of $1,577 million"
    ]


@pytest.mark.parametrize("mark", ["<sup>2</sup>", "<span style='position:relative;top:-3pt'>2</span>"])
def test_a_raised_note_number_does_not_join_the_figure(mark: str) -> None:
    assert texts(f"<p>1,577{mark}</p>") == ["1,577 2"]


@pytest.mark.parametrize(
    "marked",
    [
        "<p>a</p><hr style='page-break-after:always'><p>b</p>",
        "<p>a</p><p style='page-break-before: always'>b</p>",
        "<p>a</p><div style='break-before:page'>b</div>",
        "<div class='pb'>a</div><p>b</p>",
        "<p>a</p><page></page><p>b</p>",
    ],
)
def test_the_documents_own_page_breaks_are_found(marked: str) -> None:
    fragments = flow(marked, "<style>.pb { margin: 0; page-break-after: always }</style>")

    assert [type(fragment) for fragment in fragments] == [Paragraph, PageBreak, Paragraph]


def test_a_plain_rule_is_no_page_break() -> None:
    assert [type(fragment) for fragment in flow("<p>a</p><hr><p>b</p>")] == [Paragraph, Paragraph]


def test_a_style_sheet_for_print_hides_nothing() -> None:
    assert texts("<p class='x'>a</p>", "<style>@media print { .x { display: none } }</style>") == ["a"]


def test_the_id_before_or_on_a_block_is_its_anchor() -> None:
    fragments = flow(
        "<a name='item7'></a><p>Item 7</p><p id='own'>text</p><div id='d'></div><div><p>next</p></div><p>x</p>"
    )

    assert [fragment.anchor for fragment in fragments if isinstance(fragment, Paragraph)] == ["item7", "own", "d", None]


def test_headings_are_those_of_tag_class_or_type() -> None:
    fragments = flow(
        "<h2>第２ 【事業の状況】</h2><h4 class='smt_head3'>(1) 経営成績</h4><p><b>CONSOLIDATED BALANCE SHEETS</b></p>"
        "<p><span style='font-weight:700'>Gross Margin</span></p><p>Gross margin rose <b>much</b>.</p>"
    )

    assert [fragment.level for fragment in fragments if isinstance(fragment, Paragraph)] == [2, 3, 3, 4, 0]


def test_tables_inside_layout_tables_stay_tables() -> None:
    inner = "<table><tr><td>Sales</td><td>10</td></tr><tr><td>Cost</td><td>2</td></tr></table>"

    fragments = flow(f"<table><tr><td><p>Above</p>{inner}</td></tr></table>")

    assert [type(fragment) for fragment in fragments] == [Paragraph, Grid]


def test_nesting_of_a_thousand_levels_is_no_trouble() -> None:
    assert texts("<div>" * 1000 + "deep" + "</div>" * 1000) == ["deep"]
