import { describe, expect, it } from 'vitest';
import { isAtEnd, ReadingClock } from './reading';

describe('the reading clock', () => {
  it('counts the seconds in front of a reader, not those behind another page', () => {
    const clock = new ReadingClock();
    clock.tick(0, true);
    clock.tick(4000, true);
    clock.tick(5000, false);
    clock.tick(60_000, false);
    clock.tick(61_000, true);
    clock.tick(63_000, true);
    expect(clock.dwellMs).toBe(6000);
    expect(clock.left(10)).toBe(4);
  });

  it('lets nobody through before the last second is over', () => {
    const clock = new ReadingClock();
    clock.tick(0, true);
    clock.tick(9999, true);
    expect(clock.left(10)).toBe(1);
    clock.tick(10_000, true);
    expect(clock.left(10)).toBe(0);
  });
});

describe('the end of a text', () => {
  it('is reached by scrolling, or at once when all of it is seen', () => {
    expect(isAtEnd({ scrollTop: 0, clientHeight: 300, scrollHeight: 900 })).toBe(false);
    expect(isAtEnd({ scrollTop: 598, clientHeight: 300, scrollHeight: 900 })).toBe(true);
    expect(isAtEnd({ scrollTop: 0, clientHeight: 300, scrollHeight: 300 })).toBe(true);
  });
});
