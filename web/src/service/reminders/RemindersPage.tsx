import { useState } from 'react';
import { dateZh } from '../../format/dates';
import { useLoaded } from '../../office/useLoaded';
import { useVersion } from '../liveness';
import { Fetched } from '../parts/Fetched';
import { CalendarFile } from './CalendarFile';
import { ReminderForm } from './ReminderForm';
import type { Reminders } from './types';
import { wording } from './wording';

/** When and how one is reminded, what comes next, and what cannot be turned off. */
export default function RemindersPage() {
  const loaded = useLoaded<Reminders>('/api/reminders', useVersion());
  const [saved, setSaved] = useState(false);
  const keep = (reminders: Reminders) => {
    loaded.put(reminders);
    setSaved(true);
  };
  return (
    <Fetched loaded={loaded} label={wording.loading}>
      {(reminders) => (
        <div className="errand-form">
          <section className="panel stack">
            <ReminderForm reminders={reminders} saved={saved} onSaved={keep} onTouched={() => setSaved(false)} />
          </section>
          <section className="panel stack">
            <h2 className="panel__title">{wording.upcoming}</h2>
            {reminders.upcoming.length === 0 && <p className="soft">{wording.noUpcoming}</p>}
            <ul className="upcoming">
              {reminders.upcoming.map((one) => (
                <li key={`${one.kind}${one.on}`}>
                  <strong>{dateZh(one.on)}</strong>
                  <span className="small">{one.text}</span>
                </li>
              ))}
            </ul>
            {reminders.ics_url && <CalendarFile />}
            {reminders.mandatory.length > 0 && (
              <div>
                <h3 className="step__subtitle">{wording.mandatory}</h3>
                <ul className="not-now small">
                  {reminders.mandatory.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              </div>
            )}
          </section>
        </div>
      )}
    </Fetched>
  );
}
