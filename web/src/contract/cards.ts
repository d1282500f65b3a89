// Generated from foundation/cards.py by `make types`. Do not edit.


export interface Action {
  label: string;
  payload?: string | null;
  url?: string | null;
}

export interface Appointment {
  kind: string;
  dealer: Record<string, unknown>;
  starts_at: string;
  ics_url: string;
  bring: string[];
  [more: string]: unknown;
}

export interface Card {
  name: string;
  title: string;
  text: string;
  data: Record<string, unknown>;
  actions?: Action[];
}

export interface CashOrLoan {
  cash_total: string;
  loan_total: string;
  deposit_rate_pct: string;
  break_even_rate_pct: string;
  difference: string;
  assumptions: string[];
  [more: string]: unknown;
}

export interface ComingDay {
  kind: string;
  on: string;
  text: string;
  [more: string]: unknown;
}

export interface Comparison {
  quotes: Quote[];
  differences: string[];
  [more: string]: unknown;
}

export interface Confirm {
  rows: ConfirmRow[];
  consequence: string;
  [more: string]: unknown;
}

export interface ConfirmRow {
  label: string;
  value: string;
  [more: string]: unknown;
}

export interface ConsentLine {
  purpose: string;
  granted: boolean;
  since?: string | null;
  title?: string | null;
  action?: Action | null;
  [more: string]: unknown;
}

export interface Consents {
  items: ConsentLine[];
  [more: string]: unknown;
}

export interface Contract {
  contract_no: string;
  state: string;
  product_key: string;
  vehicle: string;
  principal_outstanding: string;
  next_due_date?: string | null;
  next_due_amount?: string | null;
  paid_periods: number;
  term_months: number;
  days_past_due: number;
  [more: string]: unknown;
}

export interface CostPart {
  name: string;
  label: string;
  amount: string;
  why: string;
  [more: string]: unknown;
}

export interface Dealer {
  dealer_id: string;
  name: string;
  city: string;
  address: string;
  slots?: unknown[];
  [more: string]: unknown;
}

export interface Dealers {
  items: Dealer[];
  [more: string]: unknown;
}

export interface DocumentItem {
  document: string;
  required: boolean | string;
  status: "missing" | "uploaded" | "checking" | "accepted" | "rejected";
  problem?: string | null;
  fix?: string | null;
  [more: string]: unknown;
}

export interface Documents {
  items: DocumentItem[];
  [more: string]: unknown;
}

export interface ExtensionOption {
  term_months: number;
  annual_rate_pct: string;
  monthly_payment: string;
  total_interest: string;
  last_payment?: string | null;
  last_due?: string | null;
  affordability?: "ok" | "tight" | "too_much" | null;
  note?: string | null;
  action?: Action | null;
  [more: string]: unknown;
}

export interface ExtensionOptions {
  contract_no: string;
  balloon: string;
  balloon_due: string;
  options: ExtensionOption[];
  eligible: boolean;
  reasons: string[];
  pay_first?: string | null;
  extended_amount?: string | null;
  rate_note?: string | null;
  [more: string]: unknown;
}

export interface Handoff {
  state: "queued" | "connected" | "ended";
  position?: number | null;
  agent_alias?: string | null;
  [more: string]: unknown;
}

export interface HardshipOption {
  kind: "due_day" | "interest_only" | "capitalise" | "longer_term" | "person";
  new_payment?: string | null;
  extra_interest?: string | null;
  until?: string | null;
  label?: string | null;
  why?: string | null;
  choice?: string | null;
  [more: string]: unknown;
}

export interface HardshipOptions {
  contract_no: string;
  options: HardshipOption[];
  eligible: boolean;
  reasons: string[];
  decide_by?: string | null;
  [more: string]: unknown;
}

export interface LeaseChoice {
  choice: "return" | "buyout" | "renew";
  amount: string;
  note: string;
  label?: string | null;
  monthly_payment?: string | null;
  last_payment?: string | null;
  total_interest?: string | null;
  months?: number | null;
  action?: Action | null;
  [more: string]: unknown;
}

export interface LeaseEnd {
  contract_no: string;
  residual: string;
  lease_end: string;
  contract_km?: number | null;
  current_km?: number | null;
  excess_km_fee?: string | null;
  choices: LeaseChoice[];
  excess_km?: number | null;
  km_note?: string | null;
  plate_note?: string | null;
  [more: string]: unknown;
}

export interface Need {
  field: string;
  label: string;
  value?: unknown;
  shown: string;
  source: "said" | "profile" | "assumed";
  [more: string]: unknown;
}

export interface Needs {
  items: Need[];
  [more: string]: unknown;
}

export interface Offer {
  offer_id: string;
  title: string;
  why_you: string;
  valid_until: string;
  [more: string]: unknown;
}

export interface PaymentLine {
  due_date: string;
  amount: string;
  status: "paid" | "partial" | "failed" | "due" | "overdue";
  paid_at?: string | null;
  failure_reason?: string | null;
  period?: number | null;
  [more: string]: unknown;
}

export interface Payments {
  rows: PaymentLine[];
  [more: string]: unknown;
}

export interface PrepaymentOption {
  effect: "shorten_term" | "reduce_payment";
  new_payment: string;
  new_last_due: string;
  interest_saved: string;
  label?: string | null;
  new_last_payment?: string | null;
  remaining_periods?: number | null;
  interest_total?: string | null;
  net_saving?: string | null;
  note?: string | null;
  action?: Action | null;
  [more: string]: unknown;
}

export interface PrepaymentQuote {
  quote_id: string;
  amount: string;
  effective_on: string;
  early_fee: string;
  options: PrepaymentOption[];
  total?: string | null;
  principal_before?: string | null;
  principal_after?: string | null;
  [more: string]: unknown;
}

export interface Process {
  steps: Step[];
  [more: string]: unknown;
}

export interface Quote {
  quote_id: string;
  product_key: string;
  product_type: string;
  product_name: string;
  vehicle_key?: string | null;
  trim_key?: string | null;
  price?: string | null;
  down_payment?: string | null;
  down_payment_pct?: string | null;
  loan_amount: string;
  term_months: number;
  annual_rate_pct: string;
  irr_pct: string;
  monthly_payment: string;
  highest_payment: string;
  last_payment: string;
  balloon: string;
  total_interest: string;
  total_fees: string;
  total_paid: string;
  valid_until: string;
  [more: string]: unknown;
}

export interface QuoteData {
  quote: Quote;
  [more: string]: unknown;
}

export interface Receipt {
  request_no: string;
  what: string;
  effective: string;
  next: string;
  [more: string]: unknown;
}

export interface Recommendation {
  items: Recommended[];
  [more: string]: unknown;
}

export interface Recommended {
  rank: number;
  quote: Quote;
  reasons: string[];
  cautions: string[];
  badges?: string[];
  action?: Action | null;
  [more: string]: unknown;
}

export interface Reminders {
  lead_days: number[];
  channel: string;
  quiet_hours: Record<string, unknown>;
  mandatory?: string[];
  upcoming?: ComingDay[];
  ics_url?: string | null;
  [more: string]: unknown;
}

export interface Schedule {
  rows: ScheduleRow[];
  totals: Record<string, unknown>;
  [more: string]: unknown;
}

export interface ScheduleRow {
  period: number;
  due_date?: string | null;
  payment: string;
  principal: string;
  interest: string;
  balance: string;
  [more: string]: unknown;
}

export interface SettlementQuote {
  quote_id: string;
  contract_no: string;
  settle_on: string;
  principal_outstanding: string;
  accrued_interest: string;
  early_fee: string;
  subsidy_clawback: string;
  overdue: string;
  total: string;
  valid_until: string;
  parts?: CostPart[];
  saving_note?: string | null;
  assumed_note?: string | null;
  lien?: string | null;
  [more: string]: unknown;
}

export interface Sign {
  contract_no: string;
  url: string;
  parties: SignParty[];
  read_first?: string[];
  [more: string]: unknown;
}

export interface SignParty {
  role: "borrower" | "co_borrower" | "guarantor";
  name_masked: string;
  status: "pending" | "signed" | "refused" | "expired";
  signed_at?: string | null;
  [more: string]: unknown;
}

export interface Step {
  name: string;
  you_do: string;
  we_do: string;
  takes: string;
  [more: string]: unknown;
}

export interface Term {
  key: string;
  term: string;
  plain: string;
  example: string;
  [more: string]: unknown;
}

export interface Timeline {
  application_no: string;
  state: string;
  steps: TimelineStep[];
  next_action: string;
  state_zh?: string | null;
  who?: "you" | "us" | "party" | null;
  takes?: string | null;
  url?: string | null;
  [more: string]: unknown;
}

export interface TimelineStep {
  name: string;
  status: "done" | "current" | "todo" | "failed";
  at?: string | null;
  detail?: string;
  key?: string | null;
  who?: "you" | "us" | "party" | null;
  takes?: string | null;
  day?: string | null;
  [more: string]: unknown;
}

export interface Upload {
  document: string;
  url: string;
  title?: string | null;
  problem?: string | null;
  fix?: string | null;
  [more: string]: unknown;
}

export interface VehicleItem {
  vehicle_key: string;
  trim_key: string;
  name: string;
  price: string;
  powertrain: string;
  powertrain_zh?: string | null;
  seats?: number | null;
  range_cltc_km?: number | null;
  range_ev_km?: number | null;
  lowest?: boolean;
  action?: Action | null;
  [more: string]: unknown;
}

export interface Vehicles {
  items: VehicleItem[];
  [more: string]: unknown;
}

export interface Verify {
  kind: "otp" | "real_person" | "four_factor";
  url: string;
  [more: string]: unknown;
}

export interface CardDataByName {
  vehicles: Vehicles;
  needs: Needs;
  recommendation: Recommendation;
  quote: QuoteData;
  comparison: Comparison;
  cash_or_loan: CashOrLoan;
  schedule: Schedule;
  term: Term;
  process: Process;
  documents: Documents;
  dealers: Dealers;
  confirm: Confirm;
  receipt: Receipt;
  handoff: Handoff;
  verify: Verify;
  upload: Upload;
  timeline: Timeline;
  sign: Sign;
  contract: Contract;
  payments: Payments;
  appointment: Appointment;
  consents: Consents;
  settlement_quote: SettlementQuote;
  prepayment_quote: PrepaymentQuote;
  extension_options: ExtensionOptions;
  lease_end: LeaseEnd;
  offer: Offer;
  hardship_options: HardshipOptions;
  reminders: Reminders;
}
