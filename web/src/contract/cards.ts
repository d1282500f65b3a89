/** Types of the cards the assistant sends, mirroring `foundation/cards.py`. */

export type Money = string;
export type Percent = string;

export interface Action {
  label: string;
  payload?: string | null;
  url?: string | null;
}

export interface Card {
  name: string;
  title: string;
  text: string;
  data: Record<string, unknown>;
  actions?: Action[];
}

export interface Quote {
  quote_id: string;
  product_key: string;
  product_type: string;
  product_name: string;
  vehicle_key?: string | null;
  trim_key?: string | null;
  price?: Money | null;
  down_payment?: Money | null;
  down_payment_pct?: Percent | null;
  loan_amount: Money;
  term_months: number;
  annual_rate_pct: Percent;
  irr_pct: Percent;
  monthly_payment: Money;
  highest_payment: Money;
  last_payment: Money;
  balloon: Money;
  total_interest: Money;
  total_fees: Money;
  total_paid: Money;
  valid_until: string;
}

export interface VehicleItem {
  vehicle_key: string;
  trim_key: string;
  name: string;
  price: Money;
  powertrain: string;
}

export interface Vehicles {
  items: VehicleItem[];
}

export interface Need {
  field: string;
  label: string;
  value?: unknown;
  shown: string;
  source: 'said' | 'profile' | 'assumed';
}

export interface Needs {
  items: Need[];
}

export interface Recommended {
  rank: number;
  quote: Quote;
  reasons: string[];
  cautions: string[];
  badges?: string[];
}

export interface Recommendation {
  items: Recommended[];
}

export interface QuoteData {
  quote: Quote;
}

export interface Comparison {
  quotes: Quote[];
  differences: string[];
}

export interface CashOrLoan {
  cash_total: Money;
  loan_total: Money;
  deposit_rate_pct: Percent;
  break_even_rate_pct: Percent;
  difference: Money;
  assumptions: string[];
}

export interface ScheduleRow {
  period: number;
  due_date?: string | null;
  payment: Money;
  principal: Money;
  interest: Money;
  balance: Money;
}

export interface Schedule {
  rows: ScheduleRow[];
  totals: Record<string, unknown>;
}

export interface Term {
  key: string;
  term: string;
  plain: string;
  example: string;
}

export interface Step {
  name: string;
  you_do: string;
  we_do: string;
  takes: string;
}

export interface Process {
  steps: Step[];
}

export interface DocumentItem {
  document: string;
  required: boolean | string;
  status: 'missing' | 'uploaded' | 'checking' | 'accepted' | 'rejected';
  problem?: string | null;
  fix?: string | null;
}

export interface Documents {
  items: DocumentItem[];
}

export interface Dealer {
  dealer_id: string;
  name: string;
  city: string;
  address: string;
  slots?: unknown[];
}

export interface Dealers {
  items: Dealer[];
}

export interface ConfirmRow {
  label: string;
  value: string;
}

export interface Confirm {
  rows: ConfirmRow[];
  consequence: string;
}

export interface Receipt {
  request_no: string;
  what: string;
  effective: string;
  next: string;
}

export interface Handoff {
  state: 'queued' | 'connected' | 'ended';
  position?: number | null;
  agent_alias?: string | null;
}
