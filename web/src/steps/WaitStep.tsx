import { Icon } from '../ui/Icon';
import { wait as wording } from './wording';

/** Nothing to do for the customer: it goes on by itself, and he may go. */
export function WaitStep() {
  return (
    <div className="stack">
      <p className="waiting-line">
        <span className="waiting-line__dot" aria-hidden="true" />
        {wording.live}
      </p>
      <p className="waiting-hint small soft">
        <Icon name="phoneDevice" />
        {wording.leave}
      </p>
    </div>
  );
}
