"""The running service, spoken to over HTTP by the commands that must not open its data folder themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import httpx

from rm_assistant.domain.errors import InputError, RMAssistantError

_CONNECT_SECONDS = 5.0
_SILENCE_SECONDS = 60.0
"""The service sends a ping every 15 s: four missed pings and it is gone."""


class ServiceProblemError(RMAssistantError):
    """What the service answered instead, with its code."""

    def __init__(self, message: str, code: str, *, retry_helps: bool) -> None:
        super().__init__(message)
        self.code = code
        self.retry_helps = retry_helps


class RequestProblemError(ServiceProblemError, InputError):
    """The service says that the request is wrong."""


@dataclass(frozen=True, slots=True)
class StreamEvent:
    name: str
    data: str


class ServiceClient:
    """`url` as the data folder's owner states it. Raises ServiceProblemError for all that goes wrong."""

    def __init__(self, url: str) -> None:
        self.url = url
        timeout = httpx.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS)
        self._client = httpx.Client(base_url=f"{url}/api/v1", timeout=timeout, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, path: str, query: Mapping[str, Any]) -> Any:
        with self._problems_raised():
            response = self._client.get(path, params=query)
            self._raise_problem(response)
            return response.json()

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        with self._problems_raised():
            response = self._client.post(path, json=body)
            self._raise_problem(response)
            return response.json()

    def events(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Iterator[StreamEvent]:
        headers = {"Accept": "text/event-stream"}
        with (
            self._problems_raised(),
            self._client.stream(method, path, json=body, headers=headers) as response,
        ):
            if response.is_error:
                response.read()
            self._raise_problem(response)
            yield from parse_events(response.iter_lines())

    @contextmanager
    def _problems_raised(self) -> Iterator[None]:
        try:
            yield
        except httpx.TransportError as error:
            message = f"The service at {self.url} does not answer ({type(error).__name__})."
            raise ServiceProblemError(message, "service_unreachable", retry_helps=True) from error

    @staticmethod
    def _raise_problem(response: httpx.Response) -> None:
        if not response.is_error:
            return
        try:
            problem = response.json()
            message, code, retry_helps = problem["detail"], problem["code"], problem["retry_helps"]
        except (json.JSONDecodeError, KeyError, TypeError):
            message, code, retry_helps = f"The service answered {response.status_code}.", "service_failed", False
        kind = RequestProblemError if response.is_client_error else ServiceProblemError
        raise kind(message, code, retry_helps=retry_helps)


def parse_events(lines: Iterator[str]) -> Iterator[StreamEvent]:
    """Server-sent events from the lines of a stream; comments (pings) are passed over."""
    name, data = "message", list[str]()
    for line in lines:
        if not line:
            if data:
                yield StreamEvent(name, "\n".join(data))
            name, data = "message", []
            continue
        field, _, value = line.partition(":")
        if field == "event":
            name = value.removeprefix(" ")
        elif field == "data":
            data.append(value.removeprefix(" "))
