"""`ingest` and `ask` beside a running service, and without one."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

from rm_assistant.adapters.data_folder import FileDataFolder
from tests.e2e.conftest import Installation
from tests.e2e.filings import CAPITAL_EXPENDITURE, write_annual_report

QUESTION = "What was the capital expenditure of Halden Fixture Corporation in FY2024?"


def summary_of(lines: list[Any]) -> Any:
    return next(line for line in lines if line["event"] == "summary")


def test_ingest_hands_its_work_to_a_running_service(installation: Installation, annual_report: Path) -> None:
    with installation.serving() as service:
        assert service.client.get("/api/v1/documents").json()["total"] == 0

        summary = summary_of(installation.json("ingest", str(annual_report)))

        assert (summary["added"], summary["pages"]) == (1, 1)
        listed = service.client.get("/api/v1/documents").json()["items"]
        assert [entry["metadata"]["issuer"] for entry in listed] == ["Halden Fixture Corporation"]
        answer = installation.json("ask", QUESTION)[0]
        assert CAPITAL_EXPENDITURE in answer["claims"][0]["text"]


def test_ingest_and_ask_work_when_no_service_runs(installation: Installation, annual_report: Path) -> None:
    first = summary_of(installation.json("ingest", str(annual_report.parent)))
    second = summary_of(installation.json("ingest", str(annual_report.parent)))
    answer = installation.json("ask", QUESTION)[0]

    assert (first["added"], first["unchanged"], first["refused"]) == (1, 0, 0)
    assert first["pages"] == first["indexed_pages"] + first["failed_pages"]
    assert (second["added"], second["unchanged"]) == (0, 1)
    assert answer["mode"] == "quoted"
    assert answer["claims"][0]["figures"][0]["value"].lstrip("-") == CAPITAL_EXPENDITURE.replace(",", "")
    assert answer["record"]


def test_documents_are_listed_with_and_without_a_service(installation: Installation, annual_report: Path) -> None:
    installation.json("ingest", str(annual_report))

    alone = installation.json("documents")
    with installation.serving():
        served = installation.json("documents", "halden")
        table = installation.run("documents").stdout

    assert alone == served
    assert [entry["name"] for entry in served] == ["halden-2024.htm"]
    assert all(cell in table for cell in (served[0]["id"][:8], "halden-2024.htm", "10-K", "FY2024"))


def test_a_question_that_the_service_cannot_take_is_wrong_input(
    installation: Installation, annual_report: Path
) -> None:
    installation.json("ingest", str(annual_report))
    with installation.serving():
        unknown = installation.run("ask", QUESTION, "--client", "Halten", expect=2).stderr
        wordless = installation.json("ask", "🤑", expect=2)[0]["error"]
        chosen = installation.json("ask", QUESTION, "--document", "HALDEN-2024.htm")[0]

    assert "There is no client 'Halten'. There are, the nearest first: Halden Fixture Corporation" in unknown
    assert wordless["code"] == "invalid_question"
    assert "holds no words" in wordless["message"]
    assert CAPITAL_EXPENDITURE in chosen["claims"][0]["text"]


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    installation: Installation, annual_report: Path
) -> None:
    (annual_report.parent / "notes.xyz").write_bytes(b"\x00\x01\x02")

    lines = installation.json("ingest", str(annual_report.parent), expect=1)

    summary = summary_of(lines)
    assert (summary["added"], summary["refused"]) == (1, 1)
    refused = [line for line in lines if line["event"] == "filing" and line["status"] == "refused"]
    assert [line["name"] for line in refused] == ["notes.xyz"]
    assert refused[0]["reason"] == "unsupported_type"


def test_a_follow_up_filing_is_found_by_the_service_at_once(installation: Installation, annual_report: Path) -> None:
    later = write_annual_report(annual_report.parent / "later", issuer="Halden Fixture Corporation", fiscal_year=2025)
    with installation.serving() as service:
        installation.json("ingest", str(annual_report))
        installation.json("ingest", str(later))

        scope = service.client.post("/api/v1/scope", json={"question": QUESTION.replace("2024", "2025")}).json()[
            "scope"
        ]

        assert scope["periods"] == [{"fiscal_year": 2025, "quarter": None}]
        assert len(scope["preferred"]) == 1


def test_a_command_waits_for_another_and_then_does_its_work(installation: Installation, annual_report: Path) -> None:
    with FileDataFolder(installation.data).own():
        process = installation.start("ingest", str(annual_report), "--json", stderr=subprocess.PIPE)
        told = said(process)
    output, _ = process.communicate(timeout=60)

    assert "Another command is working" in told
    assert process.returncode == 0
    assert summary_of([json.loads(line) for line in output.splitlines()])["added"] == 1


def test_a_command_that_is_interrupted_says_how_to_go_on(installation: Installation, annual_report: Path) -> None:
    with FileDataFolder(installation.data).own():
        process = installation.start("ingest", str(annual_report), stderr=subprocess.PIPE)
        said(process)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "run the same command again" in told
    assert "Traceback" not in told


def said(process: subprocess.Popen[str]) -> str:
    """The first line of what a command says while it works."""
    assert process.stderr is not None
    return process.stderr.readline()


def test_asking_where_nothing_was_ingested_says_what_to_do(installation: Installation) -> None:
    done = installation.run("ask", QUESTION, expect=2)

    assert "rm-assistant ingest" in done.stderr


def test_the_log_is_verified_and_searched_beside_a_running_service(
    installation: Installation, annual_report: Path
) -> None:
    with installation.serving():
        installation.json("ingest", str(annual_report))
        installation.json("ask", QUESTION)

        report = installation.json("audit", "verify")[0]
        found = installation.json("audit", "search", "--kind", "question.asked")

    assert report["intact"] is True
    assert report["records"] > 0
    assert [record["kind"] for record in found] == ["question.asked"]


def test_the_doctor_finds_a_new_installation_well(installation: Installation) -> None:
    checks = installation.json("doctor")[0]["checks"]

    assert {check["part"] for check in checks} >= {"python", "sqlite", "data folder", "audit log", "sandbox", "model"}
    assert all(check["status"] != "failed" for check in checks)
