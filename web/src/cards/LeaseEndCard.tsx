import type { Card, LeaseEnd } from '../contract/cards';
import { dayZh } from '../format/dates';
import { yuan } from '../format/money';
import { Points } from './QuoteFigures';
import { Way, Ways } from './Ways';
import type { WayRow } from './Ways';

type Choice = LeaseEnd['choices'][number];
const LABELS: Record<Choice['choice'], string> = { return: '退车', buyout: '留购', renew: '续租' };

/** Three ways out of the lease, the kilometres as they stand, and what is easily overlooked. */
export function LeaseEndCard({ card }: { card: Card }) {
  const data = card.data as unknown as LeaseEnd;
  const catches = [data.km_note, data.plate_note].filter((note): note is string => Boolean(note));
  return (
    <>
      <p className="small soft">
        {dayZh(data.lease_end)}到期，残值 {yuan(data.residual)} 元{kilometres(data)}
      </p>
      <Ways>
        {data.choices.map((choice) => (
          <Way
            key={`${choice.choice}-${choice.months ?? ''}`}
            title={choice.label ?? LABELS[choice.choice]}
            figure={yuan(choice.monthly_payment ?? choice.amount)}
            unit={choice.monthly_payment ? ' 元 / 月' : ' 元'}
            rows={rowsOf(choice)}
            note={choice.note}
            action={choice.action}
          />
        ))}
      </Ways>
      <Points kind="catch" points={catches} />
    </>
  );
}

function kilometres(data: LeaseEnd): string {
  if (typeof data.current_km !== 'number') return '';
  const allowed = typeof data.contract_km === 'number' ? `，合同 ${data.contract_km} 公里` : '';
  return `；现在 ${data.current_km} 公里${allowed}`;
}

function rowsOf(choice: Choice): WayRow[] {
  const { last_payment: last, total_interest: interest } = choice;
  return [
    ...(last ? [{ label: '最后一期', value: `${yuan(last)} 元` }] : []),
    ...(interest ? [{ label: '一共多付利息', value: `${yuan(interest)} 元` }] : []),
  ];
}
