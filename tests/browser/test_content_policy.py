"""The page under its content policy: it needs nothing that is forbidden, and what is forbidden is stopped."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Visit

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

NOTE_VIOLATIONS = """
    window.violations = [];
    document.addEventListener('securitypolicyviolation', event =>
        window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
FORBIDDEN = {
    "script-src-elem": "add('script').textContent = 'window.run = 1'",
    "script-src-attr": "const b = add('b'); b.setAttribute('onclick', 'window.run = 1'); b.click()",
    "style-src-elem": "add('style').textContent = 'body { color: red }'",
    "img-src": "add('img').src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='",
    "connect-src": "fetch('http://203.0.113.7/').catch(() => undefined)",
}
"""By the directive that stops it. 203.0.113.0/24 is kept for documentation (RFC 5737)."""


def violations(seen: Visit) -> list[str]:
    found: list[str] = seen.page.evaluate("window.violations")
    return found


def test_headers_come_with_the_page_and_with_what_it_loads(visit: Open) -> None:
    seen = visit()
    script = seen.page.locator("script[src]").get_attribute("src")
    for path in ("/", script, "/assets/icon.svg", "/api/v1/documents"):
        headers = seen.page.request.get(f"{seen.url}{path}").headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_a_whole_exchange_needs_nothing_that_is_forbidden(visit: Open) -> None:
    seen = visit("ja")
    seen.page.context.add_init_script(NOTE_VIOLATIONS)
    seen.page.reload()
    seen.ask("月ヶ浜精機株式会社の2024年3月期の営業利益は？")
    seen.page.locator(".cite").first.click()
    expect(seen.page.locator(".paper img")).to_have_js_property("complete", value=True)
    seen.page.locator(".zoom button").last.click()
    seen.page.locator(".library summary").click()
    seen.page.locator(".bar button").click()
    expect(seen.page.locator("html")).to_have_attribute("lang", "en")
    seen.ask("朝凪湖フーズ株式会社の2024年3月期の設備投資額は？")
    seen.page.wait_for_selector(".paper.text")

    assert violations(seen) == []


@pytest.mark.parametrize("directive", FORBIDDEN)
def test_what_is_forbidden_is_stopped(visit: Open, directive: str) -> None:
    seen = visit()
    seen.allowed = ("Content Security Policy", "Refused to", "Fetch API cannot load")
    seen.page.evaluate(NOTE_VIOLATIONS)

    add = "const add = name => document.body.appendChild(document.createElement(name))"
    seen.page.evaluate(f"() => {{ {add}; {FORBIDDEN[directive]} }}")

    seen.page.wait_for_function("window.violations.length > 0")
    assert violations(seen)[0].split()[0] == directive
    assert seen.page.evaluate("window.run") is None
