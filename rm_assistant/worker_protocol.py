"""What the service and the ingest worker say to each other: one JSON object a line, named by its `type`.

Jobs go to the worker's standard input, events come from its standard output. A result that is too long for a line
stands in the worker's spool folder, in a file named after the job. Nothing is ever pickled.

A filing is lines of JSON too, its figures packed: a large one has tens of thousands of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from rm_assistant.domain.documents import FailedPage, RefusalReason, SourceRefused
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.domain.ingestion import SourceSkipped
from rm_assistant.figure_codec import rows_from_json, rows_to_json
from rm_assistant.ports import Source
from rm_assistant.serialisation import from_json, from_jsonable, to_json, to_jsonable
from rm_assistant.settings import Settings

MAX_LINE_BYTES: Final = 1 << 20

JobId = str
"""Letters, digits and hyphens: it names the result's file."""


class WorkerRole(StrEnum):
    """What a worker is started for, and so what it loads before the first job."""

    READING = "reading"
    RENDERING = "rendering"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one job. `seconds` is for opening a file and for any one page; a file gets 0.1 s more a page."""

    memory_mb: int = 1024
    seconds: float = 15.0
    max_mb: int = 512
    ocr: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        return cls(settings.ingest_memory_mb, settings.ingest_seconds, settings.ingest_max_mb, settings.ocr)


# ── to the worker ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DiscoverJob:
    """Find the sources at `paths`; archives are unpacked into `staging`."""

    id: JobId
    paths: tuple[Path, ...]
    manifest: Path | None
    staging: Path
    limits: Limits


@dataclass(frozen=True, slots=True)
class ReadJob:
    """Read a source. `given_up` are pages that felled a reader before: they are listed as failed, not tried again."""

    id: JobId
    source: Source
    limits: Limits
    given_up: tuple[FailedPage, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderJob:
    """Draw page `page` (from 1) as a JPEG `width` pixels wide."""

    id: JobId
    path: Path
    page: int
    width: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class CancelJob:
    """Kill the job of this id, if it is still there; it ends without a further event."""

    id: JobId


Job = DiscoverJob | ReadJob | RenderJob


# ── from the worker ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Ready:
    """The first event. `weaknesses` says in words what this machine lacks of the promised isolation."""

    parser_version: str
    weaknesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFound:
    job: JobId
    source: Source


@dataclass(frozen=True, slots=True)
class SourceTurnedAway:
    job: JobId
    refused: SourceRefused


@dataclass(frozen=True, slots=True)
class SourceLeftAside:
    job: JobId
    skipped: SourceSkipped


@dataclass(frozen=True, slots=True)
class ManifestRejected:
    """Ends a DiscoverJob: the manifest cannot be used, and nothing was found."""

    job: JobId
    message: str


@dataclass(frozen=True, slots=True)
class PagesDone:
    """Pages tried so far, in order from the first, of `pages` in all."""

    job: JobId
    done: int
    pages: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Ends a job well. Its result, where it has one, is whole in the spool folder."""

    job: JobId


@dataclass(frozen=True, slots=True)
class Failed:
    """Ends a job that has no result."""

    job: JobId
    reason: RefusalReason
    detail: str


JobEvent = SourceFound | SourceTurnedAway | SourceLeftAside | ManifestRejected | PagesDone | Finished | Failed
Message = Job | CancelJob | Ready | JobEvent

_KINDS: Final[dict[str, type[Message]]] = {
    kind.__name__: kind
    for kind in (
        DiscoverJob,
        ReadJob,
        RenderJob,
        CancelJob,
        Ready,
        SourceFound,
        SourceTurnedAway,
        SourceLeftAside,
        ManifestRejected,
        PagesDone,
        Finished,
        Failed,
    )
}


def encode(message: Message) -> bytes:
    """One line, closed by a newline."""
    body = {"type": type(message).__name__, **to_jsonable(message)}
    return json.dumps(body, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> Message:
    """Raises ValueError where the line is not a message."""
    body = json.loads(line)
    kind = _KINDS.get(str(body.pop("type", None))) if isinstance(body, dict) else None
    if kind is None:
        raise ValueError("a message is a JSON object that names its type")
    return from_jsonable(kind, body)


def ends_job(event: JobEvent) -> bool:
    return isinstance(event, Finished | Failed | ManifestRejected)


def encode_filing(filing: ParsedFiling) -> bytes:
    """The result of a ReadJob: a line of JSON for all but the figures, then theirs."""
    return to_json(replace(filing, figures=())) + b"\n" + rows_to_json(filing.figures)


def decode_filing(result: bytes) -> ParsedFiling:
    """Raises ValueError where `result` is no filing."""
    filing, _, figures = result.partition(b"\n")
    return replace(from_json(ParsedFiling, filing), figures=rows_from_json(figures))


def result_path(spool: Path, job: JobId) -> Path:
    return spool / f"{job}.result"
