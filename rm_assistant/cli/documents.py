"""`rm-assistant documents`: the filings that are in, and what of them could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer
from rich.table import Column, Table
from rich.text import Text

from rm_assistant.bootstrap import Application
from rm_assistant.cli import filing_wording as wording
from rm_assistant.cli.ownership import through_owner
from rm_assistant.cli.service_client import ServiceClient
from rm_assistant.cli.terminal import (
    DataOption,
    JsonOption,
    console,
    print_json,
    printable,
    reader_language,
    require_data_folder,
    settings_for,
)
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.questions import Period
from rm_assistant.retrieval.choices import ID_SHOWN
from rm_assistant.serialisation import from_jsonable, to_jsonable
from rm_assistant.services.library import Filter, browse

_AT_ONCE = 500


def documents(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="Only those with all of these in issuer, client or file name.")
    ] = "",
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """List the filings that are in.

    The last one first, with the ids and file names that `ask --document` takes, and what of them could not be read.
    """
    settings = settings_for(data)
    require_data_folder(settings)
    listed = through_owner(
        settings,
        there=lambda url: list(_listed_there(url, words)),
        here=lambda application: _listed_here(application, words),
    )
    if as_json:
        for document in listed:
            print_json(to_jsonable(document))
    else:
        _show(listed, reader_language())


def _listed_here(application: Application, words: str) -> Sequence[Document]:
    found = application.catalog.documents(LOCAL_PRINCIPAL)
    return browse(found, Filter(words=words), cursor=None, limit=len(found)).items


def _listed_there(url: str, words: str) -> Iterator[Document]:
    with ServiceClient(url) as service:
        cursor: str | None = ""
        while cursor is not None:
            query = {"words": words, "limit": _AT_ONCE, **({"cursor": cursor} if cursor else {})}
            part = service.get("/documents", query)
            yield from (from_jsonable(Document, item) for item in part["items"])
            cursor = part["next_cursor"]


def _show(listed: Sequence[Document], language: Language) -> None:
    out = console()
    *texts, pages, figures = wording.LIBRARY_COLUMNS[language]
    counts = (Column(head, justify="right") for head in (pages, figures))
    table = Table(*(Column(head, overflow="fold") for head in texts), *counts, box=None)
    for document in listed:
        table.add_row(*(Text(printable(cell)) for cell in _cells(document)))
    out.print(table if listed else wording.NO_FILINGS[language])
    for document in listed:
        for note in _notes(document, language):
            out.print(Text(f"! {printable(document.name)}: {printable(note)}", style="yellow"))


def _cells(document: Document) -> tuple[str, ...]:
    metadata = document.metadata
    period = Period(metadata.fiscal_year, metadata.fiscal_quarter) if metadata.fiscal_year else metadata.fiscal_label
    identity = (document.id[:ID_SHOWN], document.name, document.client, metadata.form)
    return (*identity, str(period or ""), f"{document.page_count:,}", f"{document.figure_count:,}")


def _notes(document: Document, language: Language) -> Iterator[str]:
    if document.superseded_by is not None:
        yield wording.SUPERSEDED[language].format(document.superseded_by[:ID_SHOWN])
    yield from wording.pages_lost(document.failed_pages, language)
    yield from document.warnings
