import { useCallback, useEffect, useMemo, useState } from 'react';
import { call, sentenceOf } from '../api/http';
import { SessionKeeper } from '../api/session';
import { isLost, officeOf } from '../office/office';
import type { Me } from '../office/types';

/** Who has the page: anybody sees showrooms, who is signed in also what is his. */
export function useVisitor() {
  const [keeper] = useState(() => new SessionKeeper());
  const [me, setMe] = useState<Me | null>(null);
  const [problem, setProblem] = useState('');
  const [version, setVersion] = useState(0);

  const look = useCallback(() => setVersion((count) => count + 1), []);
  const identify = useCallback(() => {
    whoIs(keeper).then(
      (found) => {
        setMe(found);
        setProblem('');
      },
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  }, [keeper]);
  useEffect(identify, [identify]);
  useEffect(() => {
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [look]);

  const office = useMemo(() => {
    const reload = () => {
      look();
      return Promise.resolve();
    };
    return officeOf('customer', () => keeper.current()?.token ?? null, identify, reload);
  }, [keeper, identify, look]);
  const signedIn = useCallback(() => {
    identify();
    look();
  }, [identify, look]);
  return { office, keeper, me, problem, version, look, identify, signedIn };
}

/** Who the session is of; one that ended is replaced by a visitor's. */
async function whoIs(keeper: SessionKeeper): Promise<Me> {
  const { token } = await keeper.ensure();
  try {
    return await call<Me>('/api/me', { token });
  } catch (error) {
    if (!isLost(error)) throw error;
    keeper.drop(token);
    const fresh = await keeper.ensure();
    return call<Me>('/api/me', { token: fresh.token });
  }
}
