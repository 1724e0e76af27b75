"""Evidence, claims, citations, and the events a reader sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from rm_assistant.domain.documents import Basis, DocumentId, FilingForm, Language, SpanKind
from rm_assistant.domain.findings import Finding
from rm_assistant.domain.layout import Rect
from rm_assistant.domain.questions import ResolvedQuestion, Scope

SpanId = str
"""Made for one request and known only inside it."""


@dataclass(frozen=True, slots=True)
class EvidenceCell:
    """A cell of a cited row, with the names of its columns as printed, top header first."""

    id: str
    text: str
    columns: tuple[str, ...] = ()
    rects: tuple[Rect, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceSpan:
    """A sentence or a table row that may be cited in this answer.

    `text` is verbatim page text. `rects` are page points (see `domain.layout`), one a line; HTML has `anchor` and cell
    ids instead. `section`, `table_title`, `unit` and `cells` are the context a reader needs, never part of the quote.
    """

    id: SpanId
    kind: SpanKind
    document: DocumentId
    document_name: str
    issuer: str
    form: FilingForm
    fiscal_label: str
    page: int
    text: str
    start: int
    end: int
    page_label: str | None = None
    rects: tuple[Rect, ...] = ()
    anchor: str | None = None
    section: str | None = None
    table_id: str | None = None
    table_title: str | None = None
    unit: str | None = None
    basis: Basis | None = None
    """Consolidated or the filer alone, where the filing says it of the table or page."""
    cells: tuple[EvidenceCell, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of a calculation: its name in the formula, its value as written, and the span it was taken from."""

    name: str
    value: str
    span: SpanId


@dataclass(frozen=True, slots=True)
class Calculation:
    """`formula` over operand names with + - * / ( ) and numbers; `result` as the claim states it."""

    formula: str
    operands: tuple[Operand, ...]
    result: str


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A claim as a model wrote it: nothing in it is believed yet."""

    text: str
    spans: tuple[SpanId, ...]
    quote: str | None = None
    calculation: Calculation | None = None


class ClaimState(StrEnum):
    """The machine's verdict. "Verified" is a word for people, and not among these."""

    MATCHES = "matches"
    """Every figure equals one in the cited spans."""
    STATED = "stated"
    """Text without figures, quoted verbatim from the cited spans."""
    CALCULATED = "calculated"
    DIFFERS = "differs"
    CONFLICTS = "conflicts"
    NONE = "none"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Citation:
    """A source of a claim, resolved by the server from a span id. `number` counts from 1 in the answer.

    `quote` is page text `[start, end)`.
    """

    number: int
    span: SpanId
    document: DocumentId
    document_name: str
    issuer: str
    form: FilingForm
    fiscal_label: str
    page: int
    quote: str
    start: int
    end: int
    page_label: str | None = None
    rects: tuple[Rect, ...] = ()
    anchor: str | None = None
    cells: tuple[str, ...] = ()
    """Ids of the cells that the claim's figures were found in; of the whole row where none is singled out."""
    table_title: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a claim, as written and as found.

    `value` is the number as printed, without scale: `unit` says the scale as printed ("(Millions)"), and is None where
    nothing near the number states it.
    """

    text: str
    value: Decimal
    unit: str | None = None
    column: str | None = None
    span: SpanId | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A checked claim: what the reader sees."""

    ordinal: int
    text: str
    state: ClaimState
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    calculation: Calculation | None = None
    findings: tuple[Finding, ...] = ()


class RefusalCode(StrEnum):
    NOT_IN_DOCUMENTS = "not_in_documents"
    COMPANY_UNKNOWN = "company_unknown"
    NO_DOCUMENTS = "no_documents"
    NO_PERIOD = "no_period"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Refusal:
    """No answer, with what was searched and the nearest passages. A value, not an exception."""

    code: RefusalCode
    message: str
    searched: tuple[str, ...] = ()
    nearest: tuple[Citation, ...] = ()


class AnswerMode(StrEnum):
    WRITTEN = "written"
    """A language model wrote, the machine checked."""
    QUOTED = "quoted"
    """No model: sources and figures verbatim."""


@dataclass(frozen=True, slots=True)
class Usage:
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal | None = None
    """US dollars; None is "unpriced", never 0."""

    def __add__(self, other: Usage) -> Usage:
        cost = None if self.cost is None or other.cost is None else self.cost + other.cost
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens, cost)


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds from the question's arrival, and the model's own share."""

    retrieval: float = 0.0
    first_claim: float | None = None
    model_first_claim: float | None = None
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished exchange, as `GET /api/v1/answers/{id}` gives it."""

    id: str
    question: ResolvedQuestion
    mode: AnswerMode
    claims: tuple[Claim, ...] = ()
    refusal: Refusal | None = None
    notices: tuple[str, ...] = ()
    """Codes of banners: `model_unavailable`, `stopped`, `superseded_document` …"""
    model: str | None = None
    usage: Usage = Usage()
    timing: Timing = Timing()
    record: str = ""
    """Id of the audit record that closed this exchange; its hash stands in `record_hash`."""
    record_hash: str = ""


# Events, in the order of `ux.md`: created, stage*, sources, claim*, then one of completed, refused, failed.


@dataclass(frozen=True, slots=True)
class AnswerCreated:
    answer_id: str
    language: Language


class Stage(StrEnum):
    SEARCHING = "searching"
    READING = "reading"
    WRITING = "writing"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class StageEntered:
    stage: Stage
    documents: int = 0


@dataclass(frozen=True, slots=True)
class SourcesFound:
    question: ResolvedQuestion
    scope: Scope
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimReleased:
    claim: Claim
    record: str
    record_hash: str


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    code: str


@dataclass(frozen=True, slots=True)
class AnswerCompleted:
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnswerRefused:
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnswerFailed:
    """The answer stopped midway: what was released stands, nothing else does."""

    code: str
    message: str
    retry_helps: bool
    answer_id: str = ""


AnswerEvent = (
    AnswerCreated
    | StageEntered
    | SourcesFound
    | NoticeGiven
    | ClaimReleased
    | AnswerCompleted
    | AnswerRefused
    | AnswerFailed
)


@dataclass(frozen=True, slots=True)
class EvidenceSet:
    """The evidence of one request: spans by id, best first."""

    spans: tuple[EvidenceSpan, ...]
    by_id: dict[SpanId, EvidenceSpan] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {span.id: span for span in self.spans})

    def get(self, span: SpanId) -> EvidenceSpan | None:
        return self.by_id.get(span)
