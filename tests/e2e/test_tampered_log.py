"""A log that another hand was at: every face says what of it still holds and what does not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rm_assistant.adapters.sqlite_audit import AUDIT_FILE, CHECKPOINT_FILE
from tests.e2e.conftest import Installation

FAULT = "the trigger records_stay is missing"


@pytest.fixture
def tampered(installation: Installation, annual_report: Path) -> Installation:
    installation.run("ingest", str(annual_report))
    with sqlite3.connect(installation.data / AUDIT_FILE) as connection:
        connection.execute("DROP TRIGGER records_stay")
    connection.close()
    (installation.data / CHECKPOINT_FILE).write_text("junk")
    return installation


def test_verifying_gives_each_verdict_by_itself(tampered: Installation) -> None:
    report = tampered.json("audit", "verify", expect=1)[0]
    told = tampered.run("audit", "verify", expect=1).stdout

    assert report["intact"] is False
    assert (report["chain"]["intact"], report["chain"]["verified"], report["records"]) == (True, 1, 1)
    assert (report["checkpoint"]["intact"], report["file_faults"]) == (False, [FAULT])
    assert [line[0] for line in told.splitlines() if line[0] in "✓✗"] == ["✓", "✗", "✗"]


def test_the_doctor_names_every_fault(tampered: Installation) -> None:
    checks = tampered.json("doctor", expect=1)[0]["checks"]

    (log,) = [check for check in checks if check["part"] == "audit log"]
    assert log["status"] == "failed"
    assert FAULT in log["detail"]
    assert "checkpoint" in log["detail"]


def test_a_service_that_starts_over_it_is_not_ready_and_answers_nothing(tampered: Installation) -> None:
    with tampered.serving() as service:
        ready = service.client.get("/readyz")
        asked = service.client.post("/api/v1/answers", json={"question": "What were net sales?"})
        verified = service.client.get("/api/v1/audit/verify")

    assert ready.status_code == 503
    assert FAULT in ready.json()["detail"]
    assert (asked.status_code, asked.json()["code"]) == (503, "audit_damaged")
    assert verified.json()["file_faults"] == [FAULT]
