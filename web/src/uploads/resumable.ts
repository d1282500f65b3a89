import { NoAnswerError, ProblemError } from '../api/http';
import type { Office } from '../office/office';

/** What a paper is, and whose: a party's, a change's of the customer, or a running contract's. */
export interface PaperKind {
  document: string;
  party_id?: string;
  change_no?: string;
  contract_no?: string;
  side?: string;
}

interface Place {
  upload_id?: string;
  offset: number;
  done?: boolean;
  /** `waiting`: all of it is there, the back office gets it as soon as it answers. */
  status?: 'receiving' | 'waiting' | 'handed' | 'refused';
  paper_id?: string | null;
  problem?: { status?: number; code?: string; title?: string } | null;
}

export interface Course {
  /** Share of the bytes that have arrived, 0 to 1. */
  onProgress: (share: number) => void;
  /** The line is cut and it is tried again. */
  onWaiting?: (waiting: boolean) => void;
  signal: AbortSignal;
  /** For tests: how long to wait before the next try. */
  pause?: (attempt: number, signal: AbortSignal) => Promise<void>;
}

export const CHUNK = 256 * 1024;
const TRIES = 12;
const CHUNK_TIMEOUT_MS = 30_000;
const WHOLE_TIMEOUT_MS = 180_000;

/** Sends a paper and gives its number: in pieces, all its pages one behind the other. */
export function sendPaper(
  call: Office['call'],
  paper: PaperKind,
  pages: Blob[],
  course: Course,
): Promise<string> {
  // Without a digest (an address that is not secure) nothing can be gone on with.
  const whole = !window.crypto.subtle;
  return (whole ? sendWhole : sendPieces)(call, paper, pages, course);
}

/** Waits for an upload of which every byte has arrived. */
export async function follow(
  call: Office['call'],
  uploadId: string,
  course: Course,
): Promise<string> {
  const path = pathOf({ upload_id: uploadId, offset: 0 });
  for (;;) {
    const place = await persist(course, () => call<Place>(path, { signal: course.signal }));
    if (place.paper_id) return place.paper_id;
    if (place.status === 'refused') throw refusalOf(place);
    await (course.pause ?? breathe)(2, course.signal);
  }
}

async function sendWhole(
  call: Office['call'],
  paper: PaperKind,
  pages: Blob[],
  course: Course,
): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(paper)) if (value) form.append(name, value);
  pages.forEach((page, index) => form.append('file', page, `page-${index + 1}`));
  const { signal } = course;
  const options = { method: 'POST' as const, raw: form, timeoutMs: WHOLE_TIMEOUT_MS, signal };
  let place = await call<Place>('/api/uploads', options);
  while (!place.paper_id) {
    if (place.status === 'refused') throw refusalOf(place);
    await (course.pause ?? breathe)(2, signal);
    place = await call<Place>(pathOf(place), { signal });
  }
  return place.paper_id;
}

/**
 * Sends pages piece by piece. After a cut it asks how much has arrived and goes on from there; the
 * edge knows files that were begun before by their digest.
 */
async function sendPieces(
  call: Office['call'],
  paper: PaperKind,
  pages: Blob[],
  course: Course,
): Promise<string> {
  const file = new Blob(pages);
  const begun = await persist(course, async () => {
    const sizes = pages.map(({ size }) => size);
    const body = { ...paper, size: file.size, pages: sizes, sha256: await digest(file) };
    return call<Place>('/api/uploads/begin', { method: 'POST', body, signal: course.signal });
  });
  const path = pathOf(begun);
  let place: Place = begun;
  course.onProgress(share(place, file));
  while (!place.paper_id) {
    place = await persist(course, (attempt) => next(call, path, file, place, attempt, course));
    course.onProgress(share(place, file));
    if (place.status === 'refused') throw refusalOf(place);
    if (place.status === 'waiting') await (course.pause ?? breathe)(2, course.signal);
  }
  return place.paper_id;
}

async function next(
  call: Office['call'],
  path: string,
  file: Blob,
  place: Place,
  attempt: number,
  { signal }: Course,
): Promise<Place> {
  // After a cut, and at the end, only the edge knows how far it got.
  const known = attempt === 0 && !place.done;
  const at = known ? place : await call<Place>(path, { signal });
  if (at.done) return at;
  return call<Place>(path, {
    method: 'PUT',
    raw: file.slice(at.offset, at.offset + CHUNK),
    headers: { 'Upload-Offset': String(at.offset), 'Content-Type': 'application/octet-stream' },
    timeoutMs: CHUNK_TIMEOUT_MS,
    signal,
  });
}

/** Tries again while no answer comes, or the edge says that the place was another. */
async function persist<T>(course: Course, work: (attempt: number) => Promise<T>): Promise<T> {
  const pause = course.pause ?? breathe;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const result = await work(attempt);
      if (attempt > 0) course.onWaiting?.(false);
      return result;
    } catch (error) {
      const again = error instanceof NoAnswerError || isPassing(error);
      if (!again || attempt >= TRIES || course.signal.aborted) throw error;
      course.onWaiting?.(true);
      await pause(attempt, course.signal);
    }
  }
}

function pathOf(place: Place): string {
  return `/api/uploads/${encodeURIComponent(place.upload_id ?? '')}`;
}

function refusalOf({ problem }: Place): ProblemError {
  const { status = 422, code = 'UPLOAD_REFUSED', title = '' } = problem ?? {};
  return new ProblemError(status, code, title);
}

function isPassing(error: unknown): boolean {
  return error instanceof ProblemError && (error.status >= 502 || error.status === 409);
}

function share({ offset, done }: Place, file: Blob): number {
  return done ? 1 : Math.min(1, offset / Math.max(1, file.size));
}

async function digest(file: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Waits longer each time, but goes on at once when the network is back. */
function breathe(attempt: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = window.setTimeout(wake, Math.min(15_000, 600 * 2 ** attempt));
    window.addEventListener('online', wake);
    signal.addEventListener('abort', wake);
  });
}
