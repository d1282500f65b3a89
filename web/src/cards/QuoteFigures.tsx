import { isPositive, proportions, rate, share, yuan } from '../format/money';
import type { PricedPlan } from './extras';
import { balloonLabel, monthlyLabel } from './quoteRows';

/** Which car the figures are for, unless the title says it. */
export function CarLine({ plan, title }: { plan: PricedPlan | undefined; title: string }) {
  if (!plan?.price) return null;
  const car = plan.vehicle_name ? `${plan.vehicle_name} ${plan.trim_name ?? ''}`.trim() : '';
  const named = plan.vehicle_name && title.includes(plan.vehicle_name);
  return (
    <p className="car-line small soft">
      {car && !named ? `${car}，` : ''}车价 {yuan(plan.price)} 元
    </p>
  );
}

/** What it costs a month, never without term, 年化 and the annual rate beside it. */
export function Hero({ plan }: { plan: PricedPlan }) {
  return (
    <div className="hero">
      <p className="hero__label">{monthlyLabel(plan)}</p>
      <p className="hero__figure">
        {yuan(plan.monthly_payment)}
        <span className="hero__unit"> 元</span>
      </p>
      <p className="hero__terms">
        <span>{plan.term_months} 期</span>
        <span>
          年化（单利）<strong>{rate(plan.irr_pct)}</strong>
        </span>
        <span>年利率 {rate(plan.annual_rate_pct)}</span>
      </p>
    </div>
  );
}

export function Facts({ plan }: { plan: PricedPlan }) {
  return (
    <dl className="facts">
      <Fact label={downLabel(plan)} value={plan.down_payment ? yuan(plan.down_payment) : '未定'} />
      <Fact label="总利息" value={yuan(plan.total_interest)} />
      <Fact label="首付外共付" value={yuan(plan.total_paid)} />
    </dl>
  );
}

function downLabel(plan: PricedPlan): string {
  return plan.down_payment_pct ? `首付 ${share(plan.down_payment_pct)}` : '首付';
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface Share {
  kind: 'principal' | 'balloon' | 'interest' | 'fees';
  label: string;
  amount: string;
}

/** All that is paid after the down payment, drawn to scale; each part named with its figure. */
export function CostBar({ plan }: { plan: PricedPlan }) {
  const balloon = isPositive(plan.balloon);
  const parts: Share[] = [
    { kind: 'principal', label: '本金', amount: plan.loan_amount },
    { kind: 'interest', label: '利息', amount: plan.total_interest },
    { kind: 'fees', label: '费用', amount: plan.total_fees },
  ];
  const lengths = proportions(parts.map((part) => part.amount));
  // The balloon is the part of the principal that is left for the end, drawn inside it.
  const inside = Math.min(100, (Number(plan.balloon) / Number(plan.loan_amount)) * 100 || 0);
  return (
    <figure className="cost">
      <div className="cost__bar" aria-hidden="true">
        {parts.map((part, index) => (
          <span
            key={part.kind}
            className={`cost__part cost__part--${part.kind}`}
            style={{ flexBasis: `${lengths[index] ?? 0}%` }}
          >
            {part.kind === 'principal' && balloon && (
              <span className="cost__balloon" style={{ width: `${inside}%` }} />
            )}
          </span>
        ))}
      </div>
      <figcaption>
        <ul className="cost__legend">
          {parts.map((part) => (
            <li key={part.kind}>
              {isPositive(part.amount) && (
                <span className={`swatch cost__part--${part.kind}`} aria-hidden="true" />
              )}
              {part.label} <span className="cost__amount">{yuan(part.amount)}</span>
            </li>
          ))}
          {balloon && (
            <li>
              <span className="swatch cost__balloon" aria-hidden="true" />
              本金里的{balloonLabel(plan)} <span className="cost__amount">{yuan(plan.balloon)}</span>
            </li>
          )}
        </ul>
      </figcaption>
    </figure>
  );
}

/** Reasons or catches: always open, told apart by word and sign as well as by colour. */
export function Points({ kind, points }: { kind: 'why' | 'catch'; points: string[] }) {
  if (points.length === 0) return null;
  return (
    <div className={`points points--${kind}`}>
      <h4>{kind === 'why' ? '为什么推荐' : '要留意'}</h4>
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  );
}
