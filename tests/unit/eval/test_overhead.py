"""The overhead is the product's own share of the time to the first claim."""

from __future__ import annotations

from eval.overhead import measures
from rm_assistant.domain.answers import Timing


def test_the_models_own_time_is_taken_off() -> None:
    found = measures([Timing(first_claim=250.0, model_first_claim=200.0)], asked=1)
    assert found["first_claim_added_p95_ms"].value == 50.0


def test_questions_without_a_claim_count_as_not_answered() -> None:
    found = measures([Timing(first_claim=30.0, model_first_claim=10.0), Timing()], asked=4)
    assert found["answered"].value == 0.25
    assert found["first_claim_added_p50_ms"].value == 20.0
