import { describe, expect, it } from 'vitest';
import { windowDays } from './windowDays';

describe('the days of a window', () => {
  it('are said as far as they are known', () => {
    expect(windowDays({ from: '2026-11-21', to: '2026-12-21' })).toBe('2026年11月21日至2026年12月21日可办');
    expect(windowDays({ from: '2027-01-20', to: null })).toBe('2027年1月20日起可办');
    expect(windowDays({ from: null, to: '2027-01-20' })).toBe('2027年1月20日前可办');
    expect(windowDays({ from: null, to: null })).toBe('');
  });
});
