import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ProblemError, sentenceOf } from '../api/http';
import { SessionKeeper } from '../api/session';
import { listen } from '../api/stream';
import type { StreamState } from '../api/stream';
import { Bell } from '../office/bell';
import { codeOf, isLost, officeOf } from '../office/office';
import type { Office } from '../office/office';
import type { Application, Me } from '../office/types';

export type View =
  | { kind: 'loading' }
  | { kind: 'visitor' }
  | { kind: 'none' }
  | { kind: 'failed'; problem: string }
  | { kind: 'ready'; application: Application };

const LOOK_MS = 20_000;

/** The customer's application: loaded, kept live by the stream, looked at again after each step. */
export function useApplication() {
  const [keeper] = useState(() => new SessionKeeper());
  const [view, setView] = useState<View>(() =>
    keeper.current() ? { kind: 'loading' } : { kind: 'visitor' },
  );
  const [person, setPerson] = useState<string | null>(null);
  const [stream, setStream] = useState<StreamState | 'idle'>('idle');
  const turn = useRef(0);

  const lost = useCallback(() => setView({ kind: 'visitor' }), []);
  const [bell] = useState(() => new Bell());
  const office: Office = useMemo(
    () => officeOf('customer', () => keeper.current()?.token ?? null, lost, () => bell.ring()),
    [keeper, lost, bell],
  );

  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const show = (next: View | ((before: View) => View)) => {
      // An answer that was overtaken by a newer question says nothing any more.
      if (mine === turn.current) setView(next);
    };
    try {
      const application = await currentOf(office);
      show(application ? { kind: 'ready', application } : { kind: 'none' });
    } catch (error) {
      if (isLost(error)) return show({ kind: 'visitor' });
      // What stands on the page stays; the banner says that the line is down.
      show((before) =>
        before.kind === 'ready' ? before : { kind: 'failed', problem: sentenceOf(error) },
      );
    }
  }, [office]);
  useEffect(() => bell.answeredBy(reload), [bell, reload]);

  const signedIn = view.kind === 'ready' || view.kind === 'none';
  const token = keeper.current()?.token ?? null;

  useEffect(() => {
    if (token) void reload();
  }, [token, reload]);

  useEffect(() => {
    if (!signedIn || !token) return undefined;
    office.call<Me>('/api/me').then(
      (me) => setPerson([me.name_masked, me.phone_masked].filter(Boolean).join(' ')),
      () => undefined,
    );
    const look = () => void reload();
    const hush = listen({
      token,
      cursor: () => null,
      onMessage: look,
      onNews: look,
      onState: setStream,
      onExpired: lost,
    });
    const timer = window.setInterval(look, LOOK_MS);
    window.addEventListener('focus', look);
    return () => {
      hush();
      window.clearInterval(timer);
      window.removeEventListener('focus', look);
    };
  }, [signedIn, token, office, reload, lost]);

  const again = useCallback(() => {
    setView({ kind: 'loading' });
    void reload();
  }, [reload]);
  return { view, office, keeper, person, stream, again };
}

/** The open application, else the last one there was, else null. */
async function currentOf(office: Office): Promise<Application | null> {
  try {
    return await office.call<Application>('/api/applications/current');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  try {
    const { items } = await office.call<{ items: Application[] }>('/api/applications');
    return items[0] ?? null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error instanceof ProblemError && error.status === 404) || codeOf(error) === 'NO_APPLICATION';
}
