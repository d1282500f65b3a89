import type { ScheduleRow } from '../../contract/cards';
import { dayZh } from '../../format/dates';
import { chartOf, HEIGHT, WIDTH } from './chart';
import { wording } from './wording';

/** Every instalment as a bar of principal and interest under the line of what is still owed. */
export function ScheduleChart({ rows, paid }: { rows: ScheduleRow[]; paid: number }) {
  const first = rows[0];
  const last = rows[rows.length - 1];
  if (!first || !last) return null;
  const { bars, line } = chartOf(rows, paid);
  const next = bars.find((bar) => !bar.paid);
  return (
    <figure className="chart">
      <svg
        viewBox={`0 -14 ${WIDTH} ${HEIGHT + 16}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={wording.chartTitle}
      >
        {bars.map((bar) => (
          <g key={bar.period} className={bar.paid ? 'chart__paid' : undefined}>
            <rect className="chart__principal" x={bar.x} width={bar.width} {...bar.principal} />
            <rect className="chart__interest" x={bar.x} width={bar.width} {...bar.interest} />
          </g>
        ))}
        {next && <rect className="chart__next" x={next.x} width={next.width} y={-10} height={5} />}
        <polyline className="chart__balance" points={line} />
      </svg>
      <figcaption>
        <span className="chart__days small soft">
          <span>{dayZh(first.due_date ?? '')}</span>
          <span>{dayZh(last.due_date ?? '')}</span>
        </span>
        <ul className="cost__legend">
          <li>
            <span className="swatch cost__part--principal" aria-hidden="true" />
            {wording.principal}
          </li>
          <li>
            <span className="swatch cost__part--interest" aria-hidden="true" />
            {wording.interest}
          </li>
          <li>
            <span className="swatch swatch--line" aria-hidden="true" />
            {wording.balance}
          </li>
          {next && (
            <li>
              <span className="swatch swatch--next" aria-hidden="true" />
              {wording.now}（{wording.period(next.period)}）
            </li>
          )}
        </ul>
      </figcaption>
    </figure>
  );
}
