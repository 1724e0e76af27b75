"""Hop 3 of a question: what it means, and the evidence for it. Blocking, so it is called from a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import EvidenceSet
from rm_assistant.domain.documents import Document, DocumentId
from rm_assistant.domain.questions import Question, ResolvedQuestion, ScopeChoice
from rm_assistant.ports import Catalog
from rm_assistant.retrieval.choices import settled

Understand = Callable[[Question, Sequence[Document]], ResolvedQuestion]
"""`rm_assistant.retrieval.scope.understand`."""

OwnerOf = Callable[[Sequence[str], Principal], str | None]
"""`rm_assistant.retrieval.part_owners.PartOwners.client_of`."""


class Finder(Protocol):
    """`rm_assistant.retrieval.evidence.EvidenceFinder`."""

    def find(self, question: ResolvedQuestion, principal: Principal, nonce: str, token_budget: int) -> EvidenceSet:
        """Spans best first, their ids made with `nonce`; together about `token_budget` tokens at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """`documents` are those that were searched, in the order of the scope.

    Where the reader's choice of years, forms or documents leaves none, `left_out` are those that it leaves out.
    """

    question: ResolvedQuestion
    evidence: EvidenceSet
    documents: tuple[Document, ...]
    left_out: tuple[Document, ...] = ()


class Research:
    """Decides where to look, then looks there and nowhere else."""

    def __init__(
        self,
        catalog: Catalog,
        finder: Finder,
        understand: Understand,
        *,
        token_budget: int,
        owner_of: OwnerOf = lambda _names, _principal: None,
    ) -> None:
        self._catalog = catalog
        self._finder = finder
        self._understand = understand
        self._token_budget = token_budget
        self._owner_of = owner_of

    def check_choice(self, question: Question, principal: Principal) -> None:
        """Raises ChoiceError where a client or document chosen by hand is not there for `principal`."""
        if question.choice.clients or question.choice.documents:
            settled(question.choice, self._catalog.documents(principal), question.language)

    def look_up(self, question: Question, principal: Principal, nonce: str) -> Found:
        in_reach = {document.id: document for document in self._catalog.documents(principal)}
        resolved = self._resolved(question, tuple(in_reach.values()), principal)
        searched = tuple(in_reach[document] for document in resolved.scope.documents if document in in_reach)
        if not searched:
            return Found(resolved, EvidenceSet(()), (), self._left_out(question, in_reach))
        evidence = self._finder.find(resolved, principal, nonce, self._token_budget)
        return Found(resolved, evidence, searched)

    def _left_out(self, question: Question, in_reach: Mapping[DocumentId, Document]) -> tuple[Document, ...]:
        wider = replace(question, choice=ScopeChoice(clients=question.choice.clients))
        if wider.choice == question.choice:
            return ()
        scope = self._understand(wider, tuple(in_reach.values())).scope
        return tuple(in_reach[document] for document in scope.documents if document in in_reach)

    def _resolved(self, question: Question, documents: Sequence[Document], principal: Principal) -> ResolvedQuestion:
        """Where the name of no company is one of a client's segments or products, that client is meant."""
        resolved = self._understand(question, documents)
        scope = resolved.scope
        client = self._owner_of(scope.unknown, principal) if scope.unknown and not scope.companies else None
        if client is None:
            return resolved
        return self._understand(replace(question, choice=replace(question.choice, clients=(client,))), documents)
