import { useEffect, useState } from 'react';
import { call, sentenceOf } from '../api/http';
import type { Schedule } from '../contract/cards';
import { termZh } from '../format/dates';
import { rate } from '../format/money';
import { Sheet } from '../ui/Sheet';
import type { PricedPlan } from './extras';
import { WholeSchedule } from './ScheduleTable';

interface ScheduleSheetProps {
  plan: PricedPlan;
  token: () => Promise<string>;
  onClose: () => void;
}

type Loaded = { schedule: Schedule } | { problem: string } | null;

/** A plan's instalments, fetched when somebody wants to see them. */
export function ScheduleSheet({ plan, token, onClose }: ScheduleSheetProps) {
  const [loaded, setLoaded] = useState<Loaded>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    const path = `/api/quotes/${encodeURIComponent(plan.quote_id)}/schedule`;
    token()
      .then((bearer) => call<Schedule>(path, { token: bearer, signal: stop.signal }))
      .then((schedule) => setLoaded({ schedule }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setLoaded({ problem: sentenceOf(error) });
      });
    return () => stop.abort();
  }, [plan.quote_id, token, attempt]);

  const again = () => {
    setLoaded(null);
    setAttempt(attempt + 1);
  };
  return (
    <Sheet title="每期还款明细" onClose={onClose}>
      <p className="small soft">
        {plan.product_name} · {termZh(plan.term_months)} · 年化 {rate(plan.irr_pct)}（单利）
      </p>
      {!loaded && <Waiting />}
      {loaded && 'problem' in loaded && (
        <div role="alert">
          <p>{loaded.problem}</p>
          <button type="button" className="button" onClick={again}>
            再试一次
          </button>
        </div>
      )}
      {loaded && 'schedule' in loaded && <WholeSchedule schedule={loaded.schedule} />}
    </Sheet>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" aria-label="正在取明细" className="schedule__waiting">
      {[90, 76, 84, 70, 88].map((width) => (
        <span key={width} className="skeleton" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
