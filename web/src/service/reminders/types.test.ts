import { describe, expect, it } from 'vitest';
import { same, toggled } from './types';

const quiet_hours = { from: '21:00', to: '08:00' };

describe('a setting of reminders', () => {
  it('takes days in and out, the longest first', () => {
    expect(toggled([7, 1], 3)).toEqual([7, 3, 1]);
    expect(toggled([7, 3, 1], 3)).toEqual([7, 1]);
  });

  it('is the same whatever the order of its days', () => {
    const one = { lead_days: [7, 3, 1], channel: 'sms', quiet_hours };
    expect(same(one, { ...one, lead_days: [1, 3, 7] })).toBe(true);
    expect(same(one, { ...one, lead_days: [7, 1] })).toBe(false);
    expect(same(one, { ...one, channel: 'wechat' })).toBe(false);
    expect(same(one, { ...one, quiet_hours: { from: '22:00', to: '08:00' } })).toBe(false);
  });
});
