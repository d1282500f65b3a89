/** The addresses under `/service`, read and made in one place. */

export const LOAN_PAGES = [
  'settle',
  'prepay',
  'extend',
  'lease-end',
  'hardship',
  'total-loss',
  'title',
  'insurance',
] as const;
export type LoanPageName = (typeof LOAN_PAGES)[number];

export const CHANGE_PAGES = ['id-card', 'bank-card', 'phone', 'address'] as const;
export type ChangePageName = (typeof CHANGE_PAGES)[number];

export type Place =
  | { page: 'overview' }
  | { page: 'loan'; no: string }
  | { page: LoanPageName; no: string }
  | { page: 'errand'; no: string }
  | { page: 'change'; no: string }
  | { page: ChangePageName }
  | { page: 'reminders' }
  | { page: 'unknown' };

const NUMBER = /^[A-Za-z0-9-]{1,40}$/;
const UNKNOWN: Place = { page: 'unknown' };

/** What an address under `/service` shows. */
export function placeOf(path: string): Place {
  const [room, no, errand, ...rest] = path.replace(/\/+$/, '').split('/').slice(2);
  if (room === undefined) return { page: 'overview' };
  if (room === 'reminders' && no === undefined) return { page: 'reminders' };
  if (no === undefined || rest.length > 0 || !NUMBER.test(no)) return UNKNOWN;
  if (room === 'loans') {
    if (errand === undefined) return { page: 'loan', no };
    const page = LOAN_PAGES.find((name) => name === errand);
    return page ? { page, no } : UNKNOWN;
  }
  if (errand !== undefined) return UNKNOWN;
  if (room === 'errands') return { page: 'errand', no };
  if (room !== 'changes') return UNKNOWN;
  const page = CHANGE_PAGES.find((name) => name === no);
  return page ? { page } : { page: 'change', no };
}

export const OVERVIEW = '/service';
export const REMINDERS = '/service/reminders';

export const loanAddress = (no: string, page?: LoanPageName): string =>
  `/service/loans/${encodeURIComponent(no)}${page ? `/${page}` : ''}`;

export const errandAddress = (no: string): string => `/service/errands/${encodeURIComponent(no)}`;

export const changeAddress = (pageOrNo: string): string =>
  `/service/changes/${encodeURIComponent(pageOrNo)}`;

/** Where something that a loan allows is done. */
export function windowAddress(no: string, errand: string): string {
  const page: Partial<Record<string, LoanPageName>> = {
    settle: 'settle',
    prepay: 'prepay',
    extend: 'extend',
    return: 'lease-end',
    buyout: 'lease-end',
    renew: 'lease-end',
    hardship: 'hardship',
    total_loss: 'total-loss',
  };
  if (errand === 'lien_release') return `${loanAddress(no)}#lien`;
  if (errand === 'pay_now') return `${loanAddress(no)}?pay=now`;
  return loanAddress(no, page[errand]);
}
