"""The whole service: filings in over HTTP, cited and checked answers out, everything logged."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from rm_assistant.cli.service_client import StreamEvent, parse_events
from tests.e2e.conftest import Installation, Service
from tests.e2e.filings import CAPITAL_EXPENDITURE, write_annual_report

QUESTION = "What was the capital expenditure of Halden Fixture Corporation in FY2024?"
EVENTS = {"Accept": "text/event-stream"}


def ingest(service: Service, path: Path) -> None:
    started = service.client.post("/api/v1/ingestions", json={"paths": [str(path)]}).raise_for_status().json()
    with service.client.stream("GET", f"/api/v1/ingestions/{started['id']}", headers=EVENTS) as response:
        assert [event.name for event in parse_events(response.iter_lines())][-1] == "ingestion.ended"


def ask(service: Service, question: str = QUESTION) -> list[StreamEvent]:
    with service.client.stream("POST", "/api/v1/answers", json={"question": question}, headers=EVENTS) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        return list(parse_events(response.iter_lines()))


def test_a_question_is_answered_by_a_model_with_a_source_that_holds(
    installation: Installation, annual_report: Path, stub_model: Callable[[str], dict[str, str]]
) -> None:
    installation.settings = stub_model("stub")
    with installation.serving() as service:
        ingest(service, annual_report)

        events = ask(service)

        names = [event.name for event in events]
        assert names[0] == "answer.created"
        assert names.index("sources") < names.index("claim") < names.index("answer.completed") == len(names) - 1
        answer = json.loads(events[-1].data)["answer"]
        claim = answer["claims"][0]
        assert answer["mode"] == "written"
        assert CAPITAL_EXPENDITURE in claim["text"]
        assert claim["state"] == "matches"
        assert CAPITAL_EXPENDITURE in claim["citations"][0]["quote"]
        assert service.client.get(f"/api/v1/answers/{answer['id']}").json() == answer
        assert service.client.get("/api/v1/audit/verify").json()["intact"] is True


def test_the_cited_page_shows_what_is_quoted(installation: Installation, annual_report: Path) -> None:
    with installation.serving() as service:
        ingest(service, annual_report)

        answer = service.client.post("/api/v1/answers", json={"question": QUESTION}).raise_for_status().json()

        citation = answer["claims"][0]["citations"][0]
        page = service.client.get(f"/api/v1/documents/{citation['document']}/pages/{citation['page']}/text.json").json()
        assert answer["mode"] == "quoted"
        assert citation["quote"] in page["text"]


def test_a_page_that_was_shown_is_on_record(installation: Installation, annual_report: Path) -> None:
    with installation.serving() as service:
        ingest(service, annual_report)
        document = service.client.get("/api/v1/documents").json()["items"][0]["id"]

        service.client.get(f"/api/v1/documents/{document}/pages/1/text.json").raise_for_status()

    (record,) = installation.json("audit", "search", "--kind", "page.viewed")
    assert (record["subject"], record["principal"]) == (document, "local")
    assert (record["body"]["page"], record["body"]["shown"]) == (1, "text")


def test_a_model_that_is_down_leaves_the_sources(
    installation: Installation, annual_report: Path, stub_model: Callable[[str], dict[str, str]]
) -> None:
    installation.settings = stub_model("stub-down")
    with installation.serving() as service:
        ingest(service, annual_report)

        answer = service.client.post("/api/v1/answers", json={"question": QUESTION}).raise_for_status().json()

        assert answer["mode"] == "quoted"
        assert "model_unavailable" in answer["notices"]
        assert any(CAPITAL_EXPENDITURE in claim["text"] for claim in answer["claims"])


def test_killing_the_service_while_it_answers_loses_nothing_that_was_shown(
    installation: Installation, annual_report: Path, stub_model: Callable[[str], dict[str, str]]
) -> None:
    installation.settings = stub_model("stub-slow")
    with installation.serving() as service:
        ingest(service, annual_report)
        shown = _read_until_silent(service)
        service.kill()

    answer_id = json.loads(shown[0].data)["answer_id"]
    assert installation.json("audit", "verify")[0]["intact"] is True
    records = installation.json("audit", "show", answer_id)
    assert "question.asked" in [record["kind"] for record in records]
    released = [record["id"] for record in records if record["kind"] == "claim.released"]
    assert released == [json.loads(event.data)["record"] for event in shown if event.name == "claim"]


def test_killing_the_service_while_it_reads_loses_nothing_that_was_told(
    installation: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    for year in range(2010, 2022):
        write_annual_report(folder, issuer="Halden Fixture Corporation", fiscal_year=year)
    paths = [str(path) for path in sorted(folder.iterdir())]
    with installation.serving() as service:
        started = service.client.post("/api/v1/ingestions", json={"paths": paths}).json()
        with service.client.stream("GET", f"/api/v1/ingestions/{started['id']}", headers=EVENTS) as response:
            told = next(event for event in parse_events(response.iter_lines()) if event.name == "ingestion.outcome")
            service.kill()

    with installation.serving() as service:
        listed = service.client.get("/api/v1/documents").json()
        summary = next(line for line in installation.json("ingest", *paths) if line["event"] == "summary")
        assert service.client.get("/api/v1/documents").json()["total"] == len(paths)

    assert json.loads(told.data)["document"] in [entry["id"] for entry in listed["items"]]
    assert summary["unchanged"] == listed["total"]
    assert summary["added"] == len(paths) - listed["total"]
    assert installation.json("audit", "verify")[0]["intact"] is True


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_service_told_to_end_does_so_cleanly_and_ends_its_streams(
    installation: Installation, annual_report: Path, stub_model: Callable[[str], dict[str, str]], how: int
) -> None:
    installation.settings = stub_model("stub-slow")
    with installation.serving() as service:
        ingest(service, annual_report)
        body = {"question": QUESTION}
        with service.client.stream("POST", "/api/v1/answers", json=body, headers=EVENTS) as response:
            events = parse_events(response.iter_lines())
            created = next(events)
            service.process.send_signal(how)
            with suppress(httpx.RemoteProtocolError):
                list(events)
        assert service.process.wait(60) == 0

    answer_id = json.loads(created.data)["answer_id"]
    assert installation.json("audit", "show", answer_id)[-1]["kind"] == "answer.stopped"


def _read_until_silent(service: Service) -> list[StreamEvent]:
    """What a reader has seen when the model stops writing in the middle of its reply."""
    shown: list[StreamEvent] = []
    body, silence = {"question": QUESTION}, httpx.Timeout(60, read=3)
    with service.client.stream("POST", "/api/v1/answers", json=body, headers=EVENTS, timeout=silence) as response:
        try:
            shown.extend(event for event in parse_events(response.iter_lines()))
        except httpx.ReadTimeout:
            service.kill()
    return shown


def test_a_second_service_over_the_same_folder_says_where_the_first_is(installation: Installation) -> None:
    with installation.serving() as service:
        done = installation.run("serve", "--port", "0", expect=3)

    assert service.url in done.stderr


def test_filings_named_at_the_start_are_read_in_the_background(installation: Installation, annual_report: Path) -> None:
    with installation.serving("--ingest", str(annual_report.parent)) as service:
        with service.client.stream("GET", "/api/v1/ingestions/latest", headers=EVENTS) as response:
            assert [event.name for event in parse_events(response.iter_lines())][-1] == "ingestion.ended"

        assert service.client.get("/api/v1/documents").json()["total"] == 1
