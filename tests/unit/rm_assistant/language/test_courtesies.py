from __future__ import annotations

import pytest

from rm_assistant.language.courtesies import is_courtesy


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!",
        "thank you very much for your help",
        "Great, thanks",
        "OK",
        "Hello there",
        "Good morning",
        "ありがとう",
        "ありがとうございます。",
        "どうもありがとうございました！",
        "了解です",
        "承知しました。ありがとうございます。",
        "こんにちは",
        "お疲れ様です",
    ],
)
def test_nothing_is_asked(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, and what about 2023?",
        "thanks and the margin in FY2023",
        "Thanks, 2023 please",
        "Why did it change?",
        "revenue",
        "Is it good?",
        "ありがとう。営業利益は？",
        "なぜ変わったの？",
        "売上高",
        "",
    ],
)
def test_something_is_asked(text: str) -> None:
    assert not is_courtesy(text)
