import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SessionKeeper } from '../api/session';
import { arrive } from './arrival';

const CODE = 'abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE';

function answering(status: number, body: unknown) {
  const fetched = vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

beforeEach(() => {
  window.localStorage.clear();
  window.history.replaceState(null, '', '/apply?step=upload');
});
afterEach(() => vi.unstubAllGlobals());

test('a code is worth the session of the page and leaves the address', async () => {
  const fetched = answering(200, { token: 't', conversation_id: 'c' });
  window.history.replaceState(null, '', `/apply?step=upload#wx=${CODE}`);
  await arrive();
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(window.location.hash).toBe('');
  expect(window.location.search).toBe('?step=upload');
  expect(new SessionKeeper().current()).toEqual({ token: 't', conversation_id: 'c' });
});

test('a used code leaves the address and the session of before', async () => {
  window.localStorage.setItem('chedai.session', JSON.stringify({ token: 'old', conversation_id: 'o' }));
  answering(410, { code: 'EXCHANGE_GONE', title: '' });
  window.history.replaceState(null, '', `/apply#wx=${CODE}`);
  await arrive();
  expect(window.location.hash).toBe('');
  expect(new SessionKeeper().current()?.token).toBe('old');
});

test.each(['', '#wx=', '#wx=short', `#token=${CODE}`, `#wx=${CODE}<script>`])(
  'anything else in the fragment is left alone: %s',
  async (hash) => {
    const fetched = answering(200, {});
    window.history.replaceState(null, '', `/s${hash}`);
    await arrive();
    expect(fetched).not.toHaveBeenCalled();
  },
);
