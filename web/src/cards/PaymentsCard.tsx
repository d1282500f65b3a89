import { useState } from 'react';
import type { Card, Payments } from '../contract/cards';
import { dateCompact } from '../format/dates';
import { yuan } from '../format/money';
import { Icon } from '../ui/Icon';
import { Sheet } from '../ui/Sheet';

type Row = Payments['rows'][number];
const SHOWN = 5;
const STATUS: Record<Row['status'], string> = {
  paid: '已还',
  partial: '还了一部分',
  failed: '没扣成',
  due: '待还',
  overdue: '逾期',
};

/** What was due and what became of it, newest first; all of it opens as a sheet. */
export function PaymentsCard({ card }: { card: Card }) {
  const { rows } = card.data as unknown as Payments;
  const [open, setOpen] = useState(false);
  return (
    <>
      <PaymentsTable rows={rows.slice(0, SHOWN)} />
      {rows.length > SHOWN && (
        <div className="links">
          <button type="button" className="link-row" onClick={() => setOpen(true)}>
            <Icon name="table" />
            <span>看全部 {rows.length} 笔</span>
            <Icon name="chevron" />
          </button>
        </div>
      )}
      {open && (
        <Sheet title={card.title} onClose={() => setOpen(false)}>
          <PaymentsTable rows={rows} />
        </Sheet>
      )}
    </>
  );
}

function PaymentsTable({ rows }: { rows: Row[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="还款记录表">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">应还日</th>
            <th scope="col">金额（元）</th>
            <th scope="col">结果</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${row.due_date}-${index}`}>
              <th scope="row">{dateCompact(row.due_date)}</th>
              <td className="table__main">{yuan(row.amount)}</td>
              <td>
                {STATUS[row.status]}
                {row.paid_at && <span className="table__date">{dateCompact(row.paid_at)}</span>}
                {row.failure_reason && <span className="table__date">{row.failure_reason}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
