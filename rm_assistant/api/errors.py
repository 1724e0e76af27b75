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

from rm_assistant.api.request_context import SECURITY_HEADERS, request_id
from rm_assistant.domain import errors as domain

OK = 200
ACCEPTED = 202
INVALID = 422
UNEXPECTED = 500

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
    domain.SourceError: 422,
    domain.NotFoundError: 404,
    domain.SettingsError: 500,
    domain.StorageError: 503,
    domain.AuditUnavailableError: 503,
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
_CODES_OF_THE_FRAMEWORK: Mapping[int, str] = {
    400: "malformed_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
}

log = structlog.get_logger(__name__)


def status_of(error: domain.RMAssistantError) -> int:
    return _STATUS_OF_CODES.get(error.code, UNEXPECTED)


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
    app.exception_handler(HTTPException)(_on_http_exception)
    app.exception_handler(Exception)(_on_unexpected_error)


async def _on_known_error(request: Request, error: domain.RMAssistantError) -> JSONResponse:
    return problem_of(request, error)


async def _on_invalid_request(request: Request, error: RequestValidationError) -> JSONResponse:
    found = [_where_and_why(item) for item in error.errors()]
    detail = "; ".join(f"{item['where']}: {item['why']}" for item in found)
    return problem(request, status=INVALID, code="invalid_request", detail=detail, errors=found)


def _where_and_why(item: Mapping[str, Any]) -> dict[str, str]:
    location: Sequence[Any] = item["loc"]
    return {"where": ".".join(str(part) for part in location), "why": str(item["msg"])}


async def _on_http_exception(request: Request, error: HTTPException) -> JSONResponse:
    code = _CODES_OF_THE_FRAMEWORK.get(error.status_code, "request_refused")
    return problem(request, status=error.status_code, code=code, detail=str(error.detail), headers=error.headers)


async def _on_unexpected_error(request: Request, error: Exception) -> JSONResponse:
    """A defect of ours: told without its insides, which stand in the service's own log under the same id."""
    log.error("unexpected error", path=request.url.path, exc_info=error)
    detail = "Something went wrong inside the service. Its log has the details under this request id."
    return problem(request, status=UNEXPECTED, code="unexpected", detail=detail)
