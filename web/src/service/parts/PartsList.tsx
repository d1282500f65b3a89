import { yuan } from '../../format/money';
import type { Part } from '../types';
import { wording } from '../wording';

interface PartsListProps {
  parts: Part[];
  total?: string;
  totalLabel?: string;
}

/** How a sum is made, each part with its reason. */
export function PartsList({ parts, total, totalLabel = wording.total }: PartsListProps) {
  return (
    <section aria-label={wording.parts}>
      <h3 className="step__subtitle">{wording.parts}</h3>
      <dl className="parts">
        {parts.map((part) => (
          <div key={part.name} className="parts__part">
            <dt>{part.label}</dt>
            <dd className="parts__amount">{yuan(part.amount)}</dd>
            <dd className="parts__why small soft">{part.why}</dd>
          </div>
        ))}
        {total && (
          <div className="parts__part parts__part--total">
            <dt>{totalLabel}</dt>
            <dd className="parts__amount">{yuan(total)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
