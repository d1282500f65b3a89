import { call } from '../api/http';
import { keepSession } from '../api/session';
import type { Session } from '../api/session';

const FRAGMENT = /^#wx=([A-Za-z0-9_-]{20,100})$/;

/**
 * A page opened in WeChat arrives with a code in its fragment: it is worth the page's session,
 * once. Whatever comes of it, the code leaves the address; without it the page goes on as any.
 */
export async function arrive(): Promise<void> {
  const code = FRAGMENT.exec(window.location.hash)?.[1];
  if (!code) return;
  const { pathname, search } = window.location;
  window.history.replaceState(null, '', `${pathname}${search}`);
  try {
    keepSession(await call<Session>('/api/sessions/exchange', { method: 'POST', body: { code } }));
  } catch {
    return;
  }
}
