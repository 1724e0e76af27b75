"""`POST /api/v1/answers`: events as they come, or the answer whole; problems where none begins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import anyio
import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Scope

from rm_assistant.api.app import create_app
from rm_assistant.cli.service_client import StreamEvent, parse_events
from rm_assistant.domain.answers import AnswerFailed, AnswerRefused, Refusal, RefusalCode
from rm_assistant.domain.documents import FilingForm, Language
from rm_assistant.domain.errors import AuditDamagedError, AuditUnavailableError, ChoiceError, QuestionError
from rm_assistant.domain.questions import ScopeChoice
from rm_assistant.serialisation import to_jsonable
from tests.api.conftest import ANSWER, CLAIM, EVENTS, World
from tests.filings import catalogued, filing

ANSWERS = "/api/v1/answers"
STREAM = {"Accept": "text/event-stream"}
ASKED = {"question": "What were net sales?"}


def stream(client: TestClient, **headers: str) -> tuple[Mapping[str, str], list[str]]:
    response = client.post(ANSWERS, json=ASKED, headers={**STREAM, **headers})
    assert response.status_code == 200, response.text
    return response.headers, response.text.splitlines()


def events(lines: list[str]) -> list[StreamEvent]:
    return list(parse_events(iter(lines)))


def test_events_come_named_numbered_and_in_order(client: TestClient) -> None:
    headers, lines = stream(client)

    assert headers["content-type"].startswith("text/event-stream")
    assert headers["x-accel-buffering"] == "no"
    assert headers["cache-control"] == "no-store"
    assert [line for line in lines if line.startswith("id:")] == [f"id: {number}" for number in range(1, 7)]
    assert [event.name for event in events(lines)] == [
        "answer.created",
        "stage",
        "sources",
        "notice",
        "claim",
        "answer.completed",
    ]


def test_an_event_carries_the_domain_value(client: TestClient) -> None:
    _, lines = stream(client)

    data = {event.name: json.loads(event.data) for event in events(lines)}
    assert data["claim"] == {"claim": to_jsonable(CLAIM), "record": "r6", "record_hash": "e" * 64}
    assert data["answer.completed"] == {"answer": to_jsonable(ANSWER)}


def test_without_a_wish_for_events_the_answer_comes_whole(client: TestClient) -> None:
    response = client.post(ANSWERS, json=ASKED)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == to_jsonable(ANSWER)


def test_a_refusal_is_an_answer(world: World) -> None:
    refused = replace(ANSWER, claims=(), refusal=Refusal(RefusalCode.NOT_IN_DOCUMENTS, "Not there.", ("10-K",)))
    world.answering.script = (EVENTS[0], AnswerRefused(refused))

    with world.client() as client:
        response = client.post(ANSWERS, json=ASKED)
        _, lines = stream(client)

    assert response.status_code == 200
    assert response.json()["refusal"]["code"] == "not_in_documents"
    assert events(lines)[-1].name == "answer.refused"


def test_what_is_chosen_reaches_the_question(world: World) -> None:
    with world.client() as client:
        client.post(
            ANSWERS,
            json={
                "question": "売上高は？",
                "clients": ["Aoi"],
                "documents": ["d1"],
                "forms": ["10-K"],
                "fiscal_years": [2024],
                "history": ["2023年の売上高は？"],
                "conversation": "c1",
            },
        )

    asked = world.answering.asked[0]
    assert asked.language is Language.JAPANESE
    assert asked.choice == ScopeChoice(("Aoi",), ("d1",), (FilingForm.FORM_10K,), (2024,))
    assert asked.history == ("2023年の売上高は？",)
    assert asked.conversation == "c1"


@pytest.mark.parametrize("headers", [{}, STREAM])
@pytest.mark.parametrize(
    ("error", "status", "retry_helps"),
    [
        (AuditUnavailableError("The log is full."), 503, True),
        (AuditDamagedError("The log was cut"), 503, False),
        (QuestionError("The question is empty."), 422, False),
        (ChoiceError("There is no client 'Aoi'."), 422, False),
    ],
)
def test_what_keeps_an_answer_from_beginning_is_a_problem_not_a_stream(
    world: World, headers: dict[str, str], error: AuditUnavailableError, status: int, retry_helps: bool
) -> None:
    world.answering.script = (error,)

    with world.client() as client:
        response = client.post(ANSWERS, json=ASKED, headers=headers)

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == error.code
    assert response.json()["detail"] == str(error)
    assert response.json()["retry_helps"] is retry_helps


def test_a_failure_midway_ends_the_stream_with_an_error(world: World) -> None:
    failed = AnswerFailed("provider_timeout", "No answer in time.", retry_helps=True, answer_id="a1")
    world.answering.script = (*EVENTS[:5], failed)

    with world.client() as client:
        _, lines = stream(client)
        whole = client.post(ANSWERS, json=ASKED)

    assert events(lines)[-1].name == "error"
    assert json.loads(events(lines)[-1].data)["code"] == "provider_timeout"
    assert whole.status_code == 504
    assert whole.json()["code"] == "provider_timeout"


def test_an_error_raised_midway_is_told_as_an_event(world: World) -> None:
    world.answering.script = (*EVENTS[:2], AuditUnavailableError("The log is full."))

    with world.client() as client:
        _, lines = stream(client)

    assert [event.name for event in events(lines)] == ["answer.created", "stage", "error"]
    assert "id: 3" in lines
    assert json.loads(events(lines)[-1].data)["code"] == "audit_unavailable"


def test_a_key_asks_once(world: World) -> None:
    with world.client() as client:
        first = client.post(ANSWERS, json=ASKED, headers={"Idempotency-Key": "k1"})
        again = client.post(ANSWERS, json=ASKED, headers={"Idempotency-Key": "k1"})
        _, resumed = stream(client, **{"Idempotency-Key": "k1", "Last-Event-ID": "4"})
        other = client.post(ANSWERS, json={"question": "Another?"}, headers={"Idempotency-Key": "k1"})

    assert first.json() == again.json()
    assert len(world.answering.asked) == 1
    assert [line for line in resumed if line.startswith("id:")] == ["id: 5", "id: 6"]
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_key_reused"


def test_a_new_exchange_is_told_from_its_beginning(world: World) -> None:
    with world.client() as client:
        _, lines = stream(client, **{"Last-Event-ID": "4"})

    assert next(line for line in lines if line.startswith("id:")) == "id: 1"


def test_the_request_id_reaches_the_log(world: World) -> None:
    with world.client() as client:
        client.post(ANSWERS, json=ASKED, headers={"X-Request-ID": "desk-7"})

    assert world.answering.request_ids == ["desk-7"]


def test_an_answer_can_be_fetched_again(client: TestClient) -> None:
    assert client.get(f"{ANSWERS}/a1").json() == to_jsonable(ANSWER)
    missing = client.get(f"{ANSWERS}/a2")
    assert missing.status_code == 404
    assert missing.json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "body.question"),
        ({"question": ""}, "body.question"),
        ({"question": "x" * 5000}, "body.question"),
        ({"question": "x", "fiscal_years": ["soon"]}, "body.fiscal_years.0"),
        ({"question": "x", "forms": ["10-Z"]}, "body.forms.0"),
        ({"question": "x", "colour": "blue"}, "body.colour"),
        ({"question": "\ud800"}, "body.question"),
    ],
)
def test_a_request_that_does_not_parse_says_where(client: TestClient, body: dict[str, object], where: str) -> None:
    response = client.post(ANSWERS, content=json.dumps(body), headers={"Content-Type": "application/json"})

    assert response.status_code == 422
    assert response.json()["code"] == "invalid_request"
    assert response.json()["errors"][0]["where"] == where


@pytest.mark.parametrize("accept", ["text/event-stream", "application/json"])
async def test_a_reader_who_leaves_stops_the_answer(world: World, accept: str) -> None:
    """Spoken in ASGI, since the test client reads every response to its end."""
    world.answering.held = 2
    app = create_app(world.application(), web=world.folder)
    body = json.dumps(ASKED).encode()
    seen: list[str] = []
    inbox: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if inbox:
            return inbox.pop()
        await world.answering.waiting.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        seen.append(str(message["type"]))

    with anyio.fail_after(10):
        await app(_scope(accept), receive, send)
    assert world.answering.stopped.is_set()


def _scope(accept: str) -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": ANSWERS,
        "raw_path": ANSWERS.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json"), (b"accept", accept.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }


def test_the_scope_of_a_question_is_shown_without_answering_it(world: World) -> None:
    with world.client() as client:
        resolved = client.post("/api/v1/scope", json={"question": "What were net sales in FY2024?"}).json()

    assert resolved["asked"] == "What were net sales in FY2024?"
    assert resolved["scope"]["periods"] == [{"fiscal_year": 2024, "quarter": None}]
    assert world.answering.asked == []


def test_a_scope_of_what_is_not_there_is_a_problem_that_names_what_is(world: World) -> None:
    parsed = filing("halden", ["Net sales rose"])
    world.catalog.add(parsed, catalogued(parsed))

    with world.client() as client:
        refused = client.post("/api/v1/scope", json={**ASKED, "clients": ["Halten"]})
        found = client.post("/api/v1/scope", json={**ASKED, "clients": ["ＨＡＬＤＥＮ"], "documents": ["halden.PDF"]})

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_choice")
    assert refused.json()["detail"] == "There is no client 'Halten'. There are, the nearest first: Halden"
    assert found.json()["scope"]["documents"] == [parsed.id]
