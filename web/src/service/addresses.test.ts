import { describe, expect, it } from 'vitest';
import { errandAddress, loanAddress, placeOf, windowAddress } from './addresses';

describe('what an address shows', () => {
  it.each([
    ['/service', { page: 'overview' }],
    ['/service/', { page: 'overview' }],
    ['/service/loans/C1', { page: 'loan', no: 'C1' }],
    ['/service/loans/C1/', { page: 'loan', no: 'C1' }],
    ['/service/loans/C1/settle', { page: 'settle', no: 'C1' }],
    ['/service/loans/C1/lease-end', { page: 'lease-end', no: 'C1' }],
    ['/service/errands/E-1', { page: 'errand', no: 'E-1' }],
    ['/service/changes/bank-card', { page: 'bank-card' }],
    ['/service/changes/R1', { page: 'change', no: 'R1' }],
    ['/service/reminders', { page: 'reminders' }],
  ])('%s', (path, place) => expect(placeOf(path)).toEqual(place));

  it.each([
    '/service/loans',
    '/service/loans/C1/steal',
    '/service/loans/C1/settle/more',
    '/service/loans/C%201',
    '/service/errands/E1/x',
    '/service/reminders/x',
    '/service/else/x',
  ])('%s is no page', (path) => expect(placeOf(path)).toEqual({ page: 'unknown' }));
});

describe('where something is done', () => {
  it('leads back to the page it came from', () => {
    for (const errand of ['settle', 'prepay', 'extend', 'return', 'buyout', 'hardship', 'total_loss']) {
      const place = placeOf(windowAddress('C1', errand));
      expect(place).toMatchObject({ no: 'C1' });
      expect(place.page).not.toBe('loan');
    }
  });

  it('pays on the page of the loan', () => {
    expect(windowAddress('C1', 'pay_now')).toBe('/service/loans/C1?pay=now');
    expect([loanAddress('C1'), errandAddress('E1')]).toEqual(['/service/loans/C1', '/service/errands/E1']);
  });
});
