"""The form of a reply, as a JSON Schema.

It keeps to what strict structured output allows: every property required, none besides, absence as null.
"""

from __future__ import annotations

from typing import Any


def answer_schema() -> dict[str, Any]:
    """`{"claims": [{text, spans, quote, calculation}], "not_in_documents": bool}`."""
    operand = _object(name=_STRING, value=_STRING, span=_STRING)
    calculation = _object(formula=_STRING, operands=_array(operand), result=_STRING)
    claim = _object(
        text=_STRING,
        spans=_array(_STRING),
        quote={"type": ["string", "null"]},
        calculation={"anyOf": [calculation, {"type": "null"}]},
    )
    return _object(claims=_array(claim), not_in_documents={"type": "boolean"})


_STRING: dict[str, Any] = {"type": "string"}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
