"""Calls of tools between LangChain's messages and ours. LangChain is imported on first use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rm_assistant.ports import Message, Tool, ToolCall

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage


def written(message: Message) -> BaseMessage | tuple[str, str]:
    """A message as LangChain takes it."""
    from langchain_core.messages import ToolMessage  # noqa: PLC0415 - slow to import

    if message.call_id is not None:
        return ToolMessage(message.content, tool_call_id=message.call_id)
    return _with_calls(message) if message.calls else (message.role, message.content)


def _with_calls(message: Message) -> AIMessage:
    from langchain_core.messages import AIMessage  # noqa: PLC0415 - slow to import

    read = [(call, arguments_of(call)) for call in message.calls]
    return AIMessage(
        message.content,
        tool_calls=[{"name": call.name, "args": dict(args), "id": call.id} for call, args in read if args is not None],
        invalid_tool_calls=[
            {"type": "invalid_tool_call", "name": call.name, "args": call.arguments, "id": call.id, "error": None}
            for call, args in read
            if args is None
        ],
    )


def arguments_of(call: ToolCall) -> Mapping[str, Any] | None:
    """None where they are no JSON object."""
    try:
        value = json.loads(call.arguments)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def declared(tools: Sequence[Tool]) -> list[dict[str, Any]]:
    """In the form that every integration translates into its vendor's."""
    return [
        {
            "type": "function",
            "function": {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)},
        }
        for tool in tools
    ]


class CallChunks:
    """The calls of one reply; pieces of one call are joined as LangChain joins them."""

    def __init__(self) -> None:
        self._joined: AIMessageChunk | None = None
        self._whole: list[ToolCall] = []

    def __bool__(self) -> bool:
        return self._joined is not None or bool(self._whole)

    def take(self, chunk: AIMessage) -> None:
        """A model that does not stream gives a message instead of chunks."""
        from langchain_core.messages import AIMessageChunk  # noqa: PLC0415 - slow to import

        if isinstance(chunk, AIMessageChunk) and chunk.tool_call_chunks:
            self._joined = chunk if self._joined is None else self._joined + chunk
            return
        for call in chunk.tool_calls:
            self._add(call["name"], json.dumps(call["args"], ensure_ascii=False), call["id"])
        for broken in chunk.invalid_tool_calls:
            self._add(broken["name"], broken["args"], broken["id"])

    def whole(self) -> Iterator[ToolCall]:
        for chunk in self._joined.tool_call_chunks if self._joined is not None else ():
            self._add(chunk["name"], chunk["args"], chunk["id"])
        yield from self._whole

    def _add(self, name: str | None, arguments: str | None, call_id: str | None) -> None:
        self._whole.append(ToolCall(call_id or f"call_{len(self._whole) + 1}", name or "", arguments or ""))
