"""Filings and their pages in words."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from rm_assistant.cli.filing_wording import PAGE_FAILURES, REASONS, STATUSES, pages_lost, refused
from rm_assistant.domain.documents import FailedPage, Language, PageFailure, RefusalReason
from rm_assistant.domain.ingestion import OutcomeStatus, SourceOutcome


def failed(numbers: Iterable[int], reason: PageFailure = PageFailure.TIMED_OUT) -> list[FailedPage]:
    return [FailedPage(number, reason) for number in numbers]


@pytest.mark.parametrize("words", [*REASONS.values(), *PAGE_FAILURES.values(), *STATUSES.values()])
def test_everything_is_said_in_both_languages(words: dict[Language, str]) -> None:
    assert set(words) == set(Language)
    assert words[Language.JAPANESE] != words[Language.ENGLISH]


def test_there_are_words_for_every_code() -> None:
    assert set(REASONS) == set(RefusalReason)
    assert set(PAGE_FAILURES) == set(PageFailure)
    assert set(STATUSES) == set(OutcomeStatus)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([7], "page 7 not read (took too long)"),
        ([7, 8, 9, 3], "pages 3, 7–9 not read (took too long)"),
        (range(1, 40, 2), "pages 1, 3, 5, 7, 9, 11, 13, 15 and 12 more not read (took too long)"),
    ],
)
def test_pages_are_told_in_ranges(numbers: Iterable[int], told: str) -> None:
    assert pages_lost(failed(numbers), Language.ENGLISH) == [told]


def test_each_reason_has_a_line_of_its_own() -> None:
    lines = pages_lost([*failed([2]), *failed([1], PageFailure.UNREADABLE), *failed([3])], Language.ENGLISH)

    assert lines == ["pages 2–3 not read (took too long)", "page 1 not read (damaged)"]


def test_no_page_lost_is_not_told() -> None:
    assert pages_lost([], Language.ENGLISH) == []


def test_what_to_do_follows_the_reason_as_a_sentence() -> None:
    outcome = SourceOutcome("a.pdf", OutcomeStatus.REFUSED, reason=RefusalReason.ENCRYPTED, detail="save a copy.")

    assert refused(outcome, Language.ENGLISH) == "protected by a password or by encryption. Save a copy."
