import { useId } from 'react';
import type { ReactNode } from 'react';

export const CODE_LENGTH = 6;

interface CodeFieldProps {
  label: string;
  value: string;
  onChange: (digits: string) => void;
  /** What stands beside the field: the button that sends a code. */
  children?: ReactNode;
}

/** The field for a code that came by SMS; telephones fill it in by themselves. */
export function CodeField({ label, value, onChange, children }: CodeFieldProps) {
  const id = useId();
  const field = (
    <input
      id={id}
      className="field field--code"
      value={value}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={CODE_LENGTH}
      onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
    />
  );
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children ? (
        <div className="beside">
          {field}
          {children}
        </div>
      ) : (
        field
      )}
    </div>
  );
}
