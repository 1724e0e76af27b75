"""The names by which server-sent events are known on both ends of the line."""

from __future__ import annotations

from collections.abc import Mapping

from rm_assistant.domain.answers import (
    AnswerCompleted,
    AnswerCreated,
    AnswerEvent,
    AnswerFailed,
    AnswerRefused,
    ClaimReleased,
    NoticeGiven,
    SourcesFound,
    StageEntered,
)

ANSWER_EVENTS: Mapping[str, type[AnswerEvent]] = {
    "answer.created": AnswerCreated,
    "stage": StageEntered,
    "sources": SourcesFound,
    "notice": NoticeGiven,
    "claim": ClaimReleased,
    "answer.completed": AnswerCompleted,
    "answer.refused": AnswerRefused,
    "error": AnswerFailed,
}

NAMES: Mapping[type[AnswerEvent], str] = {kind: name for name, kind in ANSWER_EVENTS.items()}

INGESTION_PROGRESS = "ingestion.progress"
"""A source under way: `domain.ingestion.IngestProgress`."""
SOURCE_SETTLED = "ingestion.outcome"
"""`domain.ingestion.SourceOutcome`."""
INGESTION_ENDED = "ingestion.ended"
"""`services.ingestions.Ingestion`."""
