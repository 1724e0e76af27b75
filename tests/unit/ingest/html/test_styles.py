"""Styles of elements, by style sheet and attribute."""

from __future__ import annotations

import pytest
from lxml import etree

from ingest.html.document import parse
from ingest.html.styles import Style, Styles

SHEET = """
/* p { display: none } */
.gone, p.hid { display: none !important }
h1 { font-weight: normal; page-break-before: always }
.pb { margin: 0px; page-break-after: always }
div > span { display: none }
"""


def style_of(element: str) -> Style:
    root = parse(f"<html><head><style>{SHEET}</style></head><body>{element}</body></html>".encode()).root
    body = root.find("body")
    assert body is not None
    found: etree._Element = body[0]
    return Styles(root).of(found, str(found.tag))


@pytest.mark.parametrize(
    ("element", "style"),
    [
        ("<p>x</p>", Style()),
        ("<div class='a gone'>x</div>", Style(hidden=True)),
        ("<p class='hid'>x</p>", Style(hidden=True)),
        ("<div class='hid'>x</div>", Style()),
        ("<p hidden>x</p>", Style(hidden=True)),
        ("<h1>x</h1>", Style(bold=False, break_before=True)),
        ("<h1 style='font-weight:700'>x</h1>", Style(bold=True, break_before=True)),
        ("<p class='pb' style='page-break-after:auto'>x</p>", Style(break_after=False)),
        ("<b>x</b>", Style(bold=True)),
        ("<b style='font-weight:400'>x</b>", Style(bold=False)),
        ("<div style='display:inline'>x</div>", Style(hidden=False, inline=True)),
        ("<span style='vertical-align:super'>x</span>", Style(raised=True)),
        ("<span style='position: relative; top: -3pt'>x</span>", Style(raised=True)),
        ("<span style='nonsense;;:'>x</span>", Style()),
    ],
)
def test_the_nearest_declaration_wins(element: str, style: Style) -> None:
    assert style_of(element) == style


def test_a_stronger_style_leaves_what_it_does_not_state() -> None:
    assert Style(bold=True, hidden=False) | Style(hidden=True) == Style(bold=True, hidden=True)
