"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter

from rm_assistant.api.deps import App
from rm_assistant.api.errors import NotReadyError
from rm_assistant.services.health import HealthReport

router = APIRouter(tags=["health"])


@router.get("/healthz")
def alive() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz", response_model=HealthReport)
def ready(application: App) -> HealthReport:
    """Every vital part works; otherwise 503 naming those that do not."""
    report = application.health.readiness()
    if not report.healthy:
        parts = "; ".join(f"{check.part}: {check.detail}" for check in report.failed)
        raise NotReadyError(f"Not ready: {parts}")
    return report
