"""The chat model without a model: it answers by quoting the best rows and sentences of its evidence, word for word.

The offline default, and what stands in when a provider is down. It says nothing that is not on the page, and replies in
the same JSON as any model, so that everything after it is the same.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from decimal import Decimal

from rm_assistant.adapters.quotation import quotations
from rm_assistant.domain.answers import DraftClaim, Usage
from rm_assistant.ports import ChatDone, ChatEvent, ChatRequest, ChatText
from rm_assistant.serialisation import to_jsonable
from rm_assistant.threads import run_to_end

NAME = "extractive"


class ExtractiveChatModel:
    """Answers from `request.evidence`; the messages are not read."""

    @property
    def name(self) -> str:
        return NAME

    @property
    def writes(self) -> bool:
        return False

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        drafts = await run_to_end(lambda: quotations(request.question, request.evidence))
        yield ChatText(_reply(drafts))
        yield ChatDone(NAME, Usage(cost=Decimal(0)), "stop")

    async def close(self) -> None:
        """Holds nothing."""


def _reply(drafts: Sequence[DraftClaim]) -> str:
    reply = {"claims": [to_jsonable(draft) for draft in drafts], "not_in_documents": not drafts}
    return json.dumps(reply, ensure_ascii=False)
