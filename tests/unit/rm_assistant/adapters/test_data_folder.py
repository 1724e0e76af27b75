"""The data folder's lock, between processes."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rm_assistant.adapters.data_folder import LOCK_FILE, FileDataFolder
from rm_assistant.domain.errors import DataFolderBusyError, DataFolderError

REPOSITORY = Path(__file__).resolve().parents[4]
OWNER = """
import sys, time
from pathlib import Path
from rm_assistant.adapters.data_folder import FileDataFolder

with FileDataFolder(Path(sys.argv[1])).own(url="http://127.0.0.1:8001"):
    print("mine", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_owner(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that owns `folder` until its standard input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "mine\n"
    try:
        yield process
    finally:
        process.communicate()


def test_another_processs_folder_is_busy_and_says_where_it_serves(tmp_path: Path) -> None:
    folder = FileDataFolder(tmp_path)
    with another_owner(tmp_path) as owner:
        assert folder.owner_url() == "http://127.0.0.1:8001"
        with pytest.raises(DataFolderBusyError, match=f"process {owner.pid}") as busy, folder.own():
            pass
        assert busy.value.owner_url == "http://127.0.0.1:8001"
    assert folder.owner_url() is None


def test_a_killed_owner_does_not_block(tmp_path: Path) -> None:
    folder = FileDataFolder(tmp_path)
    with another_owner(tmp_path) as owner:
        owner.kill()
        owner.wait()
        assert "8001" in (tmp_path / LOCK_FILE).read_text()
        assert folder.owner_url() is None
        with folder.own():
            assert "8001" not in (tmp_path / LOCK_FILE).read_text()


def test_waiting_for_the_owner_to_end(tmp_path: Path) -> None:
    with another_owner(tmp_path) as owner:
        assert owner.stdin is not None
        owner.stdin.close()
        owner.stdin = None
        with FileDataFolder(tmp_path).own(wait_seconds=30):
            assert owner.wait() == 0


def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    FileDataFolder(tmp_path / "deep" / "data")

    made = tmp_path / "deep" / "data"
    assert {path.name for path in made.iterdir() if path.is_dir()} >= {"originals", "vectors", "cache"}
    assert stat.S_IMODE(made.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE((made / LOCK_FILE).stat().st_mode) & 0o077 == 0


def test_a_path_that_cannot_be_the_folder_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(DataFolderError, match="RM_DATA_DIR"):
        FileDataFolder(tmp_path / "file" / "data")
    with pytest.raises(DataFolderError, match="RM_DATA_DIR"):
        FileDataFolder(tmp_path / "file")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"url": 3}', "\xff\xfe"])
def test_whatever_stands_in_the_lock_file_is_borne(tmp_path: Path, content: str) -> None:
    folder = FileDataFolder(tmp_path)
    with folder.own(url="http://127.0.0.1:8000"):
        (tmp_path / LOCK_FILE).write_bytes(content.encode("latin-1"))

        assert folder.owner_url() is None
        with pytest.raises(DataFolderBusyError) as busy, folder.own():
            pass
        assert busy.value.owner_url is None
