"""What a process gives up before it opens a file nobody vouches for: memory, time, the network, other processes.

Linux only. Network is closed by a seccomp filter, which every later `exec` inherits (seccomp(2), prctl(2)).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2

# Instructions and verdicts of classic BPF as seccomp takes them: linux/bpf_common.h, linux/seccomp.h.
_LOAD: Final = 0x20
_JUMP_IF_EQUAL: Final = 0x15
_JUMP_IF_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EACCES
_KILL: Final = 0x80000000
# Offsets in struct seccomp_data.
_NUMBER: Final = 0
_ARCHITECTURE: Final = 4
_FIRST_ARGUMENT: Final = 16
_X32_BIT: Final = 0x40000000

_MEBIBYTE: Final = 1 << 20
_OPEN_FILES: Final = 256


@dataclass(frozen=True, slots=True)
class _Architecture:
    """Kernel's name of the machine (linux/audit.h) and the numbers of the calls to refuse (asm/unistd.h)."""

    audit: int
    socket: int
    refused: tuple[int, ...]
    """connect, bind, listen, sendto, sendmsg, sendmmsg, ptrace, process_vm_readv, process_vm_writev, io_uring_setup:
    what speaks to others, on sockets or without."""


_ARCHITECTURES: Final = {
    "x86_64": _Architecture(0xC000003E, 41, (42, 49, 50, 44, 46, 307, 101, 310, 311, 425)),
    "aarch64": _Architecture(0xC00000B7, 198, (203, 200, 201, 206, 211, 269, 117, 270, 271, 425)),
}


class IsolationError(Exception):
    """A part of the isolation that this machine refuses; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Confinement:
    """`memory_mb` counts on top of what the process already holds; `cpu_seconds` from the process's start."""

    memory_mb: int
    cpu_seconds: int
    file_mb: int


def enter(confinement: Confinement, parent: int) -> None:
    """Confine this process for good. `parent` is the process whose death it must not outlive.

    Raises IsolationError, as the last step, where the network cannot be closed; all else holds by then.
    """
    os.setpgid(0, 0)
    _die_with(parent)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, confinement.cpu_seconds)
    _limit(resource.RLIMIT_FSIZE, confinement.file_mb * _MEBIBYTE)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_AS, _address_space() + confinement.memory_mb * _MEBIBYTE)
    close_network()


def close_network() -> None:
    """Refuse this process, and all it starts, every socket but local ones. Raises IsolationError."""
    architecture = _ARCHITECTURES.get(platform.machine())
    if architecture is None:
        raise IsolationError(f"no network filter is known for {platform.machine()} machines")
    program = _filter(architecture)
    instructions = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: number of instructions, address of the first.
    header = ctypes.create_string_buffer(struct.pack("HP", len(program) // 8, ctypes.addressof(instructions)))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1, "new privileges cannot be given up")
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, "the network cannot be closed", ctypes.addressof(header))


def weaknesses() -> tuple[str, ...]:
    """What this machine lacks of the isolation, tried in a child that ends at once."""
    child = os.fork()
    if child == 0:
        os._exit(_try_network())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == 0:
        return ()
    return ("The kernel refuses the network filter: a file that takes over its reader could reach the network.",)


def resident_bytes() -> int:
    """Memory that this process holds now."""
    return _pages_of_memory(1)


def _try_network() -> int:
    try:
        close_network()
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except PermissionError:
        return 0
    except (IsolationError, OSError):
        return 1
    return 1


def _filter(architecture: _Architecture) -> bytes:
    """Kill on a foreign architecture, refuse the listed calls and `socket` but for AF_UNIX, allow the rest."""
    refused = architecture.refused
    refusal = len(refused) + 8  # where the last instruction but one stands; a jump counts from the one after it
    return b"".join(
        [
            _instruction(_LOAD, 0, 0, _ARCHITECTURE),
            _instruction(_JUMP_IF_EQUAL, 1, 0, architecture.audit),
            _instruction(_RETURN, 0, 0, _KILL),
            _instruction(_LOAD, 0, 0, _NUMBER),
            _instruction(_JUMP_IF_AT_LEAST, refusal - 5, 0, _X32_BIT),
            *(_instruction(_JUMP_IF_EQUAL, refusal - at - 1, 0, number) for at, number in enumerate(refused, start=5)),
            _instruction(_JUMP_IF_EQUAL, 0, 3, architecture.socket),
            _instruction(_LOAD, 0, 0, _FIRST_ARGUMENT),
            _instruction(_JUMP_IF_EQUAL, 1, 0, socket.AF_UNIX),
            _instruction(_RETURN, 0, 0, _REFUSE),
            _instruction(_RETURN, 0, 0, _ALLOW),
        ]
    )


def _instruction(code: int, if_true: int, if_false: int, value: int) -> bytes:
    """struct sock_filter; jumps count the instructions that are passed over."""
    return struct.pack("HBBI", code, if_true, if_false, value)


def _prctl(option: int, argument: int, failure: str, *more: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    arguments = [ctypes.c_ulong(value) for value in (argument, *more, *([0] * (3 - len(more))))]
    if library.prctl(option, *arguments) != 0:
        raise IsolationError(f"{failure}: {os.strerror(ctypes.get_errno())}")


def _die_with(parent: int) -> None:
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, "it cannot be tied to its parent's life")
    if os.getppid() != parent:  # it died before the kernel was told
        os._exit(1)


def _limit(kind: int, value: int) -> None:
    """Lower a limit; a stricter one that is in force already stays."""
    _, hard = resource.getrlimit(kind)
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (allowed, allowed))


def _address_space() -> int:
    return _pages_of_memory(0)


def _pages_of_memory(field: int) -> int:
    """Bytes, from proc(5)'s statm: first the size of the address space, second what of it is in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[field]) * resource.getpagesize()
