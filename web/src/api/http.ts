/** One way to call the edge: JSON in and out, problems as errors with a sentence fit to show. */

/** What may be chosen instead, as the back office says with a refusal. */
export type Allowed = Record<string, unknown>;

export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly allowed: Allowed = {},
  ) {
    super(`${status} ${code}`);
  }
}

/** No answer came: offline, cut off or too slow. Nothing is known about what was done. */
export class NoAnswerError extends Error {}

export const SENTENCES = {
  noAnswer: '网络没有回应，您写的内容还在，可以再发一次。',
  unreadable: '系统的回答不完整，请再试一次。',
};

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  token?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is: bytes of a file, or a form. */
  raw?: Blob | FormData;
  headers?: Record<string, string>;
  /** The same key again does nothing twice. */
  key?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/** Calls `path`; throws `ProblemError`, `NoAnswerError`, or `AbortError` when `signal` fired. */
export async function call<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return request(path, options, (response) => readJson<T>(response));
}

/** Fetches a file; throws as `call` does. */
export async function callForFile(path: string, options: RequestOptions = {}): Promise<Blob> {
  return request(path, options, (response) => response.blob());
}

async function readJson<T>(response: Response): Promise<T> {
  if (response.status === 204) return {} as T;
  return (await response.json()) as T;
}

async function request<T>(
  path: string,
  options: RequestOptions,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  const limit = new AbortController();
  const giveUp = () => limit.abort();
  const timer = window.setTimeout(giveUp, options.timeoutMs ?? TIMEOUT_MS);
  signal?.addEventListener('abort', giveUp);
  try {
    const response = await fetch(path, {
      method: options.method ?? 'GET',
      headers: headers(options),
      body: options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: limit.signal,
    });
    if (!response.ok) throw await problemOf(response);
    return await read(response);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (signal?.aborted) throw new DOMException('superseded', 'AbortError');
    throw new NoAnswerError(String(error));
  } finally {
    window.clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

function headers({ token, body, key, headers: more }: RequestOptions): Record<string, string> {
  const all: Record<string, string> = { Accept: 'application/json', ...more };
  if (key) all['Idempotency-Key'] = key;
  if (token) all.Authorization = `Bearer ${token}`;
  if (body !== undefined) all['Content-Type'] = 'application/json';
  return all;
}

async function problemOf(response: Response): Promise<ProblemError> {
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const title = typeof body.title === 'string' && body.title ? body.title : SENTENCES.unreadable;
  const code = typeof body.code === 'string' ? body.code : `HTTP_${response.status}`;
  const allowed = (typeof body.allowed === 'object' && body.allowed) || {};
  return new ProblemError(response.status, code, title, allowed as Allowed);
}

/** The Chinese sentence for whatever went wrong. */
export function sentenceOf(error: unknown): string {
  return error instanceof ProblemError ? error.title : SENTENCES.noAnswer;
}

/** A key for one command; the same command tried again keeps it. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
