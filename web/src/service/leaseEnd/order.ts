import { clockZh, dateZh } from '../../format/dates';
import { money } from '../parts/Figure';
import type { Wish } from '../parts/useOrder';
import type { ReadBack } from '../types';
import type { LeaseChoice, LeaseDealer } from './types';
import type { Appointment } from './Visit';
import { wording } from './wording';

/** What is read back before a way is taken. */
export function readBack(
  no: string,
  choice: LeaseChoice,
  dealers: LeaseDealer[],
  { dealerId, startsAt }: Appointment,
): ReadBack[] {
  const { row } = wording;
  const returned = choice.choice === 'return';
  const dealer = dealers.find((one) => one.dealer_id === dealerId);
  return [
    { label: row.contract, value: no },
    { label: row.way, value: wording.names[choice.choice] },
    { label: row.amount, value: money(choice.amount) },
    { label: row.months, value: choice.months ? wording.monthsOf(choice.months) : '' },
    { label: row.monthly, value: choice.monthly_payment ? money(choice.monthly_payment) : '' },
    { label: row.dealer, value: returned && dealer ? `${dealer.name}（${dealer.address}）` : '' },
    { label: row.time, value: returned && startsAt ? `${dateZh(startsAt)} ${clockZh(startsAt)}` : '' },
  ];
}

/** What is ordered: the way, and what it needs besides. */
export function wishOf(choice: LeaseChoice, { dealerId, startsAt }: Appointment): Wish {
  if (choice.choice === 'return') {
    return { choice: 'return', details: { dealer_id: dealerId, starts_at: startsAt } };
  }
  if (choice.choice === 'renew' && choice.months) {
    return { choice: 'renew', details: { months: choice.months } };
  }
  return { choice: choice.choice };
}
