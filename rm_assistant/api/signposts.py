"""What requests that miss are told: which routes there are, and which methods one takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from starlette.routing import compile_path

_LONGEST_PATH = 200
"""Characters of a path that are said back."""
_RESOURCE_PARTS = 4
"""`/api/v1/documents` is "", api, v1, documents."""


def nothing_here(app: FastAPI, path: str) -> str:
    """Names the resources, not each of their routes."""
    resources = {"/".join(template.partition("/{")[0].split("/")[:_RESOURCE_PARTS]) for template in _routes(app)}
    every_route = " Every route is listed at /docs." if app.openapi_url else ""
    return f"There is nothing at {path[:_LONGEST_PATH]}. What there is: {', '.join(sorted(resources))}.{every_route}"


def methods_at(app: FastAPI, path: str) -> frozenset[str]:
    """All that the routes of the API take at `path`; none for a path outside it, such as the browser page's."""
    return frozenset(
        method.upper()
        for template, operations in _routes(app).items()
        if compile_path(template)[0].match(path)
        for method in operations
    )


def wrong_method(method: str, path: str, allowed: frozenset[str]) -> str:
    return f"{method} is not allowed at {path[:_LONGEST_PATH]}: use {' or '.join(sorted(allowed))}."


def _routes(app: FastAPI) -> Mapping[str, Mapping[str, Any]]:
    """Operations by path template."""
    paths: Mapping[str, Mapping[str, Any]] = app.openapi()["paths"]
    return paths
