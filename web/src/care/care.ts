import type { Decision, Offer, Rule } from './types';

const MOST_TOLD = 5;

/** What may still be taken, and what was declined for a while; what is over is not shown. */
export function standing(offers: Offer[]): { open: Offer[]; declined: Offer[] } {
  return {
    open: offers.filter((offer) => offer.state === 'open'),
    declined: offers.filter((offer) => offer.state === 'declined'),
  };
}

/** What was not said last, newest first: where a newer word on the same thing was yes, nothing. */
export function notSaid(decisions: Decision[]): Decision[] {
  const newest = new Map<string, Decision>();
  for (const decision of decisions) {
    const about = `${decision.moment} ${decision.contract_no ?? ''}`;
    const known = newest.get(about);
    if (!known || Date.parse(known.decided_at) < Date.parse(decision.decided_at)) {
      newest.set(about, decision);
    }
  }
  return Array.from(newest.values())
    .filter((decision) => !decision.allowed)
    .sort((one, other) => Date.parse(other.decided_at) - Date.parse(one.decided_at))
    .slice(0, MOST_TOLD);
}

/** What spoke against it first, each group in the order in which it was looked at. */
export function againstFirst(rules: Rule[]): Rule[] {
  return [...rules.filter((rule) => !rule.ok), ...rules.filter((rule) => rule.ok)];
}
