"""The command line: `rm-assistant serve | ingest | ask | documents | audit | doctor`."""

from __future__ import annotations

import sys
from typing import Any

import typer

from rm_assistant.cli.ask import ask
from rm_assistant.cli.audit import audit_commands
from rm_assistant.cli.doctor import doctor
from rm_assistant.cli.documents import documents
from rm_assistant.cli.ingest import ingest
from rm_assistant.cli.serve import serve
from rm_assistant.cli.service_log import configure_log
from rm_assistant.cli.terminal import report_error
from rm_assistant.domain.errors import InputError, RMAssistantError

_ABOUT = """Answers about company filings, with the page behind every figure.

Settings come from the environment (RM_DATA_DIR, RM_MODEL …): see docs/settings.md.

Exit codes: 0 done; 1 a problem was found; 2 the input or a setting is wrong; 3 the service, its storage or the model
failed; 130 stopped by Ctrl-C.
"""


def main() -> None:
    """Entry point of `rm-assistant`."""
    arguments = sys.argv[1:]
    as_json = "--json" in arguments
    configure_log("warning", terminal=sys.stderr.isatty())
    try:
        code = command_line()(args=arguments, prog_name="rm-assistant", standalone_mode=not as_json)
    except RMAssistantError as error:
        raise SystemExit(report_error(error, as_json=as_json)) from error
    except typer.TyperException as error:  # wrong usage, which Typer itself tells where people read
        raise SystemExit(report_error(InputError(error.format_message()), as_json=as_json)) from error
    raise SystemExit(code)


def command_line() -> typer.Typer:
    commands = typer.Typer(
        help=_ABOUT, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    plain: tuple[Any, ...] = (serve, ingest, ask, documents, doctor)
    for command in plain:
        commands.command()(command)
    commands.add_typer(audit_commands(), name="audit")
    return commands
