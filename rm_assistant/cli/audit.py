"""`rm-assistant audit`: the log of prompts and outputs, verified and read beside a running service."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Column, Table
from rich.text import Text

from rm_assistant.api.records import LogView, RecordView
from rm_assistant.bootstrap import open_auditing
from rm_assistant.cli.terminal import DataOption, ExitCode, JsonOption, console, print_json, printable, settings_for
from rm_assistant.domain.audit import GENESIS_HASH, AuditRecord, ChainReport, CheckpointReport, LogReport, RecordKind
from rm_assistant.domain.errors import AuditDamagedError
from rm_assistant.serialisation import to_jsonable
from rm_assistant.services.auditing import DEFAULT_LIMIT, RecordFilter
from rm_assistant.settings import Settings


def audit_commands() -> typer.Typer:
    commands = typer.Typer(help="Verify and read the log of prompts and outputs.", no_args_is_help=True)
    for command in (verify, search, show):
        commands.command()(command)
    return commands


def verify(data: DataOption = None, *, as_json: JsonOption = False) -> None:
    """Derive every record's hash anew. Exits 1 where the chain, the checkpoint or the file is not as it should be."""
    report = _verdicts(settings_for(data))
    if as_json:
        print_json(to_jsonable(LogView.of(report)))
    else:
        _show_verdicts(report)
    raise typer.Exit(ExitCode.DONE if report.intact else ExitCode.PROBLEM_FOUND)


def _verdicts(settings: Settings) -> LogReport:
    """A file that cannot even be opened as a log is a broken one."""
    try:
        with open_auditing(settings) as auditing:
            return auditing.verify()
    except AuditDamagedError as error:
        chain = ChainReport(0, GENESIS_HASH, broken_at=1, reason=str(error.args[0]))
        return LogReport(0, chain, CheckpointReport(reason="not compared"))


def _show_verdicts(report: LogReport) -> None:
    chain, checkpoint = report.chain, report.checkpoint
    if chain.intact:
        _show_verdict(f"{report.records:,} records intact; the last hash is {chain.head_hash}")
    else:
        _show_verdict(f"broken at record {chain.broken_at} of {report.records:,}: {chain.reason}", good=False)
    _show_verdict(f"checkpoint: {checkpoint.reason or 'agrees'}", good=checkpoint.intact)
    for fault in report.file_faults:
        _show_verdict(fault, good=False)


def _show_verdict(words: str, *, good: bool = True) -> None:
    console().print(Text(f"{'✓' if good else '✗'} {words}", style="green" if good else "red"))


def search(
    subject: Annotated[str | None, typer.Option(help="Id of an answer or a document.")] = None,
    kind: Annotated[list[RecordKind] | None, typer.Option(help="For instance claim.released; may be repeated.")] = None,
    principal: Annotated[str | None, typer.Option(help="Who asked.")] = None,
    since: Annotated[datetime | None, typer.Option(help="From this moment on, UTC.")] = None,
    until: Annotated[datetime | None, typer.Option(help="Before this moment, UTC.")] = None,
    after: Annotated[int, typer.Option(min=0, help="Only records after this sequence number.")] = 0,
    limit: Annotated[int, typer.Option(min=1)] = DEFAULT_LIMIT,
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """List records, oldest first."""
    chosen = RecordFilter(subject, tuple(kind or ()), principal, _in_utc(since), _in_utc(until))
    with open_auditing(settings_for(data)) as auditing:
        found = auditing.search(chosen, after=after, limit=limit)
    if as_json:
        for record in found.records:
            print_json(to_jsonable(RecordView.of(record)))
        return
    console().print(_table(found.records))
    if found.next_after is not None:
        console().print(f"There are more: --after {found.next_after}")


def show(
    record: Annotated[str, typer.Argument(metavar="ID", help="Of a record (r12), or of an answer or a document.")],
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show one record whole, or all records of one answer or document."""
    with open_auditing(settings_for(data)) as auditing:
        found = (auditing.show(record),) if _names_record(record) else tuple(auditing.exchange(record))
    for item in found:
        if as_json:
            print_json(to_jsonable(RecordView.of(item)))
        else:
            console().print(_table((item,)))
            console().print(printable(json.dumps(json.loads(item.body), ensure_ascii=False, indent=2)))


def _names_record(identity: str) -> bool:
    return identity.removeprefix("r").isdecimal()


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _table(records: tuple[AuditRecord, ...]) -> Table:
    columns = (Column(title, overflow="fold") for title in ("id", "at", "kind", "subject", "who", "hash"))
    table = Table(*columns, box=None)
    for record in records:
        at = record.at.isoformat(timespec="seconds")
        cells = (record.id, at, record.kind, record.subject, record.principal, record.hash[:12])
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table
