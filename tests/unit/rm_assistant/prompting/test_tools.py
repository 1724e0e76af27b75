"""The tools as a model is offered them: pinned like every prompt."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rm_assistant.domain.errors import PromptError
from rm_assistant.prompting.library import PromptLibrary

TEXT = """
version = "1.0.0"
[[tool]]
name = "look_up"
description = " Look up a figure. "
[tool.parameters.item]
type = "string"
[tool.parameters.period]
type = "string"
optional = true
"""


def library(folder: Path, text: str, *, pinned: str | None = None) -> PromptLibrary:
    folder.joinpath("tools.toml").write_text(text, encoding="utf-8")
    digest = hashlib.sha256((pinned or text).encode()).hexdigest()
    folder.joinpath("manifest.toml").write_text(f'[tools]\n"1.0.0" = "{digest}"\n', encoding="utf-8")
    return PromptLibrary(folder)


def test_a_tool_has_a_schema_that_closes_its_arguments(tmp_path: Path) -> None:
    (tool,) = library(tmp_path, TEXT).tools()

    assert (tool.name, tool.description) == ("look_up", "Look up a figure.")
    assert tool.parameters == {
        "type": "object",
        "properties": {"item": {"type": "string"}, "period": {"type": "string"}},
        "required": ["item"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize("text", ["version = 1", "[[tool]]", "not toml", TEXT.replace("name", "nom")])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PromptError):
        library(tmp_path, text).tools()


def test_a_changed_file_is_refused_until_its_new_version_is_pinned(tmp_path: Path) -> None:
    with pytest.raises(PromptError):
        library(tmp_path, TEXT.replace("Look up", "Guess"), pinned=TEXT).tools()


def test_the_tools_that_are_shipped_are_the_two_that_the_service_fills() -> None:
    assert [tool.name for tool in PromptLibrary().tools()] == ["look_up", "calculate"]
