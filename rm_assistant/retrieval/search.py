"""Pages for a question, best first: words, statements, rows and, where there is an embedder, vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rm_assistant.domain.access import Principal
from rm_assistant.domain.documents import Document, DocumentId, Language, Page
from rm_assistant.domain.errors import ProviderError
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.topics import OWN
from rm_assistant.ports import Catalog, Embedder, PageHit, Reach, TextIndex, VectorIndex
from rm_assistant.retrieval.concepts import terms_of, weights
from rm_assistant.retrieval.features import Candidate, PageKey, item_weight, look_at, statement_weight
from rm_assistant.retrieval.periods import looks_forward, period_fit
from rm_assistant.retrieval.query import Query, query_of

_FOUND = 60
"""Pages or passages taken from each search."""
_LOOKED_AT = 14
"""Pages of which rows and columns are looked at: reading a page costs about a millisecond."""
_OLDER_FILING = 0.5
"""How much less an older filing fits where no period is asked."""
_BEHIND = 0.97
"""What a page of a section about the topic counts against the one before it."""
_SECTIONS_LOOKED_AT = 24
"""Documents of which the sections are looked at for a topic."""
_STATEMENTS_LOOKED_AT = 6
"""Statement pages looked at besides: what they print is seldom in the words of the question."""


@dataclass(frozen=True, slots=True)
class RankedPage:
    """A page of the ranking, read, with its score: higher is better, comparable within one question only."""

    document: DocumentId
    page: Page
    score: float


class Retriever:
    """`vectors` and `embedder` are both there or both None. Nothing outside a question's scope is ever looked at."""

    def __init__(
        self,
        catalog: Catalog,
        text_index: TextIndex,
        vectors: VectorIndex | None = None,
        embedder: Embedder | None = None,
        *,
        embedder_languages: frozenset[Language] = frozenset(Language),
    ) -> None:
        self._catalog = catalog
        self._text_index = text_index
        self._vectors = vectors
        self._embedder = embedder
        self._embedder_languages = embedder_languages

    def rank_pages(self, question: ResolvedQuestion, principal: Principal, limit: int) -> list[PageHit]:
        """The best pages in scope, at most `limit`."""
        query = query_of(question)
        ranked = self._ranked(question, query, principal)
        return [PageHit(*candidate.key, candidate.score) for candidate, _ in ranked[:limit]]

    def read_pages(self, question: ResolvedQuestion, principal: Principal, limit: int) -> list[RankedPage]:
        """As `rank_pages`, with the pages themselves."""
        ranked = self._ranked(question, query_of(question), principal)[:limit]
        missing = [candidate.key for candidate, page in ranked if page is None]
        pages = self._read(missing, principal)
        return [
            RankedPage(candidate.key[0], page or pages[candidate.key], candidate.score) for candidate, page in ranked
        ]

    def _ranked(
        self, question: ResolvedQuestion, query: Query, principal: Principal
    ) -> list[tuple[Candidate, Page | None]]:
        """Candidates by all that words and vectors say; the best of them again by what stands on the page."""
        candidates = self._candidates(question, query, principal)
        best, rest = _worth_a_look(candidates)
        pages = self._read([candidate.key for candidate in best], principal)
        for candidate in best:
            look_at(candidate, pages[candidate.key], query, question.scope.periods)
        best.sort(key=lambda candidate: -candidate.score)
        return [*((candidate, pages[candidate.key]) for candidate in best), *((candidate, None) for candidate in rest)]

    def _candidates(self, question: ResolvedQuestion, query: Query, principal: Principal) -> list[Candidate]:
        scope = question.scope
        if not scope.documents:
            return []
        documents = [self._catalog.get(document, principal) for document in scope.documents]
        pool = _Pool(_fits(question, documents))
        for reached in _reaches(scope.documents, scope.preferred):
            self._search(pool, query, Reach(principal, reached))
        self._add_vectors(pool, question, documents, principal)
        self._add_sections(pool, query, scope.preferred or scope.documents, principal)
        return pool.ranked()

    def _search(self, pool: _Pool, query: Query, reach: Reach) -> None:
        words, expansion = query.words, query.expansion
        if words:
            pool.add("page", self._text_index.search_pages(words, reach, _FOUND))
            passages = self._text_index.search_passages(words, reach, _FOUND)
            pool.add("passage", (PageHit(hit.key[0], hit.page, hit.score) for hit in passages))
        if expansion:
            items = self._text_index.search_passages(expansion, reach, _FOUND)
            pool.add("items", (PageHit(hit.key[0], hit.page, hit.score) for hit in items), weight=item_weight(query))
        self._add_statements(pool, query, reach)

    def _add_statements(self, pool: _Pool, query: Query, reach: Reach) -> None:
        if query.statements:
            weight = statement_weight(query)
            for place in self._catalog.statement_pages(reach, query.statements):
                pool.raise_to((place.document, place.page), "statement", weight)

    def _add_vectors(
        self, pool: _Pool, question: ResolvedQuestion, documents: Sequence[Document], principal: Principal
    ) -> None:
        """The question as asked, over filings in languages that the embedder knows: in others its vectors are noise."""
        known = self._embedder_languages
        wanted = question.scope.preferred or question.scope.documents
        readable = tuple(each.id for each in documents if each.id in wanted and each.metadata.language in known)
        if not (self._vectors and self._embedder and readable) or question.language not in known:
            return
        try:
            vector = self._embedder.embed_query(question.text)
        except ProviderError:
            return  # words and statements still answer while the provider of vectors is down
        hits = self._vectors.search(vector, Reach(principal, readable), _FOUND)
        pool.add("vector", (PageHit(hit.key[0], hit.page, hit.score) for hit in hits))

    def _add_sections(self, pool: _Pool, query: Query, documents: Sequence[DocumentId], principal: Principal) -> None:
        """Pages of the sections that are about the topic; where it may stand among other things, only pages found."""
        if query.topic is None:
            return
        for document in documents[:_SECTIONS_LOOKED_AT]:
            for section in self._catalog.sections(document, principal):
                fit = query.topic.fit(section)
                for page in range(section.first_page, min(section.last_page, section.first_page + _FOUND) + 1):
                    if fit and (fit == OWN or pool.holds((document, page))):
                        pool.raise_to((document, page), "section", fit * _BEHIND ** (page - section.first_page))

    def weigh(self, query: Query) -> dict[str, float]:
        """How telling each concept of `query` is among all passages: see `concepts.weights`."""
        terms = {term for concept in query.concepts for term in terms_of(concept)}
        return weights(query.concepts, self._text_index.passage_shares(sorted(terms)))

    def _read(self, keys: Sequence[PageKey], principal: Principal) -> dict[PageKey, Page]:
        by_document: dict[DocumentId, list[int]] = {}
        for document, page in keys:
            by_document.setdefault(document, []).append(page)
        return {
            (document, page.number): page
            for document, numbers in by_document.items()
            for page in self._catalog.pages(document, numbers, principal)
        }


def _worth_a_look(candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    best, others = list(candidates[:_LOOKED_AT]), candidates[_LOOKED_AT:]
    statements = [candidate for candidate in others if candidate.features.get("statement")][:_STATEMENTS_LOOKED_AT]
    best += statements
    return best, [candidate for candidate in others if candidate not in statements]


def _fits(question: ResolvedQuestion, documents: Sequence[Document]) -> dict[DocumentId, float]:
    """Where no period is asked, what is preferred (the latest filing of each issuer) fits better than the rest."""
    scope, forward = question.scope, looks_forward(question.text)
    older = _OLDER_FILING if scope.preferred and not scope.periods else 1.0
    return {
        each.id: period_fit(each, scope.periods, forward=forward) * (1.0 if each.id in scope.preferred else older)
        for each in documents
    }


def _reaches(documents: tuple[DocumentId, ...], preferred: tuple[DocumentId, ...]) -> Iterable[tuple[DocumentId, ...]]:
    """Filings of the asked period are searched by themselves, so that their neighbours do not crowd them out."""
    if preferred:
        yield preferred
    rest = tuple(document for document in documents if document not in set(preferred))
    if rest:
        yield rest


class _Pool:
    """Candidates by page. Scores of one search are made comparable by its best hit."""

    def __init__(self, fits: dict[DocumentId, float]) -> None:
        self._fits = fits
        self._candidates: dict[PageKey, Candidate] = {}

    def add(self, name: str, hits: Iterable[PageHit], *, weight: float = 1.0) -> None:
        found = list(hits)
        best = max((hit.score for hit in found), default=0.0)
        for hit in found:
            value = max(0.0, hit.score / best) if best > 0 else 0.0
            self.raise_to((hit.document, hit.page), name, weight * value)

    def raise_to(self, key: PageKey, name: str, value: float) -> None:
        candidate = self._candidates.get(key)
        if candidate is None:
            candidate = self._candidates[key] = Candidate(key, self._fits[key[0]])
        candidate.raise_to(name, value)

    def holds(self, key: PageKey) -> bool:
        return key in self._candidates

    def ranked(self) -> list[Candidate]:
        return sorted(self._candidates.values(), key=lambda candidate: (-candidate.score, candidate.key))
