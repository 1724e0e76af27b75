"""The running service, as the commands hear it."""

from __future__ import annotations

import httpx
import pytest
import respx

from rm_assistant.cli.service_client import (
    RequestProblemError,
    ServiceClient,
    ServiceProblemError,
    StreamEvent,
    parse_events,
)

URL = "http://127.0.0.1:8000"


def test_events_are_told_apart_and_pings_passed_over() -> None:
    text = ': ping\n\nid: 1\nevent: stage\ndata: {"a":1}\n\nevent: note\ndata: one\ndata: two\n\nevent: cut'
    lines = text.split("\n")

    assert list(parse_events(iter(lines))) == [StreamEvent("stage", '{"a":1}'), StreamEvent("note", "one\ntwo")]


@respx.mock
@pytest.mark.parametrize(("status", "kind"), [(422, RequestProblemError), (503, ServiceProblemError)])
def test_a_problem_is_raised_with_its_code(status: int, kind: type[ServiceProblemError]) -> None:
    problem = {"detail": "The manifest is wrong.", "code": "invalid_source", "retry_helps": False}
    respx.post(f"{URL}/api/v1/ingestions").respond(status, json=problem)

    with ServiceClient(URL) as service, pytest.raises(kind, match="manifest is wrong") as raised:
        service.post("/ingestions", {})

    assert raised.value.code == "invalid_source"


@respx.mock
def test_a_problem_before_a_stream_is_raised_too() -> None:
    respx.post(f"{URL}/api/v1/answers").respond(
        503, json={"detail": "full", "code": "audit_unavailable", "retry_helps": True}
    )

    with ServiceClient(URL) as service, pytest.raises(ServiceProblemError, match="full") as raised:
        list(service.events("POST", "/answers", {}))

    assert raised.value.retry_helps


@respx.mock
def test_an_answer_that_is_no_problem_is_named_by_its_status() -> None:
    respx.post(f"{URL}/api/v1/ingestions").respond(502, text="<html>")

    with ServiceClient(URL) as service, pytest.raises(ServiceProblemError, match="answered 502"):
        service.post("/ingestions", {})


@respx.mock
def test_a_service_that_is_gone_is_named() -> None:
    respx.post(f"{URL}/api/v1/ingestions").mock(side_effect=httpx.ConnectError("refused"))

    with ServiceClient(URL) as service, pytest.raises(ServiceProblemError, match=URL) as raised:
        service.post("/ingestions", {})

    assert raised.value.code == "service_unreachable"
