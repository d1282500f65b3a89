export interface PaymentRow {
  period: number;
  part: string;
  due_date: string;
  amount: string;
  status: 'paid' | 'partial' | 'failed' | 'due' | 'overdue';
  paid_at: string | null;
  failure_reason: string | null;
  penalty: string;
  open: string;
}

export interface LoanDocument {
  kind: string;
  label: string;
  ready: boolean;
  url: string;
  level: string;
}

export interface PayNowFigures {
  amount: string;
  costs: string;
  penalty: string;
  interest: string;
  principal: string;
  card: { bank_name: string; tail: string } | null;
}

export interface PayNowReceipt {
  request_no: string;
  state: 'paid' | 'partial' | 'failed' | 'pending';
  what: string;
  effective: string;
  next: string;
}
