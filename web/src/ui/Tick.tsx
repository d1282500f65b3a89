import { useId } from 'react';
import type { ReactNode } from 'react';

interface TickProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
  /** Said below the words, small. */
  hint?: ReactNode;
}

/** A box to tick: never ticked beforehand, its whole line is the target. */
export function Tick({ checked, onChange, disabled, children, hint }: TickProps) {
  const hintId = useId();
  return (
    <div className="tick">
      <label className="tick__line">
        <input
          type="checkbox"
          className="tick__input"
          checked={checked}
          disabled={disabled}
          aria-describedby={hint ? hintId : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span className="tick__words">{children}</span>
      </label>
      {hint && (
        <div className="tick__hint small soft" id={hintId}>
          {hint}
        </div>
      )}
    </div>
  );
}
