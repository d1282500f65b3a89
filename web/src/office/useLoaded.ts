import { useCallback, useEffect, useState } from 'react';
import { ProblemError, sentenceOf } from '../api/http';
import { codeOf, useOffice } from './office';

export interface Loaded<T> {
  value: T | null;
  problem: string;
  /** Something has to be proved before it is shown. */
  locked: boolean;
  /** There is no such thing, or it is somebody else's. */
  missing: boolean;
  again: () => void;
  put: (value: T) => void;
}

/** Something fetched for the page: what stood there stays while it is looked at again. */
export function useLoaded<T>(path: string | null, version: unknown = ''): Loaded<T> {
  const { call } = useOffice();
  const [value, put] = useState<T | null>(null);
  const [problem, setProblem] = useState('');
  const [locked, setLocked] = useState(false);
  const [missing, setMissing] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    call<T>(path, { signal: stop.signal })
      .then((loaded) => {
        put(loaded);
        setProblem('');
        setLocked(false);
        setMissing(false);
      })
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setProblem(sentenceOf(error));
        setLocked(codeOf(error) === 'LEVEL_TOO_LOW');
        setMissing(error instanceof ProblemError && error.status === 404);
      });
    return () => stop.abort();
  }, [call, path, attempt, version]);

  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { value, problem, locked, missing, again, put };
}
