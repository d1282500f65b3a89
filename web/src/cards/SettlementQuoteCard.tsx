import type { Card, SettlementQuote } from '../contract/cards';
import { dateZh } from '../format/dates';
import { isPositive, proportions, yuan } from '../format/money';

/** What settling on a day costs: the sum, its parts to scale and with their reasons, the catch. */
export function SettlementQuoteCard({ card }: { card: Card }) {
  const data = card.data as unknown as SettlementQuote;
  const shares = [
    { kind: 'principal', label: '剩余本金', amount: data.principal_outstanding },
    { kind: 'interest', label: '当期利息', amount: data.accrued_interest },
    { kind: 'fees', label: '手续费', amount: data.early_fee },
  ];
  const lengths = proportions(shares.map((part) => part.amount));
  const parts = data.parts?.length ? data.parts : bare(data);
  return (
    <>
      <div className="hero">
        <p className="hero__label">{dateZh(data.settle_on)}结清，一共付</p>
        <p className="hero__figure">
          {yuan(data.total)}
          <span className="hero__unit"> 元</span>
        </p>
      </div>
      {data.saving_note && <p className="card__note">{data.saving_note}</p>}
      <figure className="cost">
        <div className="cost__bar" aria-hidden="true">
          {shares.map((part, index) => (
            <span
              key={part.kind}
              className={`cost__part cost__part--${part.kind}`}
              style={{ flexBasis: `${lengths[index] ?? 0}%` }}
            />
          ))}
        </div>
      </figure>
      <dl className="rows card__rows">
        {parts.map((part) => (
          <div key={part.name} className="rows__row rows__row--differs rows__row--told">
            <dt>
              {part.label}
              {part.why && <span className="rows__why">{part.why}</span>}
            </dt>
            <dd className="nowrap">{yuan(part.amount)} 元</dd>
          </div>
        ))}
      </dl>
      {[data.assumed_note, data.lien].filter(Boolean).map((note) => (
        <p key={note} className="small soft">
          {note}
        </p>
      ))}
    </>
  );
}

/** The parts the contract promises, where the reasons did not come. */
function bare(data: SettlementQuote) {
  const sums = [
    ['principal', '剩余本金', data.principal_outstanding],
    ['accrued', '当期利息', data.accrued_interest],
    ['fee', '提前结清手续费', data.early_fee],
    ['claw_back', '贴息退回', data.subsidy_clawback],
    ['overdue', '逾期和罚息', data.overdue],
  ] as const;
  return sums
    .filter(([name, , amount]) => name === 'fee' || isPositive(amount))
    .map(([name, label, amount]) => ({ name, label, amount, why: '' }));
}
