"""From a question to the page that the answer stands on."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, Visit

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

LEGIBLE = 11
"""CSS pixels that a line of evidence is high, at the least."""


def test_one_click_leads_from_the_first_page_to_a_boxed_row(visit: Open) -> None:
    seen = visit()
    seen.page.locator(".example").first.click()
    seen.finished()
    assert seen.page.locator(".claim .mark.ok").count() == 1
    assert_page_is_drawn(seen.page)
    assert_box_lies_on(quoted_words(seen), seen.page)
    assert_in_view(seen.page.locator(".boxes .line"), seen.page)


def test_japanese_pdf_is_boxed_with_the_cited_figure_in_view(visit: Open) -> None:
    seen = visit("ja")
    seen.ask("月ヶ浜精機株式会社の2024年3月期の営業利益は？")
    assert_page_is_drawn(seen.page)
    assert_box_lies_on(quoted_words(seen), seen.page)
    assert_in_view(seen.page.locator(".boxes .line"), seen.page)
    assert_in_view(seen.page.locator(".boxes .cell"), seen.page)


def test_html_filing_has_the_cited_row_outlined_under_the_names_of_its_columns(visit: Open) -> None:
    seen = visit("ja")
    seen.ask("朝凪湖フーズ株式会社の2024年3月期の設備投資額は？")
    row = seen.page.locator("tr.evidence")
    assert row.count() == 1
    assert "有形固定資産の取得による支出" in row.inner_text()
    figure = row.locator(".exact")
    assert figure.inner_text() in seen.page.locator(".claim-text").inner_text().replace("\n", "")
    assert_in_view(row, seen.page)
    assert "当連結会計年度" in heading_above(figure)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_example_question_is_answered_with_its_source(visit: Open, language: str) -> None:
    seen = visit(language)
    for index in range(seen.page.locator(".example").count()):
        seen.page.goto(seen.url)
        seen.page.locator(".example").nth(index).click()
        seen.finished()
        assert seen.page.locator(".claim .mark.ok").count() >= 1
        assert seen.page.locator(".refusal").count() == 0
        seen.page.wait_for_selector(".boxes .line, tr.evidence")


def test_j_and_k_walk_along_the_sources(visit: Open) -> None:
    seen = visit()
    seen.ask("What are the main risks Quillfeather Instruments describes in FY2024?")
    assert seen.page.locator(".cite").count() > 1
    seen.page.locator("h1").click()
    seen.page.evaluate("document.activeElement.blur()")
    seen.page.locator(".cite").first.click()
    places = [pressed(seen.page)]
    for key in ("j", "k"):
        seen.page.keyboard.press(key)
        places.append(pressed(seen.page))
    assert places == [0, 1, 0]


def test_reload_shows_the_same_answer_and_source(visit: Open) -> None:
    seen = visit()
    seen.page.locator(".example").first.click()
    seen.finished()
    before = (seen.page.locator(".claims").inner_text(), seen.page.locator(".record").inner_text())
    seen.page.reload()
    seen.finished()
    assert (seen.page.locator(".claims").inner_text(), seen.page.locator(".record").inner_text()) == before
    assert_page_is_drawn(seen.page)
    assert seen.asked() == 1


def test_on_a_phone_the_source_is_a_sheet_that_shows_the_cited_figure(visit: Open) -> None:
    seen = visit(width=390, height=844)
    seen.page.locator(".example").first.click()
    seen.finished()
    assert seen.page.locator(".source.open").count() == 0
    seen.page.locator(".cite").first.click()
    assert_page_is_drawn(seen.page)
    assert_in_view(seen.page.locator(".boxes .cell"), seen.page)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.page.keyboard.press("Escape")
    assert seen.page.locator(".source.open").count() == 0


def quoted_words(seen: Visit) -> list[dict[str, float]]:
    """Where the words of the open citation are printed, by the service's own reading of the page."""
    where = parse_qs(urlsplit(seen.page.url).query)
    answer = seen.page.request.get(f"{seen.url}/api/v1/answers/{where['answer'][0]}").json()
    citation = next(
        one for claim in answer["claims"] for one in claim["citations"] if one["number"] == int(where["source"][0])
    )
    path = f"/api/v1/documents/{citation['document']}/pages/{citation['page']}/text.json?words=true"
    page: dict[str, Any] = seen.page.request.get(seen.url + path).json()
    assert page["text"][citation["start"] : citation["end"]] == citation["quote"]
    words = [w for w in page["words"] if citation["start"] <= w["start"] and w["end"] <= citation["end"]]
    assert words
    return [word["rect"] for word in words]


def assert_page_is_drawn(page: Page) -> None:
    image = page.locator(".paper img")
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") > 0
    edges = "one => { const {x, y, width, height} = one.getBoundingClientRect(); return [x, y, width, height]; }"
    assert image.evaluate(edges) == page.locator(".boxes").evaluate(edges)


def assert_box_lies_on(words: list[dict[str, float]], page: Page) -> None:
    """The boxes as they are on screen hold every quoted word, and no line beside them; all lie on the page."""
    scale = "svg => [svg.viewBox.baseVal.width, svg.getBoundingClientRect().width, svg.viewBox.baseVal.height]"
    width, on_screen, height = page.locator(".boxes").evaluate(scale)
    boxes = page.locator(".boxes .line").evaluate_all(
        "all => all.map(one => one.getBBox()).map(({x, y, width, height}) => [x, y, x + width, y + height])"
    )
    for x0, y0, x1, y1 in boxes:
        assert x0 >= 0
        assert y0 >= 0
        assert x1 <= width
        assert y1 <= height
        assert (y1 - y0) * on_screen / width >= LEGIBLE
    for word in words:
        assert any(x0 <= word["x0"] and word["x1"] <= x1 and _on_line(word, y0, y1) for x0, y0, x1, y1 in boxes)


def _on_line(word: dict[str, float], top: float, bottom: float) -> bool:
    line = word["y1"] - word["y0"]
    return top <= word["y0"] and word["y1"] <= bottom and bottom - top < 2 * line


def assert_in_view(part: Locator, page: Page) -> None:
    frame, box = page.locator(".sheet-frame").bounding_box(), part.first.bounding_box()
    assert frame is not None
    assert box is not None
    assert frame["x"] - 1 <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
    assert frame["y"] <= box["y"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]


def heading_above(cell: Locator) -> str:
    """The heading whose column the cell stands in, by where both are on screen."""
    script = """cell => {
        const box = cell.getBoundingClientRect();
        const middle = box.left + box.width / 2;
        const heads = [...cell.closest('table').querySelectorAll('thead th')];
        return heads.find(head => {
            const place = head.getBoundingClientRect();
            return place.left <= middle && middle <= place.right;
        })?.innerText ?? '';
    }"""
    return re.sub(r"\s", "", str(cell.evaluate(script)))


def pressed(page: Page) -> int:
    states = page.locator(".cite").evaluate_all("all => all.map(one => one.ariaPressed)")
    return int(states.index("true"))
