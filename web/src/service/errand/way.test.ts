import { describe, expect, it } from 'vitest';
import type { WayStep } from '../types';
import { currentOf, whenOf } from './way';

const step = (key: string, state: WayStep['state'], more: Partial<WayStep> = {}): WayStep => ({
  key,
  label: key,
  state,
  on: null,
  expected_from: null,
  expected_to: null,
  ...more,
});

describe('when a step is', () => {
  it('is the day it was done, else the days it is expected', () => {
    expect(whenOf(step('a', 'done', { on: '2026-11-21' }))).toBe('2026年11月21日');
    const span = { expected_from: '2026-12-07', expected_to: '2026-12-17' };
    expect(whenOf(step('a', 'waiting', span))).toBe('预计2026年12月7日到2026年12月17日');
    const day = { expected_from: '2026-12-07', expected_to: '2026-12-07' };
    expect(whenOf(step('a', 'waiting', day))).toBe('预计2026年12月7日');
    expect(whenOf(step('a', 'waiting'))).toBe('');
  });
});

describe('where a way stands', () => {
  it('is what is being done, else what waits first', () => {
    expect(currentOf([step('a', 'done'), step('b', 'waiting'), step('c', 'doing')])).toBe('c');
    expect(currentOf([step('a', 'done'), step('b', 'waiting'), step('c', 'waiting')])).toBe('b');
  });

  it('is nowhere once it is over', () => {
    expect(currentOf([step('a', 'done'), step('b', 'failed')])).toBeNull();
    expect(currentOf([step('a', 'done')])).toBeNull();
  });
});
