import { momentZh } from '../format/dates';
import { isPositive, rate, yuan } from '../format/money';
import type { Application } from '../office/types';
import { wording } from './wording';

/** What is applied for: the car, the plan, and the payment with everything it must never lack. */
export function Head({ application }: { application: Application }) {
  const { quote, purchase, state_zh: state, application_no: no, offer_valid_to: validTo } = application;
  const car = purchase?.vehicle_name ?? quote.vehicle_name ?? '';
  const trim = (purchase?.trim_name as string | undefined) ?? quote.trim_name ?? '';
  return (
    <section className="panel head" aria-label={wording.no(no)}>
      <div className="head__top">
        <h2 className="head__car">
          {`${car} ${trim}`.trim()}
          <span className="soft"> · {quote.product_name}</span>
        </h2>
        <span className={`state state--${tone(application.state)}`}>{state}</span>
      </div>
      <div className="head__figures">
        <div className="hero">
          <p className="hero__label">{wording.monthly}</p>
          <p className="hero__figure">
            {yuan(quote.monthly_payment)}
            <span className="hero__unit"> 元</span>
          </p>
        </div>
        <dl className="head__terms">
          <Fact label={wording.term} value={`${quote.term_months} 期`} />
          <Fact label={wording.rate} value={rate(quote.annual_rate_pct)} />
          <Fact label={wording.irr} value={rate(quote.irr_pct)} />
          <Fact label={wording.interest} value={yuan(quote.total_interest)} />
          <Fact
            label={wording.balloon}
            value={isPositive(quote.balloon) ? yuan(quote.balloon) : wording.noBalloon}
          />
          {quote.down_payment && <Fact label={wording.down} value={yuan(quote.down_payment)} />}
        </dl>
      </div>
      <p className="head__foot small soft">
        {wording.no(no)}
        {validTo && isOpen(application.state) && ` · ${wording.validTo(momentZh(validTo.slice(0, 10)))}`}
      </p>
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const ENDED = ['DECLINED', 'CANCELLED', 'EXPIRED'];
const GOOD = ['APPROVED', 'APPROVED_WITH_CONDITIONS', 'SIGNED_ALL', 'ACTIVATED', 'DELIVERED'];

function tone(state: string): string {
  if (ENDED.includes(state)) return 'ended';
  return GOOD.includes(state) ? 'good' : 'open';
}

function isOpen(state: string): boolean {
  return !ENDED.includes(state) && state !== 'ACTIVATED' && state !== 'DELIVERED';
}
