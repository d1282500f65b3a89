import { describe, expect, it } from 'vitest';
import { asMoney } from './typedMoney';

describe('a typed sum', () => {
  it.each([
    ['50000', '50000.00'],
    ['50,000', '50000.00'],
    ['50000.5', '50000.50'],
    ['5万', '50000.00'],
    ['1.25万', '12500.00'],
    [' 3000 元', '3000.00'],
    ['00012', '12.00'],
  ])('%s is %s', (typed, money) => expect(asMoney(typed)).toBe(money));

  it.each(['', '0', '0.00', '0万', 'abc', '-5', '1.234', '1.2.3', '12345678901'])('%s is none', (typed) =>
    expect(asMoney(typed)).toBeNull(),
  );
});
