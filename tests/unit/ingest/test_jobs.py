from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest

from ingest import jobs, pipeline
from rm_assistant.domain.documents import FailedPage, PageFailure, RefusalReason
from rm_assistant.ports import Source
from rm_assistant.worker_protocol import (
    DiscoverJob,
    Failed,
    Finished,
    Job,
    JobEvent,
    Limits,
    ManifestRejected,
    PagesDone,
    ReadJob,
    RenderJob,
    SourceFound,
    SourceLeftAside,
    SourceTurnedAway,
    decode_filing,
    result_path,
)
from tests.pdf_files import pdf


def done(job: Job, spool: Path) -> list[JobEvent]:
    told: list[JobEvent] = []
    jobs.run(job, spool, told.append)
    return told


def source(path: Path, content: bytes) -> Source:
    path.write_bytes(content)
    return Source(path, path.name, hashlib.sha256(content).hexdigest(), len(content))


def test_reading_tells_each_page_and_leaves_the_filing(tmp_path: Path) -> None:
    job = ReadJob("j-1", source(tmp_path / "a.pdf", pdf("One", "Two")), Limits())

    told = done(job, tmp_path)

    assert told[-1] == Finished("j-1")
    assert [event.done for event in told if isinstance(event, PagesDone)][-1] == 2
    assert decode_filing(result_path(tmp_path, "j-1").read_bytes()).page_count == 2


def test_the_count_of_pages_is_told_before_the_first_is_tried(tmp_path: Path) -> None:
    """So that the page that fells a reader at once is known."""
    told = done(ReadJob("j-1", source(tmp_path / "a.pdf", pdf("One", "Two")), Limits()), tmp_path)

    assert told[0] == PagesDone("j-1", 0, 2)


def test_pages_that_felled_a_reader_are_listed_and_not_tried_again(tmp_path: Path) -> None:
    given_up = (FailedPage(1, PageFailure.TIMED_OUT, "hung"),)

    done(ReadJob("j-1", source(tmp_path / "a.pdf", pdf("One", "Two")), Limits(), given_up), tmp_path)

    filing = decode_filing(result_path(tmp_path, "j-1").read_bytes())
    assert filing.failed_pages == given_up
    assert [page.number for page in filing.pages] == [2]


def test_pages_for_which_no_time_is_left_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter(range(0, 1000, 6))
    monkeypatch.setattr("ingest.jobs.time.monotonic", lambda: float(next(looks)))

    done(ReadJob("j-1", source(tmp_path / "a.pdf", pdf("One", "Two", "Three")), Limits(seconds=15)), tmp_path)

    filing = decode_filing(result_path(tmp_path, "j-1").read_bytes())
    assert [page.number for page in filing.pages] == [1]
    assert [page.reason for page in filing.failed_pages] == [PageFailure.NOT_REACHED] * 2


def test_a_source_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    [told] = done(ReadJob("j-1", source(tmp_path / "a.pdf", b"%PDF-1.7 broken"), Limits()), tmp_path)

    assert isinstance(told, Failed)
    assert told.reason is RefusalReason.DAMAGED


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RecursionError("too deep"), RefusalReason.CRASHED),
        (KeyError("missing"), RefusalReason.CRASHED),
        (MemoryError(), RefusalReason.OUT_OF_MEMORY),
        (OSError(errno.EFBIG, "File too large"), RefusalReason.TOO_LARGE),
        (OSError(errno.EIO, "Input/output error"), RefusalReason.UNREADABLE),
    ],
)
def test_any_fault_of_reading_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, reason: RefusalReason
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "read", fail)

    [told] = done(ReadJob("j-1", source(tmp_path / "a.pdf", pdf("One")), Limits()), tmp_path)

    assert isinstance(told, Failed)
    assert told.reason is reason
    assert told.detail


def test_discovery_tells_what_it_finds_refuses_and_leaves_aside(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    source(inbox / "a.pdf", pdf("One"))
    source(inbox / "a.xsd", b"<schema>")
    source(inbox / "notes.xyz", b"x")

    told = done(DiscoverJob("j-1", (inbox,), None, tmp_path / "staging", Limits()), tmp_path)

    kinds = [type(event) for event in told if not isinstance(event, PagesDone)]
    assert set(kinds) == {SourceFound, SourceTurnedAway, SourceLeftAside, Finished}
    assert kinds[-1] is Finished


def test_a_manifest_that_cannot_be_used_ends_discovery(tmp_path: Path) -> None:
    [told] = done(DiscoverJob("j-1", (tmp_path,), tmp_path / "missing.csv", tmp_path, Limits()), tmp_path)

    assert isinstance(told, ManifestRejected)


def test_a_page_is_drawn_into_the_spool(tmp_path: Path) -> None:
    given = source(tmp_path / "a.pdf", pdf("One"))

    drawn = done(RenderJob("j-1", given.path, 1, 100, Limits()), tmp_path)
    missing = done(RenderJob("j-2", given.path, 2, 100, Limits()), tmp_path)

    assert drawn == [Finished("j-1")]
    assert result_path(tmp_path, "j-1").read_bytes().startswith(b"\xff\xd8")
    assert isinstance(missing[0], Failed)
