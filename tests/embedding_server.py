"""An OpenAI-compatible embeddings endpoint, as respx answers for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import httpx

from tests.fakes_storage import WordEmbedder

ADDRESS = "https://models.example/v1"


def answer(request: httpx.Request) -> httpx.Response:
    texts = json.loads(request.content)["input"]
    return vectors([[3.0 * value for value in row] for row in WordEmbedder().embed_passages(texts)])


def vectors(rows: Sequence[Sequence[float]]) -> httpx.Response:
    """In reverse: the index says whose each vector is."""
    data = [{"object": "embedding", "index": index, "embedding": list(row)} for index, row in enumerate(rows)]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return httpx.Response(200, json={"object": "list", "data": data[::-1], "model": "small", "usage": usage})


def in_turn(*replies: httpx.Response | type[Exception]) -> Callable[[httpx.Request], httpx.Response]:
    """Each reply once, then real answers."""
    left = list(replies)

    def reply(request: httpx.Request) -> httpx.Response:
        if not left:
            return answer(request)
        following = left.pop(0)
        if isinstance(following, httpx.Response):
            return following
        raise following("as arranged", request=request)  # type: ignore[call-arg]

    return reply
