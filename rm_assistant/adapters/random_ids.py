"""Ids from the machine's secure random source."""

from __future__ import annotations

import secrets
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter that is taken for a digit, and in the order of ASCII."""
_TIME_CHARACTERS = 9
_RANDOM_CHARACTERS = 16
_NONCE_CHARACTERS = 4


class RandomIds:
    """Fills the `Ids` port: milliseconds since 1970, then 80 random bits."""

    def new(self) -> str:
        return _encode(time.time_ns() // 1_000_000, _TIME_CHARACTERS) + _random(_RANDOM_CHARACTERS)

    def nonce(self) -> str:
        return _random(_NONCE_CHARACTERS)


def _random(length: int) -> str:
    return _encode(secrets.randbits(5 * length), length)


def _encode(number: int, length: int) -> str:
    digits = [_ALPHABET[number >> 5 * place & 31] for place in range(length)]
    return "".join(reversed(digits))
