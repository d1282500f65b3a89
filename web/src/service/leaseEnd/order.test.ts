import { describe, expect, it } from 'vitest';
import { readBack, wishOf } from './order';

const visit = { dealerId: 'D1', startsAt: '2026-12-05T10:00:00+08:00' };
const dealers = [{ dealer_id: 'D1', name: '成都店', city: '成都', address: '河畔路 8 号', slots: [] }];

describe('the end of a lease is ordered', () => {
  it('with the visit for a return only', () => {
    const choice = { choice: 'return' as const, amount: '4640.00', note: '' };
    expect(wishOf(choice, visit)).toEqual({
      choice: 'return',
      details: { dealer_id: 'D1', starts_at: visit.startsAt },
    });
    const told = readBack('C1', choice, dealers, visit).filter(({ value }) => value);
    expect(told.map(({ value }) => value)).toContain('成都店（河畔路 8 号）');
    expect(told.map(({ value }) => value)).toContain('12月5日（周六） 10:00');
  });

  it('with the term for a renewal, with nothing for a purchase', () => {
    expect(wishOf({ choice: 'renew', amount: '1.00', note: '', months: 24 }, visit)).toEqual({
      choice: 'renew',
      details: { months: 24 },
    });
    const bought = { choice: 'buyout' as const, amount: '75680.00', note: '' };
    expect(wishOf(bought, visit)).toEqual({ choice: 'buyout' });
    expect(readBack('C1', bought, dealers, visit).some(({ value }) => value.includes('成都店'))).toBe(false);
  });
});
