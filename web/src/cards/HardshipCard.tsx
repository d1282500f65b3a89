import type { Card, HardshipOptions } from '../contract/cards';
import { dateZh } from '../format/dates';
import { yuan } from '../format/money';

type Option = HardshipOptions['options'][number];
const NAMES: Record<Option['kind'], string> = {
  due_day: '改还款日',
  interest_only: '先只还利息',
  capitalise: '先停几期，利息摊到后面',
  longer_term: '把剩下的拉长',
  person: '请人商量',
};
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The ways through a hard time, each with what is paid and what it costs; why not, where none is. */
export function HardshipCard({ card }: { card: Card }) {
  const { options, reasons, decide_by } = card.data as unknown as HardshipOptions;
  return (
    <>
      {reasons.length > 0 && (
        <ul className="differences">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <ul className="list">
        {options.map((option) => (
          <li key={option.kind} className="list__item">
            <div className="list__main">
              <p className="list__title">{option.label ?? NAMES[option.kind]}</p>
              {option.why && <p className="small soft">{option.why}</p>}
              <Figures option={option} />
            </div>
          </li>
        ))}
      </ul>
      <p className="small soft card__note">
        利息照常算，不是减免
        {decide_by && `；最晚${ISO_DAY.test(decide_by) ? dateZh(decide_by) : decide_by}给结果，审核期间不催收`}。
      </p>
    </>
  );
}

/** What is paid, what it costs in all, and until when; a person has no figures. */
function Figures({ option }: { option: Option }) {
  const rows = [
    option.new_payment && { label: '之后每期', value: `${yuan(option.new_payment)} 元` },
    option.extra_interest && { label: '一共多付利息', value: `${yuan(option.extra_interest)} 元` },
    option.until && { label: '安排到', value: dateZh(option.until) },
  ].filter((row) => !!row);
  if (rows.length === 0) return null;
  return (
    <dl className="rows">
      {rows.map((row) => (
        <div key={row.label} className="rows__row rows__row--differs">
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
