import { useId } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import type { Bounds } from './plan';

interface RangeFieldProps {
  label: string;
  /** What the slider says aloud, with its unit. */
  spoken: string;
  value: number;
  from: number;
  to: number;
  step: number;
  /** What may be chosen; outside the track is grey. */
  bounds: Bounds;
  reason?: string;
  onChange: (value: number) => void;
  /** Number fields beside the slider. */
  children: ReactNode;
}

/** A slider whose impossible regions are grey, with the reason in words beneath. */
export function RangeField(props: RangeFieldProps) {
  const { label, spoken, value, from, to, step, bounds, reason, onChange, children } = props;
  const [id, reasonId] = [useId(), useId()];
  const place = (at: number) => `${Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100))}%`;
  const style = {
    '--at': place(value),
    '--open': place(bounds.min),
    '--shut': place(bounds.max),
  } as CSSProperties;
  const outside = value < bounds.min || value > bounds.max;
  return (
    <div className="range">
      <div className="range__head">
        <label htmlFor={id}>{label}</label>
        <div className="range__fields">{children}</div>
      </div>
      <input
        id={id}
        className={`range__slider${outside ? ' range__slider--outside' : ''}`}
        style={style}
        type="range"
        min={from}
        max={to}
        step={step}
        value={value}
        aria-valuetext={spoken}
        aria-describedby={reason ? reasonId : undefined}
        aria-invalid={outside}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      {reason && (
        <p id={reasonId} className="small soft">
          {reason}
        </p>
      )}
    </div>
  );
}
