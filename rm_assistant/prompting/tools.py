"""The tools that a model may be offered, read from `prompts/tools.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from rm_assistant.domain.errors import PromptError
from rm_assistant.ports import Tool

LOOK_UP, CALCULATE = "look_up", "calculate"


def parse_tools(data: bytes) -> tuple[str, tuple[Tool, ...]]:
    """The file's version, and the tools. Raises PromptError where it has not the form of `prompts/tools.toml`."""
    try:
        read = tomllib.loads(data.decode("utf-8"))
        return read["version"], tuple(_tool(entry) for entry in read["tool"])
    except (ValueError, KeyError, TypeError) as error:
        raise PromptError(f"prompts/tools.toml cannot be read: {error}") from error


def _tool(entry: Mapping[str, Any]) -> Tool:
    parameters = {name: _property(about) for name, about in entry["parameters"].items()}
    required = [name for name, about in entry["parameters"].items() if not about.get("optional")]
    schema = {"type": "object", "properties": parameters, "required": required, "additionalProperties": False}
    return Tool(entry["name"], entry["description"].strip(), schema)


def _property(about: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.items() if name != "optional"}
