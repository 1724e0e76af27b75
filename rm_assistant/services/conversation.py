"""Hop 6 of a question: a model is called, is given what it asks for through tools, and is called until it answers.

Its claims come out as it finishes each. What a call gives is on record before the model sees it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from rm_assistant.domain.answers import DraftClaim
from rm_assistant.domain.errors import EndlessToolsError, MalformedReplyError, ProviderError, ProviderTimeoutError
from rm_assistant.ports import ChatDone, ChatEvent, ChatModel, ChatRequest, ChatText, Clock, Message, ToolCall
from rm_assistant.prompting.tool_results import render_error
from rm_assistant.services.drafting import DraftReader
from rm_assistant.services.tools import ToolAnswer, ToolBox, ToolLimits
from rm_assistant.services.transcript import Transcript
from rm_assistant.threads import run_to_end

_ENOUGH = render_error("no more calls are carried out: answer now from what you have")
_TOKEN_STEP = 100
"""What remains of the ceiling of tokens is told in steps, so that adapters meet few limits."""


@dataclass(slots=True)
class _Turn:
    """One reply: its text, its calls, and its end."""

    reader: DraftReader
    pieces: list[str] = field(default_factory=list)
    calls: list[ToolCall] = field(default_factory=list)
    done: ChatDone | None = None


class Conversation:
    """`request` is as it was last sent: its evidence has all that calls have brought so far."""

    def __init__(
        self,
        model: ChatModel,
        request: ChatRequest,
        transcript: Transcript,
        clock: Clock,
        *,
        box: ToolBox | None = None,
        limits: ToolLimits,
    ) -> None:
        """`box` fills calls of the request's tools; without it none are offered."""
        self.request = request
        self._model = model
        self._transcript = transcript
        self._clock = clock
        self._box = box
        self._limits = limits
        self._began = clock.monotonic()
        self._rounds = self._calls = 0
        self._told_enough = False
        self._drafted: list[str] = []
        self._before: frozenset[str] = frozenset()

    async def drafts(self) -> AsyncGenerator[DraftClaim, None]:
        """Raises ProviderError; what was complete before it has been given. A claim said again is given once."""
        self._transcript.calling(self._model)
        while True:
            turn = _Turn(DraftReader(self.request.evidence.by_id))
            async with aclosing(self._take(turn)) as drafts:
                async for draft in drafts:
                    yield draft
            if self._box is None or not turn.calls:
                return
            await self._carry_on(turn, self._box)

    async def _take(self, turn: _Turn) -> AsyncGenerator[DraftClaim, None]:
        async with aclosing(self._events()) as events:
            async for event in events:
                match event:
                    case ChatText(text):
                        turn.pieces.append(text)
                        for draft in self._new(turn.reader.feed(text)):
                            yield draft
                    case ToolCall():
                        turn.calls.append(event)
                    case ChatDone():
                        turn.done = event
        if turn.done is None:
            raise MalformedReplyError("The model's reply was cut short.")
        self._transcript.answered(turn.done)
        if not turn.calls:
            for draft in self._new(turn.reader.finish()):
                yield draft

    def _new(self, drafts: Iterable[DraftClaim]) -> Iterator[DraftClaim]:
        """A model that called tools amid its answer may begin it again."""
        for draft in drafts:
            if draft.text not in self._before:
                self._drafted.append(draft.text)
                yield draft

    async def _events(self) -> AsyncGenerator[ChatEvent, None]:
        """The first reply takes as long as the model's adapter is patient; later ones what is left of the time."""
        async with aclosing(self._model.stream(self.request)) as events:
            while True:
                try:
                    async with asyncio.timeout(self._seconds_left() if self._rounds else None):
                        event = await anext(events, None)
                except TimeoutError as error:
                    raise ProviderTimeoutError("The model did not answer in time.") from error
                if event is None:
                    return
                yield event

    def _seconds_left(self) -> float:
        return max(0.0, self._limits.seconds - (self._clock.monotonic() - self._began))

    # ── calls ───────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _carry_on(self, turn: _Turn, box: ToolBox) -> None:
        """Fill the calls, put the results on record, and make the request that tells them."""
        await self._check_end(turn)
        self._before = frozenset(self._drafted)
        answers = await self._fill(turn.calls, box)
        await self._transcript.told(answers)
        said = Message("assistant", "".join(turn.pieces), calls=tuple(turn.calls))
        results = (Message("tool", answer.text, call_id=answer.call.id) for answer in answers)
        self.request = replace(
            self.request,
            messages=(*self.request.messages, said, *results),
            evidence=box.evidence,
            max_output_tokens=self._tokens_left(turn),
        )

    async def _check_end(self, turn: _Turn) -> None:
        """Raises ProviderError, on record, where the model was told to answer, or has nothing left to do it with."""
        error: ProviderError | None = None
        if self._told_enough:
            error = EndlessToolsError("The model went on asking for look-ups and did not answer.")
        elif self._seconds_left() <= 0:
            error = ProviderTimeoutError("The model did not answer in time: it spent it on look-ups.")
        elif self._tokens_left(turn) <= 0:
            error = MalformedReplyError("The model's reply reached its limit of tokens.")
        if error is not None:
            await self._transcript.gave_up(error)
            raise error

    async def _fill(self, calls: Sequence[ToolCall], box: ToolBox) -> list[ToolAnswer]:
        self._rounds += 1
        allowed = self._limits.calls - self._calls if self._rounds <= self._limits.rounds else 0
        filled, rest = calls[:allowed], calls[allowed:]
        self._calls += len(filled)
        self._told_enough = bool(rest)
        answers = await run_to_end(lambda: [box.answer(call) for call in filled])
        return [*answers, *(ToolAnswer(call, _ENOUGH, failed=True) for call in rest)]

    def _tokens_left(self, turn: _Turn) -> int:
        """Of the ceiling of one answer."""
        spent = turn.done.usage.output_tokens if turn.done else 0
        left = self.request.max_output_tokens - spent
        return left - left % _TOKEN_STEP or left
