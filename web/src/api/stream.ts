import { readHistory } from './history';
import { ProblemError } from './http';
import { EventParser } from './sse';
import type { ServerEvent } from './sse';
import type { WireMessage } from './types';

export type StreamState = 'connecting' | 'open' | 'broken';

interface StreamOptions {
  token: string;
  /** The last position that is known for certain, asked again at each connection; null: from now. */
  cursor: () => number | null;
  onMessage: (message: WireMessage) => void;
  /** What is no line of talk: news of an application. */
  onNews?: (event: ServerEvent) => void;
  onState: (state: StreamState) => void;
  /** The edge no longer knows the session. */
  onExpired: () => void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const SILENCE_MS = 45_000;
const POLL_MS = 4_000;

/**
 * Listens to `GET /api/stream?after=<seq>` over fetch, so that the token stays out of addresses.
 * Reconnects from the last known position with growing pauses; browsers that cannot read a body
 * piece by piece poll the history instead. Returns the function that stops it.
 */
export function listen(options: StreamOptions): () => void {
  const stop = new AbortController();
  void run(options, stop.signal);
  return () => stop.abort();
}

async function run(options: StreamOptions, stopped: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT_MS;
  while (!stopped.aborted) {
    options.onState('connecting');
    try {
      await connect(options, stopped, () => {
        wait = FIRST_WAIT_MS;
        options.onState('open');
      });
    } catch (error) {
      if (stopped.aborted) return;
      if (error instanceof ProblemError && error.status === 401) return options.onExpired();
    }
    if (stopped.aborted) return;
    options.onState('broken');
    await pause(wait * (0.75 + Math.random() / 2), stopped);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

async function connect(options: StreamOptions, stopped: AbortSignal, opened: () => void) {
  const attempt = new AbortController();
  const cancel = () => attempt.abort();
  stopped.addEventListener('abort', cancel);
  let silence = window.setTimeout(cancel, SILENCE_MS);
  try {
    const from = options.cursor();
    const response = await fetch(from === null ? '/api/stream' : `/api/stream?after=${from}`, {
      headers: { Accept: 'text/event-stream', Authorization: `Bearer ${options.token}` },
      signal: attempt.signal,
      cache: 'no-store',
    });
    if (!response.ok) throw new ProblemError(response.status, `HTTP_${response.status}`, '');
    opened();
    if (!response.body) {
      cancel();
      return await poll(options, stopped);
    }
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      window.clearTimeout(silence);
      silence = window.setTimeout(cancel, SILENCE_MS);
      parser.feed(decoder.decode(value, { stream: true })).forEach((event) => deliver(event, options));
    }
  } finally {
    window.clearTimeout(silence);
    stopped.removeEventListener('abort', cancel);
  }
}

function deliver(event: ServerEvent, { onMessage, onNews }: StreamOptions): void {
  if (event.event !== 'message') {
    onNews?.(event);
    return;
  }
  const message = parse(event.data);
  if (message) onMessage(message);
}

function parse(data: string): WireMessage | null {
  try {
    return JSON.parse(data) as WireMessage;
  } catch {
    return null;
  }
}

async function poll({ token, cursor, onMessage }: StreamOptions, stopped: AbortSignal) {
  while (!stopped.aborted) {
    const from = cursor() ?? 0;
    await readHistory(token, from, stopped, (messages) => messages.forEach(onMessage));
    await pause(POLL_MS, stopped);
  }
}

/** Waits, but wakes at once when the network is back or the listener stops. */
function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', wake);
      stopped.removeEventListener('abort', wake);
      resolve();
    };
    const timer = window.setTimeout(wake, ms);
    window.addEventListener('online', wake);
    stopped.addEventListener('abort', wake);
  });
}
