"""What every data folder promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from rm_assistant.adapters.data_folder import FileDataFolder
from rm_assistant.domain.errors import DataFolderBusyError
from rm_assistant.ports import DataFolder
from tests.fakes_storage import MemoryDataFolder


@pytest.fixture(params=["memory", "file"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> DataFolder:
    return MemoryDataFolder() if request.param == "memory" else FileDataFolder(tmp_path / "data")


def test_it_has_no_owner_at_first(folder: DataFolder) -> None:
    assert folder.owner_url() is None


def test_one_owner_at_a_time(folder: DataFolder) -> None:
    with folder.own(url="http://127.0.0.1:8000"):
        assert folder.owner_url() == "http://127.0.0.1:8000"
        with pytest.raises(DataFolderBusyError) as busy, folder.own():
            pass
        assert busy.value.owner_url == "http://127.0.0.1:8000"
        assert folder.owner_url() == "http://127.0.0.1:8000"
    assert folder.owner_url() is None
    with folder.own():
        assert folder.owner_url() is None


def test_an_owner_that_serves_nothing_has_no_address(folder: DataFolder) -> None:
    with folder.own(), pytest.raises(DataFolderBusyError) as busy, folder.own():
        pass
    assert busy.value.owner_url is None


def test_it_is_given_back_where_the_owner_fails(folder: DataFolder) -> None:
    with pytest.raises(ZeroDivisionError), folder.own():
        raise ZeroDivisionError
    with folder.own():
        pass
