import type { NextStep } from '../office/types';
import { Icon } from '../ui/Icon';
import { wait as wording } from './wording';

/** Nothing to do for the customer: what is being done, by whom, how long, and that he may go. */
export function WaitStep({ next }: { next: NextStep }) {
  return (
    <div className="stack">
      <p className="waiting-line">
        <span className="waiting-line__dot" aria-hidden="true" />
        {next.who === 'party' ? wording.party : wording.us}
        {next.takes && <span className="soft"> · {wording.takes(next.takes)}</span>}
      </p>
      <p className="small soft">
        <Icon name="phoneDevice" /> {wording.leave}
      </p>
    </div>
  );
}
