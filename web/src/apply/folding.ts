import type { AppStep } from '../office/types';

const FEW = 2;

/** How many steps at the beginning are done and can be folded into one line; few are left alone. */
export function foldable(steps: AppStep[]): number {
  const first = steps.findIndex(({ status }) => status !== 'done');
  const done = first < 0 ? steps.length : first;
  return done > FEW && first >= 0 ? done : 0;
}
