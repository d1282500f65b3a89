import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetToken, takeToken } from './linkToken';

const place = (hash: string) => ({ hash, pathname: '/s' }) as Location;
const history = { replaceState: vi.fn() } as unknown as History;

describe('the token of a link', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('leaves the address bar at once and stays with the tab', () => {
    expect(takeToken(place('#abc'), history, window.sessionStorage)).toBe('abc');
    expect(history.replaceState).toHaveBeenCalledWith(null, '', '/s');
    expect(takeToken(place(''), history, window.sessionStorage)).toBe('abc');
    expect(window.localStorage).toHaveLength(0);
  });

  it('is none without a link, and none after it was forgotten', () => {
    expect(takeToken(place(''), history, window.sessionStorage)).toBeNull();
    takeToken(place('#abc'), history, window.sessionStorage);
    forgetToken(window.sessionStorage);
    expect(takeToken(place(''), history, window.sessionStorage)).toBeNull();
  });

  it('works where storage is shut', () => {
    expect(takeToken(place('#abc'), history, null)).toBe('abc');
  });
});
