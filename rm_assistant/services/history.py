"""An exchange rebuilt from its audit records: the log is the one place where answers are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import Answer, AnswerMode, Claim, NoticeCode, Refusal, Timing, Usage
from rm_assistant.domain.audit import AuditRecord, RecordKind
from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.domain.questions import ResolvedQuestion, Scope
from rm_assistant.serialisation import from_jsonable

ENDINGS = frozenset(
    {
        RecordKind.ANSWER_COMPLETED,
        RecordKind.ANSWER_REFUSED,
        RecordKind.ANSWER_FAILED,
        RecordKind.ANSWER_STOPPED,
    }
)
_NOTICES = {RecordKind.ANSWER_FAILED: NoticeCode.FAILED, RecordKind.ANSWER_STOPPED: NoticeCode.STOPPED}


def rebuild_answer(answer_id: str, records: Iterable[AuditRecord], principal: Principal) -> Answer:
    """`records` are those of one answer, in sequence.

    Raises NotFoundError where there is none, or `principal` neither asked nor sees all walls.
    """
    kept = list(records)
    asked = next((record for record in kept if record.kind is RecordKind.QUESTION_ASKED), None)
    if asked is None or not (principal.sees_all_walls or principal.id == asked.principal):
        raise NotFoundError(f"There is no answer {answer_id}.")
    ending = next((record for record in kept if record.kind in ENDINGS), None)
    body: Mapping[str, Any] = json.loads(ending.body) if ending else {}
    last = ending or kept[-1]
    return Answer(
        id=answer_id,
        question=_question(asked, kept),
        mode=AnswerMode(body.get("mode", AnswerMode.QUOTED)),
        claims=tuple(_claims(kept)),
        refusal=from_jsonable(Refusal, body["refusal"]) if "refusal" in body else None,
        notices=_notices(ending, body),
        model=body.get("model"),
        usage=from_jsonable(Usage, body.get("usage", {})),
        timing=from_jsonable(Timing, body.get("timing", {})),
        record=last.id,
        record_hash=last.hash,
    )


def _question(asked: AuditRecord, records: Iterable[AuditRecord]) -> ResolvedQuestion:
    """As it was resolved, or as it was asked where the exchange did not come that far."""
    for record in records:
        if record.kind is RecordKind.EVIDENCE_FOUND:
            return from_jsonable(ResolvedQuestion, json.loads(record.body)["question"])
    body = json.loads(asked.body)
    return ResolvedQuestion(body["text"], body["text"], Language(body["language"]), Scope())


def _claims(records: Iterable[AuditRecord]) -> Iterable[Claim]:
    for record in records:
        if record.kind is RecordKind.CLAIM_RELEASED:
            yield from_jsonable(Claim, json.loads(record.body)["claim"])


def _notices(ending: AuditRecord | None, body: Mapping[str, Any]) -> tuple[str, ...]:
    if ending is None:
        return (NoticeCode.UNFINISHED.value,)
    own = _NOTICES.get(ending.kind)
    return (*body.get("notices", ()), *([own.value] if own else []))
