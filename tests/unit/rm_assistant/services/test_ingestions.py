"""Ingestions run one after another in the background, and each ends in a state of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from rm_assistant.domain.errors import NotFoundError, SourceError
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, OutcomeStatus, SourceOutcome
from rm_assistant.services.ingestions import IngestionRequest, Ingestions, IngestionState
from tests.fakes_storage import CountingIds, SteppingClock

Tell = Callable[[IngestProgress], None]
OUTCOME = SourceOutcome("a.pdf", OutcomeStatus.ADDED, pages=1, indexed_pages=1)


class Work:
    """What ingesting does in a test: each step of the script, once it is let."""

    def __init__(self, *script: IngestProgress | Exception) -> None:
        self.script = script
        self.begun = threading.Event()
        self.go = threading.Event()
        self.ended = threading.Semaphore(0)
        self.woken = 0

    def __call__(self, request: IngestionRequest, tell: Tell) -> IngestReport:
        self.begun.set()
        assert self.go.wait(10)
        for step in self.script:
            if isinstance(step, Exception):
                raise step
            tell(step)
        return IngestReport((OUTCOME,), 1.0)

    def wake(self) -> None:
        self.woken += 1

    def ingestions(self) -> Ingestions:
        return Ingestions(self, self.wake, SteppingClock(), CountingIds())


def request(name: str = "/srv/a.pdf", held: ExitStack | None = None) -> IngestionRequest:
    return IngestionRequest((Path(name),), held=held or ExitStack())


def released() -> tuple[ExitStack, threading.Event]:
    """Resources, and whether they have been given back."""
    held, done = ExitStack(), threading.Event()
    held.callback(done.set)
    return held, done


def test_one_that_runs_shows_what_is_read_and_ends_with_its_outcomes() -> None:
    work = Work(
        IngestProgress("a.pdf", 0, 2, 1, 5),
        IngestProgress("b.pdf", 0, 2, 1, 5),
        IngestProgress("a.pdf", 0, 2, 2, 5),
        IngestProgress("a.pdf", 1, 2, 5, 5, OUTCOME),
    )
    ingestions = work.ingestions()
    held, done = released()
    with ingestions.running():
        submitted = ingestions.submit(request(held=held))
        assert submitted.state is IngestionState.WAITING
        work.go.set()
        assert done.wait(10)
        ended = ingestions.get(submitted.id)

    assert ended.state is IngestionState.ENDED
    assert ended.outcomes == (OUTCOME,)
    assert (ended.sources, ended.sources_done, ended.reading) == (2, 1, ())
    assert work.woken == 1


def test_one_waits_for_the_one_before() -> None:
    work = Work()
    ingestions = work.ingestions()
    with ingestions.running():
        ingestions.submit(request("/srv/a.pdf"))
        assert work.begun.wait(10)
        held, done = released()
        second = ingestions.submit(request("/srv/b.pdf", held))
        states = [ingestion.state for ingestion in ingestions.all()]
        work.go.set()
        assert done.wait(10)

        assert states == [IngestionState.WAITING, IngestionState.RUNNING]
        assert ingestions.get(second.id).state is IngestionState.ENDED


@pytest.mark.parametrize(
    ("error", "code"), [(SourceError("The manifest is wrong."), "invalid_source"), (KeyError("x"), "unexpected")]
)
def test_a_failure_is_kept_and_the_next_one_runs(error: Exception, code: str) -> None:
    work = Work(error)
    work.go.set()
    ingestions = work.ingestions()
    first_held, first_done = released()
    with ingestions.running():
        first = ingestions.submit(request(held=first_held))
        assert first_done.wait(10)
        work.script = ()
        held, done = released()
        second = ingestions.submit(request(held=held))
        assert done.wait(10)

        assert ingestions.get(first.id).code == code
        assert ingestions.get(first.id).state is IngestionState.FAILED
        assert ingestions.get(second.id).state is IngestionState.ENDED


def test_leaving_stops_what_runs_and_what_waits() -> None:
    work = Work(IngestProgress("a.pdf", 0, 1, 1, 5), IngestProgress("a.pdf", 1, 1, 5, 5, OUTCOME))
    ingestions = work.ingestions()
    held, done = released()
    with ingestions.running():
        running = ingestions.submit(request())
        waiting = ingestions.submit(request(held=held))
        assert work.begun.wait(10)
        threading.Timer(0.05, work.go.set).start()

    assert ingestions.get(running.id).state is IngestionState.STOPPED
    assert ingestions.get(waiting.id).state is IngestionState.STOPPED
    assert done.is_set()


def test_paths_are_shown_as_the_reader_named_them() -> None:
    ingestions = Work().ingestions()
    kept = (Path("/inside/a.pdf"),)

    assert ingestions.submit(IngestionRequest(kept, names=("report.pdf",))).paths == ("report.pdf",)
    assert ingestions.submit(IngestionRequest(kept)).paths == ("/inside/a.pdf",)


def test_an_unknown_one_is_not_found() -> None:
    ingestions = Work().ingestions()

    with pytest.raises(NotFoundError):
        ingestions.get("latest")
    newest = ingestions.submit(request())
    assert ingestions.get("latest") == newest
