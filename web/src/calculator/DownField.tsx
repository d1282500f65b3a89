import { useState } from 'react';
import type { Quote } from '../contract/cards';
import { yuan } from '../format/money';
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
  const { kind, value: typed } = plan.down;
  const share = kind === 'pct' ? typed : (quote?.down_payment_pct ?? '');
  const amount = kind === 'amount' ? typed : (quote?.down_payment ?? '');
  const at = Math.round(Number(share) || 0);
  // While it is being typed an amount stands as typed; before and after, like every other figure.
  const [typing, setTyping] = useState(false);
  const set = (by: 'pct' | 'amount', value: string) =>
    onChange({ ...plan, down: { kind: by, value: value.trim() } });
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
        value={typing && kind === 'amount' ? amount : yuan(amount)}
        onChange={(event) => {
          setTyping(true);
          set('amount', event.target.value.replace(/[,，\s]/g, ''));
        }}
        onBlur={() => setTyping(false)}
      />
      <span aria-hidden="true">元</span>
    </RangeField>
  );
}

function shown(share: string): string {
  return share.replace(/\.00$/, '');
}
