"""The examples of docs/cli.md, run as they stand there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.samples.fonts import SamplesUnavailableError, japanese_font_file
from tests.conftest import REPOSITORY
from tests.e2e.conftest import PATIENCE

_BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMANDS = {"python": [sys.executable], "rm-assistant": [sys.executable, "-m", "rm_assistant.cli"]}


def examples() -> list[list[str]]:
    """The lines of all blocks of commands, without their comments."""
    page = (REPOSITORY / "docs" / "cli.md").read_text(encoding="utf-8")
    return [shlex.split(line, comments=True) for block in _BLOCK.findall(page) for line in block.splitlines()]


def run(example: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RM_", "OPENAI_"))}
    return subprocess.run(
        [*_COMMANDS[example[0]], *example[1:]],
        env=inherited | {"RM_EMBEDDER": "none", "PYTHONPATH": str(REPOSITORY)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_every_example_does_what_it_is_there_for(tmp_path: Path) -> None:
    try:
        japanese_font_file()
    except SamplesUnavailableError as error:
        pytest.skip(str(error))

    for example in examples():
        done = run(example, tmp_path)

        assert done.returncode == 0, f"{shlex.join(example)}: {done.stdout}{done.stderr}"
        if "ask" in example:
            assert "2024" in done.stdout
            assert 'refusal":{' not in done.stdout
            assert "What was searched" not in done.stdout


def test_the_examples_use_every_command_that_ends() -> None:
    used = {example[1] for example in examples() if example[0] == "rm-assistant"}

    assert used == {"ingest", "ask", "documents", "audit", "doctor"}
