"""Keys and chains."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.section_headings import Candidate, best_chain, slug, tidy


def rises(before: Candidate, after: Candidate) -> bool:
    return before.order < after.order


def candidate(page: int, order: int, weight: float = 1.0) -> Candidate:
    return Candidate(page, 0, (order,), f"title {order}", weight)


def test_the_heaviest_rising_chain_is_taken() -> None:
    contents = [candidate(1, number, 0.2) for number in (1, 2, 3)]
    headings = [candidate(2, 1), candidate(3, 2), candidate(4, 2, 0.1), candidate(5, 3)]
    assert best_chain([*contents, *headings], rises) == [headings[0], headings[1], headings[3]]


def test_no_candidates_no_chain() -> None:
    assert best_chain([], rises) == []


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0.1, 5)), max_size=30))
def test_chains_rise_and_weigh_no_less_than_any_one_candidate(orders: list[tuple[int, float]]) -> None:
    candidates = [candidate(at, order, weight) for at, (order, weight) in enumerate(orders)]
    chain = best_chain(candidates, rises)
    assert all(rises(before, after) for before, after in pairwise(chain))
    total = sum(each.weight for each in chain)
    assert all(total >= each.weight - 1e-9 for each in candidates)


def test_slugs_are_the_same_for_one_heading() -> None:
    assert slug("NOTE — Income Taxes") == slug("Note: income  taxes") == "note_income_taxes"
    assert slug("有価証券・投資有価証券") == "有価証券_投資有価証券"


def test_titles_stand_on_one_line() -> None:
    assert tidy(" Item 7.  Management’s\nDiscussion ..... ") == "Item 7. Management’s Discussion"
