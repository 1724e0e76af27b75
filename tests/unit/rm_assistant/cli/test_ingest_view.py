"""What `ingest` shows while it works, for people and for machines."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from rich.console import Console

from rm_assistant.cli.ingest_view import JsonIngestView, TerminalIngestView, summary
from rm_assistant.domain.documents import FailedPage, PageFailure, RefusalReason
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, OutcomeStatus, SourceOutcome

ADDED = SourceOutcome(
    "report.pdf",
    OutcomeStatus.ADDED,
    pages=10,
    indexed_pages=9,
    failed_pages=(FailedPage(4, PageFailure.NO_TEXT_LAYER),),
    warnings=("The cover states no issuer.",),
)
REFUSED = SourceOutcome(
    "bad.pdf", OutcomeStatus.REFUSED, reason=RefusalReason.ENCRYPTED, detail="It asks for a password."
)
REPORT = IngestReport((ADDED, REFUSED), seconds=2.0)


def test_the_summary_accounts_for_every_page() -> None:
    found = summary(REPORT)

    assert (found["added"], found["refused"], found["unchanged"]) == (1, 1, 0)
    assert found["pages"] == found["indexed_pages"] + found["failed_pages"] == 10
    assert found["pages_per_second"] == 5.0


def test_people_see_what_went_wrong_and_a_table() -> None:
    out = StringIO()
    with TerminalIngestView(Console(file=out, width=120)) as view:
        view.show(IngestProgress("report.pdf", 0, 2, pages_done=3, pages=10))
        view.show(IngestProgress("report.pdf", 1, 2, 10, 10, ADDED))
        view.show(IngestProgress("bad.pdf", 2, 2, outcome=REFUSED))
        view.show_vectors(64)
        view.conclude(REPORT)

    text = out.getvalue()
    assert "! report.pdf: 1 pages not read (no text layer)" in text
    assert "! report.pdf: The cover states no issuer." in text
    assert "✗ bad.pdf: encrypted. It asks for a password." in text
    assert "10 pages in 2.0 s, 5 pages/s" in text


def test_machines_get_a_line_for_each_event(capsys: pytest.CaptureFixture[str]) -> None:
    with JsonIngestView() as view:
        view.show(IngestProgress("report.pdf", 0, 2, pages_done=3, pages=10))
        view.show(IngestProgress("bad.pdf", 1, 2, outcome=REFUSED))
        view.conclude(REPORT)
        view.show_vectors(64)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["progress", "filing", "summary", "vectors"]
    assert lines[0]["pages_done"] == 3
    assert (lines[1]["status"], lines[1]["reason"]) == ("refused", "encrypted")
