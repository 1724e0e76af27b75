"""What operators rely on stands in the documents."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from rm_assistant.api import errors
from rm_assistant.settings import PREFIX, Settings, variable_name
from tests.architecture.sources import REPOSITORY

API_PAGE = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
NO_CODES = {(405, "detail"), (404, "detail"), (422, "errors"), (422, "where"), (422, "why")}
"""Fields of a problem that the table explains."""
SETTINGS_PAGE = (REPOSITORY / "docs" / "settings.md").read_text(encoding="utf-8")
SETTINGS = {variable_name(item.name): item for item in fields(Settings)}


@pytest.mark.parametrize("variable", SETTINGS)
def test_every_setting_is_documented_with_its_default(variable: str) -> None:
    row = re.search(rf"^\| `{variable}` \| (.+?) \| (.+) \|$", SETTINGS_PAGE, re.MULTILINE)

    assert row is not None, f"docs/settings.md does not list {variable}"
    default = SETTINGS[variable].default
    expected = "–" if default is None else f"`{str(default).lower() if isinstance(default, bool) else default}`"
    assert row[1] == expected
    assert all(name in row[2] for name in SETTINGS[variable].metadata["env"])


@pytest.mark.parametrize("page", ["docs/settings.md", ".env.example"])
def test_no_page_names_a_setting_that_is_not_there(page: str) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+[A-Z]\b", (REPOSITORY / page).read_text(encoding="utf-8")))

    assert {name.removesuffix("_FILE") for name in named} <= set(SETTINGS)


def problems() -> set[tuple[int, str]]:
    """Every status with its code that the service can answer with."""
    own = {(status, kind.code) for kind, status in errors.STATUS.items()}
    framework = {(status, code) for status, code in errors.CODES_OF_THE_FRAMEWORK.items()}
    return own | framework | {(errors.INVALID, errors.INVALID_REQUEST), (errors.UNEXPECTED, errors.UNEXPECTED_ERROR)}


def test_every_problem_is_documented_with_its_status() -> None:
    table = API_PAGE.partition("## Errors")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d{3}) \| (.+) \|$", table, re.MULTILINE)
    documented = {(int(status), code) for status, cell in rows for code in re.findall(r"`([a-z_]+)`", cell)}

    assert documented - NO_CODES == problems()
