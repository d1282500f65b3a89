import type { Quote } from '../contract/cards';
import { RangeField } from './RangeField';
import type { Bounds, CatalogueProduct, Plan } from './plan';
import { downReason, wording } from './wording';

interface DownFieldProps {
  plan: Plan;
  product: CatalogueProduct | undefined;
  bounds: Bounds;
  quote: Quote | null;
  onChange: (plan: Plan) => void;
}

const HIGHEST_PCT = 90;

/** The down payment: a slider over the share, fields for share and amount. */
export function DownField({ plan, product, bounds, quote, onChange }: DownFieldProps) {
  // What is not typed comes from the back office: the share of an amount, the amount of a share.
  const byShare = plan.down.kind === 'pct';
  const share = byShare ? plan.down.value : (quote?.down_payment_pct ?? '');
  const amount = byShare ? (quote?.down_payment ?? '') : plan.down.value;
  const at = Math.round(Number(share) || 0);
  const set = (kind: Plan['down']['kind'], value: string) =>
    onChange({ ...plan, down: { kind, value: value.trim() } });
  return (
    <RangeField
      label={wording.down}
      spoken={`首付 ${at}%`}
      value={at}
      from={0}
      to={HIGHEST_PCT}
      step={1}
      bounds={bounds}
      reason={product && downReason(product, bounds.min, bounds.max)}
      onChange={(value) => set('pct', String(value))}
    >
      <input
        className="field range__number"
        aria-label={`${wording.down}，${wording.downPct}`}
        inputMode="decimal"
        autoComplete="off"
        value={shown(share)}
        onChange={(event) => set('pct', event.target.value)}
      />
      <span aria-hidden="true">%</span>
      <input
        className="field range__amount"
        aria-label={`首付，${wording.downAmount}`}
        inputMode="decimal"
        autoComplete="off"
        value={amount}
        onChange={(event) => set('amount', event.target.value)}
      />
      <span aria-hidden="true">元</span>
    </RangeField>
  );
}

function shown(share: string): string {
  return share.replace(/\.00$/, '');
}
