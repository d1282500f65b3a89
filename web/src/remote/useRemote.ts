import { useCallback, useEffect, useMemo, useState } from 'react';
import { call, ProblemError, sentenceOf } from '../api/http';
import { Bell } from '../office/bell';
import { officeOf, part } from '../office/office';
import type { Office } from '../office/office';
import type { Me } from '../office/types';
import { forgetToken, tabStore, takeToken } from './linkToken';
import type { OpenedLink, PartyPage } from './types';

export type RemoteView =
  | { kind: 'missing' }
  | { kind: 'opening' }
  | { kind: 'gone'; reason: string }
  | { kind: 'failed'; problem: string }
  /** Before the phone is proved nothing is told of the party. */
  | { kind: 'open'; link: OpenedLink; page: PartyPage | null };

const LOOK_MS = 8000;

/** Opens the link once, then shows what its party has to do, looked at again after each step. */
export function useRemote() {
  const [token] = useState(() => takeToken(window.location, window.history, tabStore()));
  const [view, setView] = useState<RemoteView>(token ? { kind: 'opening' } : { kind: 'missing' });
  const [attempt, setAttempt] = useState(0);
  const [opening] = useState(() => new Opening());
  const [bell] = useState(() => new Bell());

  const lost = useCallback(() => setView({ kind: 'gone', reason: 'other' }), []);
  const office: Office = useMemo(
    () => officeOf('party', () => opening.link?.token ?? null, lost, () => bell.ring()),
    [opening, lost, bell],
  );

  const look = useCallback(async () => {
    const { link } = opening;
    if (!link) return;
    const me = await office.call<Me>('/api/me');
    const path = `/api/parties/${part(link.party.party_id)}`;
    const page = me.assurance === 'L0' ? null : await office.call<PartyPage>(path);
    setView({ kind: 'open', link, page });
  }, [opening, office]);
  useEffect(() => bell.answeredBy(look), [bell, look]);

  useEffect(() => {
    if (!token) return undefined;
    const stop = new AbortController();
    const open = async () => {
      try {
        const body = { token };
        const told = await call<OpenedLink>('/api/links/open', {
          method: 'POST',
          body,
          signal: stop.signal,
        });
        opening.hold(told);
        await look();
      } catch (error) {
        if (stop.signal.aborted) return;
        setView(refusedView(error));
      }
    };
    void open();
    return () => stop.abort();
  }, [token, attempt, opening, look]);

  // Another link opened in the same tab changes the fragment only: begin anew with it.
  useEffect(() => {
    const anew = () => window.location.hash && window.location.reload();
    window.addEventListener('hashchange', anew);
    return () => window.removeEventListener('hashchange', anew);
  }, []);

  const isOpen = view.kind === 'open';
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = window.setInterval(() => void look().catch(() => undefined), LOOK_MS);
    return () => window.clearInterval(timer);
  }, [isOpen, look]);

  const again = useCallback(() => {
    setView({ kind: 'opening' });
    setAttempt((count) => count + 1);
  }, []);
  return { view, office, again };
}

/** What the link gave, kept in memory only. */
class Opening {
  link: OpenedLink | null = null;

  hold(link: OpenedLink): void {
    this.link = link;
  }
}

function refusedView(error: unknown): RemoteView {
  if (error instanceof ProblemError && (error.status === 410 || error.status === 404)) {
    forgetToken(tabStore());
    const { reason, state } = error.allowed;
    return { kind: 'gone', reason: String(reason ?? state ?? 'other') };
  }
  return { kind: 'failed', problem: sentenceOf(error) };
}
