"""What the commands share: exit codes, plain and JSON output, errors in words."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import InputError, RMAssistantError, SourceError
from rm_assistant.settings import Settings


class ExitCode(IntEnum):
    """Documented in docs/cli.md; scripts rely on them."""

    DONE = 0
    PROBLEM_FOUND = 1
    WRONG_INPUT = 2
    SERVICE_FAILED = 3
    INTERRUPTED = 130


JsonOption = Annotated[bool, typer.Option("--json", help="JSON for machines, one value a line.")]
DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="The data folder; RM_DATA_DIR if not given.")
]

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Text of a filing or a model, safe to show: control characters could move the cursor or reverse what is read."""
    return _UNPRINTABLE.sub("", text)


_UNBROKEN = 10_000
"""Columns where nobody looks: a file or another program gets each line whole."""


def console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _UNBROKEN
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, width=width)


def reader_language(environ: Mapping[str, str] | None = None) -> Language:
    """As the terminal's locale says (POSIX: LC_ALL, LC_MESSAGES, LANG), where no question tells it."""
    environ = os.environ if environ is None else environ
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return Language.JAPANESE if locale.startswith("ja") else Language.ENGLISH


def require_data_folder(settings: Settings) -> None:
    """Raises SourceError where nothing was ever taken in."""
    if not settings.data_dir.is_dir():
        raise SourceError(
            f"There is no data folder at {settings.data_dir}. Add filings first: "
            f"rm-assistant ingest PATH --data {settings.data_dir}"
        )


def existing(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Absolute. Raises SourceError for the first at which there is nothing."""
    for path in paths:
        if not path.exists():
            link = " It is a link that leads nowhere." if path.is_symlink() else ""
            raise SourceError(f"There is nothing at {path}: check the path.{link}")
    return tuple(path.absolute() for path in paths)


def print_json(value: Any) -> None:
    """`value` is what `serialisation.to_jsonable` gives."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def report_error(error: RMAssistantError, *, as_json: bool) -> ExitCode:
    if as_json:
        print_json({"error": error_body(error)})
    else:
        hint = " Trying again may help." if error.retry_helps else ""
        console(stderr=True).print(f"rm-assistant: {printable(str(error))}{hint}")
    return ExitCode.WRONG_INPUT if isinstance(error, InputError) else ExitCode.SERVICE_FAILED


def error_body(error: RMAssistantError) -> Mapping[str, Any]:
    return {"code": error.code, "message": str(error), "retry_helps": error.retry_helps}


def settings_for(data: Path | None, **overrides: Any) -> Settings:
    """The environment's settings, with what the command line says on top. Raises SettingsError."""
    settings = Settings.from_env()
    chosen = {name: value for name, value in overrides.items() if value is not None}
    if data is not None:
        chosen["data_dir"] = data
    return replace(settings, **chosen)
