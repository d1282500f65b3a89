import type { Action } from '../contract/cards';
import type { Entry } from './conversation';
import { wording } from './wording';

const MOST = 4;

/** What people say next at this point: the actions of the assistant's last words. */
export function quickRepliesOf(entries: Entry[]): Action[] {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (!entry || entry.role === 'customer') return [];
    if (entry.role === 'bot' && entry.actions?.length) return entry.actions.slice(0, MOST);
  }
  return [];
}

interface QuickRepliesProps {
  actions: Action[];
  onPress: (action: Action) => void;
}

export function QuickReplies({ actions, onPress }: QuickRepliesProps) {
  if (actions.length === 0) return null;
  return (
    <div className="quick" role="group" aria-label={wording.quickReplies}>
      {actions.map((action) => (
        <button
          type="button"
          className="button quick__item"
          key={action.label}
          onClick={() => onPress(action)}
        >
          {action.label}
        </button>
      ))}
    </div>
  );
}
