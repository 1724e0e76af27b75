import { EventParser } from "./sse";
import type { Answer, AnswerEvent, DocumentEntry, Page, Problem } from "./types";

const ROOT = "/api/v1";

/** A refusal of the service, with its stable code. */
export class ServiceError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

async function failure(response: Response): Promise<ServiceError> {
  const fallback = { title: response.statusText, status: response.status, code: "error" };
  const problem = await response.json().catch(() => fallback);
  return new ServiceError({ ...fallback, ...problem });
}

async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(ROOT + path, { headers: { Accept: "application/json" }, signal: signal ?? null });
  if (!response.ok) throw await failure(response);
  return (await response.json()) as T;
}

export interface QuestionBody {
  question: string;
  conversation?: string | null;
  history?: string[];
}

/** Ask, and get each event as it is released. Ends when the stream ends; throws ServiceError where none begins. */
export async function* ask(body: QuestionBody, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const response = await fetch(`${ROOT}/answers`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok || !response.body) throw await failure(response);
  const parser = new EventParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (const raw of parser.push(value)) {
      yield { event: raw.event, data: JSON.parse(raw.data) } as AnswerEvent;
    }
  }
}

export const getAnswer = (id: string): Promise<Answer> => getJson(`/answers/${encodeURIComponent(id)}`);

export async function getDocuments(): Promise<DocumentEntry[]> {
  const documents: DocumentEntry[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
    const page = await getJson<{ items: DocumentEntry[]; next_cursor: string | null }>(`/documents${query}`);
    documents.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return documents;
}

const pageCache = new Map<string, Promise<Page>>();

/** A page's text and shape, with the rectangles of its cells; asked for once. */
export function getPage(document: string, number: number): Promise<Page> {
  const key = `${document}/${number}`;
  let page = pageCache.get(key);
  if (!page) {
    page = getJson<Page>(`/documents/${document}/pages/${number}/text.json?words=true`);
    page.catch(() => pageCache.delete(key));
    pageCache.set(key, page);
  }
  return page;
}

export const pageImageUrl = (document: string, number: number, width: number): string =>
  `${ROOT}/documents/${document}/pages/${number}.jpg?w=${width}`;
