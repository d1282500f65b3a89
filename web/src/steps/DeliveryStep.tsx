import { useCallback, useState } from 'react';
import { clockZh, dateZh } from '../format/dates';
import { part, useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { saveFile } from '../ui/download';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { delivery as wording } from './wording';

interface FreeSlots {
  dealer?: { name?: string; address?: string; phone?: string } | null;
  slots: string[];
}

interface DeliveryStepProps {
  applicationNo: string;
  /** A time stands already: it can be kept in one's calendar, or changed. */
  booked: boolean;
}

/** When the car is fetched: booked, or the days and hours there are. */
export function DeliveryStep({ applicationNo, booked }: DeliveryStepProps) {
  const [changing, setChanging] = useState(false);
  if (!booked || changing) {
    return <Slots applicationNo={applicationNo} onDone={() => setChanging(false)} />;
  }
  return (
    <div className="stack">
      <CalendarButton applicationNo={applicationNo} />
      <button type="button" className="button button--quiet button--full" onClick={() => setChanging(true)}>
        {wording.change}
      </button>
    </div>
  );
}

/** The appointment as a file that any calendar opens. */
function CalendarButton({ applicationNo }: { applicationNo: string }) {
  const { file } = useOffice();
  const { run, busy, problem } = useCommand(
    useCallback(async () => {
      const blob = await file(`/api/applications/${part(applicationNo)}/delivery.ics`);
      saveFile(new Blob([blob], { type: 'text/calendar' }), 'delivery.ics');
    }, [file, applicationNo]),
  );
  return (
    <>
      <button
        type="button"
        className="button button--primary button--full"
        disabled={busy}
        onClick={() => void run()}
      >
        <Icon name="calendar" />
        {wording.calendar}
      </button>
      <Problem>{problem}</Problem>
    </>
  );
}

function Slots({ applicationNo, onDone }: { applicationNo: string; onDone: () => void }) {
  const { call, reload } = useOffice();
  const base = `/api/applications/${part(applicationNo)}`;
  const { value, problem, again } = useLoaded<FreeSlots>(`${base}/delivery-slots`);
  const [chosen, setChosen] = useState('');
  const { run, busy, problem: refused } = useCommand(
    useCallback(
      async (key: string, startsAt: string) => {
        await call(`${base}/delivery`, { method: 'POST', key, body: { starts_at: startsAt } });
        await reload();
        onDone();
      },
      [call, base, reload, onDone],
    ),
  );
  if (!value && problem) return <Problem onAgain={again}>{problem}</Problem>;
  if (!value) return <Skeletons label={wording.loading} />;
  if (value.slots.length === 0) return <p>{wording.none}</p>;
  return (
    <div className="stack">
      <p className="small soft">{wording.why}</p>
      {value.dealer?.name && (
        <p>
          <strong>{value.dealer.name}</strong>
          {value.dealer.address && <span className="small soft"> {value.dealer.address}</span>}
        </p>
      )}
      {byDay(value.slots).map(([day, slots]) => (
        <fieldset key={day} className="ask__group">
          <legend className="field-label">{dateZh(day)}</legend>
          <div className="chips chips--even">
            {slots.map((slot) => (
              <label key={slot} className={`choice${chosen === slot ? ' choice--chosen' : ''}`}>
                <input
                  type="radio"
                  className="choice__input"
                  name="slot"
                  checked={chosen === slot}
                  onChange={() => setChosen(slot)}
                />
                {clockZh(slot)}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <Problem>{refused}</Problem>
      <button
        type="button"
        className="button button--primary button--full"
        disabled={!chosen || busy}
        onClick={() => void run(chosen)}
      >
        {busy ? wording.going : wording.go}
      </button>
    </div>
  );
}

function byDay(slots: string[]): [string, string[]][] {
  const days = new Map<string, string[]>();
  for (const slot of slots) {
    const day = slot.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return Array.from(days);
}
