"""What the machine brings: looked at by `doctor`."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from rm_assistant.services.health import Check, failed, passed, warned

_OLDEST_PYTHON = (3, 11)
_OCR_LANGUAGES = frozenset({"eng", "jpn"})
_PATIENCE_SECONDS = 10.0


def check_python() -> Check:
    version = platform.python_version()
    if sys.version_info < _OLDEST_PYTHON:
        return failed("python", version, "Python 3.11 or newer is needed.")
    return passed("python", version)


def check_sqlite() -> Check:
    """Full-text search is a part of SQLite that can be left out when it is built."""
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    if "ENABLE_FTS5" not in options:
        return failed("sqlite", f"{sqlite3.sqlite_version} without FTS5", "Use a Python whose SQLite has FTS5.")
    return passed("sqlite", f"{sqlite3.sqlite_version} with FTS5")


def check_ocr(*, wanted: bool) -> Check:
    languages = _tesseract_languages()
    missing = sorted(_OCR_LANGUAGES - languages)
    if not missing:
        return passed("ocr", "tesseract reads English and Japanese" + ("" if wanted else "; RM_OCR is off"))
    detail = f"tesseract has no {' and no '.join(missing)}" if languages else "tesseract is not installed"
    advice = (
        "Pages without a text layer are listed, not read. On Debian: apt-get install tesseract-ocr tesseract-ocr-jpn"
    )
    return failed("ocr", detail, advice) if wanted else warned("ocr", detail, advice)


def _tesseract_languages() -> frozenset[str]:
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    command = [program, "--list-langs"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return frozenset()
    return frozenset(done.stdout.split())


def check_web(built: Path) -> Check:
    if (built / "index.html").is_file():
        return passed("browser page", "built")
    return warned("browser page", "not built", "In the project's folder: make install. The API and the commands work.")
