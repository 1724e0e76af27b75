"""axe-core over each state of the page: nothing serious or critical, in both languages, both themes and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from rm_assistant.web import build
from tests.browser.conftest import Open, Visit

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

AXE = build.FOLDER / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}

Step = Callable[[Visit], None]


def welcome(seen: Visit) -> None:
    expect(seen.page.locator(".example").first).to_be_visible()


def library(seen: Visit) -> None:
    seen.page.locator(".library summary").click()
    expect(seen.page.locator(".library .sheet")).to_be_visible()


def answer_beside_its_page(seen: Visit) -> None:
    seen.ask("月ヶ浜精機株式会社の2024年3月期の営業利益は？")
    seen.page.locator(".cite").first.click()
    expect(seen.page.locator(".paper img")).to_have_js_property("complete", value=True)


def answer_beside_its_table(seen: Visit) -> None:
    seen.ask("朝凪湖フーズ株式会社の2024年3月期の設備投資額は？")
    seen.page.locator(".cite").first.click()
    seen.page.wait_for_selector(".paper.text")


def refusal(seen: Visit) -> None:
    seen.ask("What was the dividend policy of Nonesuch Holdings in FY2031?")
    expect(seen.page.locator(".refusal")).to_be_visible()


def failure(seen: Visit) -> None:
    seen.allowed = ("503",)
    body = '{"title": "", "status": 503, "code": "audit_unavailable", "retry_helps": true, "request_id": "7F3K"}'
    seen.page.route(
        "**/api/v1/answers",
        lambda route: route.fulfill(status=503, content_type="application/problem+json", body=body),
    )
    seen.page.locator(".example").first.click()
    expect(seen.page.get_by_role("alert")).to_be_visible()


def conversation(seen: Visit) -> None:
    seen.ask("What was the capital expenditure of Quillfeather Instruments in FY2024?")
    seen.page.fill("#question", "And in FY2023?")
    seen.page.press("#question", "Enter")
    seen.page.wait_for_selector(".answer.past + .answer .record")


STEPS = [welcome, library, answer_beside_its_page, answer_beside_its_table, refusal, failure, conversation]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
@pytest.mark.parametrize(
    ("language", "theme", "width"), [("en", "light", 1440), ("ja", "dark", 1440), ("ja", "light", 390)]
)
def test_nothing_grave_stands_in_a_reader_s_way(visit: Open, language: str, theme: Any, width: int, step: Step) -> None:
    seen = visit(language, width=width)
    seen.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    step(seen)

    assert grave_findings(seen) == []


def test_what_stands_in_the_way_would_be_found(visit: Open) -> None:
    seen = visit()
    seen.page.evaluate("document.body.append(document.createElement('button'))")

    (finding,) = grave_findings(seen)
    assert finding.startswith("critical button-name")


def grave_findings(seen: Visit) -> list[str]:
    """Each with the part of the page and what is wrong with it."""
    if not AXE.exists():
        pytest.skip("the browser UI's packages are not installed: python -m rm_assistant.web.build")
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = seen.page.evaluate("axe.run()")
    return [
        f"{violation['impact']} {violation['id']}: {node['html'][:160]} | {node['failureSummary'][:300]}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]
