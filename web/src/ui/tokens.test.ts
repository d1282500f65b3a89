import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

const [light = '', dark = ''] = css.split('prefers-color-scheme: dark');

const tokens = (block: string) =>
  Object.assign(
    {},
    ...Array.from(block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g), ([, name, value]) => ({
      [String(name)]: value,
    })),
  ) as Record<string, string>;

const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string) => {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

const WORDS: [string, string][] = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'card'],
  ['ink-soft', 'line'],
  ['on-primary', 'primary'],
  ['on-primary', 'primary-pressed'],
  ['on-accent', 'accent'],
  ['link', 'card'],
  ['link', 'paper'],
  ['link', 'primary-tint'],
  ['ink', 'good-tint'],
  ['ink', 'caution-tint'],
  ['ink', 'accent-tint'],
  ['good-text', 'good-tint'],
  ['good-text', 'card'],
  ['caution-text', 'caution-tint'],
  ['bad-text', 'bad-tint'],
  ['bad-text', 'paper'],
];
const MARKS: [string, string][] = [
  ['line-strong', 'card'],
  ['primary', 'card'],
  ['primary', 'paper'],
  ['chart-principal', 'card'],
];

describe.each([
  ['light', tokens(light)],
  ['dark', { ...tokens(light), ...tokens(dark) }],
])('contrast in %s', (_, palette) => {
  it.each(WORDS)('%s reads on %s', (words, ground) => {
    expect(contrast(palette[words] ?? '', palette[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
  it.each(MARKS)('%s is seen on %s', (mark, ground) => {
    expect(contrast(palette[mark] ?? '', palette[ground] ?? '')).toBeGreaterThanOrEqual(3);
  });
});
