"""Calls of tools as a stream brings them: a name first, then the arguments in pieces, several calls side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openai.types.chat.chat_completion_chunk import ChoiceDeltaToolCall

from rm_assistant.domain.errors import MalformedReplyError
from rm_assistant.ports import ToolCall

MOST_CALLS = 32
"""Of one reply: no model needs as many, and no server can fill the memory with more."""
LONGEST_ARGUMENTS = 20_000


@dataclass(slots=True)
class _Begun:
    id: str = ""
    name: str = ""
    arguments: str = ""


class CallPieces:
    """The calls of one reply, in the order of their first pieces."""

    def __init__(self) -> None:
        self._begun: dict[int, _Begun] = {}

    def __bool__(self) -> bool:
        return bool(self._begun)

    def take(self, pieces: Sequence[ChoiceDeltaToolCall]) -> None:
        """Raises MalformedReplyError where there is no end of calls or of arguments."""
        for piece in pieces:
            begun = self._begun.setdefault(self._place(piece), _Begun())
            begun.id = begun.id or piece.id or ""
            if piece.function is not None:
                begun.name += piece.function.name or ""
                begun.arguments += piece.function.arguments or ""
            if len(self._begun) > MOST_CALLS or len(begun.arguments) > LONGEST_ARGUMENTS:
                raise MalformedReplyError("The model's calls of tools have no end.")

    def _place(self, piece: ChoiceDeltaToolCall) -> int:
        """Some servers give every call whole, all under one index: another id is another call."""
        known = self._begun.get(piece.index)
        return len(self._begun) if known and piece.id and known.id not in {"", piece.id} else piece.index

    def whole(self) -> Iterator[ToolCall]:
        """An id is made for a call without one."""
        for number, begun in enumerate(self._begun.values(), start=1):
            yield ToolCall(begun.id or f"call_{number}", begun.name, begun.arguments)
