import { useId } from 'react';
import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import type { Reading } from './useReading';
import { wording } from './wording';

interface ReadingBoxProps {
  reading: Reading;
  title: string;
  children: ReactNode;
}

/** The text in a box of its own, and below it what is still missing before it can be confirmed. */
export function ReadingBox({ reading, title, children }: ReadingBoxProps) {
  const stateId = useId();
  const { attach, onScroll, atEnd, left, ready } = reading;
  return (
    <div className="reading">
      <div
        className="reading__box"
        ref={attach}
        onScroll={onScroll}
        tabIndex={0}
        role="region"
        aria-label={title}
        aria-describedby={stateId}
      >
        {children}
      </div>
      <ul className="reading__state" id={stateId}>
        <Need met={atEnd} done={wording.readToEnd} open={wording.readOn} />
        <Need
          met={left === 0}
          done={wording.timeEnough}
          open={wording.secondsLeft(left)}
        />
      </ul>
      <p className="visually-hidden" role="status">
        {ready ? wording.ready : ''}
      </p>
    </div>
  );
}

function Need({ met, done, open }: { met: boolean; done: string; open: string }) {
  return (
    <li className={met ? 'reading__need reading__need--met' : 'reading__need'}>
      <Icon name={met ? 'check' : 'clock'} />
      {met ? done : open}
    </li>
  );
}
