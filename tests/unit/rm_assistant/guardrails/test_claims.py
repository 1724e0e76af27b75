"""Whatever a model writes, what is shown holds nothing to follow, load or run."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.answers import Calculation, DraftClaim, Operand
from rm_assistant.domain.findings import FindingCode
from rm_assistant.guardrails.claims import inert_draft, inert_text

LIVE = re.compile(r"<[a-z/!?]|\]\(|\]\[|\]:|[a-z][a-z0-9+.-]*://\S|\bwww\.\w", re.IGNORECASE)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[report](https://evil.example/a)", "[report] ([…])"),
        ("![x](http://evil.example/p.png?d=1577)", "![x] ([…])"),
        ("[report][1] and [1]: //evil.example", "[report] [1] and [1] : //evil.example"),
        ("<img src=x onerror=alert(1)>", "< img src=x onerror=alert(1)>"),
        ("<scr<b>ipt>", "< scr< b>ipt>"),
        ("<https://evil.example>", "<[…]>"),
        ("See www.evil.example/x now", "See […] now"),
        ("詳細はhttps://evil.example/日本。以上", "詳細は[…]。以上"),
    ],
)
def test_links_addresses_and_tags_are_broken_open(written: str, shown: str) -> None:
    assert inert_text(written) == shown


@pytest.mark.parametrize(
    "plain",
    [
        "Sales rose 5% (2018: 32,765) [restated]; margin < 10% & EPS > 1.",
        "売上高は1,577百万円（前期比△3.2%）でした。",
        "Cash was $1.2 billion: see note 5.",
    ],
)
def test_plain_words_stay_as_they_are(plain: str) -> None:
    draft = DraftClaim(plain, ("n1-1",))

    assert inert_draft(draft) == (draft, ())


def test_characters_that_nobody_sees_are_taken_out() -> None:
    assert inert_text("1,5\u200b77\u202e \U000e0041mil\x07lion") == "1,577 million"


def test_every_part_of_a_draft_is_made_inert_and_the_claims_own_change_is_a_finding() -> None:
    link = "<b>x</b>"
    draft = DraftClaim(link, (link,), link, Calculation(link, (Operand(link, link, link),), link))

    inert, findings = inert_draft(draft)

    shown = "< b>x< /b>"
    assert inert == DraftClaim(shown, (shown,), shown, Calculation(shown, (Operand(shown, shown, shown),), shown))
    assert [finding.code for finding in findings] == [FindingCode.FOREIGN_LINK]


@given(st.text(st.sampled_from("ab<>/![]():.w-\n h\u200btps"), max_size=60))
def test_nothing_live_is_left_and_doing_it_twice_changes_nothing(text: str) -> None:
    shown = inert_text(text)

    assert not LIVE.search(shown)
    assert inert_text(shown) == shown
