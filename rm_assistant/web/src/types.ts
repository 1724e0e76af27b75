/** The JSON of the service, as `rm_assistant/domain` defines it. */

export type Language = "en" | "ja";

export interface Rect {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Citation {
  number: number;
  span: string;
  document: string;
  document_name: string;
  issuer: string;
  form: string;
  fiscal_label: string;
  page: number;
  page_label: string | null;
  quote: string;
  start: number;
  end: number;
  rects: Rect[];
  anchor: string | null;
  cells: string[];
  table_title: string | null;
  unit: string | null;
}

export interface Figure {
  text: string;
  value: string;
  unit: string | null;
  column: string | null;
  span: string | null;
  cell: string | null;
  figure_id: string | null;
}

export interface Finding {
  code: string;
  severity: "note" | "problem";
  claimed: string;
  found: string | null;
  span: string | null;
}

export interface Operand {
  name: string;
  value: string;
  span: string;
  cell: string | null;
  figure_id: string | null;
}

export interface Calculation {
  formula: string;
  operands: Operand[];
  result: string;
}

export type ClaimState = "matches" | "stated" | "calculated" | "differs" | "conflicts" | "none" | "unchecked";

export interface Claim {
  ordinal: number;
  text: string;
  state: ClaimState;
  citations: Citation[];
  figures: Figure[];
  calculation: Calculation | null;
  findings: Finding[];
}

export interface Period {
  fiscal_year: number;
  quarter: number | null;
}

export interface Scope {
  companies: string[];
  periods: Period[];
  documents: string[];
  preferred: string[];
  statements: string[];
  doubts: string[];
}

export interface ResolvedQuestion {
  asked: string;
  text: string;
  language: Language;
  scope: Scope;
  terms: string[];
}

export interface Refusal {
  code: string;
  message: string;
  searched: string[];
  nearest: Citation[];
}

export interface Answer {
  id: string;
  question: ResolvedQuestion;
  mode: "written" | "quoted";
  claims: Claim[];
  refusal: Refusal | null;
  notices: string[];
  model: string | null;
  record: string;
  record_hash: string;
  timing: { retrieval: number; first_claim: number | null; total: number };
}

export type Stage = "searching" | "reading" | "writing" | "checking";

export type AnswerEvent =
  | { event: "answer.created"; data: { answer_id: string; language: Language } }
  | { event: "stage"; data: { stage: Stage; documents: number } }
  | { event: "sources"; data: { question: ResolvedQuestion; scope: Scope; sources: Citation[] } }
  | { event: "notice"; data: { code: string } }
  | { event: "claim"; data: { claim: Claim; record: string; record_hash: string } }
  | { event: "answer.completed"; data: { answer: Answer } }
  | { event: "answer.refused"; data: { answer: Answer } }
  | { event: "error"; data: { code: string; message: string; retry_helps: boolean; answer_id: string } };

export interface FilingMetadata {
  issuer: string | null;
  form: string;
  language: Language;
  period_end: string | null;
  fiscal_year: number | null;
  fiscal_label: string | null;
}

export interface DocumentEntry {
  id: string;
  name: string;
  media_type: string;
  metadata: FilingMetadata;
  client: string;
  page_count: number;
  indexed_pages: number;
  failed_pages: { number: number; reason: string; detail: string }[];
  status: "searchable" | "complete";
  superseded_by: string | null;
}

export interface Block {
  kind: "heading" | "paragraph" | "table" | "furniture";
  start: number;
  end: number;
  level: number;
  anchor: string | null;
}

export interface Cell {
  id: string;
  row: number;
  column: number;
  start: number;
  end: number;
  row_span: number;
  column_span: number;
  rects: Rect[];
}

export interface Table {
  id: string;
  start: number;
  end: number;
  cells: Cell[];
  header_rows: number;
  title: string | null;
  unit: string | null;
}

/** A page as `text.json` gives it. `width` and `height` are points; both 0 where the source has no pages (HTML). */
export interface Page {
  number: number;
  label: string | null;
  text: string;
  language: Language;
  width: number;
  height: number;
  blocks: Block[];
  tables: Table[];
}

/** An RFC 9457 problem. */
export interface Problem {
  title: string;
  status: number;
  code: string;
  detail?: string;
  request_id?: string;
  retry_helps?: boolean;
}
