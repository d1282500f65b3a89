export interface Tenor {
  term_months: number;
  annual_rate_pct: string;
  monthly_payment: string;
  total_interest: string;
  last_payment?: string | null;
  last_due?: string | null;
  pti_pct?: string | null;
  affordability?: string | null;
  note?: string | null;
}

export interface ExtendFigures {
  balloon: string;
  balloon_due: string;
  pay_first?: string | null;
  extended_amount: string;
  rate_note?: string | null;
  options: Tenor[];
  signers?: { role: string; name_masked: string | null }[];
  steps_ahead?: string[];
  decide_by?: string | null;
}
