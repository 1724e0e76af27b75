"""What a question asked for and its answer leaves out: companies that it compares, items, years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rm_assistant.domain.answers import Claim
from rm_assistant.domain.documents import Document, DocumentId
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.dates import find_periods, fiscal_year_ending
from rm_assistant.language.terms import Term
from rm_assistant.retrieval.concepts import Text, concept_of
from rm_assistant.retrieval.parts import narrowed
from rm_assistant.retrieval.periods import naming_offset, year_names
from rm_assistant.retrieval.query import Query, query_of


def left_out(question: ResolvedQuestion, claims: Sequence[Claim], searched: Sequence[Document]) -> tuple[str, ...]:
    """In words for the reader, what no claim is about; empty where all that was asked for is there.

    A company of a comparison is there where a claim cites a filing of it; an item where a claim or its source names it,
    or an operand of it; a year where a claim or a column of it names it.
    """
    query = query_of(question)
    companies = list(dict.fromkeys(part.company for part in question.scope.parts))
    missing = list(question.scope.unknown)
    if len(companies) < 2:
        return (*missing, *_lacking(query, question, claims, searched))
    for company in companies:
        of_company = [narrowed(question, part) for part in question.scope.parts if part.company == company]
        documents = frozenset(document for part in of_company for document in part.scope.documents)
        own = [claim for claim in claims if any(citation.document in documents for citation in claim.citations)]
        lacking = [what for part in of_company for what in _lacking(query, part, own, searched)] if own else []
        missing += [f"{company}: {what}" for what in dict.fromkeys(lacking)] if own else [company]
    return tuple(missing)


def _lacking(
    query: Query, question: ResolvedQuestion, claims: Sequence[Claim], searched: Sequence[Document]
) -> list[str]:
    """Items and years that none of `claims` is about."""
    if query.asks_why or not query.asked:
        return []
    documents = [document for document in searched if document.id in question.scope.documents]
    periods = _periods(question.scope.periods, claims, documents) if len(question.scope.periods) > 1 else []
    items = _items(_listed(question.text, query.asked), query, claims)
    return [*(term.names(question.language)[0] for term in items), *year_names(periods, documents, question.language)]


def _listed(text: str, terms: Sequence[Term]) -> list[Term]:
    """Those of several terms that `text` lists: "revenue and net income", 売上高と営業利益."""
    places = sorted((*place, term.key) for term in terms if (place := _place(text, term)))
    neighbours = [(before, after) for before, after in pairwise(places) if _JOINED.fullmatch(text, before[1], after[0])]
    listed = {place[2] for pair in neighbours for place in pair}
    return [term for term in terms if term.key in listed]


_JOINED = re.compile(r"\s*(?:,|、|，|and|or|&|と|や|及び|および|並びに|,\s*and)\s*(?:the\s+|its\s+)?", re.IGNORECASE)


def _place(text: str, term: Term) -> tuple[int, int] | None:
    """Where `text` names the term, by its longest name; None where it names it in other words."""
    lowered = text.lower()
    written = [name.lower() for name in (*term.english, *term.japanese) if name.lower() in lowered]
    if not written:
        return None
    name = max(written, key=len)
    start = lowered.find(name)
    return start, start + len(name)


def _items(terms: Sequence[Term], query: Query, claims: Sequence[Claim]) -> Iterator[Term]:
    """Those that no claim names. A measure is there with its operands."""
    texts = [Text.of(claim.text, *(citation.quote for citation in claim.citations)) for claim in claims]
    for term in terms:
        named = [concept_of(item) for item in (term, *(item for item in query.items if item.key in term.operands))]
        if not any(concept.is_in(text) for concept in named for text in texts):
            yield term


def _periods(asked: Sequence[Period], claims: Sequence[Claim], documents: Sequence[Document]) -> list[Period]:
    """The asked periods that no claim names; none where the claims name no years at all.

    What is calculated from one year to another is of those between, too.
    """
    offsets = {document.id: naming_offset(document) for document in documents}
    years = {year for claim in claims for year in _years(claim, offsets)}
    for claim in claims:
        ends = sorted(_years(claim, offsets)) if claim.calculation else []
        years.update(range(ends[0], ends[-1]) if ends else ())
    return [period for period in asked if years and period.fiscal_year not in years]


def _years(claim: Claim, offsets: Mapping[DocumentId, int]) -> Iterator[int]:
    """The years that a claim names, or in which the periods end that it names, as the issuer names those."""
    offset = next((offsets[each.document] for each in claim.citations if each.document in offsets), 0)
    columns = (figure.column or "" for figure in claim.figures)
    for mention in find_periods(" ".join((claim.text, *columns))):
        if mention.end_date:
            yield fiscal_year_ending(mention.end_date) + offset
        elif mention.fiscal_year:
            yield mention.fiscal_year
