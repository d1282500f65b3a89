import { yuan } from '../format/money';
import type { CatalogueProduct, Plan } from './plan';

/** What the calculator says. */
export const wording = {
  title: '计算器',
  loading: '正在取车型和产品',
  again: '再试一次',
  vehicle: '车型',
  trim: '版本',
  ownPrice: '自己填车价',
  price: '车价（元）',
  product: '金融产品',
  notOffered: '这款车没有',
  down: '首付比例',
  downPct: '比例（%）',
  downAmount: '金额（元）',
  term: '期数',
  termField: '期',
  km: '每年里程',
  balloon: '尾款占车价',
  customerType: '谁来买',
  discuss: '带着这个方案去聊',
  keep: '存下',
  busy: '正在重新计算',
  detail: '一共要付的',
  untyped: '还差一点没填完，填好就出结果。',
  stale: '上面是改动前的结果，仅供对照。',
} as const;

export const CUSTOMER_TYPES: Record<string, string> = {
  self_employed: '个体户',
  company: '公司',
  salaried: '个人',
};

export function downReason(product: CatalogueProduct, min: number, max: number): string {
  return `灰色部分不能选：${product.name}的首付可选 ${min}%–${max}%。`;
}

export function termReason(product: CatalogueProduct): string {
  return `${product.name}可选 ${product.terms.join('、')} 期。`;
}

export function toShare(pct: number): string {
  return `首付改成 ${pct}%`;
}

export function toLoan(amount: string): string {
  return `按贷款 ${yuan(amount)} 元算`;
}

export function toTerm(term: number): string {
  return `改成 ${term} 期`;
}

interface SpokenPlan {
  car: string;
  product: string;
  plan: Plan;
  down: string;
}

/** A plan as a customer would say it, for edges that give no button for it. */
export function spoken(kind: 'discuss' | 'keep', { car, product, plan, down }: SpokenPlan): string {
  const what = `${car}，首付${yuan(down).replace(/,/g, '')}元，${product}，${plan.term}期`;
  return kind === 'keep' ? `存一下这个方案：${what}` : `${what}，按这个方案算`;
}
