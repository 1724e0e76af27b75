"""A model's reply read as it streams: each claim is out as soon as its object closes.

The reply is one JSON object (`prompting.reply`). Tolerated around it: a code fence, prose, thinking aloud; in its
place: lines of plain text that name span ids in brackets. Anything else is a malformed reply.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from rm_assistant.domain.answers import Calculation, DraftClaim, Operand, SpanId
from rm_assistant.domain.errors import MalformedReplyError

LONGEST_REPLY = 50_000
"""Characters. No answer is this long: a model that goes on has lost its way."""

_OPENING = re.compile(r'\{\s*"(?:claims|not_in_documents)"\s*:')
_CLAIMS = re.compile(r'"claims"\s*:\s*\[')
_BETWEEN_CLAIMS = re.compile(r"[\s,]*")
_THOUGHT_OPENS, _THOUGHT_CLOSES = "<think>", "</think>"
_BRACKETS = re.compile(r"[\[【(]([^\[\]【】()]{1,200})[\]】)]")
_LIST_MARK = re.compile(r"^\s*(?:[-*•・]|\d+[.)])\s+")


class DraftReader:
    """Reads one reply. `known` are the span ids of the request, by which plain text is understood."""

    def __init__(self, known: Collection[SpanId]) -> None:
        self._known = frozenset(known)
        self._text = ""
        self._opened: int | None = None
        self._position: int | None = None
        self._closed = 0
        self._decoder = json.JSONDecoder(parse_float=str, parse_int=str, strict=False)
        self.not_in_documents = False
        """Known once `finish` has returned: the model says that its sources do not answer."""

    def feed(self, piece: str) -> Iterator[DraftClaim]:
        """The claims that `piece` completes. Raises MalformedReplyError where the reply has no end."""
        self._text += piece
        if len(self._text) > LONGEST_REPLY:
            raise MalformedReplyError("The model's reply has no end.")
        if self._position is None:
            self._position = self._find_claims()
        if self._position is not None and "}" in piece:
            yield from self._closed_claims(self._position)

    def finish(self) -> Iterator[DraftClaim]:
        """What remains at the reply's end. Raises MalformedReplyError where it is not whole."""
        if self._opened is None:
            yield from self._plain_claims()
            return
        try:
            reply, _ = self._decoder.raw_decode(self._text, self._opened)
        except ValueError as error:
            raise MalformedReplyError("The model's reply was cut short, or is not valid JSON.") from error
        claims = reply.get("claims", [])
        if not isinstance(claims, list) or len(claims) != self._closed:
            raise MalformedReplyError("The model's reply is not of the agreed form.")
        self.not_in_documents = bool(reply.get("not_in_documents"))

    def _find_claims(self) -> int | None:
        """Where the first claim may begin, once the object and its array have opened."""
        if self._opened is None:
            opening = _OPENING.search(self._text, self._end_of_thought())
            if opening is None:
                return None
            self._opened = opening.start()
        array = _CLAIMS.search(self._text, self._opened)
        return array.end() if array else None

    def _end_of_thought(self) -> int:
        if not self._text.lstrip().startswith(_THOUGHT_OPENS):
            return 0
        closes = self._text.find(_THOUGHT_CLOSES)
        return len(self._text) if closes < 0 else closes + len(_THOUGHT_CLOSES)

    def _closed_claims(self, position: int) -> Iterator[DraftClaim]:
        while True:
            start = self._skip(position)
            if not self._text.startswith("{", start):
                return
            try:
                value, position = self._decoder.raw_decode(self._text, start)
            except ValueError:
                return
            self._position = position
            self._closed += 1
            yield draft_of(value)

    def _skip(self, position: int) -> int:
        between = _BETWEEN_CLAIMS.match(self._text, position)
        return between.end() if between else position

    def _plain_claims(self) -> Iterator[DraftClaim]:
        """Lines of a model that was not held to JSON; one without any id of ours did not answer from the sources."""
        lines = [_LIST_MARK.sub("", line).strip() for line in self._text[self._end_of_thought() :].splitlines()]
        claims = [self._plain_claim(line) for line in lines if line]
        if not any(claim.spans for claim in claims):
            raise MalformedReplyError("The model's reply cites none of its sources.")
        yield from (claim for claim in claims if claim.text)

    def _plain_claim(self, line: str) -> DraftClaim:
        spans: list[SpanId] = []

        def take(match: re.Match[str]) -> str:
            ids = re.split(r"[\s,;、，]+", match[1].strip())
            if not self._known.issuperset(ids):
                return match[0]
            spans.extend(ids)
            return ""

        text = _BRACKETS.sub(take, line)
        return DraftClaim(" ".join(text.split()), tuple(dict.fromkeys(spans)))


def draft_of(value: Mapping[str, Any]) -> DraftClaim:
    """A claim from its JSON object; what is missing or of another type is left out, and found wanting later."""
    spans = value.get("spans")
    return DraftClaim(
        text=_text(value.get("text")),
        spans=_texts([spans] if isinstance(spans, str) else spans),
        quote=_text(value.get("quote")) or None,
        calculation=_calculation(value.get("calculation")),
    )


def _calculation(value: object) -> Calculation | None:
    if not isinstance(value, dict):
        return None
    operands = value.get("operands")
    return Calculation(
        formula=_text(value.get("formula")),
        operands=tuple(_operand(item) for item in operands if isinstance(item, dict))
        if isinstance(operands, list)
        else (),
        result=_text(value.get("result")),
    )


def _operand(value: Mapping[str, Any]) -> Operand:
    return Operand(_text(value.get("name")), _text(value.get("value")), _text(value.get("span")))


def _texts(values: object) -> tuple[str, ...]:
    return tuple(value.strip() for value in values if isinstance(value, str)) if isinstance(values, list) else ()


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
