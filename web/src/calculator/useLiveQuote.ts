import { useEffect, useState } from 'react';
import { call, ProblemError, sentenceOf } from '../api/http';
import type { Allowed } from '../api/http';
import type { QuoteAnswer } from './plan';

const DEBOUNCE_MS = 80;

export interface LiveQuote {
  /** The last figures that were given; they stay while the next are on the way. */
  answer: QuoteAnswer | null;
  /** Why the present wishes cannot be priced. */
  problem: { code: string; title: string; allowed: Allowed } | null;
  busy: boolean;
}

const NOTHING: LiveQuote = { answer: null, problem: null, busy: true };

/** Prices `request` through the edge, shortly after it has stopped changing. */
export function useLiveQuote(
  request: Record<string, unknown> | null,
  token: () => Promise<string>,
): LiveQuote {
  const [live, setLive] = useState(NOTHING);
  const key = request ? JSON.stringify(request) : '';

  useEffect(() => {
    if (!key) return undefined;
    const stop = new AbortController();
    const ask = async () => {
      setLive((before) => ({ ...before, busy: true }));
      try {
        const bearer = await token();
        const body: unknown = JSON.parse(key);
        const options = { method: 'POST' as const, token: bearer, body, signal: stop.signal };
        const answer = await call<QuoteAnswer>('/api/quotes', options);
        setLive({ answer, problem: null, busy: false });
      } catch (error) {
        if (stop.signal.aborted) return;
        const allowed = error instanceof ProblemError ? error.allowed : {};
        const code = error instanceof ProblemError ? error.code : '';
        const problem = { code, title: sentenceOf(error), allowed };
        setLive((before) => ({ ...before, problem, busy: false }));
      }
    };
    const timer = window.setTimeout(() => void ask(), DEBOUNCE_MS);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [key, token]);

  return live;
}
