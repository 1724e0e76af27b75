"""Codes that the service sends have words on the page; vitest holds the two languages to the same keys and slots."""

from __future__ import annotations

import json

import pytest

from rm_assistant.domain.answers import NoticeCode
from tests.architecture.sources import REPOSITORY

WORDS = REPOSITORY / "rm_assistant" / "web" / "src" / "i18n"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("code", NoticeCode)
def test_every_notice_has_words(code: NoticeCode, language: str) -> None:
    words = json.loads((WORDS / f"{language}.json").read_text(encoding="utf-8"))

    assert f"notice.{code}" in words
    assert ("{about}" in words[f"notice.{code}"]) is (code in {NoticeCode.NOTHING_FOUND, NoticeCode.RESTATED})
