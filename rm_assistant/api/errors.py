"""Errors as HTTP tells them: RFC 9457 problems with a stable `code`.

The only file that knows HTTP status codes; a test walks the error tree and fails where a branch has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from rm_assistant.api.request_context import SECURITY_HEADERS, request_id
from rm_assistant.api.signposts import methods_at, nothing_here, wrong_method
from rm_assistant.domain import errors as domain

OK = 200
ACCEPTED = 202
NOT_MODIFIED = 304
MALFORMED = 400
NOT_FOUND = 404
METHOD_NOT_ALLOWED = 405
INVALID = 422
UNEXPECTED = 500

INVALID_REQUEST = "invalid_request"
UNEXPECTED_ERROR = "unexpected"
PROBLEM_MEDIA_TYPE = "application/problem+json"
PROBLEM_TYPE = "urn:rm-assistant:problem:"


class RequestRefusedError(domain.InputError):
    """The request itself cannot be served, whatever it asks."""

    code = "request_refused"


class HostRefusedError(RequestRefusedError):
    """The `Host` names another machine: a page elsewhere may have pointed its own name here (DNS rebinding)."""

    code = "host_refused"


class OriginRefusedError(RequestRefusedError):
    """Sent by a page of another site."""

    code = "origin_refused"


class MediaTypeRefusedError(RequestRefusedError):
    """The body is of a kind that the route does not read, or does not say of which."""

    code = "unsupported_media_type"


class UploadTooLargeError(RequestRefusedError):
    code = "too_large"


class IdempotencyKeyReusedError(RequestRefusedError):
    """The key was used before, for another question."""

    code = "idempotency_key_reused"


class ServiceStoppingError(domain.RMAssistantError):
    code = "service_stopping"
    retry_helps = True


class NotReadyError(domain.RMAssistantError):
    code = "not_ready"
    retry_helps = True


class AnswerFailedError(domain.RMAssistantError):
    """An answer that stopped midway, told whole: with the code of what stopped it."""

    def __init__(self, code: str, message: str, *, retry_helps: bool) -> None:
        super().__init__(message)
        self.code = code
        self.retry_helps = retry_helps


STATUS: Mapping[type[domain.RMAssistantError], int] = {
    domain.RMAssistantError: 500,
    domain.InputError: 400,
    domain.QuestionError: 422,
    domain.ChoiceError: 422,
    domain.CursorError: 422,
    domain.SourceError: 422,
    domain.NotFoundError: 404,
    domain.SettingsError: 500,
    domain.StorageError: 503,
    domain.AuditUnavailableError: 503,
    domain.AuditDamagedError: 503,
    domain.DataFolderBusyError: 503,
    domain.DataFolderError: 503,
    domain.WorkerUnavailableError: 503,
    domain.PromptError: 500,
    domain.ProviderError: 502,
    domain.ProviderUnavailableError: 502,
    domain.ProviderTimeoutError: 504,
    domain.RateLimitedError: 503,
    domain.ProviderRejectedError: 502,
    domain.ContentRefusedError: 502,
    domain.MalformedReplyError: 502,
    domain.EndlessToolsError: 502,
    RequestRefusedError: 400,
    HostRefusedError: 403,
    OriginRefusedError: 403,
    MediaTypeRefusedError: 415,
    UploadTooLargeError: 413,
    IdempotencyKeyReusedError: 422,
    ServiceStoppingError: 503,
    NotReadyError: 503,
}

_STATUS_OF_CODES = {kind.code: status for kind, status in STATUS.items()}
CODES_OF_THE_FRAMEWORK: Mapping[int, str] = {
    MALFORMED: "malformed_request",
    NOT_FOUND: "not_found",
    METHOD_NOT_ALLOWED: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
}

_UNPARSED = "json_invalid"
"""Pydantic's name for text that is no JSON."""

log = structlog.get_logger(__name__)


def status_of(error: domain.RMAssistantError) -> int:
    return _STATUS_OF_CODES.get(error.code, UNEXPECTED)


def raised_while_reading(error: domain.RMAssistantError) -> HTTPException:
    """`error` as FastAPI lets it through while it reads a body: of any other it makes a 400."""
    return HTTPException(status_of(error), detail=str(error))


def problem(
    request: Request,
    *,
    status: int,
    code: str,
    detail: str,
    retry_helps: bool = False,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> JSONResponse:
    """`request_id` is the one in `X-Request-ID`, to quote when asking for help."""
    body = {
        "type": PROBLEM_TYPE + code,
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        "retry_helps": retry_helps,
        "request_id": request_id(request.scope),
        **more,
    }
    return JSONResponse(
        body,
        status_code=status,
        media_type=PROBLEM_MEDIA_TYPE,
        headers={**SECURITY_HEADERS, "X-Request-ID": request_id(request.scope), **(headers or {})},
    )


def problem_of(request: Request, error: domain.RMAssistantError, **more: Any) -> JSONResponse:
    retry_after = getattr(error, "retry_after", None)
    return problem(
        request,
        status=status_of(error),
        code=error.code,
        detail=str(error),
        retry_helps=error.retry_helps,
        headers={"Retry-After": str(int(retry_after))} if retry_after else None,
        **more,
    )


def register(app: FastAPI) -> None:
    """Every error that leaves `app` becomes a problem."""
    app.exception_handler(domain.RMAssistantError)(_on_known_error)
    app.exception_handler(RequestValidationError)(_on_invalid_request)
    app.exception_handler(ClientDisconnect)(_on_cut_request)
    app.exception_handler(HTTPException)(_on_http_exception)
    app.exception_handler(Exception)(_on_unexpected_error)


async def _on_known_error(request: Request, error: domain.RMAssistantError) -> JSONResponse:
    return problem_of(request, error)


async def _on_invalid_request(request: Request, error: RequestValidationError) -> JSONResponse:
    """What does not parse is malformed; what parses and is not what the route asks for is invalid (RFC 9110, 15.5)."""
    items = error.errors()
    unparsed = next((item for item in items if item["type"] == _UNPARSED), None)
    if unparsed is not None:
        detail = f"The body is no JSON: {unparsed['ctx']['error']}, at character {unparsed['loc'][-1]}."
        return problem(request, status=MALFORMED, code=CODES_OF_THE_FRAMEWORK[MALFORMED], detail=detail)
    found = [_where_and_why(item) for item in items]
    detail = "; ".join(f"{item['where']}: {item['why']}" for item in found)
    return problem(request, status=INVALID, code=INVALID_REQUEST, detail=detail, errors=found)


def _where_and_why(item: Mapping[str, Any]) -> dict[str, str]:
    location: Sequence[Any] = item["loc"]
    return {"where": ".".join(str(part) for part in location), "why": str(item["msg"])}


async def _on_cut_request(request: Request, _: ClientDisconnect) -> JSONResponse:
    """Seldom read by anyone: the sender has left. Not a defect of ours, which the service's log would count it as."""
    detail = "The connection ended before the body did."
    return problem(request, status=MALFORMED, code=CODES_OF_THE_FRAMEWORK[MALFORMED], detail=detail)


async def _on_http_exception(request: Request, error: HTTPException) -> JSONResponse:
    """The framework's own: its words say no more than the status does, where a route was missed."""
    status, detail, headers = error.status_code, str(error.detail), dict(error.headers or {})
    path: str = request.scope["path"]
    if status == NOT_FOUND:
        detail = nothing_here(request.app, path)
    elif status == METHOD_NOT_ALLOWED:
        allowed = _listed(headers.get("Allow", "")) | methods_at(request.app, path)
        headers["Allow"] = ", ".join(sorted(allowed))
        detail = wrong_method(request.method, path, allowed)
    code = CODES_OF_THE_FRAMEWORK.get(status, "request_refused")
    return problem(request, status=status, code=code, detail=detail, headers=headers)


def _listed(header: str) -> frozenset[str]:
    return frozenset(name.strip() for name in header.split(",") if name.strip())


async def _on_unexpected_error(request: Request, error: Exception) -> JSONResponse:
    """A defect of ours: told without its insides, which stand in the service's own log under the same id."""
    log.error("unexpected error", path=request.url.path, exc_info=error)
    detail = "Something went wrong inside the service. Its log has the details under this request id."
    return problem(request, status=UNEXPECTED, code=UNEXPECTED_ERROR, detail=detail)
