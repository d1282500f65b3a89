import { useCallback } from 'react';
import { codeOf, part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useStepUp } from '../../stepup/stepUpContext';
import { errandAddress } from '../addresses';
import type { Errand, Trial } from '../types';

const TIMEOUT_MS = 40_000;

export interface Wish {
  choice?: string;
  details?: Record<string, string | number | boolean>;
}

/**
 * Orders what a trial showed, with the proof it needs, and leads to its way. A trial that is void
 * by now is told to `voided`: it is tried anew and read again.
 */
export function useOrder(trial: Trial<unknown> | null, voided: () => void) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  return useCommand(
    useCallback(
      async (key: string, wish: Wish) => {
        if (!trial) return;
        const { trial_id, hash, errand } = trial;
        const body = { errand, trial_id, hash, confirm: true, ...wish };
        const path = `/api/loans/${part(trial.contract_no)}/errands`;
        // What differs is another order and has a key of its own, also after a cut line.
        const own = `${key}-${fingerprint(body)}`;
        try {
          const made = await withLevel(() =>
            call<Errand>(path, { method: 'POST', key: own, body, timeoutMs: TIMEOUT_MS }),
          );
          window.location.assign(errandAddress(made.request_no));
        } catch (error) {
          if (codeOf(error) !== 'TRIAL_VOID') throw error;
          voided();
        }
      },
      [call, withLevel, trial, voided],
    ),
  );
}

/** A short word for a body: equal bodies have equal ones. */
function fingerprint(body: object): string {
  let sum = 5381;
  for (const letter of JSON.stringify(body)) sum = (sum * 33 + letter.charCodeAt(0)) >>> 0;
  return sum.toString(36);
}
