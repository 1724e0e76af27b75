"""Settings come from the environment, and a wrong one is named."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from rm_assistant.domain.errors import SettingsError
from rm_assistant.settings import Settings, variable_name, without_secrets


def test_nothing_set_gives_the_offline_defaults() -> None:
    settings = Settings.from_env({})

    assert settings.chat == "auto"
    assert settings.openai_api_key is None
    assert settings.host == "127.0.0.1"
    assert settings.embedder == "local"


def test_each_kind_of_value_is_read() -> None:
    settings = Settings.from_env(
        {"RM_DATA_DIR": "/srv/filings", "RM_PORT": "9000", "RM_MODEL_TIMEOUT": "2.5", "RM_OCR": "yes"}
    )

    assert settings.data_dir == Path("/srv/filings")
    assert settings.port == 9000
    assert settings.model_timeout == 2.5
    assert settings.ocr is True


def test_white_space_and_empty_variables_do_not_count() -> None:
    settings = Settings.from_env({"RM_MODEL": "  some-model \n", "RM_OPENAI_BASE_URL": " "})

    assert settings.model == "some-model"
    assert settings.openai_base_url is None


def test_our_own_name_wins_over_the_familiar_one() -> None:
    settings = Settings.from_env({"OPENAI_API_KEY": "familiar", "RM_OPENAI_API_KEY": "own"})

    assert settings.openai_api_key == "own"


@pytest.mark.parametrize("variable", ["RM_OPENAI_API_KEY_FILE", "OPENAI_API_KEY_FILE"])
def test_a_secret_can_stand_in_a_file(tmp_path: Path, variable: str) -> None:
    (tmp_path / "key").write_text("secret\n", encoding="utf-8")

    assert Settings.from_env({variable: str(tmp_path / "key")}).openai_api_key == "secret"


def test_a_secret_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"RM_OPENAI_API_KEY_FILE names .*gone"):
        Settings.from_env({"RM_OPENAI_API_KEY_FILE": str(tmp_path / "gone")})


def test_secrets_are_not_shown_by_accident() -> None:
    assert "very-secret" not in repr(Settings(openai_api_key="very-secret"))


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"RM_PORT": "eighty"}, "RM_PORT is 'eighty': it takes a whole number"),
        ({"RM_PORT": "70000"}, "RM_PORT is 70000: it takes 0 to 65535"),
        ({"RM_OCR": "perhaps"}, "RM_OCR is 'perhaps': it takes true or false"),
        ({"RM_CHAT": "psychic"}, "RM_CHAT is 'psychic': use auto or extractive or openai or langchain"),
        ({"RM_LOG_LEVEL": "loud"}, "RM_LOG_LEVEL"),
        ({"RM_MODEL_TIMEOUT": "0"}, "RM_MODEL_TIMEOUT"),
        ({"RM_MODEL_TIMEOUT": "nan"}, "RM_MODEL_TIMEOUT"),
        ({"RM_INGEST_WORKERS": "-1"}, "RM_INGEST_WORKERS"),
        ({"RM_MODLE": "x"}, "RM_MODLE is not a setting"),
        (
            {"RM_OPENAI_BASE_URL": "notaurl"},
            "RM_OPENAI_BASE_URL .* is 'notaurl': it takes http:// or https:// and a host",
        ),
        ({"OPENAI_BASE_URL": "http://"}, r"\(or OPENAI_BASE_URL\) is 'http://'"),
        ({"RM_OPENAI_BASE_URL": "ftp://models.example/v1"}, "it takes http"),
        ({"RM_OPENAI_BASE_URL": "http://[::1/v1"}, "it takes http"),
        ({"RM_OPENAI_BASE_URL": "http://models.example:eighty"}, "it takes http"),
        ({"RM_OPENAI_BASE_URL": "http://models example/v1"}, "it takes http"),
        ({"RM_CHAT": "langchain"}, "RM_MODEL is 'gpt-4.1': with RM_CHAT=langchain it takes provider:model"),
        ({"RM_CHAT": "langchain", "RM_MODEL": "anthropic:"}, "it takes provider:model"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_takes(environ: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Settings.from_env(environ)


@pytest.mark.parametrize("address", ["http://127.0.0.1:11434/v1", "https://models.example", "HTTP://[::1]:8080/v1"])
def test_an_address_of_the_web_is_taken(address: str) -> None:
    assert Settings.from_env({"RM_OPENAI_BASE_URL": address}).openai_base_url == address


def test_the_model_of_langchain_names_its_provider() -> None:
    assert Settings.from_env({"RM_CHAT": "langchain", "RM_MODEL": "openai:gpt-4.1"}).model == "openai:gpt-4.1"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://user:secret@models.example/v1", "https://models.example/v1"),
        ("https://models.example/v1?api-key=secret", "https://models.example/v1"),
        ("ftp://user:secret@models.example", "ftp://models.example"),
        ("user:secret@models.example", "models.example"),
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
    ],
)
def test_an_address_is_shown_without_its_secrets(address: str, shown: str) -> None:
    assert without_secrets(address) == shown


def test_a_wrong_address_is_told_without_its_password() -> None:
    with pytest.raises(SettingsError) as told:
        Settings(openai_base_url="ftp://user:secret@models.example")

    assert "secret" not in str(told.value)


def test_variables_of_others_are_left_alone() -> None:
    assert Settings.from_env({"PATH": "/bin", "ARM_RM_X": "1"}) == Settings()


def test_every_setting_says_what_it_is_about() -> None:
    assert all(item.metadata["about"] for item in fields(Settings))
    assert variable_name("data_dir") == "RM_DATA_DIR"
