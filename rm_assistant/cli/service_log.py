"""The service's own log: one line an event on standard error, JSON for machines, plain on a terminal."""

from __future__ import annotations

import logging
import sys

import structlog


def configure_log(level: str, *, terminal: bool) -> None:
    """`level` as in `RM_LOG_LEVEL`; on a terminal `info` is lifted to warnings, so that the address stays in view."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    if terminal and level == "info":
        threshold = logging.WARNING
    shared = (
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    )
    renderer: structlog.typing.Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if terminal:
        renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    _configure_own(threshold, (*shared, *_error_details(terminal=terminal), renderer))
    _configure_foreign(threshold, shared, renderer)


def _error_details(*, terminal: bool) -> tuple[structlog.typing.Processor, ...]:
    """Without the values of variables: a question or a filing's text could be among them."""
    if terminal:
        return ()
    frames = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    return (structlog.processors.ExceptionRenderer(frames),)


def _configure_own(threshold: int, processors: tuple[structlog.typing.Processor, ...]) -> None:
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _configure_foreign(
    threshold: int, shared: tuple[structlog.typing.Processor, ...], renderer: structlog.typing.Processor
) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processor=renderer))
    logging.basicConfig(handlers=[handler], level=max(threshold, logging.WARNING), force=True)
