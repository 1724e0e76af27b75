"""Follow-ups: "and the year before?" becomes the full question that it stands for, by rule, shown to the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rm_assistant.domain.documents import Document, Language
from rm_assistant.language.companies import CompanyMatch, match_companies
from rm_assistant.language.courtesies import is_courtesy
from rm_assistant.language.dates import PeriodMention, find_periods
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.unknown_companies import unknown_companies
from rm_assistant.language.words import index_terms
from rm_assistant.retrieval.periods import without_periods, without_spelt_out_years
from rm_assistant.retrieval.query import read_query

_BEFORE = re.compile(
    r"\b(?:the\s+)?(?:year|one)\s+(?:before|earlier)|\b(?:prior|previous|preceding|last)\s+(?:fiscal\s+)?year"
    r"|(?:その)?前の?(?:年|期|年度)|前年|前期",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:the\s+)?(?:year|one)\s+(?:after|later)|\b(?:next|following)\s+(?:fiscal\s+)?year|(?:その)?(?:次|翌)の?(?:年|期|年度)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\s*(?:and|what\s+about|how\s+about|same|also|then|では|じゃあ|それでは|また)\b", re.IGNORECASE)
_SHORT = 4
"""A question of no more telling words than this, that names no item, leans on the one before."""


def complete(text: str, history: Sequence[str], language: Language, documents: Sequence[Document]) -> str:
    """`text` as a question that can be understood alone; `history` holds the questions before it, oldest first.

    Another period or company is put into the last question in place of its own. Another item is asked of the company
    and the periods of the last question; what speaks of no item ("Why did it change?") is asked of the last one too.
    """
    earlier = [asked for asked in history if not is_courtesy(asked)]
    if not earlier:
        return text
    last = without_spelt_out_years(earlier[-1])
    companies = match_companies(text, documents)
    if companies and find_periods(text) and glossary().find(text):
        return text
    if not _leans(text, companies):
        return _with_context(text, last, language, documents, companies)
    moved = _move_period(text, last)
    if companies:
        moved = _swap_company(moved or last, companies, match_companies(last, documents))
    return moved or _with_context(text, last, language, documents, companies)


def _leans(text: str, companies: Sequence[CompanyMatch]) -> bool:
    """True where the question says only when, or of whom."""
    if glossary().find(text):
        return False
    rest = text
    for company in companies:
        rest = rest.replace(company.written, " ")
    rest = _AFTER.sub(" ", _BEFORE.sub(" ", without_periods(rest)))
    return len(index_terms(rest)) <= (_SHORT if _OPENING.match(text) else 1)


def _move_period(text: str, last: str) -> str | None:
    """The last question with its periods moved to the one that `text` names; None where either names none."""
    mentions = [mention for mention in find_periods(last) if _year(mention)]
    if not mentions:
        return None
    years = [_year(mention) for mention in mentions]
    named = [mention for mention in find_periods(text) if _year(mention)]
    if named:
        shift = _year(named[-1]) - max(years)
    elif _BEFORE.search(text):
        shift = -1
    elif _AFTER.search(text):
        shift = 1
    else:
        return None
    return _shifted(last, mentions, shift)


def _year(mention: PeriodMention) -> int:
    return mention.fiscal_year or (mention.end_date.year if mention.end_date else 0)


def _shifted(text: str, mentions: Sequence[PeriodMention], shift: int) -> str:
    for mention in reversed(mentions):
        written = text[mention.start : mention.end]
        text = text[: mention.start] + _with_year(written, _year(mention), shift) + text[mention.end :]
    return text


def _with_year(written: str, year: int, shift: int) -> str:
    for digits, width in ((str(year), 4), (f"{year % 100:02}", 2)):
        if digits in written:
            moved = f"{year + shift:04}"[-width:]
            return moved.join(written.rsplit(digits, 1))
    return f"FY{year + shift}"


def _swap_company(last: str, companies: Sequence[CompanyMatch], before: Sequence[CompanyMatch]) -> str | None:
    if len(before) != 1 or len(companies) != 1 or before[0].written not in last:
        return None
    return last.replace(before[0].written, companies[0].written)


def _with_context(
    text: str, last: str, language: Language, documents: Sequence[Document], companies: Sequence[CompanyMatch]
) -> str:
    """`text` with the item, company and periods of the last question in brackets, as far as it names none itself."""
    context: list[str] = []
    if _OPENING.match(text) or _speaks_of_nothing(text, language):
        context += _items(text, last, language)
    if not companies and not unknown_companies(text, ()):
        context += [match.written for match in match_companies(last, documents)]
    if not find_periods(text):
        context += dict.fromkeys(last[mention.start : mention.end] for mention in find_periods(last))
    if not context:
        return text
    comma, opening, closing = ("、", "（", "）") if language is Language.JAPANESE else (", ", " (", ")")
    return f"{text.rstrip()}{opening}{comma.join(context)}{closing}"


def _speaks_of_nothing(text: str, language: Language) -> bool:
    """Nothing but words that any question may hold: "Why did it change?"."""
    return not read_query(text, language).concepts


def _items(text: str, last: str, language: Language) -> list[str]:
    """The items of the last question, where `text` names none; as the last question calls them, if it is known."""
    if glossary().find(text) or glossary().find_statements(text):
        return []
    return [_called(term, last, language) for term in glossary().find(last)]


def _called(term: Term, text: str, language: Language) -> str:
    plain = text.lower()
    written = [name for name in (*term.english, *term.japanese) if name.lower() in plain]
    return max(written, key=len, default=term.names(language)[0])
