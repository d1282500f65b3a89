import { useEffect } from 'react';
import { newKey } from '../api/http';
import { useOffice, part } from './office';
import { PauseMeter } from './pauses';

const LIFE = ['pointerdown', 'keydown', 'scroll', 'visibilitychange'] as const;

/** Reports each pause of more than half a minute on a step that waits for the customer. */
export function usePauses(applicationNo: string | null, step: string): void {
  const { call } = useOffice();
  useEffect(() => {
    if (!applicationNo || !step) return undefined;
    const meter = new PauseMeter(Date.now());
    const alive = () => {
      if (document.visibilityState === 'hidden') return;
      const seconds = meter.touch(Date.now());
      if (seconds === 0) return;
      const path = `/api/applications/${part(applicationNo)}/pauses`;
      // A lost report is no loss to the customer.
      call(path, { method: 'POST', key: newKey(), body: { step, seconds } }).catch(() => undefined);
    };
    LIFE.forEach((name) => document.addEventListener(name, alive, { passive: true, capture: true }));
    return () => LIFE.forEach((name) => document.removeEventListener(name, alive, true));
  }, [call, applicationNo, step]);
}
