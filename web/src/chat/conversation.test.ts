import { describe, expect, it } from 'vitest';
import type { WireMessage } from '../api/types';
import { conversation, EMPTY, isWaiting } from './conversation';
import type { Conversation, Event } from './conversation';

const AT = '2026-11-21T10:00:00+08:00';
const run = (...events: Event[]): Conversation => events.reduce(conversation, EMPTY);
const texts = (state: Conversation) => state.entries.map((entry) => entry.text ?? entry.card?.title);
const own = (seq: number, id: string, text = '你好'): WireMessage => ({
  seq,
  role: 'customer',
  turn_id: `t-${id}`,
  client_message_id: id,
  text,
});
const bot = (seq: number | undefined, id: string, text: string): WireMessage => ({
  seq,
  role: 'bot',
  turn_id: `t-${id}`,
  text,
});
const sending = (id: string, text = '你好'): Event => ({
  type: 'sending',
  clientId: id,
  saying: { kind: 'text', text },
  at: AT,
});
const answered = (id: string, ...messages: WireMessage[]): Event => ({
  type: 'answered',
  clientId: id,
  turnId: `t-${id}`,
  messages,
  at: AT,
});
const arrived = (...messages: WireMessage[]): Event => ({ type: 'arrived', messages });

describe('a turn', () => {
  it('stands once, whichever of answer and stream comes first', () => {
    const stream = arrived(own(1, 'a'), bot(2, 'a', '在'));
    const answer = answered('a', bot(2, 'a', '在'));
    for (const order of [
      [stream, answer],
      [answer, stream],
      [stream, answer, stream, answer],
    ]) {
      const state = run(sending('a'), ...order);
      expect(texts(state)).toEqual(['你好', '在']);
      expect(state.entries.map((entry) => entry.state)).toEqual(['sent', 'sent']);
    }
  });

  it('stands once when the answer carries no positions', () => {
    const answer = answered('a', bot(undefined, 'a', '在'), bot(undefined, 'a', '在'));
    const stream = arrived(own(1, 'a'), bot(2, 'a', '在'), bot(3, 'a', '在'));
    expect(texts(run(sending('a'), answer, stream))).toEqual(['你好', '在', '在']);
    expect(texts(run(sending('a'), stream, answer))).toEqual(['你好', '在', '在']);
  });

  it('keeps two equal sentences of the customer apart', () => {
    const state = run(sending('a'), sending('b'), arrived(own(1, 'a'), own(2, 'b')));
    expect(texts(state)).toEqual(['你好', '你好']);
  });

  it('shows what the edge kept in place of what was typed', () => {
    const state = run(sending('a', '身份证 990101…'), arrived(own(1, 'a', '身份证 ***')));
    expect(texts(state)).toEqual(['身份证 ***']);
  });
});

describe('order', () => {
  it('follows positions, with what is on its way at the end', () => {
    const state = run(sending('b', '还有'), arrived(bot(4, 'x', '四'), bot(3, 'x', '三')));
    expect(texts(state)).toEqual(['三', '四', '还有']);
  });

  it('puts a line that was missed where it belongs', () => {
    const state = run(arrived(bot(1, 'x', '一'), bot(3, 'x', '三')), arrived(bot(2, 'x', '二')));
    expect(texts(state)).toEqual(['一', '二', '三']);
  });
});

describe('the cursor', () => {
  it('moves with stream and history only, so that nothing between is skipped', () => {
    const answerAhead = run(sending('a'), answered('a', bot(5, 'a', '在')));
    expect(answerAhead.cursor).toBe(0);
    const state = conversation(answerAhead, arrived(own(3, 'a'), bot(4, 'y', '插话')));
    expect(state.cursor).toBe(4);
    expect(texts(state)).toEqual(['你好', '插话', '在']);
  });

  it('never goes back', () => {
    expect(run(arrived(bot(7, 'x', '七')), arrived(bot(2, 'x', '二'))).cursor).toBe(7);
  });

  it('survives a replay of everything', () => {
    const all = arrived(own(1, 'a'), bot(2, 'a', '在'), bot(3, 'a', '您说'));
    expect(texts(run(all, all, all))).toEqual(['你好', '在', '您说']);
  });
});

describe('waiting', () => {
  it('lasts from sending to the first words of the answer', () => {
    const sent = run(sending('a'), arrived(own(1, 'a')));
    expect(isWaiting(sent)).toBe(true);
    expect(isWaiting(conversation(sent, arrived(bot(2, 'a', '在'))))).toBe(false);
    expect(isWaiting(conversation(sent, answered('a', bot(2, 'a', '在'))))).toBe(false);
    expect(isWaiting(conversation(sent, arrived(bot(2, 'x', '别的'))))).toBe(true);
  });

  it('ends when sending fails, even after the words arrived', () => {
    const failed: Event = { type: 'failed', clientId: 'a', problem: '断了' };
    expect(isWaiting(run(sending('a'), failed))).toBe(false);
    expect(isWaiting(run(sending('a'), arrived(own(1, 'a')), failed))).toBe(false);
  });
});

describe('failing', () => {
  const failed: Event = { type: 'failed', clientId: 'a', problem: '网络没有回应' };

  it('keeps the words and the reason', () => {
    const [entry] = run(sending('a', '首付三成'), failed).entries;
    expect(entry).toMatchObject({ text: '首付三成', state: 'failed', problem: '网络没有回应' });
    expect(entry?.saying).toEqual({ kind: 'text', text: '首付三成' });
  });

  it('is forgotten when the line turns out to have arrived', () => {
    const late = run(sending('a'), failed, arrived(own(1, 'a'), bot(2, 'a', '在')));
    expect(late.entries[0]).toMatchObject({ state: 'sent', problem: undefined });
    const early = run(sending('a'), arrived(own(1, 'a')), failed);
    expect(early.entries[0]?.state).toBe('sent');
  });

  it('is retried in the same line', () => {
    const state = run(sending('a'), failed, sending('a'));
    expect(state.entries).toHaveLength(1);
    expect(state.entries[0]).toMatchObject({ state: 'sending', problem: undefined });
  });

  it('outlives an expired session, the old talk does not', () => {
    const state = run(arrived(own(1, 'z', '旧话')), sending('a', '新话'), { type: 'restarted' });
    expect(texts(state)).toEqual(['新话']);
    expect(state.cursor).toBe(0);
  });
});
