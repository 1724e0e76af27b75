"""Code that reads: short functions, modules of one concern, no catch-all names."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.sources import Source, sources

LONGEST_FUNCTION = 60
LONGEST_MODULE = 450
CATCH_ALLS = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}


def test_functions_are_short() -> None:
    long = [
        f"{source.name}:{function.lineno} {function.name}"
        for source in sources()
        for function in source.functions()
        if _lines(function) > LONGEST_FUNCTION
    ]

    assert not long


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Without decorators and the docstring."""
    first = function.body[0]
    start = function.lineno
    if ast.get_docstring(function) and first.end_lineno:
        start += first.end_lineno - first.lineno + 1
    return (function.end_lineno or start) - start + 1


def test_modules_are_short() -> None:
    assert not [source.name for source in sources() if source.lines > LONGEST_MODULE]


def test_modules_are_named_for_what_they_hold() -> None:
    assert not [source.name for source in sources() if Path(source.name).stem in CATCH_ALLS]


def test_every_module_says_what_it_is() -> None:
    silent = [source.name for source in sources() if source.tree.body and not ast.get_docstring(source.tree)]

    assert not silent


def test_nothing_is_caught_blindly_without_a_reason() -> None:
    """A broad `except` stands only where a comment on its line says why."""
    blind = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and "#" not in _line(source, node.lineno)
    ]

    assert not blind


def _line(source: Source, number: int) -> str:
    return source.path.read_text(encoding="utf-8").splitlines()[number - 1]


def _is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}
