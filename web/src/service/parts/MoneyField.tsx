import { useId } from 'react';
import { asMoney } from './typedMoney';
import { wording } from '../wording';

interface MoneyFieldProps {
  label: string;
  hint?: string;
  value: string;
  placeholder?: string;
  onChange: (typed: string) => void;
}

/** A sum as it is typed; it is asked about once it is one. */
export function MoneyField({ label, hint, value, placeholder, onChange }: MoneyFieldProps) {
  const id = useId();
  const wrong = value !== '' && asMoney(value) === null;
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="field-unit">
        <input
          id={id}
          className="field field--number"
          value={value}
          inputMode="decimal"
          autoComplete="off"
          maxLength={14}
          placeholder={placeholder}
          aria-invalid={wrong}
          aria-describedby={hint ? `${id}h` : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        <span className="field-unit__unit soft">{wording.yuan}</span>
      </div>
      {hint && (
        <p className="small soft" id={`${id}h`}>
          {hint}
        </p>
      )}
    </div>
  );
}
