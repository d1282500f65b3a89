import type { Card, Contract } from '../contract/cards';
import { dateZh } from '../format/dates';
import { yuan } from '../format/money';

/** A loan that has begun: what is due next and when, what is left. */
export function ContractCard({ card }: { card: Card }) {
  const data = card.data as unknown as Contract;
  const rows = [
    { label: '合同号', value: data.contract_no },
    { label: '车', value: data.vehicle },
    { label: '剩余本金', value: `${yuan(data.principal_outstanding)} 元` },
    { label: '已还', value: `${data.paid_periods} 期，共 ${data.term_months} 期` },
    ...(data.days_past_due > 0 ? [{ label: '逾期', value: `${data.days_past_due} 天` }] : []),
  ];
  return (
    <>
      {data.next_due_amount && (
        <div className="hero">
          <p className="hero__label">下一期应还</p>
          <p className="hero__figure">
            {yuan(data.next_due_amount)}
            <span className="hero__unit"> 元</span>
          </p>
          {data.next_due_date && (
            <p className="hero__terms">
              <span>{dateZh(data.next_due_date)} 从还款卡扣</span>
            </p>
          )}
        </div>
      )}
      <dl className="rows card__rows">
        {rows.map((row) => (
          <div key={row.label} className="rows__row rows__row--differs">
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
