"""A small OpenAI-compatible server of our own: it cites a line that it finds in the prompt.

For tests of the whole service, where the model's own wit does not matter. `python -m tests.stub_model` prints its
address and serves until it is ended. The model's name says how it behaves: `stub`; `stub-slow` never ends its reply;
`stub-down` answers 500; `stub-markup` writes HTML, links and images around what it says. `stub-tools:a|b` looks up `a`
and `b` (or calculates what has an operator in it) before it says what came of the last; `stub-endless` looks up without
end; `stub-toolless` refuses a request that offers tools.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

Call = dict[str, Any]
PIECE = 24
_LINE = re.compile(r"^\[(?P<id>[^\]\s]+)\]\s*(?P<text>.+)$", re.MULTILINE)
_FIGURE = re.compile(r"\d,\d{3}")
_RESULT = re.compile(r"^- .+?: (?P<shown>[^|]+) \| formula: (?P<formula>.+?) \| (?P<operands>.+)$", re.MULTILINE)
_OPERAND = re.compile(r"(?P<name>\w+) = (?P<value>\S+) \[(?P<span>[^\]]+)\]")
MARKUP = (
    "<img src=x onerror=\"document.title='run'\"> <script>document.title='run'</script> "
    "![logo](http://203.0.113.7/logo.png) [more](http://203.0.113.7/) "
)
"""What a page must show as plain text. 203.0.113.0/24 is kept for documentation (RFC 5737)."""
AFTER_TOOLS = "As looked up: "


def reply_to(prompt: str, before: str = "") -> str:
    """One claim: `before`, and the first source line with a figure, said again. Sources come best first."""
    result = _RESULT.search(prompt) if before == AFTER_TOOLS else None
    if result:
        return _said([_calculated(result)])
    lines = [(match["id"], match["text"]) for match in _LINE.finditer(prompt)]
    if not lines:
        return json.dumps({"claims": [], "not_in_documents": True})
    span, text = next((line for line in lines if _FIGURE.search(line[1])), lines[0])
    quote = None if _FIGURE.search(text) else text
    claim = {"text": before + text, "spans": [span], "quote": quote, "calculation": None}
    return _said([claim])


def _said(claims: list[dict[str, Any]]) -> str:
    return json.dumps({"claims": claims, "not_in_documents": False}, ensure_ascii=False)


def _calculated(result: re.Match[str]) -> dict[str, Any]:
    """A claim that copies what was reckoned for it."""
    operands = [match.groupdict() for match in _OPERAND.finditer(result["operands"])]
    named = ", ".join(f"{each['name']} {each['value']}" for each in operands)
    calculation = {"formula": result["formula"], "operands": operands, "result": result["shown"]}
    spans = [each["span"] for each in operands]
    return {"text": f"{result['shown']}, of {named}.", "spans": spans, "quote": None, "calculation": calculation}


def calls_for(asked: dict[str, Any]) -> list[Call]:
    """Those that the model's name asks for; none once results are there."""
    behaviour, _, names = asked["model"].partition(":")
    told = any(message["role"] == "tool" for message in asked["messages"])
    if not asked.get("tools") or behaviour not in {"stub-tools", "stub-endless"} or (names and told):
        return []
    return [_call(number, name) for number, name in enumerate(names.split("|") if names else ["Net sales"])]


def _call(number: int, name: str) -> Call:
    tool, argument = ("calculate", "expression") if re.search(r"[-+*/]", name) else ("look_up", "item")
    function = {"name": tool, "arguments": json.dumps({argument: name})}
    return {"index": number, "id": f"call_{number}", "type": "function", "function": function}


async def chat_completions(request: Request) -> Response:
    asked = await request.json()
    if asked["model"] == "stub-down":
        return JSONResponse({"error": {"message": "down", "type": "server_error"}}, status_code=500)
    if asked["model"] == "stub-toolless" and asked.get("tools"):
        return JSONResponse({"error": {"message": "tools are not supported", "param": "tools"}}, status_code=400)
    calls = calls_for(asked)
    last = asked["messages"][-1]
    before = MARKUP if asked["model"] == "stub-markup" else AFTER_TOOLS if last["role"] == "tool" else ""
    reply = "" if calls else reply_to(last["content"], before)
    if asked.get("stream"):
        return StreamingResponse(_pieces(asked["model"], reply, calls), media_type="text/event-stream")
    message = {"role": "assistant", "content": reply}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return JSONResponse(_envelope("chat.completion", asked["model"], [choice]) | {"usage": _usage(reply)})


async def _pieces(model: str, reply: str, calls: list[Call]) -> AsyncIterator[str]:
    for start in range(0, len(reply), PIECE):
        yield _chunk(model, {"role": "assistant", "content": reply[start : start + PIECE]}, None)
        if model == "stub-slow" and start >= len(reply) // 2:
            await asyncio.sleep(3600)
    for piece in (piece for call in calls for piece in _call_pieces(call)):
        yield _chunk(model, {"tool_calls": [piece]}, None)
    yield _chunk(model, {}, "tool_calls" if calls else "stop")
    yield f"data: {json.dumps(_envelope('chat.completion.chunk', model, []) | {'usage': _usage(reply)})}\n\n"
    yield "data: [DONE]\n\n"


def _call_pieces(call: Call) -> Iterator[Call]:
    """The name first, then the arguments, cut."""
    arguments = call["function"]["arguments"]
    yield call | {"function": {"name": call["function"]["name"], "arguments": ""}}
    for start in range(0, len(arguments), PIECE // 3):
        yield {"index": call["index"], "function": {"arguments": arguments[start : start + PIECE // 3]}}


def _chunk(model: str, delta: dict[str, Any], finish_reason: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return f"data: {json.dumps(_envelope('chat.completion.chunk', model, [choice]))}\n\n"


def _envelope(kind: str, model: str, choices: list[dict[str, object]]) -> dict[str, object]:
    return {"id": "stub-1", "object": kind, "created": 0, "model": model, "choices": choices}


def _usage(reply: str) -> dict[str, int]:
    return {"prompt_tokens": 100, "completion_tokens": len(reply), "total_tokens": 100 + len(reply)}


def main() -> None:
    app = Starlette(routes=[Route("/v1/chat/completions", chat_completions, methods=["POST"])])
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/v1", flush=True)  # noqa: T201 -- its address, for the test
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    main()
