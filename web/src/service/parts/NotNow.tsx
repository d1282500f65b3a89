import { Icon } from '../../ui/Icon';
import { loanAddress } from '../addresses';
import type { LoanWindow } from '../types';
import { wording } from '../wording';
import { windowDays } from './windowDays';

interface NotNowProps {
  no: string;
  /** Why not, each with how to mend it, as the back office says it. */
  reasons: string[];
  window?: LoanWindow;
}

/** Not possible now: why, from when on, and what to do instead. */
export function NotNow({ no, reasons, window: when }: NotNowProps) {
  const days = when ? windowDays(when) : '';
  return (
    <section className="panel" aria-label={wording.notNow}>
      <h2 className="panel__title">
        <span className="not-now__sign">
          <Icon name="clock" />
        </span>
        {wording.notNow}
      </h2>
      <ul className="not-now">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {days && <p className="panel__words small soft">{days}</p>}
      <a className="button button--primary button--full" href={loanAddress(no)}>
        {wording.notNowNext}
      </a>
      <a className="button button--quiet button--full" href="/">
        <Icon name="chat" />
        {wording.ask}
      </a>
    </section>
  );
}
