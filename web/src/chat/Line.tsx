import { Bubble } from '@chatui/core';
import { memo } from 'react';
import { CardView } from '../cards/CardView';
import { Icon } from '../ui/Icon';
import type { Entry } from './conversation';
import type { Shown } from './live';
import { wording } from './wording';

interface LineProps {
  entry: Shown;
  /** First of several lines by the same speaker: it carries the name. */
  opensGroup: boolean;
  onRetry: (entry: Entry) => void;
}

/** One line of talk: words in a bubble, or a card. */
export const Line = memo(function Line({ entry, opensGroup, onRetry }: LineProps) {
  if (entry.kind === 'notice') return <p className="ai-notice small soft">{entry.text}</p>;
  if (entry.role === 'system') return <p className="system small soft">{entry.text}</p>;
  if (entry.folded) return <p className="folded-card small soft">{wording.folded}</p>;
  if (entry.role === 'customer') return <OwnLine entry={entry} onRetry={onRetry} />;
  return (
    <div className="line line--bot">
      {opensGroup && <p className="speaker small soft">{speaker(entry)}</p>}
      {entry.text && <Bubble className={bubbleLook(entry)} content={entry.text} />}
      {entry.card && <CardView card={entry.card} />}
    </div>
  );
});

function OwnLine({ entry, onRetry }: { entry: Entry; onRetry: (entry: Entry) => void }) {
  return (
    <div className={`line line--own line--${entry.state}`}>
      <span className="visually-hidden">{wording.you}：</span>
      <Bubble className="bubble bubble--own" content={entry.text ?? ''} />
      {entry.state === 'sending' && <span className="visually-hidden">{wording.sending}</span>}
      {entry.state === 'failed' && (
        <div className="failed" role="alert">
          <p className="failed__why small">
            <Icon name="alert" />
            {entry.problem ?? wording.failed}
          </p>
          <button type="button" className="button failed__retry" onClick={() => onRetry(entry)}>
            <Icon name="retry" />
            {wording.retry}
          </button>
        </div>
      )}
    </div>
  );
}

/** A warning of the edge (a number typed into the chat …) is set apart from the talk. */
function bubbleLook(entry: Entry): string {
  return entry.kind === 'warning' ? 'bubble bubble--warning' : 'bubble';
}

function speaker(entry: Entry): string {
  if (entry.role === 'agent') {
    return entry.author ? `${entry.author} · ${wording.agent}` : wording.agent;
  }
  return wording.speaker;
}
