"""Whose a number is in an English sentence: the subject of its verb, the noun before "of", or the noun it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.figures.prose_numbers import ProseNumber
from ingest.figures.prose_said import Said

_RISES = r"increas(?:ed|es|ing)|rose|risen|grew|grown|improved|climbed|gained|expanded|rises|grows"
_FALLS = r"decreas(?:ed|es|ing)|declin(?:ed|es|ing)|fell|fallen|dropped|contracted|shrank"
_IS = (
    r"was|were|is|are|be|been|total(?:ed|led|s|ing|ling)|amount(?:ed|s|ing)(?:\s+to)?|reached|equal(?:ed|led|s)|stood"
    r"|came|represent(?:ed|s|ing)|approximat(?:ed|es)|averaged|aggregat(?:ed|ing)|accounted\s+for|compris(?:ed|es)"
    r"|remained|consist(?:s|ed)?"
)
_DOES = (
    r"had|have|has|recorded|recognized|reported|paid|repurchased|generated|issued|incurred|spent|received|invested"
    r"|sold|acquired|purchased|borrowed|repaid|contributed|used|provided|employ(?:ed|s)?|operated?|returned|made"
    r"|declared|held|includ(?:ed?|es|ing)|estimates?d?|expects?|pay|maintained|completed|announced|added|reduced|owns?"
    r"|leases?|raised|redeemed|expended|earned|achieved"
)
_VERB = re.compile(
    rf"\b(?:(?P<rises>{_RISES})|(?P<falls>{_FALLS})|(?P<is>{_IS})|(?P<does>{_DOES}))\b"
    r"(?!\s+(?:by\s+operating|in\s+operating))"
)
_CHANGE_NOUN = r"increases?|decreases?|declines?|reductions?|improvements?|growth|rise|drop|gain in|appreciation|change"
_CHANGE_AFTER = re.compile(
    rf"\s+(?P<noun>(?:[a-z-]+\s+)?(?:{_CHANGE_NOUN}))\b(?:\s+(?P<joint>in|of)\s+(?P<rest>[^.;]*))?"
)
_CHANGE_NOUNS = re.compile(rf"\b(?:{_CHANGE_NOUN})\b", re.IGNORECASE)
_FALLING_NOUN = re.compile(r"decreas|declin|reduc|drop", re.IGNORECASE)
_ABOUT = r"(?:approximately|about|nearly|roughly|almost|only|another|an additional|\s)*"
_BOUND = re.compile(
    r"\b(?:up to|at least|at most|in excess of|not to exceed|exceed(?:s|ing)?|(?:max|min)imum(?: of)?"
    r"|(?:greater|lesser) of|less than|more than|over|under|below|above|within)\s+(?:approximately\s+)?$"
)
_BY = re.compile(rf"^(?:\s+(?:by|to|from|of|an|a|slightly|significantly|further|approximately)\b|{_ABOUT})*")
_TO = re.compile(rf"\b(?P<to>to|from)\s+{_ABOUT}$")
_OF = re.compile(rf"\s+(?:of|totaling|totalling|amounting to|aggregating)\s+{_ABOUT}$")
_AFTER = re.compile(r"\s+(?P<joint>of|in)\s+(?P<rest>[^.;]*)|\s+(?P<own>[a-z][^.;]*)")
_NOUN_END = re.compile(
    rf"[,;:()•·]|\s+(?:that|which|who|where|when|while|with|by|as|to|from|on|at|and|or|but|due|for|during|related"
    rf"|primarily|through|under|per|in|{_RISES}|{_FALLS}|{_IS}|{_DOES})\b|\s[A-Z]?[\d$]"
)
_BEFORE_NOUN = re.compile(
    rf"(?s).*(?:[,;:()•·—]|\b(?:that|which|who|where|while|with|by|as|to|and|or|but|yet|not|an?|the|our|its|their|his"
    rf"|these|this|such|{_RISES}|{_FALLS}|{_IS}|{_DOES})(?=\s))\s*"
)
_LEADING = re.compile(
    r"^[\s•·▪○●*†–—-]*(?:\([a-z\d]{1,3}\)\s*)?"
    r"(?:(?:and|but|while|however|also|or|whereas|although|as|that|which|,)\b[\s,]*)*",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"^(?:In|For|During|As of|As at|At|On|Since|Through|Within|Excluding|Including|Compared|Due|Inclusive|After|Before"
    r"|By|Under|Subsequent|Prior|Following|Throughout|Of|With|Based|Further|From|Additionally|However|Overall|Also"
    r"|Similarly|Accordingly|Therefore|Year-over-year|Globally|Consequently)\b[^,]*(?:,?\s+(?:and\s+)?\d{4})*,\s*",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"^(?:the|our|its|their|an?|these|this|such|his|of|in|both|company[’']s)\s+", re.IGNORECASE)
_MONTH = r"january|february|march|april|may|june|july|august|september|october|november|december"
_TAIL = re.compile(
    r"\s+(?:for|in|at|as of|during|on|through)\s+(?:the\s+)?"
    r"(?:same\s+|full\s+|first\s+|second\s+|third\s+|fourth\s+|end\s+of\s+)?"
    rf"(?:fiscal|years?|quarter|three|six|nine|twelve|19\d\d|20\d\d|{_MONTH}|prior|current)\b.*$",
    re.DOTALL | re.IGNORECASE,
)
_CLAUSE = re.compile(r";|,\s+(?=and\b|while\b|but\b)|\bwhile\b|\bwhich\b")
_ANOTHER = re.compile(r";|,?\s+(?:and|while|but)\s+")
_TRAILING = re.compile(
    r"\s+(?:for|with|by|of|to|in|at|from|and|on|will|would|may|could|can|has|have|had|also|that|which)$"
)
_BRACKETS = re.compile(r"\s*\([^()]*\)?")
_FOLLOWING = frozenset(
    """
    and or to versus vs compared with approximately about nearly by from respectively in for at during as of the year
    years ended fiscal prior same period previous quarter quarters first second third fourth per share diluted basic
    than end january february march april may june july august september october november december
    """.split()  # noqa: SIM905
)
_COMPARING = frozenset({"compared", "versus", "vs"})
_WORD = re.compile(r"[A-Za-z]+")
_NO_LABEL = re.compile(
    r"^(?:we|it|they) |^(?:we|it|they|he|she|i|you|has|have|will|this|these|those|which|that|there"
    r"|here|who|what|one|two|the company|company|each"
    r"|other|such|all|as follows|some|amounts?|total|respectively|(?:fiscal|calendar) (?:years?|quarters?)|excess"
    rf"|aggregate|rate|{_MONTH}|after-tax|pre-tax|(?:an? )?(?:max|min)imum)$"
    r"|^(?:as|at|on|after|before|above|below|due|or|and|higher|lower|per|not|also|approximately|of which"
    r"|with|for|to|by|from|through|until|under|[a-z]+ed$|\W*\d)\b|\d$|[:;)$]",
    re.IGNORECASE,
)
_LONGEST = 120
_MOST_WORDS = 9
_MOST_BETWEEN = 12
_BESIDE = 50
"""Characters before a number that are looked at for the words that go with it."""


def said_of(sentence: str, numbers: Sequence[ProseNumber]) -> Iterator[Said | None]:
    """One for each number; None where the sentence does not say whose it is, and for a bound ("up to $5 million")."""
    before, main = None, ""
    subject, after = "", 0
    for number in numbers:
        gap = sentence[after : number.start]
        subject = _subject(gap, first=after == 0) or subject
        said = _next(sentence, number, gap, subject, before, main)
        main = main or (said.label if said else "")
        yield said
        before, after = said, number.end


def _next(sentence: str, number: ProseNumber, gap: str, subject: str, before: Said | None, main: str) -> Said | None:
    if _BOUND.search(gap, max(0, len(gap) - _BESIDE)):
        return None
    if gap.strip() == "(" and before is not None:
        return replace(before, follows=True) if before.change and number.is_percent else None
    words = [word.lower() for word in _WORD.findall(gap)] if before is not None else []
    if before is not None and len(words) <= _MOST_BETWEEN and _FOLLOWING.issuperset(words):
        return _following(words, before, main)
    return _said(sentence, number, gap, subject)


def _following(words: Sequence[str], before: Said, main: str) -> Said | None:
    """ "$5 million, or 7%": the same again; "5.6% to $1.2 billion": now the amount.

    What is compared after numbers of several things may be any of theirs.
    """
    compares = not _COMPARING.isdisjoint(words)
    if compares and main != before.label:
        return None
    compared = compares or "from" in words
    if before.change and (compared or "to" in words[-2:]):
        return Said(before.label.removesuffix(before.change).rstrip(), whole=True, compared=compared)
    return replace(before, follows=True, compared=compared)


def _said(sentence: str, number: ProseNumber, gap: str, subject: str) -> Said | None:
    if number.counted:
        return Said(number.counted)
    named = _of_noun(gap, subject, number) or _change_after(sentence, number, subject)
    if named is not None:
        return named if named.label else None
    verb = _last_verb(gap)
    if verb is not None and not verb["does"]:
        return _of_subject(gap, verb, subject)
    label = _object(sentence, number, gap[verb.end() :] if verb else "")
    return Said(label) if label else None


def _last_verb(text: str) -> re.Match[str] | None:
    found = [*_VERB.finditer(text)]
    return found[-1] if found else None


def _of_subject(gap: str, verb: re.Match[str], subject: str) -> Said | None:
    """What is, rises or falls; "lower prices decreased margins by 1%" is of the margins."""
    if verb["is"]:
        return Said(subject, whole=True) if subject else None
    between = _BY.sub("", gap[verb.end() :])
    whose = _noun(between) if between else ""
    level = _TO.search(gap, max(0, len(gap) - _BESIDE))
    if level is not None:
        label = whose or subject
        return Said(label, whole=True, compared=level["to"] == "from") if label else None
    label = f"{verb[0]} {whose}" if whose else f"{subject} {verb[0]}" if subject else ""
    return Said(label, verb[0], falls=bool(verb["falls"])) if label else None


def _object(sentence: str, number: ProseNumber, between: str) -> str:
    """The noun after an amount ("$1.4 billion in dividends"), else the one before it."""
    after = _AFTER.match(sentence, number.end)
    noun = _noun(after["rest"] or after["own"]) if after and not number.is_percent else ""
    return noun or _noun_before(between)


def _of_noun(gap: str, subject: str, number: ProseNumber) -> Said | None:
    """ "an effective tax rate of 21.0%", "an increase of 5%"."""
    match = _OF.search(gap, max(0, len(gap) - _BESIDE))
    if match is None:
        return None
    noun = _noun_before(gap[: match.start()])
    change = _CHANGE_NOUNS.search(noun)
    if change is None:
        return Said(noun, whole=number.is_percent)
    falls = bool(_FALLING_NOUN.search(change[0]))
    bare = noun.lower() == change[0].lower()
    return Said(f"{subject} {noun}".strip() if bare else noun, change[0], falls)


def _change_after(sentence: str, number: ProseNumber, subject: str) -> Said | None:
    """ "a $41.7 billion decrease in proceeds from issuance of debt"."""
    match = _CHANGE_AFTER.match(sentence, number.end)
    if match is None:
        return None
    noun, falls = match["noun"], bool(_FALLING_NOUN.search(match["noun"]))
    whose = _noun(match["rest"]) if match["rest"] else ""
    label = f"{noun} {match['joint']} {whose}" if whose else f"{subject} {noun}" if subject else ""
    return Said(label, noun, falls)


def _subject(gap: str, *, first: bool) -> str:
    """Of the last clause before the number: what stands before its verb."""
    clause = gap if first else _CLAUSE.split(gap)[-1]
    verbs = [*_VERB.finditer(clause)]
    main = [verb for verb in verbs if not verb["does"]] or verbs[:1]
    for place in range(len(main) - 1, -1, -1):
        start = main[place - 1].end() if place else 0
        text = clause[start : main[place].start()]
        if place:
            text = _ANOTHER.split(text, maxsplit=1)[-1] if _ANOTHER.search(text) else ""
        if label := _whose(text):
            return label
    return ""


def _whose(text: str) -> str:
    """The noun of a clause without what leads it in, what it holds in brackets, and its period."""
    text = _LEADING.sub("", text)
    while (shorter := _ADVERBIAL.sub("", text)) != text:
        text = shorter
    return _label(_TAIL.sub("", _BRACKETS.sub("", text)).split(",")[0])


def _noun(text: str) -> str:
    """The noun that `text` begins with."""
    end = _NOUN_END.search(text)
    words = (text[: end.start()] if end else text).split()
    return _label(" ".join(words[:_MOST_WORDS]))


def _noun_before(text: str) -> str:
    """The noun that `text` ends with."""
    return _label(_TAIL.sub("", _BEFORE_NOUN.sub("", _BRACKETS.sub("", text), count=1)))


def _label(text: str) -> str:
    plain = " ".join(text.split()).strip(" ,.;:-–—“”\"'")
    while (shorter := _DETERMINER.sub("", plain)) != plain:
        plain = shorter
    while (shorter := _TRAILING.sub("", plain)) != plain:
        plain = shorter
    usable = 2 < len(plain) <= _LONGEST and not _NO_LABEL.search(plain) and any(map(str.isalpha, plain))
    return plain if usable else ""
