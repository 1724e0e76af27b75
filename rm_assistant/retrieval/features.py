"""What speaks for a page, each from 0 to 1, and how much each counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rm_assistant.domain.documents import Basis, DocumentId, Page
from rm_assistant.domain.questions import Period
from rm_assistant.retrieval.label_fit import name_fit, quoted_fit
from rm_assistant.retrieval.query import Query
from rm_assistant.retrieval.rows import column_names, label_of, rows_on

PageKey = tuple[DocumentId, int]

WEIGHTS: Mapping[str, float] = {
    "page": 0.8,
    "passage": 1.0,
    "items": 0.5,
    "vector": 0.8,
    "statement": 1.2,
    "row": 1.0,
    "quoted": 1.5,
    "year": 0.3,
    "basis": 0.5,
    "prose": 0.8,
    "section": 1.5,
}
"""Set by hand on half of the companies of a set of public filings and questions, and checked on the other half."""

OTHER_PERIOD = 0.35
"""What a page of a filing of another period counts, against one of the asked period."""
_WHY_STATEMENT = 0.15
_WHY_ITEMS = 0.4
_WHY_YEAR = 0.3
_INFERRED_STATEMENT = 0.6


@dataclass(slots=True)
class Candidate:
    """A page and what speaks for it; `fit` is its filing's fit to the asked period."""

    key: PageKey
    fit: float
    features: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        total = sum(WEIGHTS[name] * value for name, value in self.features.items())
        return total * (OTHER_PERIOD + (1 - OTHER_PERIOD) * self.fit)

    def raise_to(self, name: str, value: float) -> None:
        self.features[name] = max(value, self.features.get(name, 0.0))


def statement_weight(query: Query) -> float:
    """A statement that the question calls by name counts in full, one that its items stand on less."""
    if query.names_statement:
        return 1.0
    return _WHY_STATEMENT if query.asks_why else _INFERRED_STATEMENT


def item_weight(query: Query) -> float:
    """The names of the items find their lines, which are not where reasons are given."""
    return _WHY_ITEMS if query.asks_why else 1.0


def look_at(candidate: Candidate, page: Page, query: Query, periods: Sequence[Period]) -> None:
    """Add what can only be told from the page itself: its rows, columns and basis."""
    labels = {label_of(row, page.text) for row in rows_on(page)}
    candidate.features["row"] = _row_feature(labels, query)
    if query.label:
        candidate.features["quoted"] = max((quoted_fit(label, query.label) for label in labels), default=0.0)
    if query.asks_why:
        candidate.features["prose"] = _prose_feature(page)
    candidate.features["year"] = _year_feature(page, periods) * (_WHY_YEAR if query.asks_why else 1.0)
    candidate.features["basis"] = _basis_feature(page, query.basis)


def _row_feature(labels: Collection[str], query: Query) -> float:
    """The best row for the items asked for, and the share of all the items to look up that the page prints."""
    if not query.items:
        return 0.0
    fits = [max((name_fit(label, item) for label in labels), default=0.0) for item in query.items]
    asked = [fit for fit, item in zip(fits, query.items, strict=True) if item in query.asked]
    weight = _WHY_STATEMENT if query.asks_why else 1.0
    return weight * (0.5 * max(asked, default=0.0) + 0.5 * sum(fits) / len(fits))


def _prose_feature(page: Page) -> float:
    """The share of the page that stands outside tables: reasons are given in sentences."""
    tabular = sum(table.end - table.start for table in page.tables)
    return max(0.0, 1 - tabular / len(page.text)) if page.text else 0.0


def _year_feature(page: Page, periods: Sequence[Period]) -> float:
    """The share of the asked years that the page's columns name, or its text, which counts half."""
    if not periods:
        return 0.0
    headers = " ".join(
        name for table in page.tables for names in column_names(table, page.text).values() for name in names
    )
    found = [1.0 if str(p.fiscal_year) in headers else 0.5 * (str(p.fiscal_year) in page.text) for p in periods]
    return sum(found) / len(found)


def _basis_feature(page: Page, asked: Basis | None) -> float:
    """Consolidated unless the question asks for the filer alone; a page that does not say stands in between."""
    if page.basis is None:
        return 0.5
    return 1.0 if page.basis is (asked or Basis.CONSOLIDATED) else 0.0
