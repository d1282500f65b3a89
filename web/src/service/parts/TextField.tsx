import { useId } from 'react';

interface TextFieldProps {
  label: string;
  value: string;
  hint?: string;
  maxLength?: number;
  kind?: 'text' | 'tel' | 'numeric';
  autoComplete?: string;
  placeholder?: string;
  onChange: (text: string) => void;
}

/** One line to fill in. */
export function TextField(props: TextFieldProps) {
  const { label, value, hint, maxLength = 60, kind = 'text', autoComplete = 'off', placeholder } = props;
  const id = useId();
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field"
        type={kind === 'tel' ? 'tel' : 'text'}
        inputMode={kind}
        autoComplete={autoComplete}
        maxLength={maxLength}
        value={value}
        placeholder={placeholder}
        aria-describedby={hint ? `${id}h` : undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {hint && (
        <p className="small soft" id={`${id}h`}>
          {hint}
        </p>
      )}
    </div>
  );
}
