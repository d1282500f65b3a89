import type { Card, PrepaymentQuote } from '../contract/cards';
import { dateZh, dayZh } from '../format/dates';
import { yuan } from '../format/money';
import { Way, Ways } from './Ways';
import type { WayRow } from './Ways';

type Option = PrepaymentQuote['options'][number];
const EFFECTS: Record<Option['effect'], string> = {
  shorten_term: '缩短期限',
  reduce_payment: '减少月供',
};

/** Repaying a part: what is drawn, then both effects with the same rows. */
export function PrepaymentQuoteCard({ card }: { card: Card }) {
  const data = card.data as unknown as PrepaymentQuote;
  return (
    <>
      <div className="hero">
        <p className="hero__label">{dateZh(data.effective_on)}多还</p>
        <p className="hero__figure">
          {yuan(data.amount)}
          <span className="hero__unit"> 元</span>
        </p>
        <p className="hero__terms">
          <span>手续费 {yuan(data.early_fee)} 元</span>
          {data.total && <span>月供外一共扣 {yuan(data.total)} 元</span>}
        </p>
      </div>
      <Ways>
        {data.options.map((option) => (
          <Way
            key={option.effect}
            title={option.label ?? EFFECTS[option.effect]}
            figure={yuan(option.new_payment)}
            unit=" 元 / 期"
            rows={rowsOf(option)}
            note={option.note}
            action={option.action}
          />
        ))}
      </Ways>
    </>
  );
}

function rowsOf(option: Option): WayRow[] {
  const { remaining_periods: periods, net_saving: net, new_last_payment: last } = option;
  return [
    ...(periods ? [{ label: '还剩', value: `${periods} 期` }] : []),
    { label: '还完', value: dayZh(option.new_last_due) },
    ...(last ? [{ label: '最后一期', value: `${yuan(last)} 元` }] : []),
    { label: '省利息', value: `${yuan(option.interest_saved)} 元` },
    ...(net ? [{ label: '扣掉手续费净省', value: `${yuan(net)} 元` }] : []),
  ];
}
