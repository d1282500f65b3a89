import { describe, expect, it } from 'vitest';
import { clockZh, dateZh, dayZh, momentZh, termZh } from './dates';
import { compareDecimals, isPositive, proportions, rate, share, yuan } from './money';

describe('money', () => {
  it.each([
    ['3561.81', '3,561.81'],
    ['0.00', '0.00'],
    ['-1364.08', '-1,364.08'],
    ['123456789.10', '123,456,789.10'],
    ['90071992547409931.07', '90,071,992,547,409,931.07'],
    ['1200', '1,200.00'],
    ['面议', '面议'],
  ])('%s is shown as %s', (given, shown) => expect(yuan(given)).toBe(shown));

  it('keeps the decimals of a rate and drops idle ones of a share', () => {
    expect(rate('4.90')).toBe('4.90%');
    expect([share('30.00'), share('27.50'), share('30'), share('100')]).toEqual([
      '30%',
      '27.5%',
      '30%',
      '100%',
    ]);
  });

  it.each([
    ['9.00', '10.00', -1],
    ['10.00', '9.99', 1],
    ['1.5', '1.50', 0],
    ['-2.00', '-1.00', -1],
    ['-0.00', '0.00', 0],
    ['90071992547409931.07', '90071992547409931.08', -1],
  ])('%s against %s is %i', (left, right, sign) =>
    expect(Math.sign(compareDecimals(left, right))).toBe(sign),
  );

  it('knows what is more than nothing', () => {
    expect([isPositive('0.00'), isPositive('0.01'), isPositive('-1.00')]).toEqual([false, true, false]);
  });

  it('draws nothing for nothing', () => {
    expect(proportions(['0.00', '0.00'])).toEqual([0, 0]);
    expect(proportions(['75.00', '25.00'])).toEqual([75, 25]);
  });
});

describe('dates', () => {
  it('reads a date as written, wherever the reader is', () => {
    expect(dateZh('2026-12-20')).toBe('12月20日（周日）');
    expect(dateZh('2026-11-28T23:59:59+08:00')).toBe('11月28日（周六）');
    expect(dateZh('改天')).toBe('改天');
  });

  it('says a moment as it is written', () => {
    expect(momentZh('2026-11-28T10:00:00+08:00')).toBe('11月28日 10:00');
    expect([momentZh('2026-11-28'), clockZh('2026-11-28T09:30:00+08:00')]).toEqual([
      '11月28日',
      '09:30',
    ]);
    expect([dayZh('2027-02-19'), dayZh('改天')]).toEqual(['2027年2月19日', '改天']);
  });

  it('says whole years beside months', () => {
    expect([termZh(36), termZh(30)]).toEqual(['36 期（3 年）', '30 期']);
  });
});
