import { useState } from 'react';
import type { ReactNode } from 'react';
import { momentZh } from '../format/dates';
import type { AppStep } from '../office/types';
import { Icon } from '../ui/Icon';
import { takesZh } from '../cards/words';
import { foldable } from './folding';
import { wording } from './wording';

interface TimelineProps {
  steps: AppStep[];
  /** What the current step needs, right where it stands. */
  children: ReactNode;
}

/** The way from top to bottom: what is done, what is now and by whom, what comes after. */
export function Timeline({ steps, children }: TimelineProps) {
  const [all, setAll] = useState(false);
  const folded = all ? 0 : foldable(steps);
  const over = steps.some(({ status }) => status === 'failed');
  // Where the way has ended nothing comes after.
  const shown = steps.slice(folded).filter(({ status }) => !over || status !== 'todo');
  return (
    <section aria-label={wording.steps}>
      <ol className="timeline">
        {folded > 0 && (
          <li className="timeline__item timeline__item--done">
            <span className="timeline__dot">
              <Icon name="check" />
            </span>
            <button
              type="button"
              className="fold"
              aria-expanded={false}
              onClick={() => setAll(true)}
            >
              <span>
                {wording.doneSteps(folded)}
                <span className="small soft"> {steps.slice(0, folded).map(({ name }) => name).join('、')}</span>
              </span>
              <Icon name="down" />
            </button>
          </li>
        )}
        {shown.map((step) => (
          <Item key={step.key} step={step}>
            {isNow(step) && children}
          </Item>
        ))}
      </ol>
    </section>
  );
}

function isNow({ status }: AppStep): boolean {
  return status === 'current' || status === 'failed';
}

function Item({ step, children }: { step: AppStep; children: ReactNode }) {
  const { status, name, at, detail, takes } = step;
  return (
    <li
      className={`timeline__item timeline__item--${status}`}
      aria-current={status === 'current' ? 'step' : undefined}
    >
      <span className="timeline__dot">
        {status === 'done' && <Icon name="check" />}
        {status === 'failed' && <Icon name="close" />}
      </span>
      <div className="timeline__line">
        <h3 className="timeline__name">
          {name}
          {status === 'done' && <span className="visually-hidden">（已完成）</span>}
        </h3>
        {status === 'current' && <Who step={step} />}
        <span className="timeline__when small soft">
          {status === 'done' && at ? momentZh(at) : status === 'todo' && takes ? takesZh(takes) : ''}
        </span>
      </div>
      {detail && status === 'failed' && <p className="timeline__detail small soft">{detail}</p>}
      {children}
    </li>
  );
}

/** 您要做 or 我们在做, and how long it takes. */
function Who({ step }: { step: AppStep }) {
  const who = step.who ?? 'you';
  const words = { you: wording.you, us: wording.us, party: wording.party }[who];
  return (
    <span className={`who who--${who}`}>
      {words}
      {step.takes && <span> · {takesZh(step.takes)}</span>}
    </span>
  );
}
