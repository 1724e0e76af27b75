from __future__ import annotations

import pytest

from rm_assistant.language.romanised import romanised_likeness


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("hanako", "yamada"), "山田 花子"),
        (("yamada", "hanako"), "山 田 花 子"),
        (("yamadahanako",), "山田 花子"),
        (("jiro", "tsuchida"), "土田 次郎"),
        (("smart", "life"), "スマートライフ"),
    ],
)
def test_a_name_in_latin_letters(words: tuple[str, ...], name: str) -> None:
    assert romanised_likeness(words, name) > 0.65


def test_a_name_set_wide_is_read_as_one() -> None:
    """長谷川 is no more heard in its single characters."""
    assert romanised_likeness(("hasegawa", "ichiro"), "長 谷 川 一 郎") == 1.0


def test_another_name() -> None:
    assert romanised_likeness(("hanako", "yamada"), "佐々木 健") < 0.6
    assert romanised_likeness(("hanako",), "") == 0.0
