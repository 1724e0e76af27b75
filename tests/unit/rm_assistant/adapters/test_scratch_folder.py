from __future__ import annotations

import os
import signal
from pathlib import Path

from rm_assistant.adapters.scratch_folder import ScratchFolder


def test_a_folder_is_gone_once_it_is_removed(tmp_path: Path) -> None:
    folder = ScratchFolder(tmp_path / "scratch")
    (folder.path / "result").write_bytes(b"x")

    folder.remove()

    assert list((tmp_path / "scratch").iterdir()) == []


def test_folders_of_the_dead_are_swept_and_those_of_the_living_stay(tmp_path: Path) -> None:
    living = ScratchFolder(tmp_path)
    dead = os.fork()
    if dead == 0:
        (ScratchFolder(tmp_path).path / "result").write_bytes(b"x")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(dead, 0)
    assert len(list(tmp_path.iterdir())) == 2

    newer = ScratchFolder(tmp_path)

    assert set(tmp_path.iterdir()) == {living.path, newer.path}
    living.remove()
    newer.remove()
