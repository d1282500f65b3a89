import { describe, expect, it } from 'vitest';
import { againstFirst, notSaid, standing } from './care';
import type { Decision, Offer } from './types';

const offer = (id: string, state: Offer['state']) => ({ offer_id: id, state }) as Offer;
const decision = (no: string, moment: string, at: string, allowed: boolean, contract = 'C1') =>
  ({ decision_no: no, moment, decided_at: at, allowed, contract_no: contract }) as Decision;
const numbers = (decisions: Decision[]) => decisions.map((one) => one.decision_no);

describe('offers', () => {
  it('are shown while they stand or were declined, not when they are over', () => {
    const told = standing([offer('a', 'over'), offer('b', 'open'), offer('c', 'declined')]);
    expect(told.open.map((one) => one.offer_id)).toEqual(['b']);
    expect(told.declined.map((one) => one.offer_id)).toEqual(['c']);
  });
});

describe('what was not said', () => {
  it('is the last word on each thing, newest first', () => {
    const told = notSaid([
      decision('1', 'upgrade', '2026-11-20T10:00:00+08:00', false),
      decision('2', 'upgrade', '2026-11-21T10:00:00+08:00', false),
      decision('3', 'upgrade', '2026-11-22T10:00:00+08:00', false, 'C2'),
      decision('4', 'on_time', '2026-11-18T10:00:00+08:00', false),
      decision('5', 'on_time', '2026-11-19T10:00:00+08:00', true),
    ]);
    expect(numbers(told)).toEqual(['3', '2']);
  });

  it('is not an endless list', () => {
    const many = Array.from({ length: 9 }, (_, day) =>
      decision(String(day), `m${day}`, `2026-11-0${day + 1}T10:00:00+08:00`, false),
    );
    expect(numbers(notSaid(many))).toEqual(['8', '7', '6', '5', '4']);
  });
});

it('tells first what spoke against it', () => {
  const rules = [true, false, true, false].map((ok, at) => ({ rule: String(at), name: '', ok, text: '' }));
  expect(againstFirst(rules).map((rule) => rule.rule)).toEqual(['1', '3', '0', '2']);
});
