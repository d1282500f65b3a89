import type { ReactNode } from 'react';

interface CommandButtonProps {
  onPress: () => void;
  busy?: boolean;
  disabled?: boolean;
  primary?: boolean;
  quiet?: boolean;
  /** As wide as what it stands in. */
  full?: boolean;
  busyWords?: string;
  children: ReactNode;
}

/** A button that commits something: rests while it is under way and says so. */
export function CommandButton(props: CommandButtonProps) {
  const { onPress, busy, disabled, primary, quiet, full, busyWords, children } = props;
  const kind = primary ? ' button--primary' : quiet ? ' button--quiet' : '';
  return (
    <button
      type="button"
      className={`button${kind}${full ? ' button--full' : ''}`}
      disabled={disabled || busy}
      aria-busy={busy}
      onClick={onPress}
    >
      {busy && busyWords ? busyWords : children}
    </button>
  );
}
