import type { Allowed } from '../api/http';
import type { PricedPlan } from '../cards/extras';
import type { Action, Quote } from '../contract/cards';
import { compareDecimals } from '../format/money';

export interface CatalogueVehicle {
  vehicle_key: string;
  name: string;
  powertrain_zh?: string;
  trims: { trim_key: string; name: string; price: string }[];
  product_keys?: string[];
}

export interface CatalogueProduct {
  product_key: string;
  name: string;
  type: string;
  type_zh: string;
  terms: number[];
  down_payment_pct: { min: string; max: string };
  eligible_models?: string[];
  customer_types?: string[] | null;
  balloon?: { shares_by_term: Record<string, string[]> } | null;
  lease?: { annual_km: number[] } | null;
}

/** `GET /api/catalogue`. */
export interface Catalogue {
  vehicles: CatalogueVehicle[];
  products: CatalogueProduct[];
}

/** `POST /api/quotes`; `actions` are signed: take the plan to the talk, keep it. */
export interface QuoteAnswer {
  quote: Quote;
  cautions?: string[];
  actions?: Action[];
}

/** What the calculator opens with. */
export interface CalculatorStart {
  plan?: PricedPlan;
}

/** What stands in the form. The customer's part is a share, an amount, or what a loan leaves. */
export interface Plan {
  vehicleKey: string;
  trimKey: string;
  /** Typed instead of choosing a vehicle. */
  price: string | null;
  productKey: string;
  term: number;
  down: { kind: 'pct' | 'amount' | 'loan'; value: string };
  /** What only some products ask. */
  extra: { annualKm?: number; balloonPct?: string; customerType?: string };
}

const USUAL = { term: 36, downPct: '30' };

export function vehicleOf(catalogue: Catalogue, plan: Plan): CatalogueVehicle | undefined {
  return catalogue.vehicles.find((vehicle) => vehicle.vehicle_key === plan.vehicleKey);
}

export function productOf(catalogue: Catalogue, plan: Plan): CatalogueProduct | undefined {
  return catalogue.products.find((product) => product.product_key === plan.productKey);
}

/** Whether a product is offered for the vehicle; without a vehicle every product is. */
export function isOffered(
  product: CatalogueProduct,
  vehicle: CatalogueVehicle | undefined,
): boolean {
  if (!vehicle) return true;
  if (vehicle.product_keys) return vehicle.product_keys.includes(product.product_key);
  return product.eligible_models?.includes(vehicle.vehicle_key) ?? true;
}

/** The form to begin with: the plan that was on the table, or a usual one. */
export function beginWith(catalogue: Catalogue, start: CalculatorStart): Plan {
  const { plan } = start;
  const vehicle =
    catalogue.vehicles.find((each) => each.vehicle_key === plan?.vehicle_key) ?? catalogue.vehicles[0];
  const trim = vehicle?.trims.find((each) => each.trim_key === plan?.trim_key) ?? vehicle?.trims[0];
  const product =
    catalogue.products.find((each) => each.product_key === plan?.product_key) ??
    catalogue.products.find((each) => isOffered(each, vehicle));
  const bare = Boolean(plan?.price) && !plan?.vehicle_key;
  const begun: Plan = {
    vehicleKey: bare ? '' : (vehicle?.vehicle_key ?? ''),
    trimKey: bare ? '' : (trim?.trim_key ?? ''),
    price: bare ? (plan?.price ?? '') : null,
    productKey: product?.product_key ?? '',
    term: plan?.term_months ?? USUAL.term,
    down: plan?.down_payment
      ? { kind: 'amount', value: plan.down_payment }
      : { kind: 'pct', value: USUAL.downPct },
    extra: {},
  };
  if (!plan) return withProduct(catalogue, begun, begun.productKey);
  return product ? { ...begun, extra: extraOf(product) } : begun;
}

/** Another vehicle, with its first trim and, where the product is not offered, another product. */
export function withVehicle(catalogue: Catalogue, plan: Plan, vehicleKey: string): Plan {
  const vehicle = catalogue.vehicles.find((each) => each.vehicle_key === vehicleKey);
  const trimKey = vehicle?.trims[0]?.trim_key ?? '';
  const moved: Plan = { ...plan, vehicleKey, trimKey, price: null, down: shareOf(plan) };
  const product = productOf(catalogue, moved);
  if (product && isOffered(product, vehicle)) return moved;
  const other = catalogue.products.find((each) => isOffered(each, vehicle));
  return withProduct(catalogue, moved, other?.product_key ?? '');
}

// An amount fits one price only; with another car the usual share is the fair start.
function shareOf(plan: Plan): Plan['down'] {
  return plan.down.kind === 'pct' ? plan.down : { kind: 'pct', value: USUAL.downPct };
}

/** Another product, with term and share moved to the nearest that it offers. */
export function withProduct(catalogue: Catalogue, plan: Plan, productKey: string): Plan {
  const product = catalogue.products.find((each) => each.product_key === productKey);
  if (!product) return { ...plan, productKey };
  const term = nearestTerm(product.terms, plan.term);
  const { min, max } = product.down_payment_pct;
  const down = { ...plan.down };
  if (down.kind === 'pct') {
    if (compareDecimals(down.value, min) < 0) down.value = min;
    if (compareDecimals(down.value, max) > 0) down.value = max;
  }
  return { ...plan, productKey, term, down, extra: extraOf(product) };
}

function extraOf(product: CatalogueProduct): Plan['extra'] {
  return { annualKm: product.lease?.annual_km[0], customerType: product.customer_types?.[0] };
}

function nearestTerm(terms: number[], term: number): number {
  return terms.reduce(
    (best, each) => (Math.abs(each - term) < Math.abs(best - term) ? each : best),
    terms[0] ?? term,
  );
}

const AMOUNT = /^\d{1,9}(\.\d{1,2})?$/;
const SHARE = /^\d{1,2}(\.\d{1,2})?$/;

/** The request for the back office, or null while something is still half typed. */
export function requestOf(plan: Plan): Record<string, unknown> | null {
  if (plan.price !== null && !AMOUNT.test(plan.price)) return null;
  if (!(plan.down.kind === 'pct' ? SHARE : AMOUNT).test(plan.down.value)) return null;
  if (!plan.productKey || !Number.isInteger(plan.term) || plan.term < 1) return null;
  const car =
    plan.price === null
      ? { vehicle_key: plan.vehicleKey, trim_key: plan.trimKey }
      : { price: twoDecimals(plan.price) };
  const { annualKm: annual_km, balloonPct: balloon_pct, customerType: customer_type } = plan.extra;
  const extra = { annual_km, balloon_pct, customer_type };
  return { product_key: plan.productKey, term_months: plan.term, ...car, ...sumOf(plan), ...extra };
}

function sumOf({ down }: Plan): Record<string, string> {
  if (down.kind === 'pct') return { down_payment_pct: down.value };
  const amount = twoDecimals(down.value);
  return down.kind === 'amount' ? { down_payment: amount } : { loan_amount: amount };
}

function twoDecimals(amount: string): string {
  const [whole = '0', cents = ''] = amount.split('.');
  return `${whole}.${cents.padEnd(2, '0')}`;
}

export interface Bounds {
  min: number;
  max: number;
}

/** The shares that may be chosen: the product's own, narrowed by what a refusal allows. */
export function downBounds(product: CatalogueProduct | undefined, allowed: Allowed): Bounds {
  const number = (value: unknown, otherwise: number) => {
    const read = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
    return Number.isFinite(read) ? read : otherwise;
  };
  const own = {
    min: number(product?.down_payment_pct.min, 0),
    max: number(product?.down_payment_pct.max, 100),
  };
  return {
    min: Math.max(own.min, number(allowed.min_pct, own.min)),
    max: Math.min(own.max, number(allowed.max_pct, own.max)),
  };
}
