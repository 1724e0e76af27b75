"""What a hosted embedder returned, checked and brought to unit length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rm_assistant.domain.errors import MalformedReplyError
from rm_assistant.ports import Vector


def unit_vectors(rows: Sequence[Sequence[float]], *, expected: int, width: int | None = None) -> list[Vector]:
    """`width` is that of earlier vectors, None before the first.

    Raises MalformedReplyError unless there are `expected` vectors of one width, each with a direction.
    """
    widths = {len(row) for row in rows} | ({width} if width else set())
    if len(rows) != expected or len(widths) != 1 or 0 in widths:
        raise MalformedReplyError("The embedding model did not return one vector for each text, all of one width.")
    vectors = np.asarray(rows, dtype=np.float64)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths)) or not np.all(lengths):
        raise MalformedReplyError("The embedding model returned a vector without direction.")
    units: list[Vector] = (vectors / lengths).tolist()
    return units
