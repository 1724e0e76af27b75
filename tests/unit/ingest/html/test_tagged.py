"""Tags of inline XBRL on the pages of a document."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.html import read_html
from ingest.html.fragments import Mark
from ingest.html.marks import OpenMark, joined_marks, marks_of, marks_within, printed_length
from ingest.reading import Reading
from ingest.xbrl_tags import InlineTag, TaggedNumber

HEADER = """
<ix:header><ix:hidden><ix:nonFraction name="x:Hidden" contextRef="y" unitRef="USD">5</ix:nonFraction></ix:hidden>
<ix:resources>
<xbrli:context id="y"><xbrli:period><xbrli:startDate>2022-01-01</xbrli:startDate>
<xbrli:endDate>2022-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="USD"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
</ix:resources></ix:header>
"""
NAMESPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def read(folder: Path, body: str, header: str = HEADER) -> Reading:
    path = folder / "filing.htm"
    path.write_text(f"<html {NAMESPACES}><body>{header}{body}</body></html>", encoding="utf-8")
    return read_html(path)


def tag(text: str, name: str = "us-gaap:Revenues", more: str = "") -> str:
    return f'<ix:nonFraction name="{name}" contextRef="y" unitRef="USD" {more}>{text}</ix:nonFraction>'


def shown(reading: Reading) -> list[tuple[str, str]]:
    pages = {page.number: page.text for page in reading.pages}
    return [(found.concept, pages[found.page][found.start : found.end]) for found in reading.tags]


def only(reading: Reading) -> TaggedNumber:
    (found,) = reading.tags
    return found


def test_a_tag_stands_on_the_printed_number_of_its_cell(tmp_path: Path) -> None:
    rows = f"<tr><td>Cash</td><td>$</td><td> ( {tag('1,577', 'us-gaap:Cash')}</td><td>)</td></tr>"
    rows += f"<tr><td>Sales</td><td></td><td>\n  {tag('2,000')} </td></tr>"
    reading = read(tmp_path, f"<p>Accounts</p><table>{rows}</table>")

    assert shown(reading) == [("us-gaap:Cash", "1,577"), ("us-gaap:Revenues", "2,000")]


def test_tags_stand_in_running_text_and_in_loosened_tables(tmp_path: Path) -> None:
    layout = f"<table><tr><td>•</td><td>Costs of {tag('7', 'us-gaap:Costs')} million</td></tr></table>"
    reading = read(tmp_path, f"<p>In 2022,\n sales&#160;were $<b>{tag('2,000')}</b> or more.</p>{layout}")

    assert shown(reading) == [("us-gaap:Revenues", "2,000"), ("us-gaap:Costs", "7")]


def test_texts_are_tagged_in_cells_and_whole_notes_are_not(tmp_path: Path) -> None:
    def words(text: str) -> str:
        return f'<ix:nonNumeric name="dei:Name" contextRef="y">{text}</ix:nonNumeric>'

    table = f"<table><tr><td>Name</td><td>{words('Kestrel')}</td></tr><tr><td>Age</td><td>9</td></tr></table>"
    assert shown(read(tmp_path, words("<p>A note.</p>" + table) + f"<p>{words('More')}</p>")) == [
        ("dei:Name", "Kestrel")
    ]


@pytest.mark.parametrize(
    ("text", "more", "value"),
    [
        ("1,577", 'scale="6"', Decimal(1_577_000_000)),
        ("1,577", 'scale="6" sign="-"', Decimal(-1_577_000_000)),
        ("12.5", 'scale="-2"', Decimal("0.125")),
        ("1.577,5", 'format="ixt:num-comma-decimal"', Decimal("1577.5")),
        ("—", 'format="ixt:fixed-zero"', Decimal(0)),
        ("―", 'xsi:nil="true"', None),
        ("three", 'format="ixt-sec:numwordsen"', None),
        ("1,577", 'scale="some"', Decimal(1577)),
    ],
)
def test_the_value_is_in_base_units(tmp_path: Path, text: str, more: str, value: Decimal | None) -> None:
    found = only(read(tmp_path, f"<p>Sales {tag(text, more=more)}</p>"))
    assert (found.value, found.nil) == (value, "nil" in more)


def test_context_and_unit_are_found_in_another_file_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_text(f"<html {NAMESPACES}><body>{HEADER}<p>One</p></body></html>")
    (tmp_path / "b.htm").write_text(f"<html {NAMESPACES}><body><p>Sales {tag('5')}</p></body></html>")
    found = only(read_html(tmp_path))

    assert found.context is not None
    assert found.context.months == 12
    assert found.unit is not None
    assert found.unit.measure == "USD"


def test_a_reference_to_nothing_leaves_the_tag(tmp_path: Path) -> None:
    found = only(read(tmp_path, f"<p>Sales {tag('5')}</p>", header=""))
    assert (found.context, found.unit, found.value) == (None, None, Decimal(5))


def test_html_that_is_no_xml_is_read_alike(tmp_path: Path) -> None:
    assert shown(read(tmp_path, f"<p>Sales<br> {tag('5')} <i>up</p>")) == [("us-gaap:Revenues", "5")]


WHITE = st.text(alphabet=" \n\t\u00a0\u3000\u200b", max_size=3)
PIECES = st.lists(st.tuples(WHITE, st.text(alphabet="ab1,", min_size=1, max_size=4), WHITE), min_size=1, max_size=6)


@given(PIECES, st.data())
def test_white_space_does_not_move_a_mark(pieces: list[tuple[str, str, str]], data: st.DataObject) -> None:
    texts = ["".join(piece) for piece in pieces]
    place = data.draw(st.integers(0, len(texts) - 1))
    (mark,) = marks_of([OpenMark(InlineTag("x:a", "c"), place, place + 1)], texts)
    printed = "".join(piece[1] for piece in pieces)

    assert printed[mark.start : mark.end] == pieces[place][1]
    assert printed_length("".join(texts)) == len(printed)


def test_marks_move_with_the_texts_that_they_are_joined_or_cut_with() -> None:
    mark = Mark(InlineTag("x:a", "c"), 0, 2)
    joined = joined_marks([("$ 3", ()), ("12", (mark,))])

    assert [(each.start, each.end) for each in joined] == [(2, 4)]
    assert marks_within(joined, 2, 4) == (mark,)
    assert marks_within(joined, 3, 9) == ()
