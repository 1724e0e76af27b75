"""The words for what a question wants, without those that ask and tell how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rm_assistant.calculation.japanese import main_clause_in_japanese
from rm_assistant.calculation.phrases import tidy
from rm_assistant.domain.documents import Language
from rm_assistant.language.words import sentences

_VERB = r"(?:change|increase|decrease|grow|decline|fall|rise|drop|improve|go\s+up|go\s+down|differ|vary)s?(?:d|ed|n)?"
_HAVE = (
    r"(?:have|has|had|report|record|recognize|recognise|generate|earn|make|pay(?:\s+out)?|spend|hold|post|book|incur|use|own|"
    r"receive|issue|repurchase|raise|provide)(?:d|ed)?"
)
_OPENER = re.compile(
    r"\b(?:what(?:'s|\s+(?:is|was|were|are|will\s+be|would\s+be|has\s+been|have\s+been))|"
    r"(?:by\s+)?how\s+(?:much|many)|(?:by\s+)?what\s+(?=percent|percentage|proportion|portion|share|fraction|%)|"
    r"by\s+what|(?:please\s+)?(?:calculate|compute|determine|find|state|give)\b)\s*",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"^\s*(?:of\s+the\s+)?(?:years?|types?|kinds?|components?|items?|categories|segments?|times)\b", re.IGNORECASE
)
_SHARE_WORD = r"(?:percentage|percent|%|proportion|portion|share|fraction)"
_REPRESENTS = (
    r"(?:represent(?:s|ed)?|account(?:s|ed)?\s+for|ma(?:k|d)e(?:s)?\s+up|compris(?:e|es|ed)|constitut(?:e|es|ed)|"
    r"contribut(?:e|es|ed))"
)
_SHARE_OF = re.compile(rf"^{_SHARE_WORD}\s+of\b", re.IGNORECASE)
_PART_OF_WHOLE = re.compile(rf"^\s*(?:the\s+)?(?P<x>.+?)\s+(?:{_REPRESENTS}|is|was|were|are)\s*$", re.IGNORECASE)
_SHARE_TURNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"^(?P<s>{_SHARE_WORD}\s+of\s+.+?)\s+(?:does|did|do)\s+(?P<x>.+?)\s+{_REPRESENTS}(?P<t>.*)$", re.IGNORECASE
        ),
        r"\g<s> is \g<x>\g<t>",
    ),
)
_TURNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), into)
    for pattern, into in (
        (
            rf"^(?:many\s+)?(?:percent(?:age)?|%)\s+(?:did|does|has|have|do)\s+(?:the\s+)?(?P<x>.+?)\s+{_VERB}(?:\s+by)?\b(?P<t>.*)$",
            r"percentage change in \g<x>\g<t>",
        ),
        (
            (
                r"^(?:higher|lower|more|less|greater|larger|smaller|bigger)\s+(?:is|was|were|are)\s+(?P<x>.+?)\s+"
                r"(?:than|compared\s+(?:to|with))\s+(?P<t>.+)$"
            ),
            r"difference between \g<x> and \g<t>",
        ),
        (r"^(?:did|does|do)\s+(?P<x>.+?)\s+exceed\s+(?P<t>.+)$", r"difference between \g<x> and \g<t>"),
        (rf"^(?:did|does|has|have|do)\s+(?P<x>.+?)\s+{_VERB}(?:\s+by)?\b(?P<t>.*)$", r"change in \g<x>\g<t>"),
        (rf"^(?:did|does|has|have|do)\s+(?:.+?\s+)??{_HAVE}\s+(?:in|on|as|for|from)?\s*(?P<x>.+)$", r"\g<x>"),
        (rf"^(?P<x>.+?)\s+(?:did|does|has|have|do)\s+(?:.+?\s+)??{_HAVE}\b(?P<t>.*)$", r"\g<x>\g<t>"),
        (r"^(?:of\s+)?(?P<x>.+?)\s+(?:have|has|had)\s+been\s+(?P<t>.+)$", r"\g<x> \g<t>"),
        (
            r"^(?!percentage|percent|proportion|portion|share|fraction|%)(?P<x>\S.*?)\s+(?:was|were|is|are)\s+(?P<t>.+)$",
            r"\g<x> \g<t>",
        ),
        (r"^(?:is|was|were|are|of)\s+(?P<x>.+)$", r"\g<x>"),
    )
)
_LEAD_IN = re.compile(r"^\s*(?:for|in|as\s+of|as\s+at|at|during|of|from|under)\s+(?P<x>[^,]+?)\s*,?\s*$", re.IGNORECASE)
_ASIDES = re.compile(
    r"\s*\((?:[^()]*\b(?:using|formerly|based|from|in\s+which|unadjusted|assuming|i\.e|e\.g)\b[^()]*)\)", re.IGNORECASE
)
_BY_COMPANY = re.compile(r"\b(?:for|of|by|at|does|did)\s+(?='s|[,?.]|$)|(?<![\w)⟧])'s\b", re.IGNORECASE)


def main_clause(text: str, language: Language) -> str | None:
    """The words for what is wanted, without those that ask and tell how; None where no figure is asked for."""
    if language is Language.JAPANESE:
        return main_clause_in_japanese(text)
    asked = False
    for sentence in _likeliest_first(text):
        opener = _OPENER.search(sentence)
        wanted = _wanted(sentence[: opener.start()], opener[0], sentence[opener.end() :]) if opener else None
        if wanted:
            return wanted
        asked = asked or opener is not None
    if asked:
        return None
    stripped = tidy(text)
    bare = len(stripped.split()) <= _LONGEST_BARE and ("?" not in text or not _WITH_VERB.match(stripped))
    return stripped or None if bare else None


_WITH_VERB = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|which|who|whose|when|where|why|how|"
    r"what|if|whether|name|list|describe|explain|compare|discuss|summari[sz]e|tell|show|give|any|anything|and|but|so)\b|.*\b(?:is|are|was|were|did|does|do|has|have|had)\b",
    re.IGNORECASE,
)
_LONGEST_BARE = 12
"""Words of a question that is only a name: "Revenue growth 2023", with or without a question mark."""


def _likeliest_first(text: str) -> Iterator[str]:
    """Sentences that end in a question mark, then the others."""
    parts = [text[start:end] for start, end in sentences(text, Language.ENGLISH)]
    yield from (part for part in parts if "?" in part)
    yield from (part for part in parts if "?" not in part)


def _wanted(lead: str, opener: str, rest: str) -> str | None:
    rest = _ASIDES.sub(" ", rest).partition("?")[0].strip()
    rest = _BY_COMPANY.sub(" ", rest).strip()
    counted = "many" in opener.lower()
    if not rest or (counted and _COUNTING.match(rest)):
        return None
    part = _PART_OF_WHOLE.match(lead)
    if part and _SHARE_OF.match(rest):
        return f"{rest} is {part['x']}"
    turns = _TURNS if opener.lower().startswith(("how", "by")) else _SHARE_TURNS
    return f"{_turned(rest, turns)} {_carried(lead)}".strip()


def _turned(text: str, turns: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """ "did revenue grow from …" as "change in revenue from …"."""
    for pattern, into in turns:
        if pattern.match(text):
            return pattern.sub(into, text)
    return text


def _carried(lead: str) -> str:
    """What stands before the question and belongs to it: "For 2018," and "In the Americas,"."""
    match = _LEAD_IN.match(lead)
    if match is None:
        return ""
    return f"in {match['x']}" if "⟦" in match["x"] else f"for {match['x']}"
