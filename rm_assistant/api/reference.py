"""`/docs`: the API's reference as one plain page, which needs no script and asks no other server for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8"><title>{title}</title>
<h1>{title} {version}</h1>
<p>{description}</p>
<p>The same for machines: <a href="/openapi.json">/openapi.json</a>. Errors are problems after RFC 9457 with a stable
<code>code</code>.</p>
{operations}
</html>
"""


@router.get("/docs", response_class=HTMLResponse)
def show(request: Request) -> str:
    schema: Mapping[str, Any] = request.app.openapi()
    info = {name: escape(schema["info"][name]) for name in ("title", "version", "description")}
    return _PAGE.format(operations="\n".join(_operations(schema)), **info)


def _operations(schema: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
            yield f"<p>{escape(operation.get('description', operation['summary']))}</p>"
            yield from _parameters(operation)


def _parameters(operation: Mapping[str, Any]) -> Iterator[str]:
    parameters = operation.get("parameters", ())
    if parameters:
        yield "<ul>"
        yield from (_parameter(parameter) for parameter in parameters)
        yield "</ul>"


def _parameter(parameter: Mapping[str, Any]) -> str:
    about = escape(parameter.get("description", ""))
    needed = "required" if parameter.get("required") else "optional"
    return f"<li><code>{escape(parameter['name'])}</code> ({parameter['in']}, {needed}) {about}</li>"
