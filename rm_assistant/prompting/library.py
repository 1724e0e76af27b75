"""Prompt files and the manifest that pins their bytes.

A prompt is Markdown: a header between `---` lines, then one `## role` part for each message.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from rm_assistant.domain.errors import PromptError
from rm_assistant.ports import Message, PromptStamp, Tool
from rm_assistant.prompting.tools import parse_tools

MANIFEST = "manifest.toml"
TOOLS = "tools"
HEADER_FIELDS = frozenset({"name", "version", "owner", "purpose", "variables"})
ROLES = frozenset({"system", "user", "assistant"})

_FILE = re.compile(r"\A---\n(?P<header>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_PART = re.compile(r"^## (\w+)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt that was found to be the pinned one. `parts` are (role, template text), in order."""

    stamp: PromptStamp
    owner: str
    purpose: str
    variables: frozenset[str]
    parts: tuple[tuple[str, str], ...]

    def render(self, values: Mapping[str, str]) -> tuple[Message, ...]:
        """One message a part. `$` and braces in a value stay as they are.

        Raises PromptError where `values` are not exactly the variables that the header declares.
        """
        if set(values) != self.variables:
            wrong = ", ".join(sorted(self.variables.symmetric_difference(values)))
            raise PromptError(f"prompt {self.stamp.name} takes other variables than it was given: {wrong}")
        return tuple(Message(role, Template(text).substitute(values).strip()) for role, text in self.parts)


def parse_prompt(data: bytes) -> Prompt:
    """Raises PromptError where the file has not the form described above, or uses a variable it does not declare."""
    found = _FILE.match(data.decode("utf-8"))
    if found is None:
        raise PromptError("a prompt file begins with a header between --- lines")
    header = dict(_header_line(line) for line in found["header"].splitlines())
    if set(header) != HEADER_FIELDS:
        raise PromptError(f"a prompt's header has the fields {', '.join(sorted(HEADER_FIELDS))}")
    variables = frozenset(header["variables"].replace(",", " ").split())
    prompt = Prompt(
        stamp=PromptStamp(header["name"], header["version"], hashlib.sha256(data).hexdigest()),
        owner=header["owner"],
        purpose=header["purpose"],
        variables=variables,
        parts=_parts(header["name"], found["body"]),
    )
    _check_variables(prompt)
    return prompt


def _header_line(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()


def _parts(name: str, body: str) -> tuple[tuple[str, str], ...]:
    pieces = _PART.split(body)
    parts = tuple(zip(pieces[1::2], pieces[2::2], strict=True))
    if not parts or pieces[0].strip() or any(role not in ROLES for role, _ in parts):
        raise PromptError(f"prompt {name} is made of parts headed by ## system, ## user or ## assistant")
    return parts


def _check_variables(prompt: Prompt) -> None:
    templates = [Template(text) for _, text in prompt.parts]
    used = {identifier for template in templates for identifier in template.get_identifiers()}
    if used != prompt.variables or not all(template.is_valid() for template in templates):
        raise PromptError(f"prompt {prompt.stamp.name} declares {sorted(prompt.variables)} and uses {sorted(used)}")


class PromptLibrary:
    """The prompts of a folder: the installed `prompts` package unless told otherwise."""

    def __init__(self, folder: Traversable | None = None) -> None:
        self._folder = folder or files("prompts")

    def get(self, name: str) -> Prompt:
        """Raises PromptError where the file is missing or its bytes are not those that the manifest pins."""
        versions = self.versions(name)
        prompt = parse_prompt(self._read(f"{name}.md"))
        if not versions or prompt.stamp != versions[-1]:
            raise PromptError(f"prompts/{name}.md is not the text that {MANIFEST} pins last: add its new version there")
        return prompt

    def tools(self) -> tuple[Tool, ...]:
        """What a model may be offered. Raises PromptError as `get` does."""
        data = self._read(f"{TOOLS}.toml")
        version, tools = parse_tools(data)
        if self.versions(TOOLS)[-1:] != (PromptStamp(TOOLS, version, hashlib.sha256(data).hexdigest()),):
            raise PromptError(f"prompts/{TOOLS}.toml is not what {MANIFEST} pins last: add its new version there")
        return tools

    def versions(self, name: str) -> tuple[PromptStamp, ...]:
        """Every version that was ever pinned, oldest first: what a stamp in the log refers to."""
        try:
            pinned = tomllib.loads(self._read(MANIFEST).decode("utf-8")).get(name, {})
        except tomllib.TOMLDecodeError as error:
            raise PromptError(f"prompts/{MANIFEST} cannot be read: {error}") from error
        return tuple(PromptStamp(name, version, sha256) for version, sha256 in pinned.items())

    def _read(self, file_name: str) -> bytes:
        try:
            return self._folder.joinpath(file_name).read_bytes()
        except OSError as error:
            raise PromptError(f"prompts/{file_name} cannot be read: {error}") from error
