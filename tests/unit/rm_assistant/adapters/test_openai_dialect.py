from __future__ import annotations

import httpx
import openai
import pytest

from rm_assistant.adapters.openai_dialect import Dialect
from tests.fakes_chat import chat_request

RESPONSE = httpx.Response(400, request=httpx.Request("POST", "http://models.test/v1/chat/completions"))


def objection(message: str, param: str | None = None) -> openai.BadRequestError:
    return openai.BadRequestError(message, response=RESPONSE, body={"param": param})


def test_free_text_is_asked_for_without_a_format() -> None:
    assert "response_format" not in Dialect().options(chat_request())


def test_an_objection_is_learnt_once() -> None:
    dialect = Dialect()

    assert dialect.learn_from(objection("response_format is not supported"))
    assert not dialect.learn_from(objection("response_format is not supported"))
    assert "response_format" not in dialect.options(chat_request(schema={"type": "object"}))


@pytest.mark.parametrize("message", ["context too long", "unknown model"])
def test_an_objection_to_something_else_teaches_nothing(message: str) -> None:
    assert not Dialect().learn_from(objection(message))


def test_the_parameter_named_counts_for_more_than_the_words() -> None:
    dialect = Dialect()

    dialect.learn_from(objection("stream_options and response_format", param="temperature"))

    assert set(dialect.options(chat_request())) == {"stream_options", "max_tokens"}
