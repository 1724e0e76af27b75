"""A question, and what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rm_assistant.domain.documents import DocumentId, FilingForm, Language, StatementKind


@dataclass(frozen=True, slots=True)
class Period:
    """A fiscal period a question asks about, as the issuer would name it. `quarter` is None for a full year."""

    fiscal_year: int
    quarter: int | None = None

    def __str__(self) -> str:
        return f"FY{self.fiscal_year}" + (f" Q{self.quarter}" if self.quarter else "")


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """What the reader chose by hand; it overrides what is read from the question. Empty means no choice."""

    clients: tuple[str, ...] = ()
    documents: tuple[DocumentId, ...] = ()
    forms: tuple[FilingForm, ...] = ()
    fiscal_years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """As asked. `history` holds earlier questions of the conversation, oldest first, as they were resolved."""

    text: str
    language: Language
    choice: ScopeChoice = ScopeChoice()
    history: tuple[str, ...] = ()
    conversation: str | None = None


class ScopeDoubt(StrEnum):
    """What could not be pinned down, shown to the reader as something to change."""

    COMPANY_UNKNOWN = "company_unknown"
    """The question names a company, and no document in reach is about it."""
    COMPANY_OPEN = "company_open"
    """No company is named: all documents in reach are searched."""
    COMPANY_AMBIGUOUS = "company_ambiguous"
    """The name in the question fits several companies: it is asked back which one is meant."""
    PERIOD_MISSING = "period_missing"
    """No document of the asked period is in reach."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is searched by itself, so that nothing else crowds it out: a company, and periods of it that lie together.

    `periods` are named as the company names them. `documents` and `preferred` are as in `Scope`.
    """

    company: str
    periods: tuple[Period, ...]
    documents: tuple[DocumentId, ...]
    preferred: tuple[DocumentId, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: decided before any search, shown to the reader.

    `documents` are those in reach that fit the companies and the choice, nearest period first: search stays inside.
    `preferred` are those of the asked period among them.
    """

    companies: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    documents: tuple[DocumentId, ...] = ()
    preferred: tuple[DocumentId, ...] = ()
    statements: tuple[StatementKind, ...] = ()
    doubts: tuple[ScopeDoubt, ...] = ()
    parts: tuple[Part, ...] = ()
    """The parts of a comparison; empty where one search serves."""
    written: tuple[str, ...] = ()
    """The companies as the question writes them, those that are unknown too."""
    unknown: tuple[str, ...] = ()
    """Companies that the question names and no document is about."""
    rivals: tuple[str, ...] = ()
    """The companies that the question's name may stand for, where it fits several."""


@dataclass(frozen=True, slots=True)
class ResolvedQuestion:
    """The full question that is answered. `text` differs from `asked` where a follow-up was completed."""

    asked: str
    text: str
    language: Language
    scope: Scope
    terms: tuple[str, ...] = ()
    """Words to search for: the question's own and the glossary's."""
