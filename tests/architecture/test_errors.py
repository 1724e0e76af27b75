"""One tree of errors, drawn where it is defined, and one file that knows what HTTP calls them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from rm_assistant.api.errors import STATUS, status_of
from rm_assistant.domain import errors
from rm_assistant.domain.errors import RMAssistantError
from tests.architecture.sources import sources


def _tree(kind: type[RMAssistantError]) -> Iterator[type[RMAssistantError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _tree(child)


DOMAIN_ERRORS = [kind for kind in _tree(RMAssistantError) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", DOMAIN_ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_has_a_status_and_stands_in_the_drawing(kind: type[RMAssistantError]) -> None:
    assert kind in STATUS
    assert kind.__name__ in (errors.__doc__ or "")


def test_codes_are_told_apart() -> None:
    codes = [kind.code for kind in STATUS]

    assert len(set(codes)) == len(codes)


def test_an_error_is_answered_with_the_status_of_its_kind() -> None:
    for kind, status in STATUS.items():
        assert status_of(kind("message")) == status if kind.__init__ is Exception.__init__ else True


def test_status_codes_stand_in_one_file() -> None:
    found = [
        f"{source.name}:{node.lineno}"
        for source in sources("rm_assistant")
        if source.name != "rm_assistant/api/errors.py"
        if "/adapters/" not in source.name  # those read the statuses of others
        for node in _statuses(source.tree)
    ]

    assert not found


def _statuses(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in {"status_code", "status"} and _is_status(node.value):
            yield node.value
        elif isinstance(node, ast.Compare) and "status" in ast.unparse(node.left):
            yield from (side for side in node.comparators if _is_status(side))
        elif isinstance(node, ast.keyword) and node.arg == "responses" and isinstance(node.value, ast.Dict):
            yield from (key for key in node.value.keys if key is not None and _is_status(key))


def _is_status(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and 100 <= node.value < 600
