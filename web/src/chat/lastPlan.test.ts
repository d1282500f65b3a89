import { describe, expect, it } from 'vitest';
import type { Entry } from './conversation';
import { lastPlanOf } from './lastPlan';

const quote = (id: string) => ({ quote_id: id });
const line = (name: string, data: object): Entry => ({
  id: name,
  seq: 1,
  role: 'bot',
  state: 'sent',
  card: { name, title: '', text: '', data: data as Record<string, unknown> },
});
const words: Entry = { id: 'w', seq: 2, role: 'bot', state: 'sent', text: '好的' };

describe('the plan the calculator opens with', () => {
  it('is none before a plan was shown', () => {
    expect(lastPlanOf([words, line('vehicles', { items: [{ name: '听澜' }] })])).toBeUndefined();
  });

  it('is the best of a recommendation', () => {
    const card = line('recommendation', { items: [{ quote: quote('a') }, { quote: quote('b') }] });
    expect(lastPlanOf([card, words])?.quote_id).toBe('a');
  });

  it('is the one shown last', () => {
    const first = line('recommendation', { items: [{ quote: quote('a') }] });
    expect(lastPlanOf([first, line('quote', { quote: quote('c') }), words])?.quote_id).toBe('c');
  });
});
