import type { PricedPlan } from '../cards/extras';
import type { Card } from '../contract/cards';
import type { Entry } from './conversation';

/** The plan the talk was about last, so that the calculator opens with it; undefined before one. */
export function lastPlanOf(entries: Entry[]): PricedPlan | undefined {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const card = entries[index]?.card;
    const plan = card && planOf(card);
    if (plan) return plan;
  }
  return undefined;
}

function planOf({ name, data }: Card): PricedPlan | undefined {
  const { quote, items } = data as { quote?: PricedPlan; items?: { quote: PricedPlan }[] };
  if (name === 'recommendation') return items?.[0]?.quote;
  return name === 'quote' ? quote : undefined;
}
