from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rm_assistant.adapters.original_files import OriginalFiles
from rm_assistant.domain.errors import SourceError
from rm_assistant.ports import Source


def source(path: Path) -> Source:
    path.write_bytes(b"%PDF-1.7")
    return Source(path, path.name, hashlib.sha256(b"%PDF-1.7").hexdigest(), 8)


def test_what_a_killed_process_left_half_done_is_cleared_and_the_rest_stays(tmp_path: Path) -> None:
    originals = OriginalFiles(tmp_path / "originals")
    kept = originals.keep(source(tmp_path / "report.pdf"))
    for name in (".unfinished-1", ".staging-2"):
        (tmp_path / "originals" / name).mkdir()
        (tmp_path / "originals" / name / "half").write_bytes(b"%PD")

    originals.clear_leftovers()

    assert kept.exists()
    assert [path.name for path in (tmp_path / "originals").iterdir()] == originals.ids()


def test_nothing_half_done_stays_where_keeping_fails(tmp_path: Path) -> None:
    originals = OriginalFiles(tmp_path / "originals")
    changed = source(tmp_path / "report.pdf")
    changed.path.write_bytes(b"other")

    with pytest.raises(SourceError):
        originals.keep(changed)

    assert list((tmp_path / "originals").iterdir()) == []


def test_a_folder_that_is_not_there_yet_holds_nothing(tmp_path: Path) -> None:
    originals = OriginalFiles(tmp_path / "originals")

    originals.clear_leftovers()

    assert originals.ids() == []
