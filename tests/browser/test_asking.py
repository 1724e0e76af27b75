"""What a reader types, and what a page may not do with it or with what a model wrote."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.stub_model import MARKUP

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def test_enter_while_composing_sends_nothing(visit: Open) -> None:
    seen = visit("ja")
    keyboard = seen.page.context.new_cdp_session(seen.page)
    seen.page.focus("#question")
    keyboard.send("Input.imeSetComposition", {"text": "うりあげ", "selectionStart": 4, "selectionEnd": 4})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": "\r", **enter})
    # Safari's way: the composition is over, and only the key code of the keydown tells of it.
    seen.page.evaluate(
        """document.getElementById('question').dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"""
    )
    assert seen.asked() == 0
    expect(seen.page.locator(".question")).to_have_count(0)


def test_enter_sends_once_the_composition_is_over_and_shift_enter_never(visit: Open) -> None:
    seen = visit("ja")
    seen.page.focus("#question")
    seen.page.keyboard.insert_text("月ヶ浜精機の総資産は？")
    seen.page.keyboard.press("Shift+Enter")
    assert seen.asked() == 0
    seen.page.keyboard.press("Enter")
    seen.finished()
    assert seen.asked() == 1


def test_switching_the_language_lasts(visit: Open) -> None:
    seen = visit()
    seen.page.get_by_role("button", name="日本語").click()
    expect(seen.page.locator("html")).to_have_attribute("lang", "ja")
    expect(seen.page.get_by_role("button", name="送信")).to_be_visible()
    expect(seen.page.locator(".example").first).to_contain_text("設備投資額は")
    seen.page.reload()
    expect(seen.page.locator("html")).to_have_attribute("lang", "ja")


def test_list_of_filings_opens_and_closes(visit: Open) -> None:
    seen = visit()
    filings = seen.page.locator(".library .sheet")
    seen.page.locator(".library summary").click()
    expect(filings.locator("li")).to_have_count(3)
    expect(filings).to_contain_text(re.compile(r"Not read: p\. \d+ \(no text on the page\)"))
    seen.page.keyboard.press("Escape")
    expect(filings).to_be_hidden()


def test_follow_up_is_shown_as_it_was_understood(visit: Open) -> None:
    seen = visit()
    seen.ask("What was the capital expenditure of Quillfeather Instruments in FY2024?")
    seen.page.fill("#question", "And in FY2023?")
    seen.page.press("#question", "Enter")
    seen.page.wait_for_selector(".answer.past + .answer .record")
    now = seen.page.locator(".answer:not(.past)")
    expect(now.locator(".understood")).to_contain_text("capital expenditure")
    expect(now.locator(".question")).to_be_in_viewport()


def test_markup_of_a_model_stays_plain_text(visit: Open) -> None:
    seen = visit(model="stub-markup")
    seen.page.locator(".example").first.click()
    seen.finished()
    claim = seen.page.locator(".claim-text").first
    assert "document.title='run'" in MARKUP
    expect(claim).to_contain_text("document.title='run'")
    assert claim.locator("img, script, a").count() == 0
    assert seen.page.title() == "RM Assistant"


def test_model_that_is_down_is_said_once_and_sources_are_still_quoted(visit: Open) -> None:
    seen = visit("ja", model="stub-down")
    seen.page.locator(".example").first.click()
    seen.finished()
    expect(seen.page.locator(".banner")).to_have_text(["生成AIを利用できません。原文をそのまま引用しています。"])
    assert seen.page.locator(".claim .cite").count() >= 1


def test_escape_stops_an_answer_that_is_being_written(visit: Open) -> None:
    seen = visit(model="stub-slow")
    seen.page.locator(".example").first.click()
    expect(seen.page.locator(".progress")).to_contain_text("Writing")
    seen.page.keyboard.press("Escape")
    expect(seen.page.locator(".banner")).to_contain_text("Stopped")
    expect(seen.page.locator(".progress")).to_have_count(0)


def test_service_that_cannot_log_says_so_with_its_code_and_a_way_to_try_again(visit: Open) -> None:
    seen = visit("ja")
    seen.allowed = ("503",)
    body = '{"title": "", "status": 503, "code": "audit_unavailable", "retry_helps": true, "request_id": "7F3K"}'
    seen.page.route(
        "**/api/v1/answers",
        lambda route: route.fulfill(status=503, content_type="application/problem+json", body=body),
        times=1,
    )
    seen.page.locator(".example").first.click()
    expect(seen.page.get_by_role("alert")).to_contain_text("記録を書き込めない")
    expect(seen.page.get_by_role("alert")).to_contain_text("7F3K")
    seen.page.get_by_role("button", name="再試行").click()
    seen.finished()
    expect(seen.page.get_by_role("alert")).to_have_count(0)
