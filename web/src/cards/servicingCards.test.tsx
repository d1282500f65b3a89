import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CardPowersContext } from '../chat/cardPowers';
import type { Card } from '../contract/cards';
import { CardView } from './CardView';

(globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;

const say = vi.fn();
let host: HTMLElement;

function draw(name: string, data: object, actions: Card['actions'] = []) {
  const card = { name, title: '卡片', text: '文字', data, actions } as Card;
  const powers = { say, openCalculator: vi.fn(), token: () => Promise.resolve('t') };
  act(() =>
    createRoot(host).render(
      <CardPowersContext.Provider value={powers}>
        <CardView card={card} />
      </CardPowersContext.Provider>,
    ),
  );
}
const press = (name: string) => {
  const button = Array.from(host.querySelectorAll('button')).find((b) => b.textContent === name);
  act(() => button?.click());
};
const ways = () => Array.from(host.querySelectorAll('.way'));

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  host.remove();
  say.mockReset();
});

const settlement = {
  quote_id: 'S1',
  contract_no: 'C1',
  settle_on: '2026-11-28',
  principal_outstanding: '74733.97',
  accrued_interest: '82.87',
  early_fee: '1494.68',
  subsidy_clawback: '0.00',
  overdue: '0.00',
  total: '76311.52',
  valid_until: '2026-11-24T23:59:59+08:00',
};

it('shows what settling costs with its parts, without those that are nothing', () => {
  draw('settlement_quote', settlement);
  expect(host.querySelector('.hero__figure')?.textContent).toBe('76,311.52 元');
  expect(host.textContent).toContain('11月28日（周六）结清');
  expect(host.textContent).toContain('1,494.68');
  expect(host.textContent).not.toContain('贴息退回');
});

it('tells why each part is owed and what is saved', () => {
  const parts = [{ name: 'fee', label: '提前结清手续费', amount: '1494.68', why: '第 15 个月收 2%' }];
  draw('settlement_quote', { ...settlement, parts, saving_note: '共少付 2,031.52 元' });
  expect(host.querySelector('.rows__why')?.textContent).toBe('第 15 个月收 2%');
  expect(host.textContent).toContain('共少付 2,031.52 元');
});

it('puts both effects of a part payment beside each other, each with its button', () => {
  const option = { new_payment: '3561.81', new_last_due: '2027-11-20', interest_saved: '3982.93' };
  draw('prepayment_quote', {
    quote_id: 'S1',
    amount: '50000.00',
    effective_on: '2026-12-20',
    early_fee: '1000.00',
    options: [
      { ...option, effect: 'shorten_term', action: { label: '缩短期限', payload: 'b1.s' } },
      { ...option, effect: 'reduce_payment', action: { label: '减少月供', payload: 'b1.r' } },
    ],
  });
  expect(ways()).toHaveLength(2);
  press('减少月供');
  expect(say).toHaveBeenCalledWith({ kind: 'press', payload: 'b1.r', label: '减少月供' });
});

it('shows the ways to extend, and why it cannot be', () => {
  const option = { annual_rate_pct: '5.49', monthly_payment: '4009.21', total_interest: '5291.04' };
  const data = { contract_no: 'C1', balloon: '90930.00', balloon_due: '2027-01-07', eligible: true };
  draw('extension_options', { ...data, options: [{ ...option, term_months: 24 }], reasons: [] });
  expect(ways()[0]?.textContent).toContain('4,009.21');
  expect(ways()[0]?.textContent).toContain('5,291.04');
  expect(host.querySelector('.points--catch')).toBeNull();
  draw('extension_options', { ...data, options: [], reasons: ['有逾期没有还清'] });
  expect(host.querySelector('.points--catch')?.textContent).toContain('有逾期没有还清');
});

it('shows three ways out of a lease and the catch of the kilometres', () => {
  draw('lease_end', {
    contract_no: 'L1',
    residual: '112410.00',
    lease_end: '2027-01-05',
    contract_km: 60000,
    current_km: 66800,
    excess_km_fee: '4640.00',
    km_note: '每多跑 1 公里加 0.80 元',
    choices: [
      { choice: 'return', amount: '4640.00', note: '' },
      { choice: 'buyout', amount: '112410.00', note: '' },
      { choice: 'renew', amount: '9640.00', monthly_payment: '9640.00', months: 12, note: '' },
    ],
  });
  expect(ways().map((way) => way.querySelector('h4')?.textContent)).toEqual(['退车', '留购', '续租']);
  expect(host.textContent).toContain('66800 公里');
  expect(host.querySelector('.points--catch')?.textContent).toContain('0.80');
});

it('lets an offer be passed by with the first and widest button, once', () => {
  const labels = ['继续结清', '请顾问联系我', '不用，谢谢'];
  const actions = labels.map((label, index) => ({ label, payload: `b1.${index}` }));
  const data = { offer_id: 'O1', title: '利率优惠', why_you: '按时还款', valid_until: '2026-12-21T00:00:00+08:00' };
  draw('offer', data, actions);
  const full = host.querySelectorAll('.actions--full button');
  expect(Array.from(full).map((button) => button.textContent)).toEqual(['继续结清']);
  press('不用，谢谢');
  press('请顾问联系我');
  expect(say).toHaveBeenCalledTimes(1);
});

it('tells on which day a step was done or is expected', () => {
  const steps = [{ name: '扣款', status: 'todo', day: '预计11月28日' }];
  draw('timeline', { application_no: 'E1', state: 'CONFIRMED', steps, next_action: '' });
  expect(host.querySelector('.timeline__when')?.textContent).toBe('预计11月28日');
});
