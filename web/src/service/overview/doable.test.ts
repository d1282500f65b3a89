import { describe, expect, it } from 'vitest';
import { doable } from './doable';

const one = (errand: string, allowed: boolean) => ({ errand, allowed, why_not: null, from: null, to: null });

describe('what a loan allows', () => {
  it('is parted from what it does not, in its order', () => {
    const { can, cannot } = doable([one('settle', true), one('prepay', false), one('hardship', true)]);
    expect(can.map(({ errand }) => errand)).toEqual(['settle', 'hardship']);
    expect(cannot.map(({ errand }) => errand)).toEqual(['prepay']);
  });

  it('says the end of a lease once', () => {
    const { can } = doable([one('return', true), one('buyout', true), one('renew', true)]);
    expect(can.map(({ errand }) => errand)).toEqual(['return']);
  });
});
