import { useCallback, useRef, useState } from 'react';
import { NoAnswerError, newKey, sentenceOf } from '../api/http';

export interface Command<A extends unknown[]> {
  run: (...args: A) => Promise<boolean>;
  busy: boolean;
  /** Why the last try failed, fit to show; empty when it did not. */
  problem: string;
  clear: () => void;
}

/**
 * One thing the customer does: busy while it runs, its problem worded, one key until an answer
 * came, so that trying again after a cut line does nothing twice.
 */
export function useCommand<A extends unknown[]>(
  work: (key: string, ...args: A) => Promise<void>,
): Command<A> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const key = useRef('');
  const running = useRef(false);

  const run = useCallback(
    async (...args: A): Promise<boolean> => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setProblem('');
      key.current ||= newKey();
      try {
        await work(key.current, ...args);
        key.current = '';
        return true;
      } catch (error) {
        if (!(error instanceof NoAnswerError)) key.current = '';
        if (!isAbort(error)) setProblem(sentenceOf(error));
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [work],
  );
  const clear = useCallback(() => setProblem(''), []);
  return { run, busy, problem, clear };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
