"""Who asks, and what they may read."""

from __future__ import annotations

from dataclasses import dataclass

from rm_assistant.domain.documents import PUBLIC_WALL


@dataclass(frozen=True, slots=True)
class Principal:
    """A user (or job) and the walls they are inside of. Retrieval filters by `walls` inside the query."""

    id: str
    walls: frozenset[str] = frozenset({PUBLIC_WALL})
    sees_all_walls: bool = False

    def may_read(self, wall: str) -> bool:
        return self.sees_all_walls or wall == PUBLIC_WALL or wall in self.walls


LOCAL_PRINCIPAL = Principal(id="local", sees_all_walls=True)
"""The single user of an installation without identity settings: loopback only."""
