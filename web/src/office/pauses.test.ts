import { describe, expect, it } from 'vitest';
import { PauseMeter } from './pauses';

describe('a pause', () => {
  it('is told when it ends, in whole seconds, and only beyond half a minute', () => {
    const meter = new PauseMeter(0);
    expect(meter.touch(29_000)).toBe(0);
    expect(meter.touch(59_000)).toBe(0);
    expect(meter.touch(104_400)).toBe(45);
    expect(meter.touch(105_000)).toBe(0);
  });
});
