"""Companies that a question names and no document is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rm_assistant.language.companies import CompanyMatch
from rm_assistant.language.company_names import TRADE_WORDS, has_trade, normalise_company, squashed
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import STOP_WORDS, has_proper_noun, normalise

_QUOTED = re.compile(r"[\"「『]([^\"「」『』]{2,60})[\"」』]")
_WITH_FORM = re.compile(
    r"((?:[A-Z][\w&.'-]*,?\s+(?:(?:of|&)\s+)?){1,5}?(?:Inc|Corp|Corporation|Co|Ltd|Limited|PLC|plc|LLC|N\.V|S\.A|AG|SE)\b\.?)"
)
_JAPANESE_WITH_FORM = re.compile(
    r"(?:株式会社|\(株\))([^\s、。「」はのがをにと]{2,20})|([^\s、。「」はのがをにと]{2,20}?)(?:株式会社|\(株\))"
)
_QUOTED_LINE = re.compile("「[^」]*」")
"""A line of a table, in which (株) is a unit."""
_CAPITAL_WORD = re.compile(r"[A-Z][A-Za-z0-9&.-]*[A-Za-z0-9]$|[0-9]+[A-Z][A-Za-z]*$")
_NAME = r"(?:[A-Z]|\d+(?=[A-Z]))[\w&.-]*"
_NAMES = rf"((?:{_NAME}\s+(?:&\s+)?){{0,3}}{_NAME})"
_OWNER = re.compile(rf"\b{_NAMES}(?:'s|s')(?=\s)")
_SUBJECT = re.compile(
    rf"\b(?i:did|does|do|is|are|was|were|has|had|have|will|would|of|for|by|at|to|from|with|about|compare|how)\s+{_NAMES}"
    r"(?=\s+(?:report|have|has|had|pay|paid|generate|spend|spent|earn|increas|decreas|record|make|made|sell|sold|own|"
    r"forecast|expect|plan|use|invest|improv|grow|grew|mention|disclos|announc|acquir|complet|chang|will|would|could|between|in|for|as|at|"
    r"during|a|an|and|with|on|from|over|\()\w*|\s*[?,.(]|\s*$)"
)
_THAT_CLAUSE = re.compile(rf"\b(?:that|which)\s+{_NAMES}(?=\s+[a-z])")
_JAPANESE_SUBJECT = re.compile(r"(?:^|[、。 ])([^\s、。「」のはがをにと\d]{2,20})(?:の|は|社|における)")
_JOINS = r"(?:,?\s+(?i:and|or|vs\.?|versus|with|to|than)|,)\s+(?:the\s+)?"
_JAPANESE_NAME = r"([^\s、。「」はのがをにとや\d]{2,20})"
_TITLE_CASE = re.compile(r"[A-Z][a-z]{3,}")
_NOT_A_COMPANY = frozenset(
    """
    january february march april may june july august september october november december q1 q2 q3 q4 h1 h2 fy us usa
    u.s america europe asia japan china north south latin americas ceo cfo chairman president board company management
    item form annual report segment note part monday tuesday wednesday thursday friday saturday sunday i gaap ifrs
    non-gaap united states kingdom uk eu canada mexico india brazil germany france international domestic covid-19
    covid pandemic compare contrast rank between
    """.split()  # noqa: SIM905
)


def unknown_companies(question: str, matches: Sequence[CompanyMatch]) -> list[str]:
    """Names in `question` that are surely a company's and are none of `matches`.

    Sure are: a name with its legal form, a name in quotation marks beside no match, one that is joined to a match
    ("Widget's and Gizmo's"), and, where nothing is matched, the one that owns or does something ("Widget's revenue",
    "did Widget pay"). Words of the trade, places and months are not names.
    """
    text = normalise(question)
    named = [squashed(normalise_company(match.written)) for match in matches]
    sure = [found[1] or found[2] for found in _JAPANESE_WITH_FORM.finditer(_QUOTED_LINE.sub(" ", text))]
    sure += [found[1] for found in _WITH_FORM.finditer(text)]
    sure += [found[1] for found in _QUOTED.finditer(text) if _looks_like_name(found[1])]
    sure += [name for match in matches for name in _joined(match.written, text)]
    if not matches:
        sure += [found[1] for pattern in (_OWNER, _SUBJECT, _THAT_CLAUSE) for found in pattern.finditer(text)]
        sure += [found[1] for found in _JAPANESE_SUBJECT.finditer(text) if _names_company(found[1])]
    trimmed = sorted(filter(None, map(_trimmed, dict.fromkeys(sure))), key=len, reverse=True)
    shortest = {squashed(normalise_company(name)): name for name in trimmed}
    unknown = [name for name in shortest.values() if not (_is_known(name, named) or glossary().is_trade_word(name))]
    return sorted(unknown, key=text.find)


def _joined(written: str, text: str) -> Iterator[str]:
    """The names that `text` sets beside the company `written` in it."""
    known = re.escape(written)
    for pattern in (rf"{known}(?:'s?)?{_JOINS}{_NAMES}", rf"{_NAMES}(?:'s?)?{_JOINS}{known}"):
        yield from (found[1] for found in re.finditer(pattern, text))
    for pattern in (rf"{known}(?:と|や|、){_JAPANESE_NAME}(?=の|を|は|で)", rf"{_JAPANESE_NAME}(?:と|や|、){known}"):
        yield from (found[1] for found in re.finditer(pattern, text) if _names_company(found[1]))


def _names_company(japanese: str) -> bool:
    """A proper noun, a name that ends in its trade (架空精機), or a Latin one; never a word of the trade."""
    if glossary().find(japanese) or glossary().find_statements(japanese):
        return False
    return has_proper_noun(japanese) or has_trade(japanese) or bool(_TITLE_CASE.fullmatch(japanese))


def _looks_like_name(text: str) -> bool:
    words = text.split()
    return text.isascii() and all(word[:1].isupper() or word.lower() in {"of", "and", "&", "the"} for word in words)


def _trimmed(name: str) -> str:
    """Without the words before and after that are no part of a name; empty where nothing is left."""
    words = [word.strip(",.?") for word in name.split()]
    while words and _is_filler(words[0]):
        words = words[1:]
    while words and _is_filler(words[-1]):
        words = words[:-1]
    return " ".join(words)


def _is_filler(word: str) -> bool:
    plain = word.lower()
    return (
        plain in STOP_WORDS
        or plain in _NOT_A_COMPANY
        or plain in TRADE_WORDS
        or bool(re.fullmatch(r"fy\d*|[\d.,]+|(?:19|20)\d\d", plain))
        or (word.isascii() and not _CAPITAL_WORD.match(word) and len(word) > 1)
    )


def _is_known(name: str, named: Sequence[str]) -> bool:
    key = squashed(normalise_company(name))
    return any(known in key or key in known for known in named if known)
