from __future__ import annotations

from pathlib import Path

import pytest

from eval import hostile
from eval.hostile import Ending, measures, worst
from eval.suite import DataError, Options
from tests.pdf_files import pdf


def test_every_file_comes_to_a_named_end(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(pdf("Sales rose.", ""))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "empty.pdf").write_bytes(b"")

    result = hostile.run(Options(data=tmp_path))

    assert result.n == 3
    assert result.measures["named"].value == 1.0
    assert (result.measures["hung"].value, result.measures["crashed"].value) == (0.0, 0.0)
    assert result.notes == {"the worker lives": "true", "read in part": "1", "damaged": "1", "empty": "1"}


def test_hangs_and_crashes_are_counted_and_shown_first() -> None:
    endings = [Ending("slow", "read", 21.0), Ending("bad", "crashed", 0.1), Ending("good", "read", 0.2)]

    found = measures(endings, files=4)

    assert found["named"].value == pytest.approx(3 / 4)
    assert found["hung"].value == found["crashed"].value == pytest.approx(1 / 4)
    assert found["slowest_s"].value == 21.0
    assert [case["id"] for case in worst(endings)] == ["bad", "slow", "good"]


def test_a_folder_without_files_is_no_data(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        hostile.run(Options(data=tmp_path))
