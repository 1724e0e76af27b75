/** What the page shows, as signals; every change to it is one of the functions here. */

import { computed, signal } from "@preact/signals";
import { ask, getAnswer, getDocuments, ServiceError } from "./api";
import { exampleQuestions } from "./examples";
import { language } from "./i18n";
import type { Answer, AnswerEvent, Citation, Claim, DocumentEntry, Refusal, ResolvedQuestion, Stage } from "./types";

export interface Failure {
  code: string;
  /** What to name to whoever runs the service: the request or the answer. */
  reference: string;
  retry: boolean;
}

export interface Exchange {
  asked: string;
  id: string | null;
  question: ResolvedQuestion | null;
  stage: { stage: Stage; documents: number } | null;
  claims: Claim[];
  notices: string[];
  mode: Answer["mode"] | null;
  refusal: Refusal | null;
  failure: Failure | null;
  record: string | null;
  running: boolean;
}

export interface Selection {
  claim: number;
  citation: Citation;
}

const begun = (asked: string): Exchange => ({
  asked,
  id: null,
  question: null,
  stage: null,
  claims: [],
  notices: [],
  mode: null,
  refusal: null,
  failure: null,
  record: null,
  running: true,
});

export const documents = signal<DocumentEntry[] | null>(null);
export const exchange = signal<Exchange | null>(null);
export const earlier = signal<Exchange[]>([]);
export const selection = signal<Selection | null>(null);
export const serviceDown = signal(false);

export const readable = computed(() => (documents.value ?? []).filter((entry) => !entry.superseded_by));

/** As many earlier questions as the service takes. */
const MOST_HISTORY = 20;

let running: AbortController | null = null;

/** The exchange after one event: the only place that knows what each event means. */
export function applied(state: Exchange, { event, data }: AnswerEvent): Exchange {
  switch (event) {
    case "answer.created":
      return { ...state, id: data.answer_id };
    case "stage":
      return { ...state, stage: data };
    case "sources":
      return { ...state, question: data.question };
    case "notice":
      return { ...state, notices: [...state.notices, data.code] };
    case "claim":
      return { ...state, claims: [...state.claims.filter((c) => c.ordinal !== data.claim.ordinal), data.claim] };
    case "answer.completed":
    case "answer.refused":
      return { ...state, ...settled(data.answer) };
    case "error":
      return { ...state, running: false, stage: null, failure: { code: data.code, reference: data.answer_id, retry: data.retry_helps } };
  }
}

function settled(answer: Answer): Partial<Exchange> {
  return {
    id: answer.id,
    question: answer.question,
    claims: answer.claims,
    notices: answer.notices,
    mode: answer.mode,
    refusal: answer.refusal,
    record: answer.record,
    stage: null,
    running: false,
  };
}

export async function submit(text: string): Promise<void> {
  const asked = text.trim();
  if (!asked) return;
  stop();
  const before = exchange.value;
  if (before && (before.claims.length || before.refusal)) earlier.value = [...earlier.value, before];
  exchange.value = begun(asked);
  selection.value = null;
  running = new AbortController();
  await follow(asked, running);
}

async function follow(asked: string, controller: AbortController): Promise<void> {
  const history = earlier.value.map((past) => past.question?.text ?? past.asked).slice(-MOST_HISTORY);
  try {
    for await (const event of ask({ question: asked, history }, controller.signal)) {
      if (controller.signal.aborted || !exchange.value) return;
      exchange.value = applied(exchange.value, event);
      keepInAddress();
      chooseFirst();
    }
    if (exchange.value?.running) fail({ code: "midway", reference: exchange.value.id ?? "", retry: true });
  } catch (error) {
    if (!controller.signal.aborted) fail(asFailure(error));
  }
}

function asFailure(error: unknown): Failure {
  if (!(error instanceof ServiceError)) return { code: "network", reference: "", retry: true };
  const { code, request_id, retry_helps } = error.problem;
  return { code, reference: request_id ?? "", retry: retry_helps ?? true };
}

function fail(failure: Failure): void {
  if (exchange.value) exchange.value = { ...exchange.value, running: false, stage: null, failure };
}

/** The first claim opens its source by itself, so that a reader sees at once what an answer stands on. */
function chooseFirst(): void {
  if (selection.value || window.matchMedia("(max-width: 900px)").matches) return;
  const claim = exchange.value?.claims.find((candidate) => candidate.citations.length);
  if (claim) choose(claim.ordinal, claim.citations[0]!);
}

export function stop(): void {
  if (!running) return;
  running.abort();
  running = null;
  if (exchange.value?.running) {
    exchange.value = { ...exchange.value, running: false, stage: null, notices: [...exchange.value.notices, "stopped"] };
  }
}

export function choose(claim: number, citation: Citation): void {
  selection.value = { claim, citation };
  keepInAddress();
}

export function closeSource(): void {
  selection.value = null;
  keepInAddress();
}

/** Every citation in reading order: what J and K walk along. */
export const trail = computed<Selection[]>(() => {
  const now = exchange.value;
  if (!now) return [];
  const cited = now.claims.flatMap((claim) =>
    claim.citations.map((citation) => ({ claim: claim.ordinal, citation })),
  );
  const nearest = (now.refusal?.nearest ?? []).map((citation) => ({ claim: 0, citation }));
  return [...cited, ...nearest];
});

export function step(by: 1 | -1): void {
  const all = trail.value;
  if (!all.length) return;
  const current = all.findIndex((entry) => sameCitation(entry, selection.value));
  const next = all[current < 0 ? 0 : Math.min(all.length - 1, Math.max(0, current + by))]!;
  choose(next.claim, next.citation);
}

export function sameCitation(one: Selection | null, other: Selection | null): boolean {
  return !!one && !!other && one.claim === other.claim && one.citation.span === other.citation.span;
}

function keepInAddress(): void {
  const parameters = new URLSearchParams();
  if (exchange.value?.id) parameters.set("answer", exchange.value.id);
  if (trail.value.some((entry) => sameCitation(entry, selection.value))) parameters.set("source", String(selection.value!.citation.number));
  const query = parameters.toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

/** Show again what the address names: a reload or a shared link. */
export async function restore(): Promise<void> {
  const parameters = new URLSearchParams(location.search);
  const id = parameters.get("answer");
  if (!id) return;
  try {
    const answer = await getAnswer(id);
    exchange.value = { ...begun(answer.question.asked), ...settled(answer) };
    const number = Number(parameters.get("source"));
    const kept = trail.value.find((entry) => entry.citation.number === number);
    if (kept) choose(kept.claim, kept.citation);
    else chooseFirst();
  } catch {
    history.replaceState(null, "", location.pathname); // gone, or not this reader's
  }
}

export async function refreshDocuments(): Promise<void> {
  try {
    documents.value = await getDocuments();
    serviceDown.value = false;
  } catch {
    serviceDown.value = true;
  }
}

/** Look again while filings are still coming in; calmly otherwise. */
export function watchDocuments(): void {
  const soon = () => (readable.value.every((entry) => entry.status === "complete") && readable.value.length ? 30_000 : 2_000);
  const look = async () => {
    await refreshDocuments();
    setTimeout(look, soon());
  };
  void look();
}

export function problems(claims: Claim[]): number {
  return claims.filter((claim) => ["differs", "conflicts", "none"].includes(claim.state)).length;
}

export const examples = computed<string[]>(() => exampleQuestions(readable.value, language.value));
