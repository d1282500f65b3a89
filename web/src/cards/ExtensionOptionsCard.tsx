import type { Card, ExtensionOptions } from '../contract/cards';
import { dayZh } from '../format/dates';
import { isPositive, rate, yuan } from '../format/money';
import { Points } from './QuoteFigures';
import { Way, Ways } from './Ways';
import type { WayRow } from './Ways';

type Option = ExtensionOptions['options'][number];
const BEARABLE: Record<NonNullable<Option['affordability']>, string> = {
  ok: '负担合适',
  tight: '有点紧',
  too_much: '负担偏重',
};

/** The balloon, and what it costs to repay it over so many months. */
export function ExtensionOptionsCard({ card }: { card: Card }) {
  const data = card.data as unknown as ExtensionOptions;
  return (
    <>
      <div className="hero">
        <p className="hero__label">尾款，{dayZh(data.balloon_due)}到期</p>
        <p className="hero__figure">
          {yuan(data.balloon)}
          <span className="hero__unit"> 元</span>
        </p>
        {data.pay_first && data.extended_amount && isPositive(data.pay_first) && (
          <p className="hero__terms">
            <span>先还 {yuan(data.pay_first)} 元</span>
            <span>展期 {yuan(data.extended_amount)} 元</span>
          </p>
        )}
      </div>
      <Points kind="catch" points={data.reasons} />
      <Ways>
        {data.options.map((option) => (
          <Way
            key={option.term_months}
            title={`分 ${option.term_months} 个月`}
            figure={yuan(option.monthly_payment)}
            unit=" 元 / 月"
            rows={rowsOf(option)}
            note={option.note}
            action={option.action}
          />
        ))}
      </Ways>
      {data.rate_note && <p className="small soft card__note">{data.rate_note}</p>}
    </>
  );
}

function rowsOf(option: Option): WayRow[] {
  const { last_payment: last, last_due: due, affordability } = option;
  return [
    { label: '年利率', value: rate(option.annual_rate_pct) },
    { label: '多付利息', value: `${yuan(option.total_interest)} 元` },
    ...(last ? [{ label: '最后一期', value: `${yuan(last)} 元` }] : []),
    ...(due ? [{ label: '还完', value: dayZh(due) }] : []),
    ...(affordability ? [{ label: '月供压力', value: BEARABLE[affordability] }] : []),
  ];
}
