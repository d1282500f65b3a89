import { useState } from 'react';
import { Icon } from '../ui/Icon';
import type { Field } from '../office/types';
import { fields as wording } from './wording';

/** What was filled without asking, and where it came from. */
export function PrefilledList({ fields }: { fields: Field[] }) {
  const [open, setOpen] = useState(false);
  if (fields.length === 0) return null;
  return (
    <div className="prefilled">
      <button
        type="button"
        className="fold"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="check" />
        <span>{wording.filled(fields.length)}</span>
        <Icon name="down" />
      </button>
      {open && (
        <dl className="rows">
          {fields.map((field) => (
            <div key={field.name} className="rows__row rows__row--differs">
              <dt>
                {field.label}
                <span className="prefilled__source">{wording.sources[field.source ?? ''] ?? ''}</span>
              </dt>
              <dd>{shownValue(field)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function shownValue(field: Field): string {
  const choice = (field.choices ?? []).find(
    (one) => typeof one !== 'string' && one.value === field.value,
  );
  return choice && typeof choice !== 'string' ? choice.label : (field.value ?? '');
}
