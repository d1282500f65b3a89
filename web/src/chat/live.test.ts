import { describe, expect, it } from 'vitest';
import type { Entry } from './conversation';
import { live } from './live';

let position = 0;
const line = (role: Entry['role'], more: Partial<Entry> = {}): Entry => {
  position += 1;
  return { id: `s:${position}`, seq: position, role, state: 'sent', ...more };
};
const timeline = (no: string, state: string): Entry =>
  line('bot', {
    card: { name: 'timeline', title: '申请进度', text: state, data: { application_no: no, state } },
  });
const shownStates = (entries: Entry[]) =>
  live(entries).map(({ card, folded }) => (folded ? '…' : (card?.data.state ?? '-')));

describe('the timeline of an application in the talk', () => {
  it('is changed where it stands while nobody spoke', () => {
    const first = timeline('A1', 'DRAFT');
    const shown = live([first, line('bot', { text: '稍等' }), timeline('A1', 'ID_VERIFIED')]);
    expect(shown).toHaveLength(2);
    expect(shown[0]?.id).toBe(first.id);
    expect(shown[0]?.card?.data.state).toBe('ID_VERIFIED');
  });

  it('follows what the customer said, and folds where it stood', () => {
    const entries = [timeline('A1', 'DRAFT'), line('customer'), timeline('A1', 'ID_VERIFIED')];
    expect(shownStates(entries)).toEqual(['…', '-', 'ID_VERIFIED']);
    expect(shownStates([...entries, timeline('A1', 'APPROVED')])).toEqual(['…', '-', 'APPROVED']);
  });

  it('is one for each application, and touches no other card', () => {
    const quote = line('bot', { card: { name: 'quote', title: '', text: '', data: { state: 'q' } } });
    const entries = [timeline('A1', 'DRAFT'), quote, timeline('A2', 'SIGNING')];
    expect(shownStates(entries)).toEqual(['DRAFT', 'q', 'SIGNING']);
  });
});
