"""`rm-assistant doctor`: what works here, and what to do about what does not."""

from __future__ import annotations

import typer
from rich.text import Text

from rm_assistant.bootstrap import diagnose
from rm_assistant.cli.terminal import DataOption, ExitCode, JsonOption, console, print_json, settings_for
from rm_assistant.serialisation import to_jsonable
from rm_assistant.services.health import CheckStatus, HealthReport

_MARKS = {CheckStatus.OK: ("✓", "green"), CheckStatus.WARNING: ("!", "yellow"), CheckStatus.FAILED: ("✗", "red")}


def doctor(data: DataOption = None, *, as_json: JsonOption = False) -> None:
    """Check this installation. Shows no secrets. Exits 1 where something has failed."""
    report = diagnose(settings_for(data))
    if as_json:
        print_json(to_jsonable(report))
    else:
        _show(report)
    raise typer.Exit(ExitCode.DONE if report.healthy else ExitCode.PROBLEM_FOUND)


def _show(report: HealthReport) -> None:
    out = console()
    widest = max(len(check.part) for check in report.checks)
    for check in report.checks:
        mark, style = _MARKS[check.status]
        out.print(Text.assemble((f"{mark} ", style), f"{check.part:<{widest}}  {check.detail}"))
        if check.advice:
            out.print(Text(f"{'':<{widest + 4}}→ {check.advice}", style="dim"))
