import { describe, expect, it } from 'vitest';
import type { Errand } from '../types';
import { moveOf, standing } from './inspection';

const booked = { dealer: { name: '深圳店', address: '海边路 1 号' }, starts_at: '2026-11-25T10:00:00+08:00' };

function errand(state: string, figures: Record<string, unknown>): Errand {
  return { state, figures } as unknown as Errand;
}

describe('an inspection', () => {
  it('is moved while it is still to come', () => {
    expect(standing(errand('BOOKED', { appointment: booked }))).toEqual(booked);
    expect(standing(errand('INSPECTED', { appointment: booked }))).toBeNull();
  });

  it('is none where a person calls', () => {
    expect(standing(errand('BOOKED', {}))).toBeNull();
  });

  it('is moved as it was confirmed', () => {
    expect(moveOf({ dealerId: 'sz-01', startsAt: '2026-11-26T14:00:00+08:00' })).toEqual({
      dealer_id: 'sz-01',
      starts_at: '2026-11-26T14:00:00+08:00',
      confirm: true,
    });
  });
});
