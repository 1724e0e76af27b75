"""English questions of figures in a bookkeeper's words: "bring in from rooms" asks for rooms revenue.

Speech tells by a verb what a statement prints as a noun. Whoever acts stays in the sentence, behind "of".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rm_assistant.language.spoken_items import (
    GERUND,
    earned_on,
    is_amount,
    item_of,
    paid_as,
    spent_on,
    without_possessive,
)
from rm_assistant.language.spoken_vocabulary import (
    ASKS,
    ASKS_SHARE,
    AUX,
    BOOK,
    CHARGE_AS,
    EARN,
    LEAD,
    MONEY,
    NOTHING,
    SPEND,
    TAIL,
    THERE,
    WHAT,
    WHO,
    WRITE_OFF,
    any_of,
)

Match = re.Match[str]
Rule = tuple[re.Pattern[str], Callable[[Match], str]]


def said_plainly(text: str) -> str:
    """The question by its nouns; unchanged where no verb hides one."""
    text = _requested(_HAD_OUTSTANDING.sub(r"number of \g<what> outstanding of \g<who>", text))
    text = _HOW_FAST.sub("by what percentage ", text)
    text = _EITHER_WAY.sub("change", text) if _HOW_FAR.search(text) else text
    text = _SOLD.sub(_sales, _BILL.sub("", text))
    text = _OWNERS_MARGIN.sub(r"net income attributable to the company as a percentage of revenue\g<between>", text)
    for pattern, rewrite in _RULES:
        text = pattern.sub(rewrite, text, count=1)
    return text


# ── requests and turns of speech ────────────────────────────────────────────────────────────────────────────────────

_REQUEST = re.compile(
    r"^\s*(?:(?:please|kindly)\s+)?(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?)?"
    r"(?:tell|give|show|get|find|fetch)\s+(?:me|us)\s+(?=\S)"
    r"|^\s*(?:i(?:'d|\s+would)\s+like|i\s+(?:want|need))\s+(?:to\s+(?:know|see)\s+)?(?=\S)"
    r"|^\s*(?:do\s+you\s+know|any\s+idea)\s+(?=what|how)",
    re.IGNORECASE,
)
_ASKING = re.compile(r"^(?:what|how|by|which|who|when|where|why|if|whether|about|more)\b", re.IGNORECASE)
_HAD_OUTSTANDING = re.compile(
    rf"\bnumber\s+of\s+(?P<what>(?:common\s+|diluted\s+)?shares)\s+(?:that\s+)?{WHO}\s+(?:had|has|have)\s+outstanding\b",
    re.IGNORECASE,
)
_UP_OR_DOWN = any_of(
    *("rise", "fall", "grow", "shrink", "increase", "decrease", "gain", "decline", "drop", "go up", "go down"),
    *("improve", "worsen"),
)
_EITHER_WAY = re.compile(rf"\b{_UP_OR_DOWN}\s+or\s+{_UP_OR_DOWN}\b", re.IGNORECASE)
_HOW_FAR = re.compile(r"\bhow\s+(?:much|far)\b|\bby\s+what\b|\bwhat\s+percent", re.IGNORECASE)
_HOW_FAST = re.compile(
    r"\bhow\s+(?:fast|quickly|strongly|sharply|rapidly|steeply)\s+(?=(?:did|has|have|is|was)\b)", re.IGNORECASE
)
_BILL = re.compile(r"(?<=\w)\s+(?:bill|tab|budget)(?=\s+(?:in|for|during|at|of)\b|\s*[?]|$)", re.IGNORECASE)
""" "The R&D bill"."""
_SOLD = re.compile(
    rf"\bhow\s+much\s+(?P<more>more\s+|less\s+)?{AUX}\s+{WHO}\s+sell(?P<rest>(?:\s+(?:in|during|for|than)\s[^?]*)?)[?]",
    re.IGNORECASE,
)
_OWNERS_MARGIN = re.compile(
    r"\bnet\s+(?:profit\s+|income\s+)?margin\b(?P<between>[^?]*?),?\s+(?:using|based\s+on|on|by|with|from)\s+(?:the\s+)?"
    r"(?:net\s+)?(?:earnings|income|profit)\s+attributable\s+to\s+(?:the\s+|its\s+)?\w+(?:\s+of\s+(?:the\s+)?parent)?",
    re.IGNORECASE,
)


def _requested(text: str) -> str:
    """ "Tell me Widget's revenue" asks as "what was" does."""
    found = _REQUEST.match(text)
    if found is None:
        return text
    rest = text[found.end() :].strip()
    return rest if _ASKING.match(rest) else f"What was {rest.rstrip('.!')}?"


def _sales(match: Match) -> str:
    asks = f"how much {match['more']}" if match["more"] else "what "
    return f"{asks}was revenue of {match['who']}{match['rest']}?"


# ── what verbs hide ─────────────────────────────────────────────────────────────────────────────────────────────────


def _of(match: Match, item: str) -> str:
    said = match.groupdict()
    owner = f" of {said['who']}" if said.get("who") else ""
    return f"{said.get('lead') or ''}what was {item}{owner}{said.get('tail') or ''}?"


def _plainly(item: str) -> Callable[[Match], str]:
    return lambda match: _of(match, item)


def _measured(match: Match) -> str:
    return f"what {match['be']}"


def _earned(match: Match) -> str:
    return _of(match, earned_on(match["what"]))


def _spent(match: Match) -> str:
    return _of(match, spent_on(match["what"], match[0]))


def _set_aside(match: Match) -> str:
    return _of(match, f"provision for {item_of(match['what']).replace('income tax expense', 'income taxes')}")


def _named(match: Match) -> str:
    return _of(match, paid_as(item_of(match["what"]), match[0]))


def _named_of(match: Match) -> str:
    """ "What products does … make" asks for no figure."""
    counted = match["asks"].lower() != "what" or is_amount(item_of(match["what"]))
    return _named(match) if counted else match[0]


def _result_of(match: Match) -> str:
    kind = "gain" if match["kind"].lower().startswith(("gain", "ma")) else "loss"
    return _of(match, f"{kind} on {item_of(match['what'])}")


def _raised(match: Match) -> str:
    return _of(match, f"proceeds from {item_of(match['what'])}")


def _impaired(match: Match) -> str:
    return _of(match, f"impairment of {item_of(match['what'])}")


def _share_spent(match: Match) -> str:
    return _of_whole(match, item_of(match["what"]))


def _share_earned(match: Match) -> str:
    return _of_whole(match, earned_on(match["what"]))


def _of_whole(match: Match, item: str) -> str:
    return _of(match, f"{item} as a percentage of {without_possessive(match['whole'])}")


def _part_of(match: Match) -> str:
    owner = f" of {match['owner']}" if match["owner"] else ""
    return _of(match, f"{item_of(match['what'])} {without_possessive(match['whole'])}{owner}")


def _measured_by(match: Match) -> str:
    return _of(match, f"{item_of(match['what'])} {match['when'] or ''}".strip())


def _moved(match: Match) -> str:
    return _of(match, f"the change in {match['what']}")


def _per_share(match: Match) -> str:
    return _of(match, f"{match['kind'] or ''}earnings per share")


def _days(match: Match) -> str:
    return _of(match, f"days {_DAYS[match['what'].split()[0].lower()]} outstanding")


_DAYS = {"collect": "sales", "pay": "payable", "sell": "inventory", "turn": "inventory"}
_DAYS_WORDS = any_of(
    *("its", "their", "the", "from", "receivables", "payables", "accounts", "trade", "customers", "suppliers"),
    *("vendors", "bills", "invoices", "inventory", "inventories", "stock"),
)
_PEOPLE = any_of("people", "workers?", "staff(?: members)?", "persons?", "employees", "men and women")
_HOLDING = any_of(
    *("carrying", "holding", "showing", "sitting on", "reporting", "keeping", "using", "making", "earning", "paying"),
    "owing",
)
_COMES = any_of("came", "comes", "stemmed", "derived", "was generated", "was derived", "was earned")
_GOES = any_of("went (?:to|into|on)", "was (?:spent on|paid in|eaten up by)", "goes (?:to|into)")
_NO_ITEM_ASKED = any_of("percent", "share", "proportion", "portion", "more", "less", "higher", "lower", "of", "is")


def _rule(pattern: str, rewrite: Callable[[Match], str]) -> Rule:
    return re.compile(pattern, re.IGNORECASE), rewrite


_PEOPLE_AND_SIZE: tuple[Rule, ...] = (
    _rule(r"\bhow\s+(?:big|large|high|low|great|sizeable)\s+(?P<be>was|were|is|are)\b", _measured),
    _rule(
        rf"\bhow\s+many\s+{_PEOPLE}\s+(?:(?:(?:are|were)\s+)?(?:work(?:ed|ing)?|employed|on\s+the\s+payroll)\s+"
        rf"(?:for|at|by|of)|{AUX}(?=[^?]+?\semploy(?:ed)?\b))\s+{WHO}(?:\s+employ(?:ed)?)?{TAIL}",
        _plainly("the number of employees"),
    ),
)
_SHARES_OF_A_WHOLE: tuple[Rule, ...] = (
    _rule(rf"{ASKS_SHARE}\s+of\s+(?P<whole>[^?]+?)\s+{AUX}\s+{WHO}\s+(?:{SPEND}|{BOOK})\s+{WHAT}{TAIL}", _share_spent),
    _rule(rf"{ASKS_SHARE}\s+of\s+(?P<whole>[^?]+?)\s+{_GOES}\s+{WHAT}{TAIL}", _share_spent),
    _rule(rf"{ASKS_SHARE}\s+of\s+(?P<whole>[^?]+?)\s+{_COMES}\s+(?:from|by|in)\s+{WHAT}{TAIL}", _share_earned),
)
_DEALINGS: tuple[Rule, ...] = (
    _rule(
        rf"{ASKS}(?:\s+of\s+a)?\s+{AUX}\s+{WHO}\s+(?P<kind>gain|make|made|lose|lost)\s+(?:on|from|by)\s+"
        rf"(?P<what>(?:{GERUND}|the\s+sale\s+of|sales\s+of)\s[^?;]+?){TAIL}",
        _result_of,
    ),
    _rule(
        rf"{ASKS}\s+{AUX}\s+{WHO}\s+{any_of('raise~', 'get', 'got', 'receive~', 'take in', 'bring in')}\s+"
        rf"(?:from|by|through)\s+(?P<what>{GERUND}\s[^?;]+?){TAIL}",
        _raised,
    ),
    _rule(rf"{ASKS}\s+{AUX}\s+{WHO}\s+{EARN}\s+(?:from|on|out\s+of|off|through|with|in)\s+{WHAT}{TAIL}", _earned),
    _rule(rf"{ASKS}\s+{AUX}\s+{WHO}\s+set\s+aside\s+(?:for|in|as)\s+{WHAT}{TAIL}", _set_aside),
    _rule(rf"{ASKS}\s+{AUX}\s+{WHO}\s+{SPEND}\s+{WHAT}{TAIL}", _spent),
    _rule(rf"{ASKS}\s+{AUX}\s+{WHO}\s+{CHARGE_AS}\s+{WHAT}{TAIL}", _named),
    _rule(rf"{ASKS}(?:\s+of)?\s+{AUX}\s+{WHO}\s+{WRITE_OFF}\s+{WHAT}(?:\s+by)?{TAIL}", _impaired),
    _rule(
        rf"{ASKS}\s+{AUX}\s+{WHO}\s+(?!(?:make|made|earn|generate|bring|take)\w*\s+(?:in\s+)?for\b){BOOK}\s+"
        rf"(?:in|as|for|on|of)\s+{WHAT}{TAIL}",
        _named,
    ),
    _rule(
        rf"{LEAD}how\s+much(?:\s+of\s+(?:its|their)(?:\s+own)?)?\s+(?:common\s+)?(?:stock|shares)\s+{AUX}\s+{WHO}\s+"
        rf"(?:buy|bought|purchase|take|repurchase)(?:\s+(?:back|in))?{TAIL}",
        _plainly("share repurchases"),
    ),
)
_HOLDINGS: tuple[Rule, ...] = (
    _rule(rf"{LEAD}how\s+much\s+{WHAT}\s+(?:was|were|is|are)\s+{WHO}\s+{_HOLDING}(?:\s+{THERE})?{TAIL}", _named),
    _rule(
        rf"{LEAD}how\s+much\s+{WHAT}\s+(?:sits?|sat|was|were|is|are|stood|did\s+sit|(?:was|were|is)\s+there)\s+on\s+{WHO}\s+"
        rf"(?:balance\s+sheet|books?){TAIL}",
        _named,
    ),
    _rule(
        rf"{LEAD}how\s+(?:profitable|efficient|leveraged|liquid|big|large|expensive|costly)\s+(?:was|were|is|are)\s+{WHO}"
        r"\s+(?P<when>(?:in|for|at)\s+[^?,]*?\d\d\d\d)?,?\s*"
        rf"(?:in\s+terms\s+of|(?:as\s+)?measured\s+by|judged\s+by|by)\s+(?:(?:its|the)\s+)?{WHAT}{TAIL}",
        _measured_by,
    ),
)
_IMPERSONAL: tuple[Rule, ...] = (
    _rule(
        rf"{NOTHING}\b{MONEY}\s+(?:went|goes|was\s+put|was\s+spent|got\s+spent|was\s+invested|flowed)\s+"
        rf"(?:into|to|on|in|towards?)\s+{WHAT}{TAIL}",
        _spent,
    ),
    _rule(rf"{NOTHING}\b{MONEY}\s+(?:came|comes|flowed)\s+(?:in\s+)?from\s+{WHAT}{TAIL}", _earned),
    _rule(
        rf"{NOTHING}\b(?:how\s+much|what)\s+{AUX}\s+(?P<what>[^?,;]+?)\s+"
        rf"{any_of('cost', 'come to', 'amount to', 'add up to', 'total', 'stand at', 'run to', 'reach')}{TAIL}",
        _named,
    ),
    _rule(
        rf"{LEAD}how\s+much\s+of\s+(?:(?P<owner>[^?]+?)'s?\s+|(?:its|the|their)\s+)"
        rf"(?P<whole>[a-z ]*?(?:revenues?|sales|income|profits?|earnings))\s+{_COMES}\s+(?:from|by|in)\s+{WHAT}{TAIL}",
        _part_of,
    ),
)
_WHOLE_COMPANY: tuple[Rule, ...] = (
    _rule(
        rf"{NOTHING}\b(?P<asks>how\s+much(?:\s+in)?|what)\s+(?!{AUX}\b|(?:{_NO_ITEM_ASKED}|was|were|are)\b|%)"
        rf"(?P<what>[^?,;]+?)\s+{AUX}\s+{WHO}\s+{BOOK}(?:\s+{THERE})?(?:\s+(?:on|for)(?=\s))?{TAIL}",
        _named_of,
    ),
    _rule(
        rf"{ASKS}\s+{AUX}\s+{WHO}\s+(?:earn(?:ed)?|make|made|lose|lost)\s+(?:per|for\s+each|for\s+every|on\s+each|a)\s+"
        rf"(?P<kind>diluted\s+|basic\s+)?(?:common\s+)?share{TAIL}",
        _per_share,
    ),
    _rule(
        rf"{NOTHING}\bhow\s+(?:did|has|have)\s+(?P<what>[^?,;]+?)\s+(?:change|move)d?"
        r"(?P<tail>,?\s+(?:between|from)\s[^?]*)(?P<end>[?]|$)",
        _moved,
    ),
    _rule(
        rf"{NOTHING}\bhow\s+(?:long|many\s+days)\s+{AUX}\s+(?:it\s+take\s+)?{WHO}\s+(?:take\s+)?to\s+"
        rf"(?P<what>collect|pay|sell|turn\s+over)\b(?:\s+{_DAYS_WORDS})*{TAIL}",
        _days,
    ),
    _rule(
        rf"{ASKS}\s+{AUX}\s+(?P<what>[^?,;]+?)\s+{any_of('bring in', 'take in', 'generate', 'contribute')}\s+"
        rf"(?:for|to)\s+{WHO}{TAIL}",
        _earned,
    ),
    _rule(rf"{ASKS}\s+{AUX}\s+{WHO}\s+(?:earn(?:ed)?|make|made|lose|lost){TAIL}", _plainly("net income")),
    _rule(rf"{ASKS}\s+{AUX}\s+{WHO}\s+(?:bring\s+in|take\s+in|turn\s+over|gross){TAIL}", _plainly("revenue")),
)
_RULES = (
    *_PEOPLE_AND_SIZE,
    *_SHARES_OF_A_WHOLE,
    *_DEALINGS,
    *_HOLDINGS,
    *_IMPERSONAL,
    *_WHOLE_COMPANY,
)
