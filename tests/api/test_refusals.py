"""What a request is refused for before anything is done: its kind, its form, its size, its address."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message

from rm_assistant.api.app import create_app
from rm_assistant.api.body_limit import MEBIBYTE, MOST_BYTES, QUESTION_BYTES
from rm_assistant.api.schemas import MAX_HISTORY
from rm_assistant.guardrails.questions import LONGEST_QUESTION
from rm_assistant.settings import Settings
from tests.api.conftest import World

JSON = {"Content-Type": "application/json"}
UPLOAD = "/api/v1/ingestions/upload"
FORM = {"Content-Type": "multipart/form-data; boundary=B"}
OPENING = b'--B\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
READ_JSON = ["/api/v1/answers", "/api/v1/scope", "/api/v1/ingestions"]


@pytest.mark.parametrize("path", READ_JSON)
@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
def test_a_body_that_is_not_said_to_be_json_is_of_the_wrong_kind(
    client: TestClient, path: str, kind: str | None
) -> None:
    response = client.post(path, content=b'{"question": "Sales?"}', headers={"Content-Type": kind} if kind else {})

    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")
    assert "application/json" in response.json()["detail"]


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON", "application/ld+json"])
def test_json_may_be_said_in_several_ways(client: TestClient, kind: str) -> None:
    response = client.post("/api/v1/scope", content=b'{"question": "Sales?"}', headers={"Content-Type": kind})

    assert response.status_code == 200


@pytest.mark.parametrize("kind", [None, "application/json", "application/x-www-form-urlencoded", "application/pdf"])
def test_an_upload_is_a_form_of_parts(world: World, kind: str | None) -> None:
    with world.client() as client:
        response = client.post(UPLOAD, content=b"%PDF-1.7", headers={"Content-Type": kind} if kind else {})

    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")
    assert "multipart/form-data" in response.json()["detail"]
    assert world.documents.requests == []


@pytest.mark.parametrize("body", [b"{", b'{"question": "x",}', b"\xff\xfe", b'{"question": "\xff"}', b"[" * 100_000])
@pytest.mark.parametrize("path", READ_JSON)
def test_a_body_that_is_no_json_is_malformed(client: TestClient, path: str, body: bytes) -> None:
    response = client.post(path, content=body, headers=JSON)

    assert (response.status_code, response.json()["code"]) == (400, "malformed_request")


def test_a_malformed_body_says_where_it_stops_being_json(client: TestClient) -> None:
    detail = client.post("/api/v1/scope", content=b'{"question" 1}', headers=JSON).json()["detail"]

    assert "':'" in detail
    assert "character 12" in detail


@pytest.mark.parametrize("body", [b"x", b"--B\r\nno header\r\n\r\nx\r\n--B--"])
def test_a_form_that_does_not_parse_is_malformed_and_leaves_nothing(world: World, body: bytes) -> None:
    with world.client() as client:
        response = client.post(UPLOAD, content=body, headers=FORM)

    assert (response.status_code, response.json()["code"]) == (400, "malformed_request")
    assert list(world.folder.glob("staging-*")) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"question"', b'{"question": 1}', b'{"query": "x"}'])
def test_json_that_is_not_what_is_asked_for_is_invalid(client: TestClient, body: bytes) -> None:
    response = client.post("/api/v1/answers", content=body, headers=JSON)

    assert (response.status_code, response.json()["code"]) == (422, "invalid_request")
    assert response.json()["errors"]


def pieces(size: int, total: int) -> Iterator[bytes]:
    """A body that is sent without its length."""
    for _ in range(-(-total // size)):
        yield b" " * size


@pytest.mark.parametrize(
    ("path", "limit", "said"),
    [
        ("/api/v1/answers", QUESTION_BYTES, "256 KiB"),
        ("/api/v1/scope", QUESTION_BYTES, "256 KiB"),
        ("/api/v1/ingestions", MOST_BYTES, "4 MiB"),
    ],
)
def test_a_body_past_the_limit_is_too_large_with_and_without_its_length(
    client: TestClient, path: str, limit: int, said: str
) -> None:
    stated = client.post(path, content=b" " * (limit + 1), headers=JSON)
    counted = client.post(path, content=pieces(1 << 15, limit + 1), headers=JSON)
    within = client.post(path, content=b" " * limit, headers=JSON)

    assert [(refused.status_code, refused.json()["code"]) for refused in (stated, counted)] == [(413, "too_large")] * 2
    assert said in stated.json()["detail"]
    assert stated.json()["detail"] == counted.json()["detail"]
    assert within.status_code == 400


def test_the_longest_conversation_is_within_the_limit(client: TestClient) -> None:
    longest = "売" * LONGEST_QUESTION
    body = json.dumps({"question": longest, "history": [longest] * MAX_HISTORY}, ensure_ascii=False)

    assert client.post("/api/v1/answers", content=body.encode(), headers=JSON).status_code == 200


def test_an_upload_without_its_length_is_taken_as_it_comes(world: World) -> None:
    body = OPENING + b"%PDF-" * 1000 + b"\r\n--B--\r\n"
    with world.client() as client:
        started = client.post(UPLOAD, content=(body[at : at + 999] for at in range(0, len(body), 999)), headers=FORM)
        client.get(f"/api/v1/ingestions/{started.json()['id']}", headers={"Accept": "text/event-stream"})

    assert started.status_code == 202
    assert world.documents.seen == [{"a.pdf": b"%PDF-" * 1000}]


@pytest.mark.parametrize("length", [None, str(10 * MEBIBYTE), "100"])
async def test_an_upload_is_refused_with_the_piece_that_goes_too_far(world: World, length: str | None) -> None:
    """Spoken in ASGI, since the test client sends every body to its end. A length may be missing, or a lie."""
    world.settings = Settings(ingest_max_mb=1)
    app = create_app(world.application(), web=world.folder)
    taken, sent = 0, list[Message]()

    async def receive() -> Message:
        nonlocal taken
        taken += 1
        assert not sent, "more was taken after the refusal"
        return {"type": "http.request", "body": OPENING if taken == 1 else b"x" * (MEBIBYTE // 4), "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"content-type", FORM["Content-Type"].encode())]
    if length is not None:
        headers.append((b"content-length", length.encode()))
    path = {"path": UPLOAD, "raw_path": UPLOAD.encode(), "query_string": b"", "root_path": ""}
    await app({"type": "http", "method": "POST", "headers": headers, **path}, receive, send)

    assert sent[0]["status"] == 413
    assert json.loads(sent[1]["body"])["code"] == "too_large"
    assert taken == (0 if length == str(10 * MEBIBYTE) else 5)
    assert list(world.folder.glob("staging-*")) == []
    assert world.documents.requests == []


async def test_an_upload_whose_sender_leaves_leaves_nothing(world: World) -> None:
    app = create_app(world.application(), web=world.folder)
    inbox: list[Message] = [
        {"type": "http.disconnect"},
        {"type": "http.request", "body": OPENING + b"half of it", "more_body": True},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return inbox.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"content-type", FORM["Content-Type"].encode())]
    path = {"path": UPLOAD, "raw_path": UPLOAD.encode(), "query_string": b"", "root_path": ""}
    await app({"type": "http", "method": "POST", "headers": headers, **path}, receive, send)

    assert sent[0]["status"] == 400
    assert list(world.folder.glob("staging-*")) == []


@pytest.mark.parametrize("path", ["/nothing", "/api/v1/nothing", "/api/v2/answers", "/assets/missing.js"])
def test_an_address_where_nothing_is_says_what_there_is(client: TestClient, path: str) -> None:
    problem = client.get(path).json()

    assert problem["code"] == "not_found"
    assert path in problem["detail"]
    for resource in ("/api/v1/answers", "/api/v1/documents", "/api/v1/audit", "/healthz", "/docs"):
        assert resource in problem["detail"]


def test_the_reference_is_not_pointed_to_where_it_is_off(world: World) -> None:
    world.settings = Settings(api_docs=False)
    with world.client() as client:
        detail = client.get("/nothing").json()["detail"]

    assert "/api/v1/answers" in detail
    assert "/docs" not in detail


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/v1/answers", "POST"),
        ("PUT", "/api/v1/ingestions", "GET, POST"),
        ("DELETE", "/api/v1/documents/abc", "GET"),
        ("POST", "/api/v1/documents/abc/pages/1.jpg", "GET"),
        ("POST", "/", "GET, HEAD"),
        ("POST", "/healthz", "GET"),
    ],
)
def test_a_wrong_method_is_told_all_the_right_ones(client: TestClient, method: str, path: str, allowed: str) -> None:
    response = client.request(method, path)

    assert response.status_code == 405
    assert response.headers["allow"] == allowed
    detail = response.json()["detail"]
    assert method in detail
    assert path in detail
    assert allowed.replace(", ", " or ") in detail


@pytest.mark.parametrize(
    "text", ["net\x00 sales", "net\x0b sales", "net\x1b sales", "net\x9f sales", "\x00net sales\x07"]
)
def test_control_characters_are_taken_out_of_a_question(world: World, text: str) -> None:
    with world.client() as client:
        answered = client.post("/api/v1/answers", json={"question": text, "history": [text]})
        scoped = client.post("/api/v1/scope", json={"question": text})

    assert answered.status_code == 200
    asked = world.answering.asked[0]
    assert asked.text.split() == ["net", "sales"]
    assert asked.history == (asked.text,)
    assert scoped.json()["asked"].split() == ["net", "sales"]


def test_lines_and_tabs_of_a_question_are_kept(world: World) -> None:
    with world.client() as client:
        client.post("/api/v1/answers", json={"question": "1\n2\r\n3\t4"})

    assert world.answering.asked[0].text == "1\n2\r\n3\t4"


@pytest.mark.parametrize(
    ("path", "body", "where"),
    [
        ("/api/v1/answers", {"question": "x", "clients": ["Aoi\x00"]}, "body.clients.0"),
        ("/api/v1/answers", {"question": "x", "documents": ["a\nb"]}, "body.documents.0"),
        ("/api/v1/answers", {"question": "x", "conversation": "\x7f"}, "body.conversation"),
        ("/api/v1/ingestions", {"paths": ["/srv/a\x00.pdf"]}, "body.paths.0"),
    ],
)
def test_control_characters_in_a_name_are_refused(
    client: TestClient, path: str, body: dict[str, object], where: str
) -> None:
    response = client.post(path, json=body)

    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == where
    assert "control characters" in response.json()["detail"]


@pytest.mark.parametrize("cursor", ["", "nonsense", "0", "\x00", "9" * 90])
def test_a_cursor_that_the_list_did_not_give_is_refused(client: TestClient, cursor: str) -> None:
    response = client.get("/api/v1/documents", params={"cursor": cursor})

    assert (response.status_code, response.json()["code"]) == (422, "invalid_cursor")
    assert "cursor" in response.json()["detail"]


@pytest.mark.parametrize("after", ["nonsense", "-1", "1.5", "", "9" * 30])
def test_a_place_in_the_log_that_is_no_number_is_refused(client: TestClient, after: str) -> None:
    response = client.get("/api/v1/audit/records", params={"after": after})

    assert (response.status_code, response.json()["code"]) == (422, "invalid_request")
    assert response.json()["errors"][0]["where"] == "query.after"


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "x", "٣"])
def test_an_event_number_that_is_none_begins_at_the_first(client: TestClient, number: str) -> None:
    headers = {"Accept": "text/event-stream", "Idempotency-Key": "k1", "Last-Event-ID": number.encode()}

    response = client.post("/api/v1/answers", json={"question": "Sales?"}, headers=headers)  # type: ignore[arg-type]

    assert response.status_code == 200
    assert "id: 1" in response.text.splitlines()
