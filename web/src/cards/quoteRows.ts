import { compareDecimals, isPositive, rate, share, yuan } from '../format/money';
import { termZh } from '../format/dates';
import type { PricedPlan } from './extras';

export interface QuoteRow {
  key: string;
  label: string;
  show: (plan: PricedPlan) => string;
  /** What is ordered when plans are compared; less is better for the customer's purse. */
  amount?: (plan: PricedPlan) => string;
}

const LEASE = 'finance_lease';

const MONTHLY: Record<string, string> = {
  equal_principal: '首月月供（逐月减少）',
  stepped: '第一阶段月供',
  seasonal: '平时月供',
  interest_first: '前段月供（只还利息）',
  finance_lease: '每月租金',
};

/** What the monthly figure is, for this kind of product. */
export function monthlyLabel(plan: PricedPlan): string {
  return MONTHLY[plan.product_type] ?? '月供';
}

export function balloonLabel(plan: PricedPlan): string {
  return plan.product_type === LEASE ? '到期残值' : '到期尾款';
}

const VARYING = new Set(['equal_principal', 'stepped', 'seasonal', 'interest_first']);

/** Whether instalments change over time, so that one figure alone would mislead. */
export function variesOverTime(plan: PricedPlan): boolean {
  return VARYING.has(plan.product_type);
}

/** The same rows in the same order wherever plans stand beside each other. */
export const QUOTE_ROWS: QuoteRow[] = [
  { key: 'down', label: '首付', show: downPayment, amount: (plan) => plan.down_payment ?? '0.00' },
  { key: 'term', label: '期数', show: (plan) => termZh(plan.term_months) },
  { key: 'rate', label: '年利率', show: (plan) => rate(plan.annual_rate_pct) },
  { key: 'irr', label: '年化（单利）', show: (plan) => rate(plan.irr_pct), amount: (p) => p.irr_pct },
  {
    key: 'interest',
    label: '总利息',
    show: (plan) => yuan(plan.total_interest),
    amount: (plan) => plan.total_interest,
  },
  { key: 'fees', label: '费用', show: (plan) => yuan(plan.total_fees), amount: (p) => p.total_fees },
  {
    key: 'balloon',
    label: '到期还要付',
    show: (plan) => (isPositive(plan.balloon) ? yuan(plan.balloon) : '没有'),
    amount: (plan) => plan.balloon,
  },
  {
    key: 'total',
    label: '首付外共付',
    show: (plan) => yuan(plan.total_paid),
    amount: (plan) => plan.total_paid,
  },
];

export function downPayment(plan: PricedPlan): string {
  if (!plan.down_payment) return '未定';
  const part = plan.down_payment_pct ? `（${share(plan.down_payment_pct)}）` : '';
  return yuan(plan.down_payment) + part;
}

/** Whether a row tells the plans apart. */
export function differs(row: QuoteRow, plans: PricedPlan[]): boolean {
  return new Set(plans.map(row.show)).size > 1;
}

/** Whether `plan` alone has the least of a row on which the plans differ. */
export function isLeast(row: QuoteRow, plan: PricedPlan, plans: PricedPlan[]): boolean {
  const { amount } = row;
  if (!amount || !differs(row, plans)) return false;
  const own = amount(plan);
  return plans.every((other) => other === plan || compareDecimals(own, amount(other)) < 0);
}
