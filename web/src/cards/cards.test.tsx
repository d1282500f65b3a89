import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CardPowersContext } from '../chat/cardPowers';
import type { CardDataByName } from '../contract/cards';
import type { Card } from '../contract/cards';
import { CardView } from './CardView';
import { drawings } from './registry';

(globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;

const say = vi.fn();
let host: HTMLElement;

function draw(card: Card) {
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

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  host.remove();
  say.mockReset();
  vi.restoreAllMocks();
});

// One name of each card in the generated contract; a new card there fails the type check here.
const CONTRACT: Record<keyof CardDataByName, true> = {
  vehicles: true,
  needs: true,
  recommendation: true,
  quote: true,
  comparison: true,
  cash_or_loan: true,
  schedule: true,
  term: true,
  process: true,
  documents: true,
  dealers: true,
  confirm: true,
  receipt: true,
  handoff: true,
  verify: true,
  upload: true,
  timeline: true,
  sign: true,
  contract: true,
  payments: true,
  appointment: true,
  consents: true,
  hardship_options: true,
  settlement_quote: true,
  prepayment_quote: true,
  extension_options: true,
  lease_end: true,
  offer: true,
  reminders: true,
};

describe('cards', () => {
  it('of the contract are all drawn', () => {
    expect(Object.keys(drawings).sort()).toEqual(Object.keys(CONTRACT).sort());
  });

  it.each(['rating', 'constructor', '__proto__'])('called %s are read out as text', (name) => {
    draw({ name, title: '授权', text: '服务沟通：已同意', data: {} });
    expect(host.querySelector('article h3')?.textContent).toBe('授权');
    expect(host.textContent).toContain('服务沟通：已同意');
  });

  it('with broken data fall back to their text and keep their buttons', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const actions = [{ label: '再算', payload: 'b1.x' }];
    draw({ name: 'quote', title: '方案', text: '月供 4,406.28 元', data: {}, actions });
    expect(host.textContent).toContain('月供 4,406.28 元');
    press('再算');
    expect(say).toHaveBeenCalledWith({ kind: 'press', payload: 'b1.x', label: '再算' });
  });

  it('open no address that is not of the web', () => {
    const actions = [{ label: '看', url: 'javascript:alert(1)' }];
    draw({ name: 'x', title: 'x', text: 'x', data: {}, actions });
    expect(host.querySelector('a, .actions button')).toBeNull();
  });

  it('to confirm commit once', () => {
    const actions = [
      { label: '确认', payload: 'b1.y' },
      { label: '算了', payload: 'b1.n' },
    ];
    const data = { rows: [{ label: '车', value: '听澜' }], consequence: '存下' };
    draw({ name: 'confirm', title: '确认', text: '确认', data, actions });
    press('确认');
    press('确认');
    press('算了');
    expect(say).toHaveBeenCalledTimes(1);
  });

  it('of needs are corrected in place with a sentence', () => {
    const items = [{ field: 'term_months', label: '期数', shown: '36 期', source: 'assumed' }];
    draw({ name: 'needs', title: '我记下的', text: '36 期', data: { items } });
    act(() => host.querySelector<HTMLButtonElement>('.need__line')?.click());
    press('48 期');
    expect(say).toHaveBeenCalledWith({ kind: 'text', text: '改成48期' });
  });
});
