"""The verbs and small words of questions in speech, as pieces of patterns: who did what, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(*words: str) -> str:
    """One of `words`, whose spaces may be any; a word that ends in ~ may end in d or ed."""
    return f"(?:{'|'.join(_spelled(words))})"


def _spelled(words: Iterable[str]) -> Iterable[str]:
    return (word.replace("~", "(?:e?d)?").replace(" ", r"\s+") for word in words)


def words_in(*words: str) -> re.Pattern[str]:
    """Finds any of `words` as whole words."""
    return re.compile(rf"\b{any_of(*words)}\b", re.IGNORECASE)


AUX = any_of("did", "does", "do", "has", "have", "had")
WHO = r"(?P<who>[^?,;]+?)"
NOTHING = "(?P<lead>)"
LEAD = r"(?P<lead>(?:^|[,;:.]\s*|\b(?:and|so|tell\s+me)\s+))"
MONEY = r"how\s+much(?:\s+(?:money|cash))?"
ASKS = rf"{LEAD}(?:what|{MONEY})"
SHARE = any_of("share", "percentage", "percent", "proportion", "portion", "fraction", "%", "part")
ASKS_SHARE = rf"{LEAD}(?:what\s+{SHARE}|how\s+much(?=[^?]*(?:\bper\s?cent|%)))"
OWNERS = r"\s+to\s+(?:its\s+|the\s+)?(?:share|stock)holders"

_YEAR = r"(?:19|20)\d\d"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WHEN = any_of(
    *("fiscal", "financial", "FY", "calendar", "year", "Q[1-4]", "first", "second", "third", "fourth", _YEAR, r"'\d\d"),
    *("prior", "previous", "last", *_MONTHS, "millions?", "billions?", "thousands?", "dollars", "percent"),
)
_BEFORE = any_of(
    *("in", "for", "during", "at", "as of", "by", "over", "between", "from"),
    *("compared", "versus", r"vs\.?", "on", "through"),
)
TAIL = rf"(?P<tail>(?:,?\s+{_BEFORE}\s+(?:the\s+)?(?:(?:end|close|course)\s+of\s+)?{_WHEN}\b[^?]*)?)\s*(?P<end>[?]|$)"
"""When, to the end of the question."""
_NO_ITEM = any_of(
    *("fiscal", "FY", "calendar", "the (?:year|quarter)", _YEAR, "Q[1-4]", "hand", "reserve"),
    r"(?:the |its )?(?:bank|books?|balance sheet)",
)
WHAT = rf"(?P<what>(?!{_NO_ITEM}\b)[^?;]+?)"

EARN = any_of(
    *("(?:bring|brought|take|took|taken|pull|rake) in", "make", "made", "earn~", "generate~", "get", "got", "collect~"),
    *("receive~", "derive~", "realize~"),
)
BOOK = any_of(
    *("book~", "record~", "recogni[sz]e~", "report~", "post~", "show(?:ed|n)?", "incur(?:red)?", "state~", "charge~"),
    *("list~", "carry", "carried", "hold", "held", "have", "had", "keep", "kept", "owe~", "own~", "declare~", "pay"),
    *("paid", "achieve~", "disclose~", "register~", "see", "saw", "give", "gave", "provide~", "use~", "make", "made"),
    *("earn~", "generate~", "accrue~", "bring in", "take in", "end up with"),
)
_LAY_OUT = any_of(
    *("spend", "spent", "lay out", "put", "invest~", "use~", "pay", "paid", "shell out", "fork out", "splash out"),
    *("expend~", "devote~", "set aside", "budget~"),
)
_ON = any_of("on", "into", "in", "for", "towards?", rf"to(?!{OWNERS})")
_GIVE_BACK = any_of("pay", "paid", "return~", "distribute~", "give", "gave", "hand~")
_AS = any_of("as", "in", "through", "via", "by way of", "by means of")
SPEND = (
    rf"(?:{_LAY_OUT}\s+{_ON}"
    rf"|{_GIVE_BACK}(?:\s+(?:out|back))?(?:{OWNERS})?\s+{_AS}(?:\s+(?:the\s+form\s+of|cash(?=\s+dividend)))?)"
)
WRITE_OFF = any_of("(?:write|wrote|written) (?:off|down)")
CHARGE_AS = rf"(?:{WRITE_OFF}\s+(?:as|on|for|in)|{any_of('take', 'took', 'taken', 'expense~', 'charge~')}\s+(?:as|for))"
THERE = any_of(
    *("on hand", "outstanding", "left", "in (?:the )?bank", "in reserve"),
    *("on (?:its|the|their) (?:balance sheet|books?)", "out"),
)
"""Where what is held lies."""
