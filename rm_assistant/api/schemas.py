"""What requests carry. What replies carry are the domain's own values, as `rm_assistant.serialisation` writes them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from rm_assistant.domain.documents import BlockKind, DocumentId, FilingForm, Language, Page, Table
from rm_assistant.domain.layout import Rect
from rm_assistant.domain.questions import Question, ScopeChoice
from rm_assistant.guardrails.questions import LONGEST_QUESTION
from rm_assistant.language.words import question_language
from rm_assistant.services.library import Filter

MAX_CHOICES = 200
MAX_HISTORY = 20

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Tabs and line ends are text."""


def _without_controls(text: str) -> str:
    """What is pasted from a PDF or a terminal may hold some; nobody has typed them, and no filing is found by them."""
    return _CONTROL_IN_TEXT.sub(" ", text)


def _no_controls(name: str) -> str:
    """A name is not changed: it must be the one meant."""
    if _CONTROL.search(name):
        raise ValueError("a name holds no control characters, such as a line end or U+0000")
    return name


Name = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_no_controls)]
Year = Annotated[int, Field(ge=0, le=9999)]
Asked = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION), AfterValidator(_without_controls)]
AskedBefore = Annotated[str, StringConstraints(max_length=LONGEST_QUESTION), AfterValidator(_without_controls)]


class Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnswerRequest(Request):
    """A question. What is chosen here overrides what is read from the question; empty means no choice."""

    question: Asked
    language: Language | None = Field(None, description="Of the answer; the question's own where not given")
    clients: tuple[Name, ...] = Field((), max_length=MAX_CHOICES)
    documents: tuple[Name, ...] = Field((), max_length=MAX_CHOICES)
    forms: tuple[FilingForm, ...] = Field((), max_length=MAX_CHOICES)
    fiscal_years: tuple[Year, ...] = Field((), max_length=MAX_CHOICES)
    history: tuple[AskedBefore, ...] = Field(
        (), max_length=MAX_HISTORY, description="Earlier questions of the conversation, oldest first, as resolved"
    )
    conversation: Name | None = None

    def to_question(self) -> Question:
        return Question(
            text=self.question,
            language=self.language or question_language(self.question),
            choice=ScopeChoice(self.clients, self.documents, self.forms, self.fiscal_years),
            history=self.history,
            conversation=self.conversation,
        )


class IngestionBody(Request):
    """Absolute paths on the service's own machine."""

    paths: tuple[Name, ...] = Field(min_length=1, max_length=10_000)
    manifest: Name | None = None
    ocr: bool | None = Field(None, description="Read pages without text with OCR; the service's setting if not given")


class LibraryQuery(Request):
    """Values of one kind widen the choice, kinds narrow it."""

    client: tuple[Name, ...] = Field((), max_length=MAX_CHOICES)
    form: tuple[FilingForm, ...] = Field((), max_length=MAX_CHOICES)
    year: tuple[Year, ...] = Field((), max_length=MAX_CHOICES)
    language: tuple[Language, ...] = Field((), max_length=MAX_CHOICES)
    words: str = Field("", max_length=300, description="Words of issuer, client or file name")
    cursor: str | None = Field(None, max_length=100, description="`next_cursor` of the part before")
    limit: int = Field(100, ge=1, le=500)

    def to_filter(self) -> Filter:
        return Filter(self.client, self.form, self.year, self.language, self.words)


class PageBlock(BaseModel):
    """`start` and `end` count code points of the page's text (not UTF-16 units)."""

    kind: BlockKind
    start: int
    end: int
    text: str
    level: int = 0
    anchor: str | None = None


class PageCell(BaseModel):
    id: str
    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int
    text: str
    rects: tuple[Rect, ...] = ()


class PageTable(BaseModel):
    id: str
    start: int
    end: int
    header_rows: int
    title: str | None
    unit: str | None
    statement: str | None
    basis: str | None
    cells: tuple[PageCell, ...]


class PageWord(BaseModel):
    start: int
    end: int
    text: str
    rect: Rect


class PageText(BaseModel):
    """A page's text with its blocks and tables, and, asked for by `words=true`, the rectangle of every word and cell.

    Rectangles are PDF points from the top left corner of a page of `width` x `height`; both are 0 for HTML, where
    `anchor`s and cell ids say what stands where.
    """

    document: DocumentId
    number: int
    label: str | None
    language: Language
    width: float
    height: float
    source: str
    section: str | None
    statements: tuple[str, ...]
    basis: str | None
    text: str
    blocks: tuple[PageBlock, ...]
    tables: tuple[PageTable, ...]
    words: tuple[PageWord, ...] | None = None

    @classmethod
    def of(cls, document: DocumentId, page: Page, *, with_words: bool) -> PageText:
        return cls(
            document=document,
            number=page.number,
            label=page.label,
            language=page.language,
            width=page.width,
            height=page.height,
            source=page.source,
            section=page.section,
            statements=page.statements,
            basis=page.basis,
            text=page.text,
            blocks=_blocks(page),
            tables=tuple(_table(page, table, with_words=with_words) for table in page.tables),
            words=_words(page) if with_words else None,
        )


def _blocks(page: Page) -> tuple[PageBlock, ...]:
    return tuple(
        PageBlock(
            kind=block.kind,
            start=block.start,
            end=block.end,
            text=page.text[block.start : block.end],
            level=block.level,
            anchor=block.anchor,
        )
        for block in page.blocks
    )


def _table(page: Page, table: Table, *, with_words: bool) -> PageTable:
    return PageTable(
        id=table.id,
        start=table.start,
        end=table.end,
        header_rows=table.header_rows,
        title=table.title,
        unit=table.unit,
        statement=table.statement,
        basis=table.basis,
        cells=_cells(page, table, with_words=with_words),
    )


def _cells(page: Page, table: Table, *, with_words: bool) -> tuple[PageCell, ...]:
    return tuple(
        PageCell(
            id=cell.id,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            start=cell.start,
            end=cell.end,
            text=page.text[cell.start : cell.end],
            rects=page.words.rects(cell.start, cell.end, page.text) if with_words else (),
        )
        for cell in table.cells
    )


def _words(page: Page) -> tuple[PageWord, ...]:
    return tuple(
        PageWord(start=word.start, end=word.end, text=page.text[word.start : word.end], rect=word.rect)
        for word in page.words
    )
