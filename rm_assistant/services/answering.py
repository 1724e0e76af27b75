"""Answers to questions: the eight hops, from a question's arrival to claims that are checked and on record."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import replace

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import (
    Answer,
    AnswerCompleted,
    AnswerCreated,
    AnswerEvent,
    AnswerMode,
    AnswerRefused,
    ClaimReleased,
    DraftClaim,
    NoticeCode,
    NoticeGiven,
    RefusalCode,
    SourcesFound,
    Stage,
    StageEntered,
)
from rm_assistant.domain.errors import ProviderError, RMAssistantError
from rm_assistant.domain.questions import Question
from rm_assistant.guardrails.claims import inert_draft
from rm_assistant.guardrails.questions import check_form
from rm_assistant.ports import AuditLog, ChatModel, ChatRequest, Clock, Ids
from rm_assistant.prompting.answer import answer_request
from rm_assistant.prompting.library import Prompt
from rm_assistant.services.citing import claim_of, nearest
from rm_assistant.services.conversation import Conversation
from rm_assistant.services.coverage import left_out
from rm_assistant.services.history import rebuild_answer
from rm_assistant.services.refusals import (
    courtesy_of,
    nothing_chosen,
    reason_to_refuse,
    reason_without_claims,
    refusal_of,
)
from rm_assistant.services.research import Found, Research
from rm_assistant.services.restatements import restatements
from rm_assistant.services.tools import ToolBox, Toolkit, ToolLimits
from rm_assistant.services.transcript import Transcript
from rm_assistant.threads import run_to_end
from rm_assistant.verification.verdict import check_claim

SOURCES_SHOWN = 8


class Answering:
    """`model` and `quoting` are audited: a call of theirs cannot go unlogged. `quoting` needs no provider."""

    def __init__(
        self,
        *,
        research: Research,
        prompt: Prompt,
        model: ChatModel,
        quoting: ChatModel,
        audit: AuditLog,
        clock: Clock,
        ids: Ids,
        max_output_tokens: int = 2000,
        toolkit: Toolkit | None = None,
    ) -> None:
        """`toolkit` is offered to a model that writes; None offers no tools."""
        self._research = research
        self._prompt = prompt
        self._model = model
        self._quoting = quoting
        self._audit = audit
        self._clock = clock
        self._ids = ids
        self._max_output_tokens = max_output_tokens
        self._toolkit = toolkit

    async def answer(
        self, question: Question, principal: Principal, *, request_id: str | None = None
    ) -> AsyncGenerator[AnswerEvent, None]:
        """Events in the order of `domain.answers`, each on record before it is given.

        Raises AuditUnavailableError, QuestionError and ChoiceError before the first event; from then on a failure is
        AnswerFailed. Closing the generator early stops the model and is recorded.
        """
        transcript = Transcript(
            question,
            principal,
            answer_id=self._ids.new(),
            mode=AnswerMode.WRITTEN if self._model.writes else AnswerMode.QUOTED,
            audit=self._audit,
            clock=self._clock,
            request_id=request_id,
        )
        begun = False
        try:
            await transcript.open()  # hop 1
            check_form(question)  # hop 2
            await run_to_end(lambda: self._research.check_choice(question, principal))
            async with aclosing(self._exchange(transcript)) as events:
                async for event in events:
                    begun = True
                    yield event
        except (GeneratorExit, asyncio.CancelledError):
            transcript.stop()
            raise
        except RMAssistantError as error:
            failed = await transcript.fail(error)
            if not begun:
                raise
            yield failed
        except Exception:  # a defect of ours: the log still says how the exchange ended, and the defect goes on up
            await transcript.fail(RMAssistantError("The answer stopped because of a defect of the service."))
            raise

    def get(self, answer_id: str, principal: Principal) -> Answer:
        """An earlier answer, from its records. Raises NotFoundError, in the same words for someone else's."""
        return rebuild_answer(answer_id, self._audit.read(subject=answer_id), principal)

    async def _exchange(self, transcript: Transcript) -> AsyncGenerator[AnswerEvent, None]:
        yield AnswerCreated(transcript.id, transcript.question.language)
        courtesy = courtesy_of(transcript.question)
        if courtesy is not None:
            yield await transcript.refuse(courtesy)
            return
        yield StageEntered(Stage.SEARCHING)
        nonce = self._ids.nonce()
        found = await self._look_up(transcript, nonce)  # hop 3
        yield SourcesFound(found.question, found.question.scope, nearest(found.evidence.spans, SOURCES_SHOWN))
        refused = reason_to_refuse(found.question, found.evidence)  # hop 4
        if refused is not None:
            yield await self._refuse(transcript, found, refused)
            return
        yield StageEntered(Stage.READING, len({span.document for span in found.evidence.spans}))
        mark = f"{nonce}{self._ids.nonce()}{self._ids.nonce()}"
        request = self._request(transcript, found, mark)  # hop 5
        box = self._box(transcript, found, nonce=nonce, mark=mark)
        async with aclosing(self._write_or_quote(transcript, request, box)) as events:  # hops 6 to 8
            async for event in events:
                yield event
        for notice in _notices(transcript, found):
            yield notice
        yield await self._end(transcript, found)

    async def _look_up(self, transcript: Transcript, nonce: str) -> Found:
        found = await run_to_end(lambda: self._research.look_up(transcript.question, transcript.principal, nonce))
        await transcript.found(found)
        return found

    def _request(self, transcript: Transcript, found: Found, mark: str) -> ChatRequest:
        return answer_request(
            self._prompt,
            found.question,
            found.evidence,
            mark=mark,
            subject=transcript.id,
            principal=transcript.principal.id,
            max_output_tokens=self._max_output_tokens,
        )

    def _box(self, transcript: Transcript, found: Found, *, nonce: str, mark: str) -> ToolBox | None:
        if self._toolkit is None or not self._model.writes:
            return None
        figures = self._toolkit.figures(found.question, transcript.principal)
        return ToolBox(figures, found.evidence, found.question.language, nonce=nonce, mark=mark)

    async def _write_or_quote(
        self, transcript: Transcript, request: ChatRequest, box: ToolBox | None
    ) -> AsyncGenerator[AnswerEvent, None]:
        """By the model; by quoting where the model fails before its first claim. Raises ProviderError after it."""
        if not self._model.writes:
            yield transcript.notice(NoticeCode.QUOTED)
        tools = self._toolkit.tools if self._toolkit and box else ()
        conversation = self._conversation(self._model, replace(request, tools=tools), transcript, box)
        try:
            async with aclosing(self._write(conversation, transcript)) as events:
                async for event in events:
                    yield event
        except ProviderError:
            if transcript.claims or not self._model.writes:
                raise
            yield transcript.notice(NoticeCode.MODEL_UNAVAILABLE)
            quoting = self._conversation(self._quoting, request, transcript)
            async with aclosing(self._write(quoting, transcript)) as events:
                async for event in events:
                    yield event

    def _conversation(
        self, model: ChatModel, request: ChatRequest, transcript: Transcript, box: ToolBox | None = None
    ) -> Conversation:
        return Conversation(
            model,
            request,
            transcript,
            self._clock,
            box=box,
            limits=self._toolkit.limits if self._toolkit else ToolLimits(),
        )

    async def _write(self, conversation: Conversation, transcript: Transcript) -> AsyncGenerator[AnswerEvent, None]:
        """Claim by claim, as the model finishes each."""
        yield StageEntered(Stage.WRITING)
        async with aclosing(conversation.drafts()) as drafts:  # hop 6
            async for draft in drafts:
                transcript.drafted()
                released = await self._release(draft, transcript, conversation.request)
                if released is not None:
                    yield released

    async def _release(self, draft: DraftClaim, transcript: Transcript, request: ChatRequest) -> ClaimReleased | None:
        inert, findings = inert_draft(draft)  # hop 7
        if not inert.text:
            await transcript.withhold(draft, "empty")
            return None
        verdict = check_claim(inert, request.evidence, request.question)
        ordinal = len(transcript.claims) + 1
        claim = claim_of(inert, verdict, ordinal=ordinal, numbers=transcript.numbers, findings=findings)
        return await transcript.release(claim, draft)  # hop 8

    async def _end(self, transcript: Transcript, found: Found) -> AnswerCompleted | AnswerRefused:
        if transcript.claims:
            return await transcript.complete()
        return await self._refuse(transcript, found, reason_without_claims(found.question, found.evidence))

    async def _refuse(self, transcript: Transcript, found: Found, code: RefusalCode) -> AnswerRefused:
        if code is RefusalCode.NO_DOCUMENTS and found.left_out:
            return await transcript.refuse(nothing_chosen(found.question.language, found.left_out))
        return await transcript.refuse(refusal_of(code, found.question, found.evidence, found.documents))


def _notices(transcript: Transcript, found: Found) -> Iterator[NoticeGiven]:
    superseded = {document.id for document in found.documents if document.superseded_by}
    cited = {citation.document for claim in transcript.claims for citation in claim.citations}
    if superseded & cited:
        yield transcript.notice(NoticeCode.SUPERSEDED_DOCUMENT)
    for what in left_out(found.question, transcript.claims, found.documents) if transcript.claims else ():
        yield transcript.notice(NoticeCode.NOTHING_FOUND, what)
    for what in restatements(found.evidence, found.documents, found.question.language) if transcript.claims else ():
        yield transcript.notice(NoticeCode.RESTATED, what)
