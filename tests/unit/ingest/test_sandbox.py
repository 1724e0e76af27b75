from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import sandbox
from ingest.sandbox import Confinement

ROOMY = Confinement(memory_mb=256, cpu_seconds=60, file_mb=16)


def confined(deed: Callable[[], object], confinement: Confinement = ROOMY) -> str:
    """What `deed` gives or raises in a confined child."""
    read_end, write_end = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            sandbox.enter(confinement, parent)
            said = str(deed())
        except BaseException as error:  # noqa: BLE001 -- the child tells whatever comes, and never returns into pytest
            said = f"{type(error).__name__}: {error}"
        os.write(write_end, said.encode()[:1000])
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        said = pipe.read()
    status = os.waitpid(child, 0)[1]
    return f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else said


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK])
def test_no_socket_reaches_the_network(family: socket.AddressFamily) -> None:
    assert "PermissionError" in confined(lambda: socket.socket(family, socket.SOCK_DGRAM))


def test_local_sockets_connect_to_nobody(tmp_path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "daemon"))
    listener.listen()

    with listener:
        assert "PermissionError" in confined(lambda: socket.socket(socket.AF_UNIX).connect(str(tmp_path / "daemon")))


def test_programs_that_are_started_have_no_network_either() -> None:
    code = "import socket; socket.socket()"

    said = confined(lambda: subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).stderr)

    assert "PermissionError" in said


def test_other_work_goes_on(tmp_path: Path) -> None:
    def work() -> str:
        (tmp_path / "result").write_text("done", encoding="utf-8")
        return subprocess.run(["/bin/echo", "started"], capture_output=True, text=True, check=True).stdout.strip()

    assert confined(work) == "started"
    assert (tmp_path / "result").read_text(encoding="utf-8") == "done"


def test_memory_is_limited_beyond_what_is_held_already() -> None:
    held = bytearray(512 << 20)

    assert confined(lambda: len(bytearray(64 << 20))) == str(64 << 20)
    assert "MemoryError" in confined(lambda: bytearray(300 << 20))
    assert len(held) == 512 << 20


def test_files_do_not_fill_the_disk(tmp_path: Path) -> None:
    big = tmp_path / "big"

    assert "File too large" in confined(lambda: big.write_bytes(bytes(17 << 20)))
    assert big.stat().st_size <= 16 << 20


def test_time_on_the_processor_is_limited() -> None:
    def spin() -> None:
        while True:
            pass

    assert confined(spin, Confinement(memory_mb=256, cpu_seconds=1, file_mb=1)) == f"signal {signal.SIGKILL:d}"


def test_no_core_is_left() -> None:
    assert confined(lambda: resource.getrlimit(resource.RLIMIT_CORE)) == "(0, 0)"


def test_a_confined_process_does_not_outlive_its_parent(tmp_path: Path) -> None:
    """The parent is killed without a chance to say so."""
    told = tmp_path / "pid"
    parent = os.fork()
    if parent == 0:
        me = os.getpid()
        child = os.fork()
        if child == 0:
            sandbox.enter(ROOMY, me)
            told.write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(60)
        os._exit(0)
    _until(lambda: told.exists() and told.read_text(encoding="utf-8") != "")

    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)

    child = int(told.read_text(encoding="utf-8"))
    _until(lambda: not _runs(child))
    assert not _runs(child)


def test_this_machine_can_do_all_of_it() -> None:
    assert sandbox.weaknesses() == ()


def test_a_machine_without_a_known_filter_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")

    assert len(sandbox.weaknesses()) == 1
    with pytest.raises(sandbox.IsolationError, match="riscv64"):
        sandbox.close_network()


def _runs(pid: int) -> bool:
    """A process that ended but is not reaped yet runs no more."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False


def _until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("it never came to be")
