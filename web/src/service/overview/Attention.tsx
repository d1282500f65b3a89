import { yuan } from '../../format/money';
import { Icon } from '../../ui/Icon';
import { changeAddress, loanAddress, windowAddress } from '../addresses';
import type { Loan } from '../types';
import { wording } from './wording';

/** What does not wait: money that is late, a card that cannot be drawn from. */
export function Attention({ loan }: { loan: Loan }) {
  const { contract_no: no, days_past_due: days, overdue, repay_card: card } = loan;
  const dead = card !== null && card.usable === false && loan.state !== 'SETTLED';
  return (
    <>
      {days > 0 && (
        <div className="attention" role="note">
          <p className="attention__title">
            <Icon name="alert" />
            {wording.overdue(days)}
          </p>
          <p className="small">{wording.overdueWhy(yuan(overdue.penalty), yuan(overdue.penalty_per_day))}</p>
          <div className="attention__acts">
            <a className="button button--primary" href={windowAddress(no, 'pay_now')}>
              {wording.payNow}
            </a>
            <a className="button" href={loanAddress(no, 'hardship')}>
              {wording.hardshipGo}
            </a>
          </div>
        </div>
      )}
      {dead && (
        <div className="attention attention--mild" role="note">
          <p className="attention__title">
            <Icon name="card" />
            {wording.cardDead}
          </p>
          <p className="small">{wording.cardDeadWhy}</p>
          <div className="attention__acts">
            <a className="button" href={changeAddress('bank-card')}>
              {wording.cardGo}
            </a>
          </div>
        </div>
      )}
    </>
  );
}
