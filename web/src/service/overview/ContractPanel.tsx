import { dayZh, dateZh } from '../../format/dates';
import { isPositive, rate, yuan } from '../../format/money';
import { Icon } from '../../ui/Icon';
import { VehiclePicture } from '../../vehicles/VehiclePicture';
import { loanAddress } from '../addresses';
import { Figure } from '../parts/Figure';
import type { Loan } from '../types';
import { Attention } from './Attention';
import { OpenErrands } from './OpenErrands';
import { Windows } from './Windows';
import { wording } from './wording';

/** One contract: its next payment first, what needs attention, what can be done now. */
export function ContractPanel({ loan }: { loan: Loan }) {
  const { contract_no: no, vehicle, state, state_zh: stateZh } = loan;
  const tone = state === 'OVERDUE' ? ' state--bad' : state === 'SETTLED' ? ' state--ended' : '';
  return (
    <article className="panel contract" aria-label={vehicle.name}>
      <div className="contract__head">
        <div className="contract__name">
          <h2>{vehicle.name}</h2>
          <p className="small soft">
            {loan.product_name} · {wording.contract(no)}
          </p>
        </div>
        <span className={`state${tone}`}>{stateZh}</span>
      </div>
      <div className="contract__main">
        <Next loan={loan} />
        {vehicle.vehicle_key && (
          <span className="contract__picture">
            <VehiclePicture vehicleKey={vehicle.vehicle_key} />
          </span>
        )}
      </div>
      {state !== 'SETTLED' && <Facts loan={loan} />}
      <Attention loan={loan} />
      <OpenErrands errands={loan.errands} />
      <Windows loan={loan} />
      <a className="link-row contract__more" href={loanAddress(no)}>
        <span>{wording.more}</span>
        <Icon name="chevron" />
      </a>
    </article>
  );
}

/** The figure that matters: what is due next, or that nothing is any more. */
export function Next({ loan }: { loan: Loan }) {
  const { next_due_date: due, next_due_amount: amount, repay_card: card } = loan;
  if (loan.days_past_due > 0) {
    return (
      <Figure label={wording.dueNow} amount={loan.due_total}>
        {due && amount && <span>{wording.then(dateZh(due), yuan(amount))}</span>}
      </Figure>
    );
  }
  if (due && amount) {
    return (
      <Figure label={wording.next} amount={amount}>
        <span>{wording.nextOn(dateZh(due))}</span>
        {card && <span>{wording.card(card.bank_name, card.tail)}</span>}
      </Figure>
    );
  }
  if (loan.settled_on) {
    return (
      <div className="hero">
        <p className="hero__figure">{wording.settled}</p>
        <p className="hero__terms">
          <span>{wording.settledOn(dayZh(loan.settled_on))}</span>
        </p>
      </div>
    );
  }
  return <Figure label={wording.left} amount={loan.principal_outstanding} />;
}

function Facts({ loan }: { loan: Loan }) {
  const { balloon, balloon_due: due, lease } = loan;
  const big = isPositive(balloon) && due;
  return (
    <div className="contract__facts">
      <div className="progress-line" aria-hidden="true">
        <span style={{ width: `${(loan.paid_periods / loan.term_months) * 100}%` }} />
      </div>
      <p className="small">
        {wording.paid(loan.paid_periods, loan.term_months)}
        <span className="soft">
          {' '}
          · {wording.left} {yuan(loan.principal_outstanding)} 元 · {wording.rate(rate(loan.annual_rate_pct))}
        </span>
      </p>
      {big && (
        <p className="small contract__balloon">
          <Icon name="calendar" />
          {lease
            ? wording.residual(yuan(lease.residual), dayZh(lease.lease_end))
            : wording.balloon(yuan(balloon), dayZh(due))}
        </p>
      )}
    </div>
  );
}
