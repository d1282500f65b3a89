import { Icon } from '../ui/Icon';
import { againstFirst } from './care';
import type { Rule } from './types';
import { wording } from './wording';

/** Every rule that was looked at, in its sentence; yes and no also without the sign. */
export function Rules({ rules }: { rules: Rule[] }) {
  return (
    <ul className="care__rules">
      {againstFirst(rules).map((rule) => (
        <li className={`care__rule${rule.ok ? '' : ' care__rule--no'}`} key={rule.rule}>
          <Icon name={rule.ok ? 'check' : 'close'} />
          <span className="small">
            <strong>{rule.ok ? wording.yes : wording.no}：</strong>
            {rule.text}
          </span>
        </li>
      ))}
    </ul>
  );
}
