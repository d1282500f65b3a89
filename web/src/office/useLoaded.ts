import { useCallback, useEffect, useState } from 'react';
import { ProblemError, sentenceOf } from '../api/http';
import { useOffice } from './office';

export interface Loaded<T> {
  value: T | null;
  problem: string;
  /** It is not there yet, in the state that things are in. */
  early: boolean;
  again: () => void;
  put: (value: T) => void;
}

/** Something fetched for the page: what stood there stays while it is looked at again. */
export function useLoaded<T>(path: string | null, version: unknown = ''): Loaded<T> {
  const { call } = useOffice();
  const [value, put] = useState<T | null>(null);
  const [problem, setProblem] = useState('');
  const [early, setEarly] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    call<T>(path, { signal: stop.signal })
      .then((loaded) => {
        put(loaded);
        setProblem('');
        setEarly(false);
      })
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setProblem(sentenceOf(error));
        setEarly(error instanceof ProblemError && error.status === 409);
      });
    return () => stop.abort();
  }, [call, path, attempt, version]);

  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { value, problem, early, again, put };
}
