"""The HTTP application: what is served where."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from fastapi import APIRouter, FastAPI

from rm_assistant.api import answers, audit, documents, errors, health, ingestions, reference, web_ui
from rm_assistant.api.body_limit import MEBIBYTE, QUESTION_BYTES, BodyLimit
from rm_assistant.api.exchanges import Exchanges
from rm_assistant.api.ingestions import UPLOAD
from rm_assistant.api.request_context import RequestContext
from rm_assistant.api.same_site import SameSiteOnly
from rm_assistant.bootstrap import Application
from rm_assistant.services.health import Health
from rm_assistant.settings import Settings

API_VERSION = "1"
API_PREFIX = f"/api/v{API_VERSION}"
_ABOUT = "Answers about company filings: every claim checked against its page and logged before it is shown."

log = structlog.get_logger(__name__)


def create_app(application: Application, *, web: Path) -> FastAPI:
    """`web` is the folder of the built browser UI, which may be missing."""
    app = FastAPI(
        title="RM Assistant",
        version=API_VERSION,
        description=_ABOUT,
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json" if application.settings.api_docs else None,
    )
    app.state.application = application
    app.state.exchanges = Exchanges(application.clock.monotonic)
    errors.register(app)
    app.include_router(_resources())
    app.include_router(health.router)
    if application.settings.api_docs:
        app.include_router(reference.router)
    web_ui.mount(app, web)
    # The last one added runs first.
    app.add_middleware(BodyLimit, limits=_body_limits(application.settings))
    app.add_middleware(SameSiteOnly)
    app.add_middleware(RequestContext)
    return app


def _resources() -> APIRouter:
    resources = APIRouter(prefix=API_PREFIX)
    for module in (answers, documents, ingestions, audit):
        resources.include_router(module.router)
    return resources


def _body_limits(settings: Settings) -> Mapping[str, int]:
    """Bytes by path."""
    return {
        f"{API_PREFIX}/answers": QUESTION_BYTES,
        f"{API_PREFIX}/scope": QUESTION_BYTES,
        f"{API_PREFIX}{ingestions.router.prefix}{UPLOAD}": settings.ingest_max_mb * MEBIBYTE,
    }


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Vectors follow and filings are read in the background, as long as the service runs."""
    _tell_what_fails(app.state.application.health)
    with app.state.application.background():
        yield
        await app.state.exchanges.close()
        await app.state.application.model.close()


def _tell_what_fails(health: Health) -> None:
    """In the service's log, at the start: else the first reader would be the one who finds out."""
    for check in health.readiness().failed:
        log.error("not ready", part=check.part, reason=check.detail)
