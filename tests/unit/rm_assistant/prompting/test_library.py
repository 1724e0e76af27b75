"""Prompts are the pinned ones, and say so in the log."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest

from rm_assistant.domain.errors import PromptError
from rm_assistant.ports import Message
from rm_assistant.prompting.library import PromptLibrary, parse_prompt

HEADER = "---\nname: greet\nversion: 1.0.0\nowner: answering\npurpose: To greet.\nvariables: {variables}\n---\n"
TEXT = HEADER.format(variables="name") + "## system\nBe kind.\n\n## user\nGreet $name for $$5.\n"


def write(folder: Path, text: str, *, version: str = "1.0.0", sha256: str | None = None) -> PromptLibrary:
    folder.joinpath("greet.md").write_text(text, encoding="utf-8")
    digest = sha256 or hashlib.sha256(text.encode()).hexdigest()
    folder.joinpath("manifest.toml").write_text(f'[greet]\n"{version}" = "{digest}"\n', encoding="utf-8")
    return PromptLibrary(folder)


def test_a_prompt_is_rendered_into_one_message_a_part(tmp_path: Path) -> None:
    prompt = write(tmp_path, TEXT).get("greet")

    assert prompt.render({"name": "Ada"}) == (Message("system", "Be kind."), Message("user", "Greet Ada for $5."))


def test_braces_and_dollars_of_outside_text_are_harmless(tmp_path: Path) -> None:
    hostile = "$name ${name} {0} %s $$ \\1"

    assert write(tmp_path, TEXT).get("greet").render({"name": hostile})[1].content == f"Greet {hostile} for $5."


@pytest.mark.parametrize("values", [{}, {"name": "Ada", "mood": "glad"}])
def test_a_prompt_takes_its_variables_and_no_others(tmp_path: Path, values: dict[str, str]) -> None:
    with pytest.raises(PromptError):
        write(tmp_path, TEXT).get("greet").render(values)


def test_a_changed_text_is_refused_until_a_new_version_is_pinned(tmp_path: Path) -> None:
    library = write(tmp_path, TEXT)
    library.get("greet")
    tmp_path.joinpath("greet.md").write_text(TEXT.replace("kind", "curt"), encoding="utf-8")

    with pytest.raises(PromptError):
        library.get("greet")


def test_an_older_version_is_refused_once_a_newer_one_is_pinned(tmp_path: Path) -> None:
    library = write(tmp_path, TEXT)
    with tmp_path.joinpath("manifest.toml").open("a", encoding="utf-8") as manifest:
        manifest.write('"1.1.0" = "' + "0" * 64 + '"\n')

    with pytest.raises(PromptError):
        library.get("greet")
    assert [stamp.version for stamp in library.versions("greet")] == ["1.0.0", "1.1.0"]


@pytest.mark.parametrize(
    "text",
    [
        "## system\nNo header.\n",
        HEADER.format(variables="name, mood") + "## user\nGreet $name.\n",
        HEADER.format(variables="") + "## user\nGreet $name.\n",
        HEADER.format(variables="name") + "## user\nGreet $name for $5.\n",
        HEADER.format(variables="name") + "Greet $name.\n",
        HEADER.format(variables="name") + "## narrator\nGreet $name.\n",
        TEXT.replace("owner: answering\n", ""),
    ],
)
def test_a_file_of_another_form_is_no_prompt(text: str) -> None:
    with pytest.raises(PromptError):
        parse_prompt(text.encode())


def test_an_unknown_prompt_and_a_broken_manifest_are_errors(tmp_path: Path) -> None:
    with pytest.raises(PromptError):
        PromptLibrary(tmp_path).get("greet")
    library = write(tmp_path, TEXT)
    with pytest.raises(PromptError):
        library.get("part")
    tmp_path.joinpath("manifest.toml").write_text("[greet", encoding="utf-8")
    with pytest.raises(PromptError):
        library.get("greet")


def shipped() -> list[str]:
    return sorted(item.name.removesuffix(".md") for item in files("prompts").iterdir() if item.name.endswith(".md"))


@pytest.mark.parametrize("name", shipped())
def test_every_prompt_that_ships_is_the_one_its_manifest_pins(name: str) -> None:
    """Fails where the text has changed: give it a new version in its header and add a line to the manifest."""
    library = PromptLibrary()
    prompt = library.get(name)

    versions = library.versions(name)
    assert prompt.stamp == versions[-1]
    assert len({stamp.sha256 for stamp in versions}) == len(versions)
    assert prompt.owner
    assert prompt.purpose
