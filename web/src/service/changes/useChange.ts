import { useCallback } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useStepUp } from '../../stepup/stepUpContext';
import { changeAddress } from '../addresses';
import type { Change } from './types';

const TIMEOUT_MS = 40_000;

/** Orders a change of a kind with the proof it needs, and leads to its page. */
export function useChange(kind: Change['kind']) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  return useCommand(
    useCallback(
      async (key: string, body: object) => {
        const options = { method: 'POST' as const, key, body: { ...body, confirm: true }, timeoutMs: TIMEOUT_MS };
        const made = await withLevel(() => call<Change>(`/api/changes/${part(kind)}`, options));
        window.location.assign(changeAddress(made.request_no));
      },
      [call, withLevel, kind],
    ),
  );
}
