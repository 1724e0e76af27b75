"""One verdict from all checks: a problem never comes out as a match."""

from __future__ import annotations

import pytest

from rm_assistant.domain.answers import Calculation, ClaimState, DraftClaim, EvidenceSet, Operand
from rm_assistant.domain.findings import FindingCode, Severity
from rm_assistant.verification.verdict import check_claim
from tests.fakes_chat import EVIDENCE, resolved, sentence

GOOD = {ClaimState.MATCHES, ClaimState.STATED, ClaimState.CALCULATED}
SHARE = Calculation("a / b", (Operand("a", "1,577", "n1-1"), Operand("b", "32,765", "n1-2")), "4.8%")
WRONG_SHARE = Calculation("a / b", SHARE.operands, "5.8%")
SPENT = "It spent 1,577 million dollars in 2018."


@pytest.mark.parametrize(
    ("draft", "state"),
    [
        (DraftClaim(SPENT, ("n1-1",)), ClaimState.MATCHES),
        (DraftClaim(SPENT, ("n1-1",), quote="Purchases of property, plant"), ClaimState.MATCHES),
        (DraftClaim("It closed a plant.", ("n1-3",), quote="We closed the Alder plant"), ClaimState.STATED),
        (DraftClaim("We closed the Alder plant", ("n1-3",)), ClaimState.STATED),
        (DraftClaim("Capex was 4.8% of sales.", ("n1-1", "n1-2"), calculation=SHARE), ClaimState.CALCULATED),
        (DraftClaim("Capex was 4.8% of sales.", (), calculation=SHARE), ClaimState.CALCULATED),
        (DraftClaim("It closed a plant.", ("n1-3",)), ClaimState.UNCHECKED),
        (DraftClaim("It closed a plant.", ("n1-3",), quote="We"), ClaimState.UNCHECKED),
        (DraftClaim("It closed 3 plants.", ("n1-3",)), ClaimState.UNCHECKED),
        (DraftClaim("It spent 1,677 million dollars.", ("n1-1",)), ClaimState.DIFFERS),
        (DraftClaim(SPENT, ("n1-1",), quote="Purchases of aircraft"), ClaimState.DIFFERS),
        (DraftClaim("Capex was 5.8% of sales.", ("n1-1", "n1-2"), calculation=WRONG_SHARE), ClaimState.DIFFERS),
        (DraftClaim("Capex was 4.9% of sales.", ("n1-1", "n1-2"), calculation=SHARE), ClaimState.DIFFERS),
        (DraftClaim(SPENT, ()), ClaimState.NONE),
        (DraftClaim(SPENT, ("n9-9",)), ClaimState.NONE),
        (DraftClaim(SPENT, ("n1-1", "n9-9")), ClaimState.NONE),
    ],
)
def test_the_state_says_what_was_found(draft: DraftClaim, state: ClaimState) -> None:
    verdict = check_claim(draft, EVIDENCE, resolved())

    assert verdict.state is state
    problems = [finding for finding in verdict.findings if finding.severity is Severity.PROBLEM]
    assert not (problems and verdict.state in GOOD)


def test_unknown_ids_are_told_and_known_ones_still_shown() -> None:
    verdict = check_claim(DraftClaim(SPENT, ("n9-9", "n1-1")), EVIDENCE, resolved())

    assert [span.id for span in verdict.spans] == ["n1-1"]
    assert [(finding.code, finding.claimed) for finding in verdict.findings] == [(FindingCode.UNKNOWN_SPAN, "n9-9")]


def test_the_spans_of_operands_are_sources_too() -> None:
    verdict = check_claim(DraftClaim("Capex was 4.8% of sales.", ("n1-1",), calculation=SHARE), EVIDENCE, resolved())

    assert [span.id for span in verdict.spans] == ["n1-1", "n1-2"]


def test_a_claim_that_only_repeats_the_questions_number_is_not_matched() -> None:
    question = resolved("Was the capital expenditure 1,600 million dollars?")

    verdict = check_claim(DraftClaim("Yes, it was 1,600 million dollars.", ("n1-1",)), EVIDENCE, question)

    assert verdict.state is ClaimState.UNCHECKED
    assert [(finding.code, finding.severity) for finding in verdict.findings] == [
        (FindingCode.FIGURE_NOT_FOUND, Severity.NOTE)
    ]


def test_a_claim_with_no_number_but_a_names_is_no_match_of_figures() -> None:
    span = sentence("n1-9", "Deliveries of the Alder 737 and of COVID-19 vaccines resumed in the spring.")
    draft = DraftClaim("Deliveries of the Alder 737 and of COVID-19 vaccines resumed.", ("n1-9",), quote=span.text)

    verdict = check_claim(draft, EvidenceSet((span,)), resolved())

    assert (verdict.state, verdict.figures, verdict.findings) == (ClaimState.STATED, (), ())
