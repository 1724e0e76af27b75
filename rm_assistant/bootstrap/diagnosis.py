"""Probes of the parts: for readiness, and for `doctor`, which opens nothing that another process owns."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from rm_assistant.adapters.data_folder import FileDataFolder
from rm_assistant.adapters.sqlite_audit import AUDIT_FILE, SqliteAuditLog
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.bootstrap.models import chat_kind, embedder
from rm_assistant.bootstrap.stores import reader_of
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.errors import NotFoundError, RMAssistantError
from rm_assistant.ports import AuditLog, Catalog
from rm_assistant.services.health import Check, Health, HealthReport, Probe, failed, passed, warned
from rm_assistant.services.machine import check_ocr, check_python, check_sqlite, check_web
from rm_assistant.settings import Settings, without_secrets

_NO_DOCUMENT = "0" * 64


def vital_probes(audit: AuditLog, catalog: Catalog) -> tuple[Probe, ...]:
    """Without these no answer can be given."""
    return (lambda: _check_audit_writable(audit), lambda: _check_catalog(catalog))


def _check_audit_writable(audit: AuditLog) -> Check:
    try:
        audit.check_writable()
    except RMAssistantError as error:
        return failed("audit log", str(error), "No answer is given without it.")
    return passed("audit log", "can be written")


def _check_catalog(catalog: Catalog) -> Check:
    try:
        catalog.get(_NO_DOCUMENT, LOCAL_PRINCIPAL)
    except NotFoundError:
        return passed("catalog", "can be read")
    except RMAssistantError as error:
        return failed("catalog", str(error), "Restore the data folder, or ingest into another one.")
    return passed("catalog", "can be read")


def diagnose(settings: Settings) -> HealthReport:
    """Every part of this installation; nothing is sent anywhere."""
    return Health(
        (
            check_python,
            check_sqlite,
            lambda: _check_folder(settings),
            lambda: _check_chain(settings),
            lambda: _check_embedder(settings),
            lambda: _check_sandbox(settings),
            lambda: check_ocr(wanted=settings.ocr),
            lambda: check_model(settings),
            lambda: check_web(web_folder()),
        )
    ).diagnosis()


def web_folder() -> Path:
    """Where the built browser page stands, if it does."""
    return Path(str(files("rm_assistant").joinpath("web", "dist")))


def _check_folder(settings: Settings) -> Check:
    if not settings.data_dir.exists():
        return warned("data folder", f"{settings.data_dir} is not there yet", "The first ingest or serve makes it.")
    try:
        url = FileDataFolder(settings.data_dir).owner_url()
    except RMAssistantError as error:
        return failed("data folder", str(error), "Name another folder with --data or RM_DATA_DIR.")
    return passed("data folder", f"{settings.data_dir}" + (f", served at {url}" if url else ""))


def _check_chain(settings: Settings) -> Check:
    if not (settings.data_dir / AUDIT_FILE).is_file():
        return passed("audit log", "not begun yet")
    try:
        with closing(SqliteAuditLog(settings.data_dir, SystemClock())) as audit:
            report = audit.verify()
            if not report.intact:
                advice = "Keep the data folder as evidence and find out who changed it."
                return failed("audit log", "; ".join(report.faults), advice)
            audit.check_writable()
    except RMAssistantError as error:
        return failed("audit log", str(error), "No answer is given until this is mended.")
    return passed("audit log", f"{report.records:,} records intact, last hash {report.chain.head_hash[:16]}")


def _check_embedder(settings: Settings) -> Check:
    """A hosted one is not called: nothing is sent by looking."""
    with TemporaryDirectory() as folder:
        try:
            chosen = embedder(replace(settings, data_dir=Path(folder)))
            if chosen is None:
                return passed("embedder", "none: search goes by words and figures")
            if settings.embedder == "local":
                chosen.embed_query("net sales")
        except RMAssistantError as error:
            return failed("embedder", str(error), "Set RM_EMBEDDER=none to do without.")
    return passed("embedder", f"{chosen.name} ({settings.embedder})")


def _check_sandbox(settings: Settings) -> Check:
    """A worker is started and says what this machine lacks."""
    with TemporaryDirectory() as folder, closing(reader_of(replace(settings, data_dir=Path(folder)))) as reader:
        try:
            weaknesses = reader.weaknesses
        except RMAssistantError as error:
            return failed("sandbox", str(error), "Filings cannot be read without it.")
    if weaknesses:
        return warned("sandbox", "; ".join(weaknesses), "Filings are read with less protection from hostile ones.")
    return passed("sandbox", "filings are read without network, with limits on memory and time")


def check_model(settings: Settings) -> Check:
    """The settings only: the model is not called, and no secret is shown."""
    try:
        kind = chat_kind(settings)
    except RMAssistantError as error:
        return failed("model", str(error), "Or set RM_CHAT=extractive.")
    if kind == "extractive" and settings.chat == "auto" and settings.model != Settings().model:
        detail = f"none: RM_MODEL is {settings.model}, but there is neither a key nor an address for it"
        return warned("model", detail, "Set RM_OPENAI_API_KEY, or RM_OPENAI_BASE_URL for a server of your own.")
    if kind == "extractive":
        return passed("model", "none: answers quote their sources word for word")
    if kind == "langchain":
        return passed("model", f"{settings.model} through langchain; not called here")
    where = without_secrets(settings.openai_base_url) if settings.openai_base_url else "the provider's own address"
    key = "with a key" if settings.openai_api_key else "without a key"
    return passed("model", f"{settings.model} through openai at {where}, {key}; not called here")
