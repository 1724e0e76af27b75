"""What a spoken question says of an item, as statements name it: "selling businesses" is a sale of businesses."""

from __future__ import annotations

import re

from rm_assistant.domain.documents import StatementKind
from rm_assistant.language.spoken_vocabulary import any_of, words_in
from rm_assistant.language.terms import glossary

_POSSESSIVE = re.compile(r"^(?:the|its|their)\s+", re.IGNORECASE)
_TAX = re.compile(r"^(?:(?:corporate|income)\s+)?tax(?:es)?(?=\s+(?:at|of|by)\s|$)", re.IGNORECASE)
_BUYBACK = re.compile(
    r"\b(?:buying\s+back|repurchasing|buying\s+in)\s+(?:(?:its|their)\s+)?(?:own\s+)?(?:common\s+)?(?:shares?|stock)\b|"
    r"\b(?:(?:share|stock)\s+)?buy-?backs?\b",
    re.IGNORECASE,
)
_GERUNDS = {
    "selling": "sale of",
    "issuing": "issuance of",
    "disposing of": "disposal of",
    "divesting": "divestiture of",
    "buying": "purchases of",
    "purchasing": "purchases of",
    "acquiring": "acquisitions of",
    "repaying": "repayment of",
    "paying down": "repayment of",
}
GERUND = any_of(*_GERUNDS)
_GERUND = words_in(*_GERUNDS)
_INCOME = words_in(
    *("revenues?", "sales", "income", "profits?", "earnings", "fees", "interest", "dividends?", "gains?", "proceeds"),
    *("premiums?", "royalt(?:y|ies)", "cash", "margin", "operations", "turnover", "commissions?"),
)
_COST = words_in(
    *(
        "costs?",
        "expenses?",
        "expenditures?",
        "spending",
        "salar(?:y|ies)",
        "wages",
        "compensation",
        "benefits",
        "fees",
    ),
    *("charges?", "rent", "purchases", "acquisitions", "repayments?", "payments?", "contributions?", "dividends?"),
    *("repurchases", "interest", "tax(?:es)?", "royalt(?:y|ies)"),
)
_PLACE = re.compile(r"\s+(?:at|by)\s+", re.IGNORECASE)
_PAY = re.compile(r"\bpa(?:y|id)\b(?!\s+for)", re.IGNORECASE)
_PAID = {
    "income tax expense": "income taxes paid",
    "interest": "interest paid",
    "dividends": "dividends paid",
    "dividend": "dividends paid",
}


def without_possessive(words: str) -> str:
    return _POSSESSIVE.sub("", words.strip())


def item_of(words: str) -> str:
    """In nouns; taxes as the line that statements print for them."""
    bare = _BUYBACK.sub("share repurchases", _TAX.sub("income tax expense", without_possessive(words)))
    return _GERUND.sub(lambda found: _GERUNDS[found[0].lower()], bare)


def is_income(words: str) -> bool:
    return _INCOME.search(words) is not None


def is_amount(words: str) -> bool:
    """Whether a figure is named: no products, risks or places."""
    return is_income(words) or bool(glossary().find(words))


def earned_on(words: str) -> str:
    """Rooms bring in rooms revenue."""
    item = item_of(words)
    return item if is_income(item) else _with_kind(item, "revenue")


def spent_on(words: str, said: str) -> str:
    """What is spent on a thing that a balance sheet shows is its purchase; on another, its expense."""
    item = item_of(words)
    named = [term for term in glossary().find(item) if term.statements]
    if named and named[0].statements[0] is StatementKind.BALANCE_SHEET:
        return f"purchases of {item}"
    return paid_as(item, said) if named or _COST.search(item) else _with_kind(item, "expense")


def paid_as(item: str, said: str) -> str:
    """What is paid, as `said` may tell, stands in the cash flow statement, and need not be the year's expense."""
    return _PAID.get(item.lower(), item) if _PAY.search(said) else item


def _with_kind(item: str, kind: str) -> str:
    """ "parking at Widget" as "parking revenue at Widget"."""
    place = _PLACE.search(item)
    return f"{item[: place.start()]} {kind}{item[place.start() :]}" if place else f"{item} {kind}"
