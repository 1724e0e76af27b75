"""Settings come from the environment, and a wrong one is named."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from rm_assistant.domain.errors import SettingsError
from rm_assistant.settings import Settings, variable_name


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
    ],
)
def test_a_wrong_setting_is_named_with_what_it_takes(environ: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Settings.from_env(environ)


def test_variables_of_others_are_left_alone() -> None:
    assert Settings.from_env({"PATH": "/bin", "ARM_RM_X": "1"}) == Settings()


def test_every_setting_says_what_it_is_about() -> None:
    assert all(item.metadata["about"] for item in fields(Settings))
    assert variable_name("data_dir") == "RM_DATA_DIR"
