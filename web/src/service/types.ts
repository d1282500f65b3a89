/** What the edge answers about a running loan; figures, sentences and days are the back office's. */

export interface LoanWindow {
  errand: string;
  allowed: boolean;
  why_not: string | null;
  from: string | null;
  to: string | null;
}

export interface BankCard {
  bank_name: string;
  tail: string;
  usable?: boolean;
}

export interface Loan {
  contract_no: string;
  kind: 'loan' | 'lease';
  state: string;
  state_zh: string;
  product_name: string;
  vehicle: { vehicle_key: string | null; name: string; plate: string | null };
  principal: string;
  principal_outstanding: string;
  annual_rate_pct: string;
  term_months: number;
  paid_periods: number;
  remaining_periods: number;
  next_due_date: string | null;
  next_due_amount: string | null;
  days_past_due: number;
  overdue: { amount: string; penalty: string; penalty_per_day: string };
  due_total: string;
  credit: string;
  balloon: string;
  balloon_due: string | null;
  lease: { lease_end: string; contract_km: number | null; current_km: number | null; residual: string } | null;
  repay_card: BankCard | null;
  last_due: string;
  lien: Record<string, unknown> | null;
  settled_on: string | null;
  errands: Errand[];
  windows: LoanWindow[];
}

export interface Trial<F> {
  trial_id: string;
  contract_no: string;
  errand: string;
  valid_until: string;
  hash: string;
  figures: F;
  eligible: boolean;
  reasons: string[];
  offer?: Offer | null;
  /** Where a car can be inspected, beside the figures of a lease's end. */
  dealers?: { dealer_id: string; name: string; city: string; address: string; slots: string[] }[];
}

export interface Offer {
  offer_id: string;
  title: string;
  why_you: string;
  valid_until: string;
}

export type ErrandState =
  | 'CONFIRMED'
  | 'REVIEWING'
  | 'SIGNING'
  | 'ACCEPTED'
  | 'BOOKED'
  | 'INSPECTED'
  | 'DRAWING'
  | 'PAID'
  | 'RELEASING'
  | 'DONE'
  | 'CANCELLED'
  | 'FAILED';

export interface WayStep {
  key: string;
  label: string;
  state: 'done' | 'doing' | 'waiting' | 'failed';
  on: string | null;
  expected_from: string | null;
  expected_to: string | null;
}

export interface Next {
  who: 'customer' | 'lender' | 'nobody';
  label: string;
  page: string | null;
}

export interface Receipt {
  what: string;
  effective: string;
  next: string;
}

export interface Errand {
  request_no: string;
  contract_no: string;
  errand: string;
  errand_zh: string;
  state: ErrandState;
  state_zh: string;
  amount: string;
  figures: Record<string, unknown>;
  steps: WayStep[];
  next: Next;
  receipt: Receipt;
  can_cancel: boolean;
  documents: string[];
}

/** One part of a sum, with its reason. */
export interface Part {
  name: string;
  label: string;
  amount: string;
  why: string;
}

/** A line that is read back before something is confirmed. */
export interface ReadBack {
  label: string;
  value: string;
}
