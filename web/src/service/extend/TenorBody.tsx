import { dayZh } from '../../format/dates';
import { rate } from '../../format/money';
import { money } from '../parts/Figure';
import { WayFigure } from '../parts/WayFigure';
import type { Tenor } from './types';
import { wording } from './wording';

/** One tenor: what it costs a month with rate and interest in sight, and what it asks of the income. */
export function TenorBody({ option }: { option: Tenor }) {
  return (
    <WayFigure
      label={wording.monthly}
      amount={option.monthly_payment}
      rows={[
        { label: wording.rate, value: rate(option.annual_rate_pct) },
        { label: wording.interest, value: money(option.total_interest) },
        option.last_payment ? { label: wording.lastPayment, value: money(option.last_payment) } : null,
        option.last_due ? { label: wording.lastDue, value: dayZh(option.last_due) } : null,
        option.pti_pct ? { label: wording.pti, value: rate(option.pti_pct) } : null,
      ]}
      note={option.note}
    />
  );
}
