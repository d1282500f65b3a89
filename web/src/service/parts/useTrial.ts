import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from '../../api/http';
import { part, useOffice } from '../../office/office';
import type { Trial } from '../types';

const QUIET_MS = 350;
const TIMEOUT_MS = 20_000;

export interface Tried<F> {
  /** The newest figures; those before stay while new ones are on their way. */
  trial: Trial<F> | null;
  /** They are for what was asked before the last change. */
  stale: boolean;
  problem: string;
  again: () => void;
}

interface Answer<F> {
  asked: string;
  trial: Trial<F> | null;
  problem: string;
}

/** The figures of an errand for what is asked, which may be nothing yet: tried as the hand rests. */
export function useTrial<F>(contractNo: string, kind: string, body: object | null): Tried<F> {
  const { call } = useOffice();
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer<F>>({ asked: '', trial: null, problem: '' });
  const wish = body === null ? null : JSON.stringify(body);
  const asked = `${attempt} ${wish ?? ''}`;

  useEffect(() => {
    if (wish === null) return undefined;
    const stop = new AbortController();
    const path = `/api/loans/${part(contractNo)}/trials/${part(kind)}`;
    const options = { method: 'POST' as const, signal: stop.signal, timeoutMs: TIMEOUT_MS };
    const timer = window.setTimeout(() => {
      call<Trial<F>>(path, { ...options, body: JSON.parse(wish) as unknown })
        .then((trial) => setAnswer({ asked, trial, problem: '' }))
        .catch((error: unknown) => {
          if (stop.signal.aborted) return;
          setAnswer((before) => ({ asked, trial: before.trial, problem: sentenceOf(error) }));
        });
    }, QUIET_MS);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [call, contractNo, kind, wish, asked]);

  const again = useCallback(() => setAttempt((count) => count + 1), []);
  const known = answer.asked === asked;
  return {
    trial: wish === null ? null : answer.trial,
    stale: !known || answer.problem !== '',
    problem: known ? answer.problem : '',
    again,
  };
}
