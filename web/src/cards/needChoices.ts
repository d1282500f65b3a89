/** How each need can be corrected in place: what to tap, what to type, and the sentence that says it. */

export interface NeedChoice {
  label: string;
  text: string;
}

interface NeedForm {
  choices?: NeedChoice[];
  /** What is typed: an amount in yuan, a percentage, words; nothing when tapping is enough. */
  entry?: 'amount' | 'percent' | 'words';
}

const spoken = (pairs: [string, string][]): NeedChoice[] =>
  pairs.map(([label, text]) => ({ label, text }));

const AMOUNT: NeedForm = { entry: 'amount' };

const FORMS: Record<string, NeedForm> = {
  price: AMOUNT,
  on_the_road: AMOUNT,
  down_payment: AMOUNT,
  monthly_payment: AMOUNT,
  income: AMOUNT,
  other_debt: AMOUNT,
  lump_sum: AMOUNT,
  loan_amount: AMOUNT,
  cash_discount: AMOUNT,
  down_payment_pct: {
    choices: [20, 30, 40, 50].map((pct) => ({ label: `${pct}%`, text: `首付改成${pct}%` })),
    entry: 'percent',
  },
  balloon_pct: {
    choices: [20, 25, 30, 35, 40].map((pct) => ({ label: `${pct}%`, text: `尾款比例改成${pct}%` })),
  },
  deposit_rate_pct: { entry: 'percent' },
  term_months: {
    choices: [12, 24, 36, 48, 60].map((term) => ({ label: `${term} 期`, text: `改成${term}期` })),
  },
  goal: {
    choices: spoken([
      ['总利息少', '我更在意总利息少'],
      ['月供低', '我更在意月供低'],
      ['两样兼顾', '总利息和月供兼顾'],
    ]),
  },
  keep_years: {
    choices: [2, 3, 5, 8].map((years) => ({ label: `${years} 年`, text: `打算开${years}年` })),
  },
  annual_mileage: {
    choices: spoken([
      ['1 万公里', '一年跑一万公里'],
      ['1.5 万公里', '一年跑一万五千公里'],
      ['2 万公里', '一年跑两万公里'],
      ['3 万公里', '一年跑三万公里'],
    ]),
  },
  cash_shape: {
    choices: spoken([
      ['每月平均', '收入每个月比较平均'],
      ['年底多', '年底有奖金'],
      ['会逐年涨', '收入会逐年涨'],
      ['不固定', '收入不固定'],
    ]),
  },
  early_repay: {
    choices: spoken([
      ['会提前还', '以后可能会提前还'],
      ['不会', '不打算提前还'],
    ]),
  },
  employment: {
    choices: spoken([
      ['上班', '我是上班族'],
      ['自己做生意', '我自己做生意'],
      ['公务员', '我是公务员'],
      ['自由职业', '我是自由职业'],
      ['已退休', '我退休了'],
    ]),
  },
  usage: {
    choices: spoken([
      ['家用', '车是家用的'],
      ['商用', '车是拉货商用的'],
    ]),
  },
  powertrain: {
    choices: spoken([
      ['纯电', '想要纯电的'],
      ['插混', '想要插混的'],
      ['增程', '想要增程的'],
      ['燃油', '想要燃油的'],
    ]),
  },
  min_seats: {
    choices: [5, 6, 7].map((seats) => ({ label: `${seats} 座`, text: `要${seats}座的` })),
  },
  end_choice: {
    choices: spoken([
      ['退车', '到期想退车'],
      ['留购', '到期想把车留下'],
      ['续租', '到期想续租'],
    ]),
  },
};

export function formOf(field: string): NeedForm {
  return FORMS[field] ?? { entry: 'words' };
}

/** The sentence that corrects `label` to what was typed. */
export function correction(label: string, entry: NeedForm['entry'], typed: string): string {
  const unit = entry === 'amount' ? '元' : entry === 'percent' ? '%' : '';
  return `${label}改成${typed.trim()}${unit}`;
}
