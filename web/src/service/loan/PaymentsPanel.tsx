import { useState } from 'react';
import { dayZh, momentZh } from '../../format/dates';
import { isPositive, yuan } from '../../format/money';
import { part } from '../../office/office';
import { useLoaded } from '../../office/useLoaded';
import { LoadProblem } from '../../stepup/LoadProblem';
import { Sheet } from '../../ui/Sheet';
import { Skeletons } from '../../ui/Skeletons';
import { useVersion } from '../liveness';
import type { PaymentRow } from './types';
import { wording } from './wording';

const SHOWN = 4;

/** What fell due, newest first, and what became of it. */
export function PaymentsPanel({ no }: { no: string }) {
  const loaded = useLoaded<{ rows: PaymentRow[] }>(`/api/loans/${part(no)}/payments`, useVersion());
  const [open, setOpen] = useState(false);
  const rows = loaded.value?.rows ?? [];
  return (
    <section className="panel" aria-label={wording.payments}>
      <h2 className="panel__title">{wording.payments}</h2>
      {!loaded.value && loaded.problem && <LoadProblem loaded={loaded} />}
      {!loaded.value && !loaded.problem && <Skeletons label={wording.payments} lines={4} />}
      {loaded.value && rows.length === 0 && <p className="soft">{wording.noPayments}</p>}
      <Lines rows={rows.slice(0, SHOWN)} />
      {rows.length > SHOWN && (
        <button type="button" className="button button--quiet button--full" onClick={() => setOpen(true)}>
          {wording.allPayments(rows.length)}
        </button>
      )}
      {open && (
        <Sheet title={wording.payments} onClose={() => setOpen(false)}>
          <Lines rows={rows} />
        </Sheet>
      )}
    </section>
  );
}

function Lines({ rows }: { rows: PaymentRow[] }) {
  return (
    <ul className="payments">
      {rows.map((row) => (
        <li key={`${row.period}${row.part}`} className="payment">
          <span className="payment__what">
            <span>{row.part === 'instalment' ? wording.period(row.period) : wording.balloonPart}</span>
            <span className="small soft">{dayZh(row.due_date)}</span>
          </span>
          <span className="payment__sum">
            <strong>{yuan(row.amount)}</strong>
            <span className={`status status--${TONES[row.status]}`}>{wording.status[row.status]}</span>
          </span>
          <Detail row={row} />
        </li>
      ))}
    </ul>
  );
}

const TONES = { paid: 'accepted', partial: 'checking', failed: 'rejected', due: 'due', overdue: 'rejected' };

function Detail({ row }: { row: PaymentRow }) {
  const found = [
    row.paid_at && row.status === 'paid' ? wording.paidAt(momentZh(row.paid_at)) : '',
    row.failure_reason ?? '',
    row.status !== 'paid' && row.status !== 'due' && isPositive(row.open) ? wording.open(yuan(row.open)) : '',
    isPositive(row.penalty) ? wording.penalty(yuan(row.penalty)) : '',
  ].filter(Boolean);
  if (found.length === 0) return null;
  return <span className="payment__detail small soft">{found.join('，')}</span>;
}
