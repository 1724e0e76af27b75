"""Evidence, claims, citations, and the events a reader sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rm_assistant.domain.calculations import NoResult, Result
from rm_assistant.domain.documents import Basis, DocumentId, FilingForm, Language, SpanKind, StatementKind
from rm_assistant.domain.figures import FigureId, FoundFigure
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
    ids instead. `section`, `table_title`, `unit`, `path` and `cells` are the context a reader needs, never part of the
    quote.
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
    period_end: date | None = None
    """The last day of the filing's own period."""
    rects: tuple[Rect, ...] = ()
    anchor: str | None = None
    section: str | None = None
    table_id: str | None = None
    table_title: str | None = None
    statement: StatementKind | None = None
    """Which statement the table is, where it is one."""
    unit: str | None = None
    path: tuple[str, ...] = ()
    """The labels of the rows above that a row belongs to, outermost first, as printed."""
    basis: Basis | None = None
    """Consolidated or the filer alone, where the filing says it of the table or page."""
    cells: tuple[EvidenceCell, ...] = ()
    score: float = 0.0
    heading: str | None = None
    """The nearest heading above it on its page."""
    on_topic: bool = False
    """It stands in a section that is about what the question asks for as a whole: risk factors, 従業員の状況."""
    figures: tuple[FoundFigure, ...] = ()
    """What was read of its numbers at ingestion; empty where that was not looked up."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of a calculation: its name in the formula, its value as written, and the span it was taken from.

    `cell` and `figure_id` are where the server found it there: no model writes them.
    """

    name: str
    value: str
    span: SpanId
    cell: str | None = None
    figure_id: FigureId | None = None


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
    figure_id: FigureId | None = None
    """Of the figure that was read from the cell at ingestion; None where that was not looked up."""


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
    COMPANY_AMBIGUOUS = "company_ambiguous"
    NO_DOCUMENTS = "no_documents"
    NO_PERIOD = "no_period"
    FIGURE_IN_DOUBT = "figure_in_doubt"
    """Figures were found that may be meant, and none of them surely enough."""
    NO_QUESTION = "no_question"
    """Thanks or a greeting: nothing is asked."""
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


class NoticeCode(StrEnum):
    """What a reader is told of an answer as a whole, in a banner."""

    MODEL_UNAVAILABLE = "model_unavailable"
    """Sources are quoted in the model's stead."""
    QUOTED = "quoted"
    """No model is configured: sources are quoted."""
    SUPERSEDED_DOCUMENT = "superseded_document"
    """A cited filing was amended since."""
    NOTHING_FOUND = "nothing_found"
    """Of something asked for, which stands after a colon: `nothing_found:Widget Works`."""
    RESTATED = "restated"
    """A later filing prints a figure otherwise; both stand after a colon."""
    STOPPED = "stopped"
    FAILED = "failed"
    UNFINISHED = "unfinished"
    """There is no end on record: it is running, or the service died under it."""


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
    """A NoticeCode each; one that is about something names it after a colon."""
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
    """`code` as in `Answer.notices`."""

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
class Reckoned:
    """What the filings' figures give for a question of figures, or for one part of it: a result, or why there is none.

    `spans` are the evidence that the operands stand in, by figure. Of a change, `later` and `earlier` are its two ends.
    `words` is the cell that answers in words (a name, an address), where there is no number to give.
    `restated` are figures of later filings that print another value for an operand's item and period.
    """

    outcome: Result | NoResult
    spans: Mapping[FigureId, SpanId] = field(default_factory=dict)
    later: Result | None = None
    earlier: Result | None = None
    words: FoundFigure | None = None
    restated: tuple[FoundFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Figures that answer together, in the order of the page: sales by segment, the largest shareholders.

    `spans` are the evidence that they stand in, by figure.
    """

    figures: tuple[FoundFigure, ...]
    spans: Mapping[FigureId, SpanId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EvidenceSet:
    """The evidence of one request: spans by id, best first; those of figures looked up stand before all others.

    `weights` say how telling each concept of the question is (`retrieval.concepts`), 0 to 1. `reckoned` is there where
    the question asks for figures.
    """

    spans: tuple[EvidenceSpan, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    reckoned: tuple[Reckoned, ...] = ()
    listed: tuple[Listed, ...] = ()
    """What a question for a list is answered by, one for each of its parts."""
    by_id: dict[SpanId, EvidenceSpan] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {span.id: span for span in self.spans})

    def get(self, span: SpanId) -> EvidenceSpan | None:
        return self.by_id.get(span)
