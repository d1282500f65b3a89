/** Care and offers as the back office answers them. */
export interface CareSetting {
  on: boolean;
  off_since: string | null;
  text: string;
}

export interface Offer {
  offer_id: string;
  topic: string;
  title: string;
  why_you: string;
  contract_no: string;
  shown_on: string;
  valid_until: string;
  state: 'open' | 'declined' | 'over';
  declined_until: string | null;
}

export interface Rule {
  rule: string;
  name: string;
  ok: boolean;
  text: string;
}

export interface Decision {
  decision_no: string;
  moment: string;
  moment_zh: string;
  contract_no: string | null;
  decided_at: string;
  allowed: boolean;
  summary: string;
  rules: Rule[];
}

export interface Items<T> {
  items: T[];
}
