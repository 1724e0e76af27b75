"""Doubles for what answers a question: the model, the evidence, and a log that fails when told to."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import EvidenceCell, EvidenceSet, EvidenceSpan, Usage
from rm_assistant.domain.audit import AuditEntry, AuditRecord, RecordKind
from rm_assistant.domain.documents import Document, FilingForm, Language, SpanKind
from rm_assistant.domain.errors import AuditUnavailableError
from rm_assistant.domain.questions import Period, Question, ResolvedQuestion, Scope
from rm_assistant.ports import ChatDone, ChatEvent, ChatRequest, ChatText, Message, PromptStamp, Tool, ToolCall
from tests.fakes_storage import MemoryAuditLog

DOCUMENT_ID = "a" * 64


# ── the model ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Reply:
    """Pieces of a reply, and calls of tools; `error` is raised after them, and `cut` ends it without a ChatDone."""

    pieces: Sequence[str]
    error: Exception | None = None
    cut: bool = False
    calls: Sequence[ToolCall] = ()


class FakeChatModel:
    """Answers with the replies that were queued, in order; a reply may refer to the spans of the request."""

    def __init__(self, name: str = "fake-1", *, writes: bool = True) -> None:
        self._name = name
        self._writes = writes
        self._replies: deque[Reply] = deque()
        self.requests: list[ChatRequest] = []
        self.closed_early = 0

    @property
    def name(self) -> str:
        return self._name

    @property
    def writes(self) -> bool:
        return self._writes

    def enqueue(
        self, *pieces: str, error: Exception | None = None, cut: bool = False, calls: Sequence[ToolCall] = ()
    ) -> None:
        self._replies.append(Reply(pieces, error, cut, calls))

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        self.requests.append(request)
        reply = self._replies.popleft()
        try:
            for piece in reply.pieces:
                await asyncio.sleep(0)
                yield ChatText(piece)
        except (GeneratorExit, asyncio.CancelledError):
            self.closed_early += 1
            raise
        if reply.error is not None:
            raise reply.error
        if reply.cut:
            return
        for call in reply.calls:
            yield call
        yield ChatDone(f"{self._name}-2026", Usage(100, 20), "tool_calls" if reply.calls else "stop", "req-1")

    async def close(self) -> None:
        self._replies.clear()


def claim_json(text: str, *spans: str, quote: str | None = None, calculation: Mapping[str, Any] | None = None) -> str:
    return json.dumps({"text": text, "spans": spans, "quote": quote, "calculation": calculation}, ensure_ascii=False)


def reply_json(*claims: str, not_in_documents: bool = False) -> str:
    return f'{{"claims": [{", ".join(claims)}], "not_in_documents": {json.dumps(not_in_documents)}}}'


LOOK_UP = Tool("look_up", "Look up a figure.", {"type": "object", "properties": {"item": {"type": "string"}}})


# ── the evidence ────────────────────────────────────────────────────────────────────────────────────────────────────


def sentence(span: str, text: str, *, page: int = 10, start: int = 0, document: str = DOCUMENT_ID) -> EvidenceSpan:
    return EvidenceSpan(
        id=span,
        kind=SpanKind.SENTENCE,
        document=document,
        document_name="northwind-2018.pdf",
        issuer="Northwind Mills",
        form=FilingForm.FORM_10K,
        fiscal_label="FY2018",
        page=page,
        text=text,
        start=start,
        end=start + len(text),
        section="item_7",
    )


def row(
    span: str,
    label: str,
    values: Mapping[str, str],
    *,
    unit: str | None = "(Millions)",
    title: str | None = "Consolidated Statement of Cash Flows",
    page: int = 60,
) -> EvidenceSpan:
    """A table row: `values` by column name, as printed."""
    text = " ".join([label, *values.values()])
    cells = [EvidenceCell(f"{span}-c0", label)]
    cells += [EvidenceCell(f"{span}-c{n}", value, (column,)) for n, (column, value) in enumerate(values.items(), 1)]
    return EvidenceSpan(
        id=span,
        kind=SpanKind.ROW,
        document=DOCUMENT_ID,
        document_name="northwind-2018.pdf",
        issuer="Northwind Mills",
        form=FilingForm.FORM_10K,
        fiscal_label="FY2018",
        page=page,
        text=text,
        start=0,
        end=len(text),
        table_id="p60-t1",
        table_title=title,
        unit=unit,
        cells=tuple(cells),
    )


CAPEX = row("n1-1", "Purchases of property, plant and equipment", {"2018": "(1,577)", "2017": "(1,373)"})
SALES = row(
    "n1-2", "Net sales", {"2018": "32,765", "2017": "31,657"}, title="Consolidated Statement of Income", page=58
)
OUTLOOK = sentence("n1-3", "We closed the Alder plant and moved its production to Birch.")
EVIDENCE = EvidenceSet((CAPEX, SALES, OUTLOOK))


class FakeEvidenceFinder:
    """Always the same evidence. `asked` keeps what it was asked."""

    def __init__(self, evidence: EvidenceSet = EVIDENCE) -> None:
        self.evidence = evidence
        self.asked: list[tuple[ResolvedQuestion, Principal, str, int]] = []

    def find(self, question: ResolvedQuestion, principal: Principal, nonce: str, token_budget: int) -> EvidenceSet:
        self.asked.append((question, principal, nonce, token_budget))
        return self.evidence


def resolved(
    text: str = "What was the capital expenditure of Northwind Mills in FY2018?",
    *,
    language: Language = Language.ENGLISH,
    scope: Scope | None = None,
) -> ResolvedQuestion:
    return ResolvedQuestion(
        asked=text,
        text=text,
        language=language,
        scope=scope or Scope(("Northwind Mills",), (Period(2018),), (DOCUMENT_ID,), (DOCUMENT_ID,)),
        terms=("capital", "expenditure"),
    )


@dataclass
class FixedUnderstanding:
    """Understands every question in the same scope: all documents there are, unless told otherwise."""

    scope: Scope | None = None
    seen: list[Sequence[Document]] = field(default_factory=list)

    def __call__(self, question: Question, documents: Sequence[Document]) -> ResolvedQuestion:
        self.seen.append(documents)
        scope = self.scope or Scope(("Northwind Mills",), (Period(2018),), tuple(document.id for document in documents))
        return ResolvedQuestion(question.text, question.text, question.language, scope)


def chat_request(
    *,
    question: ResolvedQuestion | None = None,
    evidence: EvidenceSet = EVIDENCE,
    schema: Mapping[str, Any] | None = None,
    tools: Sequence[Tool] = (),
) -> ChatRequest:
    return ChatRequest(
        messages=(Message("system", "Answer from the sources."), Message("user", "What was the capex?")),
        prompt=PromptStamp("answer", "1.0.0", "f" * 64),
        question=question or resolved(),
        evidence=evidence,
        schema=schema,
        tools=tuple(tools),
        subject="answer-1",
        principal="rm-7",
    )


# ── the log ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class FailingAuditLog(MemoryAuditLog):
    """Fails from the first record of kind `at` on."""

    def __init__(self, at: RecordKind) -> None:
        super().__init__()
        self._at = at

    def append(self, entries: Sequence[AuditEntry]) -> list[AuditRecord]:
        if any(entry.kind is self._at for entry in entries):
            self.fail = True
        if self.fail:
            raise AuditUnavailableError("the disk is full")
        return super().append(entries)
