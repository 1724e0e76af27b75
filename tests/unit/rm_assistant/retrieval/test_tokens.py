from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.retrieval.tokens import estimate_tokens


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("abcd" * 10, 10), ("売上高は増加した", 7)])
def test_tokens_are_estimated_by_script(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


@given(st.text(max_size=200), st.text(max_size=200))
def test_more_text_never_costs_less(first: str, second: str) -> None:
    assert estimate_tokens(first + second) >= estimate_tokens(first)
