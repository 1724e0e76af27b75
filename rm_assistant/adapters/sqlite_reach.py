"""Who may read what, as a condition inside the query."""

from __future__ import annotations

import json
import sqlite3

from rm_assistant.domain.access import Principal
from rm_assistant.domain.documents import PUBLIC_WALL, DocumentId
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.ports import Reach

Condition = tuple[str, tuple[str, ...]]
"""SQL over the table `documents`, and its arguments."""


def readable(principal: Principal) -> Condition:
    if principal.sees_all_walls:
        return "TRUE", ()
    return "documents.wall IN (SELECT value FROM json_each(?))", (json.dumps(sorted({*principal.walls, PUBLIC_WALL})),)


def within(reach: Reach) -> Condition:
    walls, arguments = readable(reach.principal)
    if reach.documents is None:
        return f"{walls} AND documents.superseded_by IS NULL", arguments
    chosen = "documents.id IN (SELECT value FROM json_each(?))"
    return f"{walls} AND {chosen}", (*arguments, json.dumps(reach.documents))


def number_of(connection: sqlite3.Connection, document: DocumentId, principal: Principal) -> int:
    """Raises NotFoundError."""
    condition, arguments = readable(principal)
    found = connection.execute(
        f"SELECT number FROM documents WHERE id = ? AND {condition}", (document, *arguments)
    ).fetchone()
    if found is None:
        raise no_document(document)
    return int(found[0])


def no_document(document: DocumentId) -> NotFoundError:
    """In the same words whether it is missing or behind a wall."""
    return NotFoundError(f"There is no document {document}")
