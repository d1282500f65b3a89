import { useState } from 'react';
import { ScheduleTable } from '../../cards/ScheduleTable';
import type { Schedule } from '../../contract/cards';
import { dayZh } from '../../format/dates';
import { isPositive, yuan } from '../../format/money';
import { part } from '../../office/office';
import { useLoaded } from '../../office/useLoaded';
import { LoadProblem } from '../../stepup/LoadProblem';
import { Icon } from '../../ui/Icon';
import { Sheet } from '../../ui/Sheet';
import { Skeletons } from '../../ui/Skeletons';
import { useVersion } from '../liveness';
import type { Loan } from '../types';
import { ScheduleChart } from './ScheduleChart';
import { wording } from './wording';

/** The schedule in force as a picture; as a table in a sheet. */
export function SchedulePanel({ loan }: { loan: Loan }) {
  const path = `/api/loans/${part(loan.contract_no)}/schedule`;
  const loaded = useLoaded<Schedule & { note?: string }>(path, useVersion());
  const [open, setOpen] = useState(false);
  const { value } = loaded;
  return (
    <section className="panel panel--chart" aria-label={wording.schedule}>
      <h2 className="panel__title">{wording.schedule}</h2>
      {!value && loaded.problem && <LoadProblem loaded={loaded} />}
      {!value && !loaded.problem && <Skeletons label={wording.schedule} lines={5} />}
      {value && (
        <>
          <ScheduleChart rows={value.rows} paid={loan.paid_periods} />
          {isPositive(loan.balloon) && loan.balloon_due && (
            <p className="small soft">{wording.balloonNote(yuan(loan.balloon), dayZh(loan.balloon_due))}</p>
          )}
          <button type="button" className="button button--full loan__table" onClick={() => setOpen(true)}>
            <Icon name="table" />
            {wording.table(value.rows.length)}
          </button>
        </>
      )}
      {open && value && (
        <Sheet title={wording.schedule} onClose={() => setOpen(false)}>
          {value.note && <p className="small soft">{value.note}</p>}
          <ScheduleTable schedule={value} />
        </Sheet>
      )}
    </section>
  );
}
