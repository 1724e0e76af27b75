"""What an operator says of filings, against what the catalog knows of them."""

from __future__ import annotations

from collections.abc import Iterator

from rm_assistant.domain.documents import Document, FilingMetadata, MetadataSource
from rm_assistant.domain.ingestion import written
from rm_assistant.ports import Overrides


def first_said(*overrides: Overrides) -> Overrides:
    """One from several, the earlier of them winning field by field."""
    client = next((each.client for each in overrides if each.client), None)
    wall = next((each.wall for each in overrides if each.wall), None)
    metadata = {column: text for each in reversed(overrides) for column, text in each.metadata.items()}
    return Overrides(client, wall, metadata)


def said_before(document: Document) -> Overrides:
    """What an operator said of it when it was ingested: holds until it is said otherwise.

    Reading a filing anew without its manifest must not take it out from behind its wall.
    """
    metadata = document.metadata
    client = None if document.client in {metadata.issuer, document.name} else document.client
    return Overrides(client, document.wall, dict(_from_manifest(metadata)))


def agrees(document: Document, overrides: Overrides) -> bool:
    """Whether the catalog has of the document what `overrides` say."""
    if overrides.client not in {None, document.client} or overrides.wall not in {None, document.wall}:
        return False
    known = {identifier.kind.value: identifier.value for identifier in document.metadata.identifiers}
    return all(
        text == (known.get(column) if column not in FilingMetadata.__slots__ else _written(document, column))
        for column, text in overrides.metadata.items()
    )


def _from_manifest(metadata: FilingMetadata) -> Iterator[tuple[str, str]]:
    for column, source in metadata.sources.items():
        if source is not MetadataSource.MANIFEST:
            continue
        if column == "identifiers":
            yield from ((identifier.kind.value, identifier.value) for identifier in metadata.identifiers)
        else:
            yield column, written(getattr(metadata, column))


def _written(document: Document, column: str) -> str:
    return written(getattr(document.metadata, column))
