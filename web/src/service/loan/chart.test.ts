import { describe, expect, it } from 'vitest';
import { chartOf, HEIGHT, WIDTH } from './chart';

const row = (period: number, principal: string, interest: string, balance: string, payment: string) => ({
  period,
  principal,
  interest,
  balance,
  payment,
});
const ROWS = [
  row(1, '90.00', '10.00', '110.00', '100.00'),
  row(2, '95.00', '5.00', '15.00', '100.00'),
  row(3, '15.00', '0.00', '0.00', '15.00'),
];

describe('the picture of a schedule', () => {
  const { bars, line } = chartOf(ROWS, 1);

  it('stacks interest on principal, all to one scale', () => {
    const [first, second] = bars;
    expect(first?.principal.height).toBeCloseTo((first?.interest.height ?? 0) * 9);
    expect(first?.interest.y).toBeCloseTo((first?.principal.y ?? 0) - (first?.interest.height ?? 0));
    expect(first?.interest.y).toBeCloseTo(second?.interest.y ?? 0);
    expect(bars.every(({ x, width }) => x >= 0 && x + width <= WIDTH)).toBe(true);
  });

  it('tells what was paid from what comes', () => {
    expect(bars.map(({ paid }) => paid)).toEqual([true, false, false]);
  });

  it('lets the balance fall to the ground', () => {
    const heights = line.split(' ').map((point) => Number(point.split(',')[1]));
    expect(heights).toHaveLength(ROWS.length + 1);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(heights[heights.length - 1]).toBe(HEIGHT);
  });

  it('draws nothing for a sum below nothing', () => {
    const [only] = chartOf([row(1, '-1.00', '0.00', '0.00', '0.00')], 0).bars;
    expect(only?.principal.height).toBe(0);
  });
});
