"""What a model's calls give: figures with their lines, exact results, or what is wrong with the call."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.answers import Calculation, ClaimState, DraftClaim, EvidenceSet
from rm_assistant.domain.answers import Operand as Stated
from rm_assistant.domain.documents import Language
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.ports import ToolCall
from rm_assistant.retrieval.asked_figures import AskedFigures
from rm_assistant.services.tools import LONGEST_RESULTS, ToolAnswer, ToolBox
from rm_assistant.verification.verdict import check_claim
from tests.accounts import brass_report, catalog_of, figure_index, tsuki_report

BRASS, TSUKI = brass_report(), tsuki_report()
CATALOG, INDEX = catalog_of(BRASS, TSUKI), figure_index(BRASS, TSUKI)
MARK = "m4rk"
TEXT = "How did Brass Foundry do in FY2023?"
QUESTION = ResolvedQuestion(TEXT, TEXT, Language.ENGLISH, Scope(("Brass Foundry",), (Period(2023),), (BRASS[1].id,)))


@pytest.fixture
def box() -> ToolBox:
    figures = AskedFigures(INDEX, CATALOG, QUESTION, LOCAL_PRINCIPAL)
    return ToolBox(figures, EvidenceSet(()), Language.ENGLISH, nonce="ab12", mark=MARK)


def ask(box: ToolBox, name: str, arguments: Mapping[str, Any] | str) -> ToolAnswer:
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return box.answer(ToolCall("call-1", name, text))


# ── look_up ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_figure_comes_with_its_line_its_place_and_what_is_known_of_it(box: ToolBox) -> None:
    answer = ask(box, "look_up", {"item": "Net sales", "period": "FY2022"})

    assert not answer.failed
    assert (answer.spans, [span.id for span in answer.new]) == (("ab12-1",), ["ab12-1"])
    assert box.evidence.spans == answer.new
    for told in (
        "[ab12-1] ",
        "BRASS FOUNDRY",
        "brass-2023.pdf",
        "7,500",
        "column: 2022",
        "period: FY2022",
        "1,000,000",
    ):
        assert told in answer.text


def test_what_a_filing_says_stands_inside_the_fence(box: ToolBox) -> None:
    text = ask(box, "look_up", {"item": "Net sales"}).text

    assert text.startswith(f"<sources-{MARK}>\n")
    assert text.endswith(f"\n</sources-{MARK}>")
    assert text.count(MARK) == 2


def test_what_is_not_printed_is_not_disclosed_with_the_reason(box: ToolBox) -> None:
    answer = ask(box, "look_up", {"item": "Goodwill", "period": "FY2023"})

    assert answer.text.startswith("Not disclosed: ")
    assert not answer.failed
    assert box.evidence.spans == ()


def test_null_and_empty_arguments_are_unsaid(box: ToolBox) -> None:
    assert "8,000" in ask(box, "look_up", {"item": "Net sales", "company": None, "segment": "", "basis": None}).text


def test_another_companys_filing_is_out_of_reach_however_it_is_asked_for(box: ToolBox) -> None:
    for arguments in ({"item": "売上高", "company": "月影精機"}, {"item": "売上高 月影精機", "period": "FY2024"}):
        assert "10,000" not in ask(box, "look_up", arguments).text


# ── calculate ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_result_is_exact_and_comes_with_formula_operands_and_lines(box: ToolBox) -> None:
    answer = ask(
        box, "calculate", {"expression": "(net_sales[FY2023] - cost_of_sales[FY2023]) / net_sales[FY2023] * 100"}
    )

    assert ": 37.5 | " in answer.text
    assert "formula: (revenue_FY2023 - cost_of_sales_FY2023) / revenue_FY2023 * 100" in answer.text
    assert "revenue_FY2023 = 8,000 [ab12-1]; cost_of_sales_FY2023 = 5,000 [ab12-2]" in answer.text
    assert answer.spans == ("ab12-1", "ab12-2")


def test_lines_are_operands_by_their_ids_and_a_claim_over_them_is_recomputed(box: ToolBox) -> None:
    ask(box, "look_up", {"item": "Net sales"})

    answer = ask(box, "calculate", {"expression": '("ab12-1"[FY2023] - "ab12-1"[at "2022"]) / "ab12-1"[FY2022]'})

    assert "6.7%" in answer.text
    assert answer.new == ()
    operands = (Stated("now", "8,000", "ab12-1"), Stated("then", "7,500", "ab12-1"))
    text = "Net sales of Brass Foundry grew from 7,500 million to 8,000 million, by {}, in FY2023."
    states = {
        result: check_claim(
            DraftClaim(
                text.format(result), ("ab12-1",), None, Calculation("(now - then) / then * 100", operands, result)
            ),
            box.evidence,
            QUESTION,
        ).state
        for result in ("6.7%", "7.6%")
    }
    assert states == {"6.7%": ClaimState.CALCULATED, "7.6%": ClaimState.DIFFERS}


def test_a_claim_over_a_looked_up_figure_carries_its_id(box: ToolBox) -> None:
    ask(box, "look_up", {"item": "Net sales", "period": "FY2023"})

    verdict = check_claim(
        DraftClaim("Net sales of Brass Foundry were $8,000 million in FY2023.", ("ab12-1",)), box.evidence, QUESTION
    )

    assert verdict.state is ClaimState.MATCHES
    assert verdict.figures[0].figure_id in {found.id for found in box.evidence.spans[0].figures}


@pytest.mark.parametrize(
    "expression",
    ["net_sales[FY2023] / goodwill[FY2023]", "net_sales[FY2023] / (total_assets[FY2023] - total_assets[FY2023])"],
)
def test_no_result_says_why(box: ToolBox, expression: str) -> None:
    assert ask(box, "calculate", {"expression": expression}).text.startswith("No result")


# ── calls that cannot be carried out ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("delete_all", {}, "no tool of this name"),
        ("", {}, "no tool of this name"),
        ("look_up", "", "item is missing"),
        ("look_up", '{"item": "Net sa', "not valid JSON"),
        ("look_up", "[" * 3000, "not valid JSON"),
        ("look_up", '{"item": ' + "9" * 3900 + "}", "must be text"),
        ("look_up", '["Net sales"]', "not a JSON object"),
        ("look_up", {"item": 7}, "must be text"),
        ("look_up", {"item": "x" * 401}, "must be text of at most"),
        ("look_up", '{"item": "' + "x" * 4000 + '"}', "too long"),
        ("look_up", {"item": "Net sales", "page": "12"}, "not known: page"),
        ("look_up", {"item": "Net sales", "basis": "group"}, "consolidated or parent_only"),
        ("look_up", {"item": "Net sales", "period": "someday"}, "FY2023 Q2"),
        ("calculate", {"expression": "__import__('os').system('x')"}, "cannot be read"),
        ("calculate", {"expression": "net_sales["}, "cannot be read"),
        ("calculate", {"expression": '"\\ud8"'}, "cannot be read"),
        ("calculate", {"expression": "(" * 200}, "cannot be read"),
        ("calculate", {"expression": "2 + 2"}, "1 to 12 operands"),
        ("calculate", {"expression": "net_sales[FY2023] * 1.17"}, "1.17 is not an operand"),
        ("calculate", {"expression": " + ".join(f"x{n}" for n in range(13))}, "1 to 12 operands"),
        ("calculate", {"expression": 'net_sales[at "2023"]'}, "an item takes"),
        ("calculate", {"expression": "root(net_sales[FY2023], 1 / 1000000000000)"}, "No result"),
    ],
)
def test_a_call_that_cannot_be_carried_out_is_told_why(
    box: ToolBox, name: str, arguments: Mapping[str, Any] | str, told: str
) -> None:
    answer = ask(box, name, arguments)

    assert told in answer.text
    assert box.evidence.spans == ()


def test_results_are_bounded_in_all(box: ToolBox) -> None:
    answers = [ask(box, "look_up", {"item": "Net sales"}) for _ in range(LONGEST_RESULTS // 200)]

    assert answers[-1].failed
    assert sum(len(answer.text) for answer in answers if not answer.failed) <= LONGEST_RESULTS
