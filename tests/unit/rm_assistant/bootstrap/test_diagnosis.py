"""What `doctor` says of the model, from the settings alone."""

from __future__ import annotations

import pytest

from rm_assistant.bootstrap import diagnosis
from rm_assistant.services.health import CheckStatus
from rm_assistant.settings import Settings


def told(settings: Settings) -> str:
    check = diagnosis.check_model(settings)
    assert check.status is CheckStatus.OK
    return check.detail


def test_without_a_model_answers_are_quotations() -> None:
    assert told(Settings()) == "none: answers quote their sources word for word"


@pytest.mark.parametrize(
    ("settings", "detail"),
    [
        (
            Settings(openai_api_key="secret"),
            "gpt-4.1 through openai at the provider's own address, with a key; not called here",
        ),
        (
            Settings(openai_base_url="https://user:secret@models.example/v1?key=secret"),
            "gpt-4.1 through openai at https://models.example/v1, without a key; not called here",
        ),
        (Settings(chat="langchain", model="openai:gpt-4.1"), "openai:gpt-4.1 through langchain; not called here"),
    ],
)
def test_a_model_is_named_with_its_address_and_without_secrets(settings: Settings, detail: str) -> None:
    assert told(settings) == detail


def test_what_is_asked_for_and_cannot_be_reached_has_failed() -> None:
    check = diagnosis.check_model(Settings(chat="openai"))

    assert check.status is CheckStatus.FAILED
    assert "RM_OPENAI_API_KEY" in check.detail
