import { useId } from 'react';
import { dayZh } from '../../format/dates';

interface DayFieldProps {
  label: string;
  value: string;
  min?: string;
  max?: string;
  hint?: string;
  onChange: (day: string) => void;
}

/** A day from the device's own calendar, within what is allowed. */
export function DayField({ label, value, min, max, hint, onChange }: DayFieldProps) {
  const id = useId();
  const words = hint ?? (min && max ? `${dayZh(min)}至${dayZh(max)}` : '');
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field"
        type="date"
        value={value}
        min={min}
        max={max}
        aria-describedby={words ? `${id}h` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {words && (
        <p className="small soft" id={`${id}h`}>
          {words}
        </p>
      )}
    </div>
  );
}
