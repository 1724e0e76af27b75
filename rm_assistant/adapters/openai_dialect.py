"""What an OpenAI-compatible provider understands: assumed in full, unlearned where it objects."""

from __future__ import annotations

from typing import Any

import openai

from rm_assistant.ports import ChatRequest, Message, Tool, ToolCall

_NAMES: dict[str, tuple[str, ...]] = {
    "response_format": ("response_format", "json_schema", "structured output"),
    "stream_options": ("stream_options", "include_usage"),
    "temperature": ("temperature",),
    "max_tokens": ("max_tokens",),
    "tools": ("tool", "function call", "functions"),
}
"""Each option that a request can do without, and how an objection to it names it."""


class Dialect:
    """The options of a request. It lives as long as the model's adapter, so that each objection is met once."""

    def __init__(self) -> None:
        self._unknown: set[str] = set()

    def options(self, request: ChatRequest) -> dict[str, Any]:
        """The limit on tokens goes by `max_completion_tokens` where `max_tokens` is not known."""
        options: dict[str, Any] = {
            "temperature": request.temperature,
            "stream_options": {"include_usage": True},
            "max_tokens": request.max_output_tokens,
        }
        if request.schema is not None:
            schema = {"name": request.schema_name, "strict": True, "schema": request.schema}
            options["response_format"] = {"type": "json_schema", "json_schema": schema}
        if request.tools:
            options["tools"] = [_tool(tool) for tool in request.tools]
        if "max_tokens" in self._unknown:
            options["max_completion_tokens"] = request.max_output_tokens
        return {name: value for name, value in options.items() if name not in self._unknown}

    def learn_from(self, error: openai.APIStatusError) -> bool:
        """True where the error objects to an option that had not been left out yet."""
        option = _objected(error)
        if option is None or option in self._unknown:
            return False
        self._unknown.add(option)
        return True


def written(message: Message) -> dict[str, Any]:
    """A message as the endpoint takes it."""
    fields: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.calls:
        fields["tool_calls"] = [_call(call) for call in message.calls]
    if message.call_id is not None:
        fields["tool_call_id"] = message.call_id
    return fields


def _call(call: ToolCall) -> dict[str, Any]:
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}


def _tool(tool: Tool) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return {"type": "function", "function": function}


def _objected(error: openai.APIStatusError) -> str | None:
    """The option that the error's `param` names, else the first that its words do."""
    words = str(error.message).lower()
    for text in ((error.param or "").lower(), words):
        named = {text.find(name): option for option, names in _NAMES.items() for name in names if name in text}
        if named:
            return named[min(named)]
    return None
