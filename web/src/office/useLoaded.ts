import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from '../api/http';
import { useOffice } from './office';

export interface Loaded<T> {
  value: T | null;
  problem: string;
  again: () => void;
  put: (value: T) => void;
}

/** Something fetched for the page: what stood there stays while it is looked at again. */
export function useLoaded<T>(path: string | null, version: unknown = ''): Loaded<T> {
  const { call } = useOffice();
  const [value, put] = useState<T | null>(null);
  const [problem, setProblem] = useState('');
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    call<T>(path, { signal: stop.signal })
      .then((loaded) => {
        put(loaded);
        setProblem('');
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(sentenceOf(error));
      });
    return () => stop.abort();
  }, [call, path, attempt, version]);

  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { value, problem, again, put };
}
