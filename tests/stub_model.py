"""A small OpenAI-compatible server of our own: it cites a line that it finds in the prompt.

For tests of the whole service, where the model's own wit does not matter. `python -m tests.stub_model` prints its
address and serves until it is ended. The model's name says how it behaves: `stub`; `stub-slow` never ends its reply;
`stub-down` answers 500; `stub-markup` writes HTML, links and images around what it says.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

PIECE = 24
_LINE = re.compile(r"^\[(?P<id>[^\]\s]+)\]\s*(?P<text>.+)$", re.MULTILINE)
_FIGURE = re.compile(r"\d,\d{3}")
MARKUP = (
    "<img src=x onerror=\"document.title='run'\"> <script>document.title='run'</script> "
    "![logo](http://203.0.113.7/logo.png) [more](http://203.0.113.7/) "
)
"""What a page must show as plain text. 203.0.113.0/24 is kept for documentation (RFC 5737)."""


def reply_to(prompt: str, before: str = "") -> str:
    """One claim: `before`, and the first source line with a figure, said again. Sources come best first."""
    lines = [(match["id"], match["text"]) for match in _LINE.finditer(prompt)]
    if not lines:
        return json.dumps({"claims": [], "not_in_documents": True})
    span, text = next((line for line in lines if _FIGURE.search(line[1])), lines[0])
    quote = None if _FIGURE.search(text) else text
    claim = {"text": before + text, "spans": [span], "quote": quote, "calculation": None}
    return json.dumps({"claims": [claim], "not_in_documents": False}, ensure_ascii=False)


async def chat_completions(request: Request) -> Response:
    asked = await request.json()
    if asked["model"] == "stub-down":
        return JSONResponse({"error": {"message": "down", "type": "server_error"}}, status_code=500)
    reply = reply_to(asked["messages"][-1]["content"], MARKUP if asked["model"] == "stub-markup" else "")
    if asked.get("stream"):
        return StreamingResponse(_pieces(asked["model"], reply), media_type="text/event-stream")
    message = {"role": "assistant", "content": reply}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return JSONResponse(_envelope("chat.completion", asked["model"], [choice]) | {"usage": _usage(reply)})


async def _pieces(model: str, reply: str) -> AsyncIterator[str]:
    for start in range(0, len(reply), PIECE):
        yield _chunk(model, {"role": "assistant", "content": reply[start : start + PIECE]}, None)
        if model == "stub-slow" and start >= len(reply) // 2:
            await asyncio.sleep(3600)
    yield _chunk(model, {}, "stop")
    yield f"data: {json.dumps(_envelope('chat.completion.chunk', model, []) | {'usage': _usage(reply)})}\n\n"
    yield "data: [DONE]\n\n"


def _chunk(model: str, delta: dict[str, str], finish_reason: str | None) -> str:
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
