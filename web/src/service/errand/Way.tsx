import { Icon } from '../../ui/Icon';
import type { Next, WayStep } from '../types';
import { currentOf, STATUS, whenOf } from './way';
import { wording } from './wording';

interface WayProps {
  steps: WayStep[];
  who: Next['who'];
  /** What is said at the step where it stands. */
  now?: string;
}

/** The way of an errand: what is done, who does what now, what comes and when. */
export function Way({ steps, who, now }: WayProps) {
  const current = currentOf(steps);
  return (
    <ol className="way-line">
      {steps.map((step) => {
        const here = step.key === current;
        const status = here && step.state === 'waiting' ? 'current' : STATUS[step.state];
        return (
          <li
            key={step.key}
            className={`timeline__item timeline__item--${status}`}
            aria-current={here ? 'step' : undefined}
          >
            <span className="timeline__dot">
              {status === 'done' && <Icon name="check" />}
              {status === 'failed' && <Icon name="close" />}
            </span>
            <div className="timeline__line">
              <span className="timeline__name">{step.label}</span>
              {here && who !== 'nobody' && (
                <span className={`who who--${who === 'customer' ? 'you' : 'us'}`}>
                  {who === 'customer' ? wording.you : wording.lender}
                </span>
              )}
            </div>
            {whenOf(step) && <p className="small soft">{whenOf(step)}</p>}
            {here && now && <p className="way-line__now">{now}</p>}
          </li>
        );
      })}
    </ol>
  );
}
