"""Which filing stands for another: an amended one for those of the same issuer, form and period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rm_assistant.domain.documents import PUBLIC_WALL, Document, DocumentId
from rm_assistant.language.company_names import normalise_company


def superseded(document: Document, others: Iterable[Document]) -> dict[DocumentId, DocumentId]:
    """Those of `document` and `others` about the same period that an amendment replaces, each with its amendment.

    Only what is new is told. The amendment filed last replaces all but amendments not known to be older: two of one
    day may be one filing in two formats. One behind a wall replaces nothing outside it: that would tell of it.
    """
    family = [document, *(other for other in others if other.id != document.id and same_filing(document, other))]
    amendments = [member for member in family if member.metadata.amends]
    if not amendments:
        return {}
    latest = max(amendments, key=lambda member: (_filed(member), member.ingested_at))
    return {
        member.id: latest.id
        for member in family
        if member.superseded_by != latest.id and _is_older(member, latest) and latest.wall in {PUBLIC_WALL, member.wall}
    }


def same_filing(one: Document, other: Document) -> bool:
    """Whether both are about the same period of the same issuer, in the same form.

    Without a period there is no telling: every amendment of an issuer would replace every report of it.
    """
    return (
        one.metadata.form is other.metadata.form
        and one.metadata.period_end is not None
        and one.metadata.period_end == other.metadata.period_end
        and _same_issuer(one, other)
    )


def _is_older(document: Document, amendment: Document) -> bool:
    return not document.metadata.amends or _filed(document) < _filed(amendment)


def _filed(document: Document) -> date:
    return document.metadata.filed_on or date.min


def _same_issuer(one: Document, other: Document) -> bool:
    if set(one.metadata.identifiers) & set(other.metadata.identifiers):
        return True
    return bool(_names(one) & _names(other))


def _names(document: Document) -> set[str]:
    names = (document.metadata.issuer, *document.metadata.issuer_names)
    return {normalise_company(name) for name in names if name}
