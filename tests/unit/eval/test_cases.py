from __future__ import annotations

import pytest

from eval.cases import Verdict, half_of, measures_by, shares


def test_shares_are_of_all_verdicts() -> None:
    found = shares([Verdict.RIGHT, Verdict.RIGHT, Verdict.WRONG])
    assert {name: measure.value for name, measure in found.items()} == {
        "right": pytest.approx(2 / 3),
        "wrong": pytest.approx(1 / 3),
        "refused": 0.0,
    }


def test_what_is_held_back_stays_held_back() -> None:
    """A case that changed its half would be measured on what it was tuned on."""
    assert [half_of(name) for name in ("acme", "dune", "elm")] == ["tuned on", "held back", "held back"]


def test_groups_are_measured_by_themselves_in_the_order_of_their_names() -> None:
    verdicts = [Verdict.WRONG, Verdict.RIGHT, Verdict.REFUSED]
    found = measures_by(verdicts, lambda verdict: "sure" if verdict is Verdict.RIGHT else "doubtful", shares)
    assert list(found) == ["doubtful", "sure"]
    assert (found["doubtful"]["right"].value, found["sure"]["right"].value) == (0.0, 1.0)
