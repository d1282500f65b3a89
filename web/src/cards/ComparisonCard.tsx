import type { Card, Comparison } from '../contract/cards';
import { yuan } from '../format/money';
import type { PricedPlan } from './extras';
import { differs, isLeast, QUOTE_ROWS, variesOverTime } from './quoteRows';
import type { QuoteRow } from './quoteRows';

const MONTHLY: QuoteRow = {
  key: 'monthly',
  label: '月供',
  show: (plan) => yuan(plan.monthly_payment),
  amount: (plan) => plan.monthly_payment,
};
const HIGHEST: QuoteRow = {
  key: 'highest',
  label: '最高一期',
  show: (plan) => yuan(plan.highest_payment),
  amount: (plan) => plan.highest_payment,
};

/** Plans in columns: what differs said first in words, then row by row. */
export function ComparisonCard({ card }: { card: Card }) {
  const { quotes, differences } = card.data as unknown as Comparison;
  const plans = quotes as PricedPlan[];
  const varying = plans.some(variesOverTime);
  const rows = [MONTHLY, ...(varying ? [HIGHEST] : []), ...QUOTE_ROWS];
  return (
    <>
      <ul className="differences">
        {differences.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={card.title}>
        <table className="table table--compare">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">项目</span>
              </th>
              {plans.map((plan) => (
                <th scope="col" key={plan.quote_id}>
                  {plan.product_name}
                  <span className="small soft"> {plan.term_months} 期</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.key} row={row} plans={plans} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ row, plans }: { row: QuoteRow; plans: PricedPlan[] }) {
  return (
    <tr className={differs(row, plans) ? 'table__differs' : undefined}>
      <th scope="row">{row.label}</th>
      {plans.map((plan) => (
        <td key={plan.quote_id} className={row.key === 'monthly' ? 'table__main' : undefined}>
          {row.show(plan)}
          {isLeast(row, plan, plans) && <span className="least">最少</span>}
        </td>
      ))}
    </tr>
  );
}
