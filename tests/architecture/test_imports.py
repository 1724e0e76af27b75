"""Who may import whom: the contracts of pyproject.toml, and what they cannot say."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.sources import REPOSITORY, sources

HEAVY = ("langchain", "langchain_core", "langchain_openai", "chromadb", "onnx", "onnxruntime", "openai", "sudachipy")
"""Seconds to import: paid by whoever needs them, when they do."""

_IMPORT_ALL = """
import importlib, json, pkgutil, sys, threading
import rm_assistant, ingest
def names(package):
    yield package.__name__
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__") and ".adapters.openai_" not in module.name:
            yield module.name
for package in (rm_assistant, ingest):
    for name in list(names(package)):
        importlib.import_module(name)
print(json.dumps({"modules": sorted(sys.modules), "threads": threading.active_count()}))
"""


def test_imports_keep_to_the_contracts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(REPOSITORY)

    status = lint_imports(no_cache=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_only_the_openai_adapters_import_openai() -> None:
    importers = {
        source.name for source in sources() for module in source.imports() if module.partition(".")[0] == "openai"
    }

    assert all(name.startswith("rm_assistant/adapters/openai_") for name in importers), importers


def test_the_domain_needs_the_standard_library_only() -> None:
    modules = {module for source in sources("rm_assistant/domain") for module in source.imports()}

    foreign = {
        module
        for module in modules
        if module.partition(".")[0] not in sys.stdlib_module_names and not module.startswith("rm_assistant.domain")
    }
    assert not foreign


def test_importing_everything_builds_nothing_and_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )

    loaded = json.loads(done.stdout)
    assert not set(HEAVY) & set(loaded["modules"])
    assert loaded["threads"] == 1
