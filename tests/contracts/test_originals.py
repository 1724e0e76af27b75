"""What every keeper of originals promises."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters.original_files import OriginalFiles
from rm_assistant.domain.documents import folder_id
from rm_assistant.domain.errors import NotFoundError, SourceError
from rm_assistant.ports import Originals, Source
from tests.fakes_reading import MemoryOriginals


@pytest.fixture(params=["memory", "files"])
def originals(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Originals]:
    if request.param == "files":
        yield OriginalFiles(tmp_path / "originals")
        return
    memory = MemoryOriginals()
    yield memory
    memory.close()


def file_source(path: Path, content: bytes = b"%PDF-1.7") -> Source:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Source(path, path.name, hashlib.sha256(content).hexdigest(), len(content))


def folder_source(folder: Path) -> Source:
    contents = {"Attachment/a.htm": b"<html>1", "Summary/s.htm": b"<html>2"}
    for name, content in contents.items():
        file_source(folder / name, content)
    file_source(folder / "Summary" / "s.xsd", b"<schema>")
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    return Source(folder, folder.name, folder_id(digests), 14, files=tuple(contents))


def test_a_file_is_kept_under_its_own_name(originals: Originals, tmp_path: Path) -> None:
    source = file_source(tmp_path / "report.pdf")

    kept = originals.keep(source)

    assert kept.name == "report.pdf"
    assert kept.read_bytes() == b"%PDF-1.7"
    assert originals.path(source.id) == kept
    assert originals.ids() == [source.id]


def test_what_is_kept_does_not_change_with_the_file_it_came_from(originals: Originals, tmp_path: Path) -> None:
    source = file_source(tmp_path / "report.pdf")
    originals.keep(source)

    with source.path.open("r+b") as file:
        file.write(b"changed!")

    assert originals.path(source.id).read_bytes() == b"%PDF-1.7"


def test_of_a_folder_its_own_files_are_kept(originals: Originals, tmp_path: Path) -> None:
    source = folder_source(tmp_path / "85660")

    kept = originals.keep(source)

    assert kept.is_dir()
    assert kept.name == "85660"
    files = {path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()}
    assert files == set(source.files)


def test_keeping_twice_changes_nothing(originals: Originals, tmp_path: Path) -> None:
    source = file_source(tmp_path / "report.pdf")
    first = originals.keep(source)
    source.path.unlink()

    assert originals.keep(source) == first
    assert first.read_bytes() == b"%PDF-1.7"


def test_bytes_that_changed_since_they_were_identified_are_not_kept(originals: Originals, tmp_path: Path) -> None:
    one, several = file_source(tmp_path / "report.pdf"), folder_source(tmp_path / "85660")
    one.path.write_bytes(b"other")
    (several.path / "Summary" / "s.htm").write_bytes(b"other")

    for source in (one, several):
        with pytest.raises(SourceError):
            originals.keep(source)
    assert originals.ids() == []


def test_what_is_gone_cannot_be_kept(originals: Originals, tmp_path: Path) -> None:
    source = file_source(tmp_path / "report.pdf")
    source.path.unlink()

    with pytest.raises(SourceError):
        originals.keep(source)
    assert originals.ids() == []


def test_files_of_staging_are_taken_over(originals: Originals) -> None:
    with originals.staging() as staging:
        source = file_source(staging / "1" / "report.pdf")
        kept = originals.keep(source)

    assert kept.read_bytes() == b"%PDF-1.7"
    assert not staging.exists()


def test_what_is_discarded_is_gone(originals: Originals, tmp_path: Path) -> None:
    source = file_source(tmp_path / "report.pdf")
    originals.keep(source)

    originals.discard(source.id)
    originals.discard(source.id)

    assert originals.ids() == []
    with pytest.raises(NotFoundError):
        originals.path(source.id)


@pytest.mark.parametrize("document", ["0" * 64, "..", "../originals", "", "a/b"])
def test_what_is_not_kept_is_not_found(originals: Originals, document: str) -> None:
    with pytest.raises(NotFoundError):
        originals.path(document)
