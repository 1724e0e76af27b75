"""One process owns the data folder: a command hands its work to the service that does, or becomes the owner itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar

from rm_assistant.bootstrap import Application, data_folder_of, open_application
from rm_assistant.cli.terminal import console
from rm_assistant.domain.errors import DataFolderBusyError
from rm_assistant.settings import Settings

Result = TypeVar("Result")
_LOOK_AGAIN_SECONDS = 0.25


def through_owner(
    settings: Settings, *, there: Callable[[str], Result], here: Callable[[Application], Result]
) -> Result:
    """`there(url)` with the running service's address, or `here(application)` in this process.

    Where another command owns the folder, waits until it is done, and says so.
    """
    told = False
    while True:
        url = data_folder_of(settings).owner_url()
        if url is not None:
            return there(url)
        with ExitStack() as stack:
            try:
                application = stack.enter_context(open_application(settings))
            except DataFolderBusyError:
                told = told or _tell_waiting(settings)
                time.sleep(_LOOK_AGAIN_SECONDS)
                continue
            return here(application)


def _tell_waiting(settings: Settings) -> bool:
    console(stderr=True).print(f"Another command is working in {settings.data_dir}; waiting for it (Ctrl-C to leave).")
    return True
