import { share } from '../format/money';
import type { CatalogueProduct, Plan } from './plan';
import { CUSTOMER_TYPES, wording } from './wording';

interface ExtraFieldsProps {
  plan: Plan;
  product: CatalogueProduct | undefined;
  onChange: (plan: Plan) => void;
}

/** What only some products ask: the balloon's share, kilometres a year, who the customer is. */
export function ExtraFields({ plan, product, onChange }: ExtraFieldsProps) {
  const set = (extra: Plan['extra']) => onChange({ ...plan, extra: { ...plan.extra, ...extra } });
  const shares = product?.balloon?.shares_by_term[String(plan.term)] ?? [];
  const kilometres = product?.lease?.annual_km ?? [];
  const types = product?.customer_types ?? [];
  if (shares.length + kilometres.length + types.length === 0) return null;
  return (
    <div className="car__fields extra">
      {shares.length > 0 && (
        <Choice
          label={wording.balloon}
          value={plan.extra.balloonPct ?? shares[shares.length - 1] ?? ''}
          options={shares.map((pct) => ({ value: pct, label: share(pct) }))}
          onChange={(balloonPct) => set({ balloonPct })}
        />
      )}
      {kilometres.length > 0 && (
        <Choice
          label={wording.km}
          value={String(plan.extra.annualKm ?? kilometres[0])}
          options={kilometres.map((km) => ({ value: String(km), label: `${km} 公里` }))}
          onChange={(km) => set({ annualKm: Number(km) })}
        />
      )}
      {types.length > 0 && (
        <Choice
          label={wording.customerType}
          value={plan.extra.customerType ?? types[0] ?? ''}
          options={types.map((type) => ({ value: type, label: CUSTOMER_TYPES[type] ?? type }))}
          onChange={(customerType) => set({ customerType })}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      <span className="field-label">{label}</span>
      <select className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
