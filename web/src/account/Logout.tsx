import { useCallback } from 'react';
import type { Session, SessionKeeper } from '../api/session';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { Problem } from '../ui/Problem';
import { wording } from './wording';

/** Signing out: the device becomes a stranger's again. */
export function Logout({ keeper, onDone }: { keeper: SessionKeeper; onDone: () => void }) {
  const { call } = useOffice();
  const { run, busy, problem } = useCommand(
    useCallback(async () => {
      const before = keeper.current()?.token ?? '';
      await call<Session>('/api/logout', { method: 'POST', body: {} });
      keeper.drop(before);
      onDone();
    }, [call, keeper, onDone]),
  );
  return (
    <section className="panel">
      <p className="small soft">{wording.logoutWhy}</p>
      <Problem>{problem}</Problem>
      <button type="button" className="button button--full" disabled={busy} onClick={() => void run()}>
        {wording.logout}
      </button>
    </section>
  );
}
