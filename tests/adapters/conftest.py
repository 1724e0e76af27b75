"""Fixtures of the adapters' tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.aimock_server import NotInstalledError, serving


@pytest.fixture(scope="session")
def aimock() -> Iterator[str]:
    """The address of a running aimock."""
    try:
        with serving() as address:
            yield address
    except NotInstalledError as error:
        pytest.skip(str(error))
