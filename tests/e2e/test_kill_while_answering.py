"""A service that is killed while it answers has lost nothing that a reader was shown."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rm_assistant.adapters.sqlite_audit import SqliteAuditLog
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.domain.audit import RecordKind

ROOT = Path(__file__).resolve().parents[2]


def shown_until_killed(folder: Path, lines: int) -> list[str]:
    """What a killed process had printed in whole lines; it is killed once `lines` of them are out."""
    command = [sys.executable, "-m", "tests.e2e.answering_process", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        shown = [process.stdout.readline() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        shown += process.stdout.readlines()
    return [line.rstrip("\n") for line in shown if line.endswith("\n")]


@pytest.mark.parametrize("lines", [1, 13, 47])
def test_every_claim_that_was_shown_is_in_the_log_and_the_chain_is_whole(tmp_path: Path, lines: int) -> None:
    shown = shown_until_killed(tmp_path, lines)

    audit = SqliteAuditLog(tmp_path, SystemClock())
    assert audit.verify().intact
    kept = {
        f"{record.id} {record.hash} {json.loads(record.body)['claim']['text']}"
        for record in audit.read(kinds=(RecordKind.CLAIM_RELEASED,))
    }
    audit.close()
    assert len(shown) >= lines
    assert set(shown) <= kept
