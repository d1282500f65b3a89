import type { Condition } from '../office/types';
import { Icon } from '../ui/Icon';
import { wording } from './wording';

/** What an approval still depends on, and what of it is done. */
export function Conditions({ conditions }: { conditions: Condition[] }) {
  if (conditions.length === 0) return null;
  return (
    <section className="panel" aria-label={wording.conditions}>
      <h2 className="panel__title">{wording.conditions}</h2>
      <ul className="conditions">
        {conditions.map(({ code, label, met }) => (
          <li key={code} className={met ? 'condition condition--met' : 'condition'}>
            <Icon name={met ? 'check' : 'clock'} />
            <span>{label}</span>
            <span className="small soft">{met ? wording.met : wording.open}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
