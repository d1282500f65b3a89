import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PaymentsCard } from './PaymentsCard';

(globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;

let host: HTMLElement;
const failed = {
  due_date: '2026-11-16',
  amount: '1467.76',
  status: 'overdue',
  failure_reason: '卡内余额不足',
};
const paid = { due_date: '2026-10-16', amount: '1467.76', status: 'paid', paid_at: '2026-10-16' };

function draw(rows: object[]) {
  const card = { name: 'payments', title: '还款记录', text: '还款记录', data: { rows } };
  act(() => createRoot(host).render(<PaymentsCard card={card} />));
}

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
});
afterEach(() => host.remove());

it('tells what was paid when, and why a debit failed', () => {
  draw([failed, paid]);
  const lines = Array.from(host.querySelectorAll('tbody tr')).map((row) => row.textContent);
  expect(lines[0]).toContain('1,467.76');
  expect(lines[0]).toContain('逾期');
  expect(lines[0]).toContain('卡内余额不足');
  expect(lines[1]).toContain('已还');
  expect(host.querySelector('.link-row')).toBeNull();
});

it('opens the long list as a sheet', () => {
  draw(Array.from({ length: 12 }, () => paid));
  expect(host.querySelectorAll('tbody tr')).toHaveLength(5);
  act(() => host.querySelector<HTMLButtonElement>('.link-row')?.click());
  expect(document.body.textContent).toContain('看全部 12 笔');
  expect(document.querySelectorAll('[role="dialog"] tbody tr, dialog tbody tr')).toHaveLength(12);
});
