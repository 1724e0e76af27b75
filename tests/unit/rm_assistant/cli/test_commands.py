"""What every command keeps to: exit codes, errors in words or as JSON, and where the service may listen."""

from __future__ import annotations

import json
import logging
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from rm_assistant.adapters.sqlite_audit import AUDIT_FILE
from rm_assistant.cli import main
from rm_assistant.cli.serve import listen
from rm_assistant.cli.terminal import reader_language
from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import SettingsError
from rm_assistant.settings import Settings


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("RM_TEST_DATA", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RM_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """`serve` sets up the process's log: on streams that end with the test."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["rm-assistant", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_help_names_every_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--help") == 0

    shown = capsys.readouterr().out
    assert all(command in shown for command in ("serve", "ingest", "ask", "documents", "audit", "doctor"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("ask",),
        ("ask", "What?", "--year", "soon"),
        ("ask", "What?"),
        ("documents",),
        ("ingest", "/nowhere/at/all"),
        ("serve", "--ingest", "/nowhere/at/all"),
        ("audit", "verify"),
        ("serve", "--host", "0.0.0.0"),
        ("serve", "--port", "99999"),
    ],
)
def test_wrong_input_is_told_and_exits_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(monkeypatch, *arguments) == 2

    told = capsys.readouterr()
    assert told.err
    assert "Traceback" not in told.err
    assert not told.out


def test_an_error_as_json_stands_on_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "ask", "What?", "--json") == 2

    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "invalid_source"
    assert "rm-assistant ingest" in error["message"]


@pytest.mark.parametrize(
    "arguments",
    [("ask",), ("ask", "What?", "--year", "soon"), ("nonsense",), ("ingest",), ("audit", "search", "--kind", "x")],
)
def test_wrong_usage_is_told_as_json_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(monkeypatch, *arguments, "--json") == 2

    told = capsys.readouterr()
    error = json.loads(told.out)["error"]
    assert (error["code"], error["retry_helps"]) == ("invalid_input", False)
    assert error["message"]
    assert not told.err


@pytest.mark.parametrize(
    "arguments", [("doctor",), ("ask", "What?"), ("serve", "--port", "0"), ("ingest", "."), ("audit", "verify")]
)
def test_a_wrong_setting_is_told_as_json_by_every_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("RM_OPENAI_BASE_URL", "notaurl")

    assert run(monkeypatch, *arguments, "--json") == 2

    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "invalid_setting"
    assert "http://127.0.0.1:11434/v1" in error["message"]


def test_the_data_folder_is_named_after_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, "audit", "verify", "--data", str(tmp_path)) == 2
    assert "There is no audit log" in capsys.readouterr().err
    assert run(monkeypatch, "--data", str(tmp_path), "audit", "verify") == 2
    assert "No such option: --data" in capsys.readouterr().err


def test_a_link_that_leads_nowhere_is_named_as_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "filings").symlink_to(tmp_path / "gone")

    assert run(monkeypatch, "ingest", str(tmp_path / "filings")) == 2
    assert "It is a link that leads nowhere." in capsys.readouterr().err


def test_verifying_what_is_no_log_gives_a_verdict(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / AUDIT_FILE).write_bytes(b"no database " * 1_000)

    assert run(monkeypatch, "audit", "verify", "--data", str(tmp_path)) == 1
    assert "✗ broken at record 1" in capsys.readouterr().out
    assert run(monkeypatch, "audit", "verify", "--data", str(tmp_path), "--json") == 1
    assert json.loads(capsys.readouterr().out)["intact"] is False


def test_a_damaged_log_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / AUDIT_FILE).write_bytes(b"no database " * 1_000)
    monkeypatch.setenv("RM_EMBEDDER", "none")

    assert run(monkeypatch, "ask", "What were net sales?", "--data", str(tmp_path)) == 3
    told = capsys.readouterr().err
    assert "Trying again may help" not in told
    assert "rm-assistant audit verify" in told
    assert "backup" in told


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, Language.ENGLISH),
        ({"LANG": "ja_JP.UTF-8"}, Language.JAPANESE),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, Language.ENGLISH),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ja_JP"}, Language.JAPANESE),
        ({"LANG": "", "LC_ALL": ""}, Language.ENGLISH),
    ],
)
def test_the_locale_says_what_the_reader_reads(environ: dict[str, str], language: Language) -> None:
    assert reader_language(environ) is language


def test_a_setting_that_is_wrong_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RM_MODLE", "x")

    assert run(monkeypatch, "doctor") == 2
    assert "RM_MODLE" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "filings.example"])
def test_the_service_listens_to_this_machine_only(host: str) -> None:
    with pytest.raises(SettingsError, match="only this machine's own addresses"):
        listen(Settings(host=host, port=0))


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port}"):
            listen(Settings(port=port))


def test_port_0_takes_a_free_one() -> None:
    with listen(Settings(port=0)) as listener:
        assert listener.getsockname()[1] > 0
