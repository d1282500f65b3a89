import { useCallback, useEffect, useMemo, useState } from 'react';
import { SessionKeeper } from '../api/session';
import { listen } from '../api/stream';
import type { StreamState } from '../api/stream';
import { Bell } from '../office/bell';
import { officeOf } from '../office/office';
import type { Me } from '../office/types';

/** Who has the page, and when to look again: news on the stream, the window in front again. */
export function useService() {
  const [keeper] = useState(() => new SessionKeeper());
  const [signedOut, setSignedOut] = useState(() => keeper.current() === null);
  const [person, setPerson] = useState<string | null>(null);
  const [stream, setStream] = useState<StreamState | 'idle'>('idle');
  const [version, setVersion] = useState(0);
  const [bell] = useState(() => new Bell());

  const lost = useCallback(() => setSignedOut(true), []);
  const look = useCallback(() => setVersion((count) => count + 1), []);
  useEffect(() => {
    bell.answeredBy(() => {
      look();
      return Promise.resolve();
    });
  }, [bell, look]);
  const office = useMemo(
    () => officeOf('customer', () => keeper.current()?.token ?? null, lost, () => bell.ring()),
    [keeper, lost, bell],
  );
  const token = signedOut ? null : (keeper.current()?.token ?? null);

  useEffect(() => {
    if (!token) return undefined;
    office.call<Me>('/api/me').then(
      (me) => {
        if (me.kind === 'visitor') lost();
        else setPerson([me.name_masked, me.phone_masked].filter(Boolean).join(' '));
      },
      () => undefined,
    );
    const hush = listen({
      token,
      cursor: () => null,
      onMessage: look,
      onNews: look,
      onState: setStream,
      onExpired: lost,
    });
    window.addEventListener('focus', look);
    return () => {
      hush();
      window.removeEventListener('focus', look);
    };
  }, [token, office, look, lost]);

  const signedIn = useCallback(() => {
    setSignedOut(false);
    look();
  }, [look]);
  return { office, keeper, person, stream, version, signedOut, signedIn };
}
