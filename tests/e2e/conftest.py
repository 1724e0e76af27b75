"""The real service and commands in processes of their own, over a folder made for the test."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import REPOSITORY
from tests.e2e.filings import write_annual_report

PATIENCE = 60.0


@dataclass
class Installation:
    """One data folder, and the settings that every process over it gets."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RM_", "OPENAI_"))}
        return (
            inherited | {"RM_DATA_DIR": str(self.data), "RM_EMBEDDER": "none", "RM_INGEST_WORKERS": "1"} | self.settings
        )

    def run(self, *arguments: str, expect: int | None = 0) -> subprocess.CompletedProcess[str]:
        """A command to its end. `expect` is its exit code; None takes any."""
        done = subprocess.run(
            self._command(arguments),
            env=self.environment,
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if expect is not None:
            assert done.returncode == expect, done.stdout + done.stderr
        return done

    def json(self, *arguments: str, expect: int | None = 0) -> list[Any]:
        """What a command prints with `--json`, line by line."""
        return [json.loads(line) for line in self.run(*arguments, "--json", expect=expect).stdout.splitlines()]

    def start(self, *arguments: str, stderr: int | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self._command(arguments),
            env=self.environment,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[Service]:
        process = self.start("serve", "--port", "0", "--json", *arguments)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "the service ended before it took requests"
            url = json.loads(line)["url"]
            with httpx.Client(base_url=url, timeout=PATIENCE) as client:
                yield Service(url, process, client)
        finally:
            end(process)

    @staticmethod
    def _command(arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "rm_assistant.cli", *arguments]


@dataclass
class Service:
    url: str
    process: subprocess.Popen[str]
    client: httpx.Client

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)


def end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(PATIENCE)
    finally:
        process.kill()
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "data")


@pytest.fixture
def annual_report(tmp_path: Path) -> Path:
    return write_annual_report(tmp_path / "filings", issuer="Halden Fixture Corporation", fiscal_year=2024)


@pytest.fixture
def stub_model() -> Iterator[Callable[[str], dict[str, str]]]:
    """Settings that point an installation at the stub; called with the stub's behaviour."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stub_model"], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        yield lambda model: {
            "RM_CHAT": "openai",
            "RM_OPENAI_BASE_URL": url,
            "RM_OPENAI_API_KEY": "stub",
            "RM_MODEL": model,
            "RM_MODEL_RETRIES": "0",
        }
    finally:
        end(process)
