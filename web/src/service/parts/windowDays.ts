import { dayZh } from '../../format/dates';
import type { LoanWindow } from '../types';
import { wording } from '../wording';

/** Between which days something is allowed, in words; empty where no day bounds it. */
export function windowDays({ from, to }: Pick<LoanWindow, 'from' | 'to'>): string {
  if (from && to) return wording.between(dayZh(from), dayZh(to));
  if (from) return wording.from(dayZh(from));
  return to ? wording.until(dayZh(to)) : '';
}
