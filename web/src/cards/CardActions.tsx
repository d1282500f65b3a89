import { useCardPowers } from '../chat/cardPowers';
import type { Action } from '../contract/cards';
import { safeAddress, windowFor } from '../ui/addresses';

interface ActionButtonProps {
  action: Action;
  primary?: boolean;
  disabled?: boolean;
  onPressed?: () => void;
}

/** A button of the assistant: a signed payload is sent, an address is opened. */
export function ActionButton({ action, primary, disabled, onPressed }: ActionButtonProps) {
  const { say } = useCardPowers();
  const look = `button${primary ? ' button--primary' : ''}`;
  const address = action.url ? safeAddress(action.url) : null;
  if (address) {
    return (
      <a className={look} href={address} {...windowFor(address)}>
        {action.label}
      </a>
    );
  }
  const { payload, label } = action;
  if (!payload) return null;
  const press = () => {
    say({ kind: 'press', payload, label });
    onPressed?.();
  };
  return (
    <button type="button" className={look} disabled={disabled} onClick={press}>
      {label}
    </button>
  );
}

interface CardActionsProps {
  actions: Action[];
  /** The card has its main buttons elsewhere: none of these is primary. */
  plain?: boolean;
}

/** The actions under a card, the first one primary. */
export function CardActions({ actions, plain }: CardActionsProps) {
  if (actions.length === 0) return null;
  return (
    <div className="actions">
      {actions.map((action, index) => (
        <ActionButton key={`${action.label}${index}`} action={action} primary={index === 0 && !plain} />
      ))}
    </div>
  );
}
