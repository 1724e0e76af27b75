from __future__ import annotations

import pytest

from eval.directions import direction_of
from rm_assistant.language.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "number", "direction"),
    [
        ("Revenue decreased $1.8 billion or 24%", "24%", -1),
        ("Revenue decreased $1.8 billion or 24%", "$1.8 billion", -1),
        ("Costs fell while sales rose 5%", "5%", 1),
        ("a 3.2% decline in sales", "3.2%", -1),
        ("営業利益は739億円減", "739億円", -1),
        ("3.2％の増加", "3.2％", 1),
        ("Sales fell to $5 million", "$5 million", 0),
        ("Net sales: 3,243", "3,243", 0),
        ("The group downsized 24% of its shops", "24%", 0),
    ],
)
def test_the_nearest_word_of_movement_counts(text: str, number: str, direction: int) -> None:
    [place] = [each for each in find_numbers(text) if each.text == number]
    assert direction_of(text, place.start, place.end) == direction
