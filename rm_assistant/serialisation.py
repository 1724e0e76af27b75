"""Domain values as JSON and back, by their types alone.

Decimals are written as strings, so that no digit is lost; dates as ISO 8601; enumerations by value.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

Value = TypeVar("Value")


@lru_cache(maxsize=128)
def _cached_adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("type[Any]", kind))


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return _cached_adapter(cast("Hashable", kind))


def to_jsonable(value: Any) -> Any:
    """Plain dicts, lists, strings, numbers, bools and None. `value` is a domain dataclass or a tuple of one kind."""
    return _adapter(type(value)).dump_python(value, mode="json")


def to_json(value: Any, *, without_defaults: bool = False) -> bytes:
    """`without_defaults` leaves out what a reader of the same type would put in by itself."""
    return _adapter(type(value)).dump_json(value, exclude_defaults=without_defaults)


def from_json(kind: type[Value], text: str | bytes) -> Value:
    """Raises `pydantic.ValidationError` (a ValueError) where `text` is not a `kind`."""
    value: Value = _adapter(kind).validate_json(text)
    return value


def from_jsonable(kind: type[Value], value: object) -> Value:
    """Raises `pydantic.ValidationError` (a ValueError) where `value` is not a `kind`."""
    built: Value = _adapter(kind).validate_python(value)
    return built
