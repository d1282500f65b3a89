import type { LoanWindow } from '../types';

/** What can be done and what cannot; the three ends of a lease are one page and one button. */
export function doable(windows: LoanWindow[]): { can: LoanWindow[]; cannot: LoanWindow[] } {
  const leaseEnds = ['buyout', 'renew'];
  const told = windows.filter(
    ({ errand }) => !(leaseEnds.includes(errand) && windows.some((other) => other.errand === 'return')),
  );
  return { can: told.filter(({ allowed }) => allowed), cannot: told.filter(({ allowed }) => !allowed) };
}
