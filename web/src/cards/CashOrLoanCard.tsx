import type { Card } from '../contract/cards';
import { compareDecimals, rate, yuan } from '../format/money';
import { termZh } from '../format/dates';
import type { CashCase } from './extras';
import { monthlyLabel } from './quoteRows';

const VERDICTS = {
  cash: '这次全款更划算',
  loan: '这次贷款更划算',
  even: '两种差不多',
};

/** The honest case: the verdict first, both totals to scale, the rate at which it turns. */
export function CashOrLoanCard({ card }: { card: Card }) {
  const data = card.data as unknown as CashCase;
  const verdict = data.verdict ?? verdictOf(data.difference);
  const gap = data.difference.replace(/^-/, '');
  return (
    <>
      <div className="hero">
        <p className="hero__label">{VERDICTS[verdict]}，按今天的钱算相差</p>
        <p className="hero__figure">
          {yuan(gap)}
          <span className="hero__unit"> 元</span>
        </p>
      </div>
      {data.quote && <LoanTerms plan={data.quote} />}
      <Totals data={data} verdict={verdict} />
      <TurningPoint deposit={data.deposit_rate_pct} even={data.break_even_rate_pct} />
      <List title="另外想想" lines={data.points ?? []} />
      <List title="这样算的前提" lines={data.assumptions} />
    </>
  );
}

function verdictOf(difference: string): keyof typeof VERDICTS {
  const order = compareDecimals(difference, '0.00');
  return order > 0 ? 'loan' : order < 0 ? 'cash' : 'even';
}

function LoanTerms({ plan }: { plan: NonNullable<CashCase['quote']> }) {
  return (
    <p className="card__note">
      贷款按{plan.product_name}：{monthlyLabel(plan)} {yuan(plan.monthly_payment)} 元，
      {termZh(plan.term_months)}，年利率 {rate(plan.annual_rate_pct)}，年化 {rate(plan.irr_pct)}
      （单利），总利息 {yuan(plan.total_interest)} 元。
    </p>
  );
}

function Totals({ data, verdict }: { data: CashCase; verdict: keyof typeof VERDICTS }) {
  const most = Math.max(Number(data.cash_total), Number(data.loan_total)) || 1;
  const ways = [
    { kind: 'cash' as const, label: '全款一共付', amount: data.cash_total },
    { kind: 'loan' as const, label: '贷款一共付', amount: data.loan_total },
  ];
  return (
    <dl className="bars">
      {ways.map((way) => (
        <div key={way.kind}>
          <dt>
            {way.label}
            {verdict === way.kind && <span className="least">更划算</span>}
          </dt>
          <dd>
            <span className="bars__track" aria-hidden="true">
              <span
                className={`bars__fill bars__fill--${way.kind}`}
                style={{ width: `${(Number(way.amount) / most) * 100}%` }}
              />
            </span>
            <span className="bars__amount">{yuan(way.amount)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the customer's own deposit rate stands against the rate at which both ways are even. */
function TurningPoint({ deposit, even }: { deposit: string; even: string }) {
  const reach = Math.max(Number(deposit), Number(even), 1) * 1.25;
  const place = (value: string) => ({ left: `${Math.max(0, (Number(value) / reach) * 100)}%` });
  return (
    <figure className="turning">
      <div className="turning__line" aria-hidden="true">
        <span className="turning__mark turning__mark--even" style={place(even)} />
        <span className="turning__mark turning__mark--own" style={place(deposit)} />
      </div>
      <figcaption>
        <ul className="cost__legend">
          <li>
            <span className="swatch turning__mark--own" aria-hidden="true" />
            存款利率 <span className="cost__amount">{rate(deposit)}</span>
          </li>
          <li>
            <span className="swatch turning__mark--even" aria-hidden="true" />
            打平点 <span className="cost__amount">{rate(even)}</span>
          </li>
        </ul>
        <p className="small soft">存款利率高过打平点，贷款才更划算。</p>
      </figcaption>
    </figure>
  );
}

function List({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="points points--plain">
      <h4>{title}</h4>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
