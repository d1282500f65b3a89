import { useState } from 'react';
import type { Card, Schedule } from '../contract/cards';
import { Icon } from '../ui/Icon';
import { Sheet } from '../ui/Sheet';
import { BalanceCurve, ScheduleTable, WholeSchedule } from './ScheduleTable';

const SHOWN = 4;

/** The first instalments at a glance; the long table opens as a sheet. */
export function ScheduleCard({ card }: { card: Card }) {
  const schedule = card.data as unknown as Schedule;
  const [open, setOpen] = useState(false);
  const short = schedule.rows.length <= SHOWN;
  const glance = { ...schedule, rows: schedule.rows.slice(0, SHOWN) };
  return (
    <>
      <BalanceCurve rows={schedule.rows} />
      <ScheduleTable schedule={glance} brief={!short} />
      {!short && (
        <div className="links">
          <button type="button" className="link-row" onClick={() => setOpen(true)}>
            <Icon name="table" />
            <span>看全部 {schedule.rows.length} 期</span>
            <Icon name="chevron" />
          </button>
        </div>
      )}
      {open && (
        <Sheet title={card.title} onClose={() => setOpen(false)}>
          <WholeSchedule schedule={schedule} />
        </Sheet>
      )}
    </>
  );
}
