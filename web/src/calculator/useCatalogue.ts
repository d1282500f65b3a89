import { useEffect, useState } from 'react';
import { call, sentenceOf } from '../api/http';
import type { Catalogue } from './plan';

type Loaded = { catalogue: Catalogue } | { problem: string } | null;

/** The catalogue for the calculator, with a way to ask again when it did not come. */
export function useCatalogue(token: () => Promise<string>): { loaded: Loaded; again: () => void } {
  const [loaded, setLoaded] = useState<Loaded>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    token()
      .then((bearer) =>
        call<Catalogue>('/api/catalogue', { token: bearer, signal: stop.signal }),
      )
      .then((catalogue) => setLoaded({ catalogue }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setLoaded({ problem: sentenceOf(error) });
      });
    return () => stop.abort();
  }, [token, attempt]);

  const again = () => {
    setLoaded(null);
    setAttempt(attempt + 1);
  };
  return { loaded, again };
}
