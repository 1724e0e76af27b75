"""A model that asks through tools before it answers: what it is given, what is on record, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import aclosing
from functools import partial
from typing import Any

import pytest

from rm_assistant.adapters.audited_chat import AuditedChatModel
from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import (
    AnswerCompleted,
    AnswerEvent,
    AnswerFailed,
    AnswerMode,
    ClaimReleased,
    ClaimState,
)
from rm_assistant.domain.audit import RecordKind
from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import AuditUnavailableError
from rm_assistant.domain.questions import Period, Question, Scope
from rm_assistant.ports import ToolCall
from rm_assistant.prompting.library import PromptLibrary
from rm_assistant.retrieval.asked_figures import AskedFigures
from rm_assistant.services.answering import Answering
from rm_assistant.services.research import Research
from rm_assistant.services.tools import Toolkit, ToolLimits
from tests.accounts import brass_report, catalog_of, figure_index
from tests.fakes_chat import (
    FailingAuditLog,
    FakeChatModel,
    FakeEvidenceFinder,
    FixedUnderstanding,
    claim_json,
    reply_json,
)
from tests.fakes_storage import CountingIds, MemoryAuditLog, SteppingClock

BRASS = brass_report()
QUESTION = Question("What were the net sales of Brass Foundry in FY2023?", Language.ENGLISH)
SALES = ToolCall("call-1", "look_up", '{"item": "Net sales", "period": "FY2023"}')
ASSETS = ToolCall("call-2", "look_up", '{"item": "Total assets", "period": "FY2023"}')
SPAN, NEXT = "0002-4", "0002-5"
"""The ids that follow those of the evidence given at first."""
UNKNOWN = ToolCall("call-3", "send_mail", '{"to": "x"}')


class Desk:
    def __init__(
        self,
        *,
        limits: ToolLimits | None = None,
        audit: MemoryAuditLog | None = None,
        max_output_tokens: int = 2000,
    ) -> None:
        self.audit = audit or MemoryAuditLog()
        self.model, self.quoting = FakeChatModel(), FakeChatModel("extractive", writes=False)
        catalog, clock = catalog_of(BRASS), SteppingClock()
        scope = Scope(("Brass Foundry",), (Period(2023),), (BRASS[1].id,))
        toolkit = Toolkit(
            PromptLibrary().tools(),
            partial(AskedFigures, figure_index(BRASS), catalog),
            limits or ToolLimits(seconds=10_000),
        )
        self.answering = Answering(
            research=Research(catalog, FakeEvidenceFinder(), FixedUnderstanding(scope), token_budget=6000),
            prompt=PromptLibrary().get("answer"),
            model=AuditedChatModel(self.model, self.audit, clock),
            quoting=AuditedChatModel(self.quoting, self.audit, clock),
            audit=self.audit,
            clock=clock,
            ids=CountingIds(),
            toolkit=toolkit,
            max_output_tokens=max_output_tokens,
        )

    async def ask(self) -> list[AnswerEvent]:
        async with aclosing(self.answering.answer(QUESTION, Principal("rm-7"))) as events:
            return [event async for event in events]

    @property
    def kinds(self) -> list[RecordKind]:
        return [record.kind for record in self.audit.records]

    def bodies(self, kind: RecordKind) -> list[dict[str, Any]]:
        return [json.loads(record.body) for record in self.audit.records if record.kind is kind]


def claims(events: Sequence[AnswerEvent]) -> list[ClaimReleased]:
    return [event for event in events if isinstance(event, ClaimReleased)]


async def test_a_figure_that_was_looked_up_is_cited_checked_and_on_record_before_the_model_is_told() -> None:
    desk = Desk()
    desk.model.enqueue(calls=[SALES])
    desk.model.enqueue(reply_json(claim_json("Net sales of Brass Foundry were $8,000 million in FY2023.", SPAN)))

    events = await desk.ask()

    (claim,) = (event.claim for event in claims(events))
    assert (claim.state, claim.citations[0].document) == (ClaimState.MATCHES, BRASS[1].id)
    assert claim.figures[0].figure_id
    assert desk.kinds == [
        RecordKind.QUESTION_ASKED,
        RecordKind.EVIDENCE_FOUND,
        RecordKind.MODEL_CALLED,
        RecordKind.MODEL_ANSWERED,
        RecordKind.TOOL_ANSWERED,
        RecordKind.MODEL_CALLED,
        RecordKind.CLAIM_RELEASED,
        RecordKind.MODEL_ANSWERED,
        RecordKind.ANSWER_COMPLETED,
    ]
    (told,) = desk.bodies(RecordKind.TOOL_ANSWERED)
    assert (told["tool"], told["arguments"], told["call_id"]) == (SALES.name, SALES.arguments, SALES.id)
    assert [span["id"] for span in told["spans"]] == told["cites"] == [SPAN]
    asked = desk.bodies(RecordKind.MODEL_CALLED)
    assert [tool["name"] for tool in asked[0]["tools"]] == ["look_up", "calculate"]
    assert asked[1]["messages"][-1] == {"role": "tool", "content": told["result"], "call_id": "call-1"}
    assert desk.bodies(RecordKind.MODEL_ANSWERED)[0]["tool_calls"][0]["name"] == "look_up"


async def test_each_call_of_the_model_counts_and_the_ceiling_of_tokens_is_of_the_whole_answer() -> None:
    desk = Desk()
    desk.model.enqueue(calls=[SALES])
    desk.model.enqueue(reply_json(claim_json("Net sales of Brass Foundry were $8,000 million in FY2023.", SPAN)))

    last = (await desk.ask())[-1]

    assert isinstance(last, AnswerCompleted)
    assert (last.answer.usage.input_tokens, last.answer.usage.output_tokens) == (200, 40)
    assert [request.max_output_tokens for request in desk.model.requests] == [2000, 1900]


async def test_parallel_calls_are_answered_in_their_order_and_wrong_ones_beside_right_ones() -> None:
    desk = Desk()
    desk.model.enqueue("Let me look.", calls=[SALES, UNKNOWN, ASSETS])
    desk.model.enqueue(reply_json(claim_json("Total assets of Brass Foundry were $6,000 million in FY2023.", NEXT)))

    events = await desk.ask()

    said, *results = desk.model.requests[-1].messages[-4:]
    assert (said.role, said.content, said.calls) == ("assistant", "Let me look.", (SALES, UNKNOWN, ASSETS))
    assert [message.call_id for message in results] == ["call-1", "call-3", "call-2"]
    assert results[1].content.startswith("Error: there is no tool")
    assert claims(events)[0].claim.state is ClaimState.MATCHES
    assert [body["failed"] for body in desk.bodies(RecordKind.TOOL_ANSWERED)] == [False, True, False]


async def test_a_claim_that_is_said_again_after_a_call_is_shown_once() -> None:
    desk = Desk()
    capex = claim_json("Northwind Mills spent 1,577 million dollars on capital expenditure in 2018.", "n1-1")
    desk.model.enqueue('{"claims": [', capex, calls=[SALES])
    desk.model.enqueue(reply_json(capex, claim_json("Net sales were $8,000 million in FY2023.", SPAN)))

    assert [event.claim.text[:9] for event in claims(await desk.ask())] == ["Northwind", "Net sales"]


# ── ends ────────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_model_that_calls_without_end_is_told_to_answer_and_then_given_up_by_name() -> None:
    desk = Desk(limits=ToolLimits(rounds=2, calls=12, seconds=10_000))
    for _ in range(4):
        desk.model.enqueue(calls=[SALES])
    desk.quoting.enqueue(reply_json(claim_json("It spent 1,577 million dollars.", "n1-1")))

    last = (await desk.ask())[-1]

    assert isinstance(last, AnswerCompleted)
    assert (last.answer.mode, last.answer.notices) == (AnswerMode.QUOTED, ("model_unavailable",))
    told = [body["result"] for body in desk.bodies(RecordKind.TOOL_ANSWERED)]
    assert ["no more calls" in text for text in told] == [False, False, True]
    assert [body["error"] for body in desk.bodies(RecordKind.MODEL_FAILED)] == ["provider_endless_tools"]
    assert not desk.quoting.requests[0].tools


async def test_more_calls_at_once_than_are_allowed_are_not_carried_out() -> None:
    desk = Desk(limits=ToolLimits(rounds=4, calls=2, seconds=10_000))
    desk.model.enqueue(calls=[ToolCall(f"c{number}", SALES.name, SALES.arguments) for number in range(5)])
    desk.model.enqueue(reply_json(claim_json("Net sales of Brass Foundry were $8,000 million in FY2023.", SPAN)))

    await desk.ask()

    assert [body["failed"] for body in desk.bodies(RecordKind.TOOL_ANSWERED)] == [False, False, True, True, True]


async def test_no_time_left_ends_it_by_name() -> None:
    desk = Desk(limits=ToolLimits(seconds=1))
    desk.model.enqueue(calls=[SALES])
    desk.quoting.enqueue(reply_json(claim_json("It spent 1,577 million dollars.", "n1-1")))

    await desk.ask()

    assert [body["error"] for body in desk.bodies(RecordKind.MODEL_FAILED)] == ["provider_timeout"]
    assert desk.bodies(RecordKind.TOOL_ANSWERED) == []


async def test_no_tokens_left_ends_it_by_name() -> None:
    desk = Desk(max_output_tokens=20)
    desk.model.enqueue(calls=[SALES])
    desk.quoting.enqueue(reply_json(claim_json("It spent 1,577 million dollars.", "n1-1")))

    await desk.ask()

    assert [body["error"] for body in desk.bodies(RecordKind.MODEL_FAILED)] == ["provider_malformed"]


async def test_a_stream_cut_amid_a_conversation_leaves_the_sources() -> None:
    desk = Desk()
    desk.model.enqueue(calls=[SALES])
    desk.model.enqueue('{"claims": [', cut=True)
    desk.quoting.enqueue(reply_json(claim_json("It spent 1,577 million dollars.", "n1-1")))

    last = (await desk.ask())[-1]

    assert isinstance(last, AnswerCompleted)
    assert last.answer.mode is AnswerMode.QUOTED


async def test_without_a_record_of_the_result_the_model_is_not_told() -> None:
    desk = Desk(audit=FailingAuditLog(RecordKind.TOOL_ANSWERED))
    desk.model.enqueue(calls=[SALES])

    last = (await desk.ask())[-1]

    assert isinstance(last, AnswerFailed)
    assert last.code == AuditUnavailableError.code
    assert len(desk.model.requests) == 1


@pytest.mark.parametrize("span", ["zz99-1", SPAN])
async def test_an_id_that_no_result_gave_is_a_finding(span: str) -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(claim_json("Net sales were $8,000 million in FY2023.", span)))

    assert claims(await desk.ask())[0].claim.state is ClaimState.NONE
