"""One question being answered, as it goes on record: each thing is in the audit log before anyone sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import (
    Answer,
    AnswerCompleted,
    AnswerFailed,
    AnswerMode,
    AnswerRefused,
    Claim,
    ClaimReleased,
    DraftClaim,
    EvidenceSpan,
    NoticeCode,
    NoticeGiven,
    Refusal,
    Timing,
    Usage,
)
from rm_assistant.domain.audit import AuditEntry, AuditRecord, RecordKind
from rm_assistant.domain.errors import AuditUnavailableError, ProviderError, RMAssistantError
from rm_assistant.domain.questions import Question, ResolvedQuestion, Scope
from rm_assistant.guardrails.questions import LONGEST_HISTORY, LONGEST_QUESTION
from rm_assistant.ports import AuditLog, ChatDone, ChatModel, Clock
from rm_assistant.serialisation import to_jsonable
from rm_assistant.services.citing import CitationNumbers
from rm_assistant.services.research import Found
from rm_assistant.services.tools import ToolAnswer
from rm_assistant.threads import run_to_end

log = structlog.get_logger(__name__)


class Transcript:
    """What is known of a running exchange, and its records.

    Whatever an event tells of an answer's words is on record before the event is returned.
    """

    def __init__(
        self,
        question: Question,
        principal: Principal,
        *,
        answer_id: str,
        mode: AnswerMode,
        audit: AuditLog,
        clock: Clock,
        request_id: str | None,
    ) -> None:
        self.id = answer_id
        self.question = question
        self.principal = principal
        self.claims: list[Claim] = []
        self.notices: list[str] = []
        self.numbers = CitationNumbers()
        self._resolved = ResolvedQuestion(question.text, question.text, question.language, Scope())
        self._mode = mode
        self._model: str | None = None
        self._usage: Usage | None = None
        self._closed = False
        self._request_id = request_id
        self._audit = audit
        self._clock = clock
        self._arrived = clock.monotonic()
        self._model_called = self._arrived
        self._timing: dict[str, float] = {}

    # ── hop by hop ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def open(self) -> None:
        """Raises AuditUnavailableError: then there is no exchange."""
        await run_to_end(self._audit.check_writable)
        await self._record(RecordKind.QUESTION_ASKED, _asked(self.question, self._request_id))

    async def found(self, found: Found) -> None:
        self._resolved = found.question
        self._timing["retrieval"] = self._elapsed()
        body = {
            "question": to_jsonable(found.question),
            "spans": [_span(span) for span in found.evidence.spans],
            "documents": {document.id: document.name for document in found.documents},
            "retrieval_ms": self._timing["retrieval"],
        }
        await self._record(RecordKind.EVIDENCE_FOUND, body)

    def calling(self, model: ChatModel) -> None:
        """From here on `model` takes its time."""
        self._mode = AnswerMode.WRITTEN if model.writes else AnswerMode.QUOTED
        self._model = model.name
        self._model_called = self._clock.monotonic()

    def drafted(self) -> None:
        """The model has finished a claim."""
        self._timing.setdefault("model_first_claim", _milliseconds(self._clock.monotonic() - self._model_called))

    def answered(self, done: ChatDone) -> None:
        self._model = done.model
        self._usage = done.usage if self._usage is None else self._usage + done.usage

    async def told(self, answers: Sequence[ToolAnswer]) -> None:
        """What the model's calls of tools gave, before the model is told: a record for each."""
        entries = [self._entry(RecordKind.TOOL_ANSWERED, _tool_answer(answer)) for answer in answers]
        await run_to_end(lambda: self._audit.append(entries))

    async def gave_up(self, error: ProviderError) -> None:
        """The model is not called again, though its last reply was whole."""
        await self._record(RecordKind.MODEL_FAILED, {"error": error.code, "message": str(error)})

    def notice(self, code: NoticeCode, about: str = "") -> NoticeGiven:
        """Goes on record with the exchange's end: it holds no words of an answer."""
        told = f"{code}:{about}" if about else code.value
        self.notices.append(told)
        return NoticeGiven(told)

    async def release(self, claim: Claim, draft: DraftClaim) -> ClaimReleased:
        record = await self._record(
            RecordKind.CLAIM_RELEASED, {"claim": to_jsonable(claim), "draft": to_jsonable(draft)}
        )
        self.claims.append(claim)
        self._timing.setdefault("first_claim", self._elapsed())
        return ClaimReleased(claim, record.id, record.hash)

    async def withhold(self, draft: DraftClaim, reason: str) -> None:
        await self._record(RecordKind.CLAIM_WITHHELD, {"draft": to_jsonable(draft), "reason": reason})

    # ── how it ends ─────────────────────────────────────────────────────────────────────────────────────────────────

    async def complete(self) -> AnswerCompleted:
        return AnswerCompleted(await self._close(RecordKind.ANSWER_COMPLETED))

    async def refuse(self, refusal: Refusal) -> AnswerRefused:
        return AnswerRefused(await self._close(RecordKind.ANSWER_REFUSED, refusal=refusal))

    async def fail(self, error: RMAssistantError) -> AnswerFailed:
        """What was released stands. Where the log itself is what failed, the event is told without a record."""
        failure = {"code": error.code, "message": str(error), "retry_helps": error.retry_helps}
        try:
            await self._close(RecordKind.ANSWER_FAILED, error=failure)
        except AuditUnavailableError:
            log.critical("answer failed without a record: the audit log cannot be written", answer_id=self.id)
        return AnswerFailed(error.code, str(error), error.retry_helps, self.id)

    def stop(self) -> None:
        """The reader left. Blocks for one append: whoever is being cancelled must not wait for anything."""
        if self._closed:
            return
        self._closed = True
        try:
            self._audit.append([self._entry(RecordKind.ANSWER_STOPPED, self._ending())])
        except AuditUnavailableError:
            log.critical("answer stopped without a record: the audit log cannot be written", answer_id=self.id)

    async def _close(
        self, kind: RecordKind, *, refusal: Refusal | None = None, error: Mapping[str, Any] | None = None
    ) -> Answer:
        ending = self._ending()
        if refusal is not None:
            ending["refusal"] = to_jsonable(refusal)
        if error is not None:
            ending["error"] = error
        record = await self._record(kind, ending)
        self._closed = True
        return self._answer(record, refusal)

    def _ending(self) -> dict[str, Any]:
        self._timing["total"] = self._elapsed()
        return {
            "claims": len(self.claims),
            "mode": self._mode.value,
            "model": self._model,
            "notices": list(self.notices),
            "timing": to_jsonable(Timing(**self._timing)),
            "usage": to_jsonable(self._usage or Usage()),
        }

    def _answer(self, record: AuditRecord, refusal: Refusal | None) -> Answer:
        return Answer(
            id=self.id,
            question=self._resolved,
            mode=self._mode,
            claims=tuple(self.claims),
            refusal=refusal,
            notices=tuple(self.notices),
            model=self._model,
            usage=self._usage or Usage(),
            timing=Timing(**self._timing),
            record=record.id,
            record_hash=record.hash,
        )

    # ── records ─────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _record(self, kind: RecordKind, body: Mapping[str, Any]) -> AuditRecord:
        """Raises AuditUnavailableError: then nothing of it may be shown."""
        entry = self._entry(kind, body)
        return (await run_to_end(lambda: self._audit.append([entry])))[0]

    def _entry(self, kind: RecordKind, body: Mapping[str, Any]) -> AuditEntry:
        return AuditEntry(kind, subject=self.id, principal=self.principal.id, body=body)

    def _elapsed(self) -> float:
        return _milliseconds(self._clock.monotonic() - self._arrived)


def _asked(question: Question, request_id: str | None) -> dict[str, Any]:
    """A question too long to be answered is not kept in full length."""
    return {
        "text": question.text[:LONGEST_QUESTION],
        "characters": len(question.text),
        "language": question.language.value,
        "choice": to_jsonable(question.choice),
        "history": [text[:LONGEST_QUESTION] for text in question.history[-LONGEST_HISTORY:]],
        "conversation": question.conversation,
        "request_id": request_id,
    }


def _span(span: EvidenceSpan) -> dict[str, Any]:
    """Where the span stands: with the document's hash it can be read again."""
    return {
        "id": span.id,
        "kind": span.kind.value,
        "document": span.document,
        "page": span.page,
        "start": span.start,
        "end": span.end,
        "table": span.table_id,
        "score": span.score,
    }


def _tool_answer(answer: ToolAnswer) -> dict[str, Any]:
    """`result` is what the model is told; `spans` are the lines made for it, `cites` all that it names."""
    return {
        "call_id": answer.call.id,
        "tool": answer.call.name,
        "arguments": answer.call.arguments,
        "result": answer.text,
        "failed": answer.failed,
        "cites": list(answer.spans),
        "spans": [_span(span) for span in answer.new],
    }


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
