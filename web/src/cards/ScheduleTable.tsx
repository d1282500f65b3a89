import type { Schedule, ScheduleRow } from '../contract/cards';
import { dateCompact } from '../format/dates';
import { yuan } from '../format/money';

const TOTALS = ['payment', 'principal', 'interest'] as const;

/** All instalments under the curve of what is still owed. */
export function WholeSchedule({ schedule }: { schedule: Schedule }) {
  return (
    <>
      <BalanceCurve rows={schedule.rows} />
      <ScheduleTable schedule={schedule} />
    </>
  );
}

/** The instalments one by one; `brief` leaves out what the curve above shows. */
export function ScheduleTable({ schedule, brief }: { schedule: Schedule; brief?: boolean }) {
  const { rows, totals } = schedule;
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="每期还款表">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">期</th>
            <th scope="col">应还</th>
            <th scope="col">本金</th>
            <th scope="col">利息</th>
            {!brief && <th scope="col">剩余</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.period}>
              <th scope="row">
                {row.period}
                {row.due_date && <span className="table__date">{dateCompact(row.due_date)}</span>}
              </th>
              <td className="table__main">{yuan(row.payment)}</td>
              <td>{yuan(row.principal)}</td>
              <td>{yuan(row.interest)}</td>
              {!brief && <td>{yuan(row.balance)}</td>}
            </tr>
          ))}
        </tbody>
        {!brief && <Totals totals={totals} />}
      </table>
    </div>
  );
}

function Totals({ totals }: { totals: Schedule['totals'] }) {
  if (!TOTALS.some((name) => typeof totals[name] === 'string')) return null;
  return (
    <tfoot>
      <tr>
        <th scope="row">合计</th>
        {TOTALS.map((name) => (
          <td key={name}>{typeof totals[name] === 'string' ? yuan(totals[name]) : ''}</td>
        ))}
        <td />
      </tr>
    </tfoot>
  );
}

const [WIDTH, HEIGHT] = [320, 84];

/** The balance over time, drawn to scale; its figures stand in the table. */
export function BalanceCurve({ rows }: { rows: ScheduleRow[] }) {
  const first = rows[0];
  if (!first || rows.length < 2) return null;
  const start = Number(first.balance) + Number(first.principal);
  const heights = [start, ...rows.map((row) => Number(row.balance))];
  const points = heights.map((balance, index) => {
    const x = (index / rows.length) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - (balance / start) * (HEIGHT - 6)).toFixed(1)}`;
  });
  return (
    <figure className="curve">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <polygon className="curve__area" points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
        <polyline className="curve__line" points={points.join(' ')} />
      </svg>
      <figcaption className="small soft">
        <span>开始</span>
        <span>还欠的本金，越往后越少</span>
        <span>第 {rows.length} 期</span>
      </figcaption>
    </figure>
  );
}
