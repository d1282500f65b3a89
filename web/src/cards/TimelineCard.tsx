import type { Card, Timeline } from '../contract/cards';
import { momentZh } from '../format/dates';
import { Icon } from '../ui/Icon';
import { CardLink } from './CardLink';
import { takesZh, WHO } from './words';

/** Steps whose detail says more than their sign. */
const TOLD = new Set(['current', 'failed']);

/** The way of the application, live: done, now and by whom, next. */
export function TimelineCard({ card }: { card: Card }) {
  const data = card.data as unknown as Timeline;
  const { steps, next_action: next, who, takes, url } = data;
  return (
    <>
      <ol className="timeline">
        {steps.map((step) => (
          <li
            key={step.key ?? step.name}
            className={`timeline__item timeline__item--${step.status}`}
            aria-current={step.status === 'current' ? 'step' : undefined}
          >
            <span className="timeline__dot">
              {step.status === 'done' && <Icon name="check" />}
              {step.status === 'failed' && <Icon name="close" />}
            </span>
            <div className="timeline__line">
              <h4 className="timeline__name">
                {step.name}
                {step.status === 'done' && <span className="visually-hidden">（已完成）</span>}
              </h4>
              {step.status === 'current' && (step.who ?? who) && (
                <span className={`who who--${step.who ?? who}`}>{WHO[step.who ?? who ?? 'us']}</span>
              )}
              <span className="timeline__when small soft">
                {step.day}
                {step.status === 'done' && step.at ? momentZh(step.at) : ''}
                {step.status === 'todo' && step.takes ? takesZh(step.takes) : ''}
              </span>
            </div>
            {step.detail && TOLD.has(step.status) && <p className="timeline__detail small soft">{step.detail}</p>}
          </li>
        ))}
      </ol>
      {next && (
        <p className={`card__next${who === 'you' ? ' card__next--you' : ''}`} role="status">
          {next}
          {takes && <span className="small soft nowrap"> {takesZh(takes)}</span>}
        </p>
      )}
      {url && !card.actions?.length && <CardLink url={url} words={who === 'you' ? '现在去办' : '看详情'} />}
    </>
  );
}
