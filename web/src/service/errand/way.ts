import { dayZh } from '../../format/dates';
import type { WayStep } from '../types';
import { wording } from './wording';

export const STATUS = {
  done: 'done',
  doing: 'current',
  waiting: 'todo',
  failed: 'failed',
} as const;

/** When a step was done, or between which days it is expected. */
export function whenOf({ on, expected_from: from, expected_to: to }: WayStep): string {
  if (on) return dayZh(on);
  if (from && to && from !== to) return wording.expected(dayZh(from), dayZh(to));
  const day = from ?? to;
  return day ? wording.expectedOn(dayZh(day)) : '';
}

/** The step where it stands: the one being done, else the first that waits. */
export function currentOf(steps: WayStep[]): string | null {
  const doing = steps.find(({ state }) => state === 'doing');
  if (doing) return doing.key;
  if (steps.some(({ state }) => state === 'failed')) return null;
  return steps.find(({ state }) => state === 'waiting')?.key ?? null;
}
