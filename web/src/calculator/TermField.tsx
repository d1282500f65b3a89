import { termZh } from '../format/dates';
import { RangeField } from './RangeField';
import type { CatalogueProduct, Plan } from './plan';
import { termReason, wording } from './wording';

interface TermFieldProps {
  plan: Plan;
  product: CatalogueProduct | undefined;
  onChange: (plan: Plan) => void;
}

const [SHORTEST, LONGEST, STEP] = [12, 60, 12];

/** The term: a slider over whole years and a field for the number of months. */
export function TermField({ plan, product, onChange }: TermFieldProps) {
  const terms = product?.terms ?? [];
  const bounds = terms.length
    ? { min: Math.min(...terms), max: Math.max(...terms) }
    : { min: SHORTEST, max: LONGEST };
  // Which balloon is allowed depends on the term: the product's usual one applies again.
  const set = (term: number) =>
    onChange({ ...plan, term, extra: { ...plan.extra, balloonPct: undefined } });
  return (
    <RangeField
      label={wording.term}
      spoken={termZh(plan.term)}
      value={plan.term}
      from={SHORTEST}
      to={LONGEST}
      step={STEP}
      bounds={bounds}
      reason={product && termReason(product)}
      onChange={set}
    >
      <input
        className="field range__number"
        aria-label={`${wording.term}，个月`}
        inputMode="numeric"
        autoComplete="off"
        value={plan.term || ''}
        onChange={(event) => set(Number(event.target.value.replace(/\D/g, '').slice(0, 2)))}
      />
      <span aria-hidden="true">{wording.termField}</span>
    </RangeField>
  );
}
