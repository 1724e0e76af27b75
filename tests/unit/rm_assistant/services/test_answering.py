"""The eight hops, with fakes through the ports."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from decimal import Decimal

import pytest

from rm_assistant.adapters.audited_chat import AuditedChatModel
from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import (
    Answer,
    AnswerCompleted,
    AnswerCreated,
    AnswerEvent,
    AnswerFailed,
    AnswerMode,
    AnswerRefused,
    ClaimReleased,
    ClaimState,
    EvidenceSet,
    NoticeGiven,
    RefusalCode,
    SourcesFound,
    StageEntered,
)
from rm_assistant.domain.audit import RecordKind
from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import (
    AuditUnavailableError,
    ChoiceError,
    NotFoundError,
    ProviderUnavailableError,
    QuestionError,
)
from rm_assistant.domain.findings import FindingCode
from rm_assistant.domain.questions import Part, Period, Question, Scope, ScopeChoice, ScopeDoubt
from rm_assistant.prompting.library import PromptLibrary
from rm_assistant.services.answering import Answering
from rm_assistant.services.research import Research
from tests.fakes_chat import (
    EVIDENCE,
    FailingAuditLog,
    FakeChatModel,
    FakeEvidenceFinder,
    FixedUnderstanding,
    claim_json,
    reply_json,
)
from tests.fakes_storage import CountingIds, MemoryAuditLog, MemoryCatalog, SteppingClock
from tests.filings import catalogued, filing

ASKER = Principal("rm-7")
CAPEX = claim_json("Northwind Mills spent 1,577 million dollars on capital expenditure in 2018.", "n1-1")
CLOSED = claim_json("It closed a plant.", "n1-3", quote="We closed the Alder plant")
QUESTION = Question("What was the capital expenditure of Northwind Mills in FY2018?", Language.ENGLISH)


class Desk:
    """An Answering on fakes, and what can be looked at afterwards."""

    def __init__(
        self,
        *,
        audit: MemoryAuditLog | None = None,
        evidence: EvidenceSet = EVIDENCE,
        scope: Scope | None = None,
        writes: bool = True,
        documents: int = 1,
    ) -> None:
        self.audit = audit or MemoryAuditLog()
        self.model = FakeChatModel(writes=writes)
        self.quoting = FakeChatModel("extractive", writes=False)
        self.catalog = MemoryCatalog()
        for number in range(documents):
            parsed = filing(f"northwind {number}", ["Purchases of property"])
            self.catalog.add(parsed, catalogued(parsed))
        clock = SteppingClock()
        understand = FixedUnderstanding(scope)
        self.finder = FakeEvidenceFinder(evidence)
        self.answering = Answering(
            research=Research(self.catalog, self.finder, understand, token_budget=6000),
            prompt=PromptLibrary().get("answer"),
            model=AuditedChatModel(self.model, self.audit, clock),
            quoting=AuditedChatModel(self.quoting, self.audit, clock),
            audit=self.audit,
            clock=clock,
            ids=CountingIds(),
        )

    async def ask(
        self, question: Question = QUESTION, *, stop_after: type[AnswerEvent] | None = None
    ) -> list[AnswerEvent]:
        events: list[AnswerEvent] = []
        async with aclosing(self.answering.answer(question, ASKER, request_id="http-1")) as running:
            async for event in running:
                events.append(event)
                if stop_after is not None and isinstance(event, stop_after):
                    break
        return events

    @property
    def kinds(self) -> list[RecordKind]:
        return [record.kind for record in self.audit.records]

    def bodies(self, kind: RecordKind) -> list[dict[str, object]]:
        return [json.loads(record.body) for record in self.audit.records if record.kind is kind]


def released(events: Sequence[AnswerEvent]) -> list[ClaimReleased]:
    return [event for event in events if isinstance(event, ClaimReleased)]


def finished(events: Sequence[AnswerEvent]) -> Answer:
    last = events[-1]
    assert isinstance(last, AnswerCompleted | AnswerRefused)
    return last.answer


# ── a question that is answered ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_question_goes_through_all_hops_in_order() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX, CLOSED))

    events = await desk.ask()

    assert [type(event) for event in events] == [
        AnswerCreated,
        StageEntered,
        SourcesFound,
        StageEntered,
        StageEntered,
        ClaimReleased,
        ClaimReleased,
        AnswerCompleted,
    ]
    assert desk.kinds == [
        RecordKind.QUESTION_ASKED,
        RecordKind.EVIDENCE_FOUND,
        RecordKind.MODEL_CALLED,
        RecordKind.CLAIM_RELEASED,
        RecordKind.CLAIM_RELEASED,
        RecordKind.MODEL_ANSWERED,
        RecordKind.ANSWER_COMPLETED,
    ]
    assert desk.audit.verify().intact


async def test_a_claim_carries_its_verdict_its_source_and_its_figure_with_the_unit_as_printed() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX))

    claim = released(await desk.ask())[0].claim

    assert claim.state is ClaimState.MATCHES
    assert [(citation.number, citation.page, citation.span) for citation in claim.citations] == [(1, 60, "n1-1")]
    assert claim.citations[0].cells == ("n1-1-c1",)
    figure = claim.figures[0]
    assert (figure.text, figure.value, figure.unit, figure.column) == (
        "1,577 million dollars",
        Decimal(-1577),
        "(Millions)",
        "2018",
    )


async def test_the_same_source_keeps_its_number_through_the_answer() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CLOSED, CAPEX, CLOSED))

    claims = [event.claim for event in released(await desk.ask())]

    assert [[citation.number for citation in claim.citations] for claim in claims] == [[1], [2], [1]]


async def test_the_finished_answer_says_who_wrote_it_what_it_took_and_which_record_closed_it() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX))

    answer = finished(await desk.ask())

    assert (answer.mode, answer.model) == (AnswerMode.WRITTEN, "fake-1-2026")
    assert (answer.usage.input_tokens, answer.usage.output_tokens, answer.usage.cost) == (100, 20, None)
    closing = desk.audit.records[-1]
    assert (answer.record, answer.record_hash) == (closing.id, closing.hash)
    timing = answer.timing
    assert timing.first_claim is not None
    assert timing.model_first_claim is not None
    assert 0 < timing.retrieval < timing.first_claim < timing.total
    assert timing.model_first_claim < timing.first_claim


async def test_the_model_sees_the_prompt_on_record_and_nothing_else() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX))

    await desk.ask()

    called = desk.bodies(RecordKind.MODEL_CALLED)[0]
    request = desk.model.requests[0]
    assert called["messages"] == [{"role": m.role, "content": m.content} for m in request.messages]
    stamp = PromptLibrary().get("answer").stamp
    assert called["prompt"] == {"name": "answer", "version": stamp.version, "sha256": stamp.sha256}


async def test_evidence_is_on_record_with_the_hashes_of_its_documents() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX))

    await desk.ask()

    found = desk.bodies(RecordKind.EVIDENCE_FOUND)[0]
    spans = found["spans"]
    assert isinstance(spans, list)
    assert {"id": "n1-1", "document": "a" * 64, "page": 60}.items() <= spans[0].items()
    assert found["documents"] == {document.id: document.name for document in desk.catalog.documents(ASKER)}


async def test_evidence_is_sought_for_the_asker_with_a_mark_of_this_request() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX))
    desk.model.enqueue(reply_json(CAPEX))

    await desk.ask()
    await desk.ask()

    first, second = desk.finder.asked
    assert first[1] is ASKER
    assert first[2] != second[2]


async def test_claims_are_released_while_the_model_still_writes() -> None:
    desk = Desk()
    whole = reply_json(CAPEX, CLOSED)
    middle = whole.index(CLOSED)
    desk.model.enqueue(whole[:middle], whole[middle:])

    await desk.ask()

    assert desk.kinds.index(RecordKind.CLAIM_RELEASED) < desk.kinds.index(RecordKind.MODEL_ANSWERED)


# ── what never goes out unmarked ────────────────────────────────────────────────────────────────────────────────────


async def test_a_claim_that_cites_an_id_of_no_evidence_is_marked_as_without_source() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(claim_json("Sales were 32,765 million dollars.", "n9-9")))

    claim = released(await desk.ask())[0].claim

    assert claim.state is ClaimState.NONE
    assert claim.citations == ()
    assert [finding.code for finding in claim.findings] == [FindingCode.UNKNOWN_SPAN]


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        (claim_json("Capital expenditure was 1,677 million dollars in 2018.", "n1-1"), FindingCode.FIGURE_DIFFERS),
        (claim_json("It had 9,999,999 customers.", "n1-3"), FindingCode.FIGURE_NOT_FOUND),
        (claim_json("It closed a plant.", "n1-3", quote="We closed the Birch plant"), FindingCode.QUOTE_NOT_FOUND),
    ],
)
async def test_a_claim_that_its_source_does_not_bear_out_is_marked(claim: str, code: FindingCode) -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(claim))

    shown = released(await desk.ask())[0].claim

    assert shown.state is ClaimState.DIFFERS
    assert code in {finding.code for finding in shown.findings}


async def test_links_in_the_models_words_are_inert_and_the_raw_words_stay_on_record() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(claim_json("It closed [a plant](https://evil.example/?q=1).", "n1-3")))

    claim = released(await desk.ask())[0].claim

    assert "evil.example" not in claim.text
    assert FindingCode.FOREIGN_LINK in {finding.code for finding in claim.findings}
    assert "evil.example" in desk.audit.records[-2].body


async def test_half_characters_in_the_models_words_break_neither_the_answer_nor_the_log() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(claim_json("It closed \ud83c a plant.", "n1-3")), "\udc00")

    assert released(await desk.ask())[0].claim.text == "It closed a plant."
    assert all(record.body.encode() for record in desk.audit.records)


async def test_a_claim_without_words_is_withheld_and_recorded() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(claim_json("\u200b", "n1-1"), CAPEX))

    events = await desk.ask()

    assert len(released(events)) == 1
    assert RecordKind.CLAIM_WITHHELD in desk.kinds


# ── no answer without a record ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("choice", [ScopeChoice(clients=("Nobody",)), ScopeChoice(documents=("nothing.pdf",))])
async def test_a_choice_that_is_not_there_is_refused_before_any_event_and_on_record(choice: ScopeChoice) -> None:
    desk = Desk()

    with pytest.raises(ChoiceError, match=r"'(Nobody|nothing\.pdf)'"):
        await desk.ask(replace(QUESTION, choice=choice))

    assert desk.kinds == [RecordKind.QUESTION_ASKED, RecordKind.ANSWER_FAILED]
    assert not desk.finder.asked


async def test_the_choices_that_are_told_are_those_that_the_asker_may_read() -> None:
    desk = Desk()
    secret = filing("secret takeover", ["Purchases of property"])
    desk.catalog.add(secret, catalogued(secret, wall="deal-7"))

    with pytest.raises(ChoiceError) as refused:
        await desk.ask(replace(QUESTION, choice=ScopeChoice(documents=("secret takeover",))))
    with pytest.raises(ChoiceError) as refused_by_id:
        await desk.ask(replace(QUESTION, choice=ScopeChoice(documents=(secret.id,))))

    assert "northwind 0.pdf" in str(refused.value)
    assert "takeover.pdf" not in str(refused.value)
    assert "takeover" not in str(refused_by_id.value)


async def test_nothing_is_shown_where_the_log_cannot_be_written_at_all() -> None:
    desk = Desk(audit=FailingAuditLog(RecordKind.QUESTION_ASKED))

    with pytest.raises(AuditUnavailableError):
        await desk.ask()

    assert desk.model.requests == []
    assert desk.finder.asked == []


@pytest.mark.parametrize("at", [RecordKind.EVIDENCE_FOUND, RecordKind.MODEL_CALLED, RecordKind.CLAIM_RELEASED])
async def test_no_words_are_shown_where_the_log_fails_before_the_first_claim(at: RecordKind) -> None:
    desk = Desk(audit=FailingAuditLog(at))
    desk.model.enqueue(reply_json(CAPEX))

    events = await desk.ask()

    assert released(events) == []
    assert isinstance(events[-1], AnswerFailed)
    assert events[-1].code == "audit_unavailable"


async def test_the_model_is_not_called_where_the_call_cannot_be_recorded() -> None:
    desk = Desk(audit=FailingAuditLog(RecordKind.MODEL_CALLED))
    desk.model.enqueue(reply_json(CAPEX))

    await desk.ask()

    assert desk.model.requests == []


async def test_where_the_log_fails_midway_only_what_was_recorded_has_been_shown() -> None:
    class FailsAtSecondClaim(MemoryAuditLog):
        def check_writable(self) -> None:
            self.fail = any(record.kind is RecordKind.CLAIM_RELEASED for record in self.records)
            super().check_writable()

    desk = Desk(audit=FailsAtSecondClaim())
    whole = reply_json(CAPEX, CLOSED)
    middle = whole.index(CLOSED)
    desk.model.enqueue(whole[:middle], whole[middle:])

    events = await desk.ask()

    assert [event.record for event in released(events)] == [desk.audit.records[-1].id]
    assert isinstance(events[-1], AnswerFailed)


async def test_every_released_claim_is_in_the_log_before_it_is_given() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX, CLOSED))

    async for event in desk.answering.answer(QUESTION, ASKER):
        if isinstance(event, ClaimReleased):
            last = desk.audit.records[-1]
            assert (last.id, last.hash) == (event.record, event.record_hash)
            assert event.claim.text in last.body


# ── refusals ────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_model_that_finds_no_answer_gives_a_refusal_with_the_nearest_passages() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(not_in_documents=True))

    answer = finished(await desk.ask())

    assert answer.refusal is not None
    assert answer.refusal.code is RefusalCode.NOT_IN_DOCUMENTS
    assert answer.refusal.searched == ("northwind 0.pdf",)
    assert [citation.page for citation in answer.refusal.nearest] == [60, 58, 10]
    assert desk.kinds[-1] is RecordKind.ANSWER_REFUSED


@pytest.mark.parametrize(
    ("scope", "documents", "code"),
    [
        (Scope(doubts=(ScopeDoubt.COMPANY_UNKNOWN,)), 1, RefusalCode.COMPANY_UNKNOWN),
        (None, 0, RefusalCode.NO_DOCUMENTS),
    ],
)
async def test_no_model_is_asked_where_there_is_nothing_to_ask_about(
    scope: Scope | None, documents: int, code: RefusalCode
) -> None:
    desk = Desk(scope=scope, documents=documents)

    answer = finished(await desk.ask())

    assert answer.refusal is not None
    assert answer.refusal.code is code
    assert (answer.mode, answer.model) == (AnswerMode.WRITTEN, None)
    assert desk.model.requests == []
    assert desk.finder.asked == []


async def test_nothing_relevant_is_a_refusal_too() -> None:
    desk = Desk(evidence=EvidenceSet(()))

    answer = finished(await desk.ask())

    assert answer.refusal is not None
    assert answer.refusal.code is RefusalCode.NOT_IN_DOCUMENTS


@pytest.mark.parametrize(("year", "refused"), [(2011, True), (2017, False)])
async def test_a_period_that_no_document_covers_is_refused_unless_the_evidence_shows_it(
    year: int, refused: bool
) -> None:
    desk = Desk()
    document = desk.catalog.documents(ASKER)[0].id
    desk = Desk(scope=Scope(periods=(Period(year),), documents=(document,), doubts=(ScopeDoubt.PERIOD_MISSING,)))
    desk.model.enqueue(reply_json(CAPEX))

    answer = finished(await desk.ask())

    assert (answer.refusal is not None) is refused
    if answer.refusal is not None:
        assert answer.refusal.code is RefusalCode.NO_PERIOD
        assert "FY2011" in answer.refusal.message


async def test_thanks_are_answered_without_a_search_and_logged() -> None:
    desk = Desk()

    events = await desk.ask(Question("Thank you very much!", Language.ENGLISH))

    assert [type(event) for event in events] == [AnswerCreated, AnswerRefused]
    answer = finished(events)
    assert answer.refusal is not None
    assert answer.refusal.code is RefusalCode.NO_QUESTION
    assert desk.finder.asked == []
    assert desk.model.requests == []
    assert desk.kinds == [RecordKind.QUESTION_ASKED, RecordKind.ANSWER_REFUSED]


async def test_a_company_of_a_comparison_of_which_nothing_is_said_is_noticed() -> None:
    document = "a" * 64
    parts = (Part("Northwind Mills", (Period(2018),), (document,)), Part("Halden", (Period(2018),), ("b" * 64,)))
    scope = Scope(("Northwind Mills", "Halden"), (Period(2018),), (document, "b" * 64), parts=parts)
    known = Desk().catalog.documents(ASKER)[0].id
    desk = Desk(scope=replace(scope, documents=(known,)))
    desk.model.enqueue(reply_json(CAPEX))

    events = await desk.ask(Question("Compare the capital expenditure of Northwind Mills and Halden", Language.ENGLISH))

    answer = finished(events)
    assert answer.notices == ("nothing_found:Halden",)
    assert NoticeGiven("nothing_found:Halden") in events
    assert json.loads(desk.audit.records[-1].body)["notices"] == ["nothing_found:Halden"]


async def test_a_refusal_speaks_the_language_of_the_question() -> None:
    desk = Desk(documents=0)

    answer = finished(await desk.ask(Question("設備投資額は?", Language.JAPANESE)))

    assert answer.refusal is not None
    assert "資料" in answer.refusal.message


# ── questions that cannot be asked ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["", " \n", "?!", "x" * 4001])
async def test_a_question_without_form_is_recorded_and_turned_away_before_anything_is_searched(text: str) -> None:
    desk = Desk()

    with pytest.raises(QuestionError):
        await desk.ask(replace(QUESTION, text=text))

    assert desk.kinds == [RecordKind.QUESTION_ASKED, RecordKind.ANSWER_FAILED]
    assert desk.finder.asked == []


# ── when the model fails ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_model_that_is_down_before_its_first_claim_is_replaced_by_quotations() -> None:
    desk = Desk()
    desk.model.enqueue(error=ProviderUnavailableError("down"))
    desk.quoting.enqueue(reply_json(CAPEX))

    events = await desk.ask()

    assert NoticeGiven("model_unavailable") in events
    answer = finished(events)
    assert (answer.mode, answer.notices, len(answer.claims)) == (AnswerMode.QUOTED, ("model_unavailable",), 1)
    assert RecordKind.MODEL_FAILED in desk.kinds


@pytest.mark.parametrize("text", ['{"claims": [{"text": ', "I cannot say.", '{"claims": ["1,577"]}', "{"])
async def test_a_reply_that_cannot_be_read_is_replaced_by_quotations(text: str) -> None:
    desk = Desk()
    desk.model.enqueue(text)
    desk.quoting.enqueue(reply_json(CAPEX))

    assert finished(await desk.ask()).mode is AnswerMode.QUOTED


@pytest.mark.parametrize(
    ("error", "cut", "code"),
    [(ProviderUnavailableError("down"), False, "provider_unavailable"), (None, True, "provider_malformed")],
)
async def test_a_model_that_fails_midway_leaves_what_was_released_and_never_a_whole_answer(
    error: Exception | None, cut: bool, code: str
) -> None:
    desk = Desk()
    whole = reply_json(CAPEX, CLOSED)
    desk.model.enqueue(whole[: whole.index(CLOSED) + 9], error=error, cut=cut)

    events = await desk.ask()

    assert len(released(events)) == 1
    failed = events[-1]
    assert isinstance(failed, AnswerFailed)
    assert (failed.code, failed.retry_helps) == (code, True)
    assert desk.kinds[-1] is RecordKind.ANSWER_FAILED
    assert desk.quoting.requests == []


async def test_without_a_model_the_answer_is_quoted_and_says_so() -> None:
    desk = Desk(writes=False)
    desk.model.enqueue(reply_json(CAPEX))

    answer = finished(await desk.ask())

    assert (answer.mode, answer.notices) == (AnswerMode.QUOTED, ("quoted",))


async def test_a_defect_of_ours_is_recorded_and_goes_on_up() -> None:
    desk = Desk()
    desk.model.enqueue(error=ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        await desk.ask()

    assert desk.kinds[-1] is RecordKind.ANSWER_FAILED


# ── when the reader leaves ──────────────────────────────────────────────────────────────────────────────────────────


async def test_leaving_stops_the_model_and_is_recorded() -> None:
    desk = Desk()
    whole = reply_json(CAPEX, CLOSED)
    middle = whole.index(CLOSED)
    desk.model.enqueue(whole[:middle], whole[middle:])

    await desk.ask(stop_after=ClaimReleased)

    assert desk.kinds[-2:] == [RecordKind.MODEL_FAILED, RecordKind.ANSWER_STOPPED]
    assert desk.model.closed_early == 1
    assert desk.bodies(RecordKind.ANSWER_STOPPED)[0]["claims"] == 1


async def test_a_cancelled_task_is_recorded_as_stopped() -> None:
    desk = Desk()
    whole = reply_json(CAPEX, CLOSED)
    middle = whole.index(CLOSED)
    desk.model.enqueue(whole[:middle], *whole[middle:])
    seen = asyncio.Event()

    async def read() -> None:
        async for event in desk.answering.answer(QUESTION, ASKER):
            if isinstance(event, ClaimReleased):
                seen.set()

    reading = asyncio.create_task(read())
    await seen.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    assert desk.kinds[-1] is RecordKind.ANSWER_STOPPED
    assert desk.kinds.count(RecordKind.ANSWER_STOPPED) == 1


async def test_a_task_cancelled_before_anything_was_told_is_recorded_as_stopped() -> None:
    desk = Desk()
    asking = asyncio.create_task(desk.ask())
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    assert desk.kinds[-1] is RecordKind.ANSWER_STOPPED
    assert desk.model.requests == []


async def test_leaving_after_the_end_changes_nothing() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX))

    await desk.ask(stop_after=AnswerCompleted)

    assert desk.kinds[-1] is RecordKind.ANSWER_COMPLETED


# ── notices, and answers read again ─────────────────────────────────────────────────────────────────────────────────


async def test_citing_a_filing_that_was_amended_gives_notice() -> None:
    desk = Desk(documents=2)
    newer, older = (document.id for document in desk.catalog.documents(ASKER))
    desk.catalog.supersede(older, newer)
    desk.finder.evidence = EvidenceSet((replace(EVIDENCE.spans[0], document=older),))
    desk.model.enqueue(reply_json(CAPEX))

    answer = finished(await desk.ask())

    assert answer.notices == ("superseded_document",)


async def test_an_answer_is_read_again_as_it_was_given() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX, CLOSED))
    given = finished(await desk.ask())

    assert desk.answering.get(given.id, ASKER) == given
    assert desk.answering.get(given.id, Principal("officer", sees_all_walls=True)) == given


async def test_a_refusal_is_read_again_as_it_was_given() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(not_in_documents=True))
    given = finished(await desk.ask())

    assert desk.answering.get(given.id, ASKER) == given


async def test_someone_elses_answer_and_no_answer_are_refused_in_the_same_words() -> None:
    desk = Desk()
    desk.model.enqueue(reply_json(CAPEX))
    given = finished(await desk.ask())

    with pytest.raises(NotFoundError) as foreign:
        desk.answering.get(given.id, Principal("rm-8"))
    with pytest.raises(NotFoundError) as missing:
        desk.answering.get("id999", ASKER)

    assert str(foreign.value).replace(given.id, "id999") == str(missing.value)


async def test_a_stopped_answer_is_read_again_with_what_was_released() -> None:
    desk = Desk()
    whole = reply_json(CAPEX, CLOSED)
    middle = whole.index(CLOSED)
    desk.model.enqueue(whole[:middle], whole[middle:])
    events = await desk.ask(stop_after=ClaimReleased)
    created = events[0]
    assert isinstance(created, AnswerCreated)

    answer = desk.answering.get(created.answer_id, ASKER)

    assert answer.notices == ("stopped",)
    assert answer.claims == tuple(event.claim for event in released(events))
