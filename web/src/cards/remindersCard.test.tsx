import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RemindersCard } from './RemindersCard';

(globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;

let host: HTMLElement;

function draw(more: object) {
  const data = {
    lead_days: [7, 3, 1],
    channel: 'wechat',
    quiet_hours: { from: '21:00', to: '08:00' },
    mandatory: ['当天扣款没有成功'],
    upcoming: [{ kind: 'due', on: '2026-12-20', text: '行止还款 3,561.81 元' }],
    ...more,
  };
  const card = { name: 'reminders', title: '还款提醒', text: '还款提醒', data };
  act(() => createRoot(host).render(<RemindersCard card={card} />));
}

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
});
afterEach(() => host.remove());

it('says when and how, what always comes and what is ahead', () => {
  draw({});
  expect(host.textContent).toContain('还款日前 7、3、1 天');
  expect(host.textContent).toContain('微信，发不到时改短信');
  expect(host.textContent).toContain('08:00 到 21:00 之间');
  expect(host.textContent).toContain('当天扣款没有成功');
  expect(host.textContent).toContain('3,561.81');
  expect(host.querySelector('button')).toBeNull();
});

it('says that nothing comes before the due date', () => {
  draw({ lead_days: [], ics_url: '/api/reminders/calendar.ics' });
  expect(host.textContent).toContain('还款日前不提醒');
  expect(host.querySelector('button')?.textContent).toContain('加到手机日历');
});
