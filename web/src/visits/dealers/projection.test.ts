import { describe, expect, it } from 'vitest';
import { sketch } from './projection';

const SHANGHAI = { latitude: 31.23, longitude: 121.47 };
const distance = (one: { x: number; y: number }, other: { x: number; y: number }) =>
  Math.hypot(one.x - other.x, one.y - other.y);

describe('a drawing to scale', () => {
  it('has north above and east to the right', () => {
    const { origin, spots } = sketch(
      SHANGHAI,
      [
        { latitude: 31.33, longitude: 121.47 },
        { latitude: 31.23, longitude: 121.57 },
      ],
      320,
      240,
      24,
    );
    expect(spots[0]?.y).toBeLessThan(origin.y);
    expect(spots[1]?.x).toBeGreaterThan(origin.x);
  });

  it('draws equal distances alike, whichever way they go', () => {
    const { origin, spots } = sketch(
      SHANGHAI,
      [
        { latitude: 31.32993, longitude: 121.47 },
        { latitude: 31.23, longitude: 121.58686 },
      ],
      320,
      240,
      24,
    );
    const [north, east] = spots;
    if (!north || !east) throw new Error('two spots are drawn');
    expect(distance(origin, north)).toBeCloseTo(distance(origin, east), 0);
  });

  it('keeps everything inside its margin and tells the scale', () => {
    const far = [
      { latitude: 39.9, longitude: 116.4 },
      { latitude: 22.5, longitude: 114.0 },
    ];
    const { origin, spots, bar } = sketch(SHANGHAI, far, 320, 240, 24);
    for (const { x, y } of [origin, ...spots]) {
      expect(x).toBeGreaterThanOrEqual(23.9);
      expect(x).toBeLessThanOrEqual(296.1);
      expect(y).toBeGreaterThanOrEqual(23.9);
      expect(y).toBeLessThanOrEqual(216.1);
    }
    expect(bar.width).toBeLessThanOrEqual(110);
    expect(bar.km).toBe(1000);
  });

  it('does not grow without end where there is only one place', () => {
    const { spots, bar } = sketch(SHANGHAI, [SHANGHAI], 320, 240, 24);
    expect(spots[0]).toEqual({ x: 160, y: 120 });
    expect(bar.km).toBeLessThan(1);
  });
});
