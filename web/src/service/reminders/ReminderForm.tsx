import { useCallback, useId, useState } from 'react';
import { useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useStepUp } from '../../stepup/stepUpContext';
import { CommandButton } from '../../ui/CommandButton';
import { Icon } from '../../ui/Icon';
import { Problem } from '../../ui/Problem';
import { Tick } from '../../ui/Tick';
import { Chips } from '../parts/Chips';
import { LEADS, same, settingOf, toggled } from './types';
import type { Reminders, Setting } from './types';
import { wording } from './wording';

interface ReminderFormProps {
  reminders: Reminders;
  saved: boolean;
  onSaved: (reminders: Reminders) => void;
  onTouched: () => void;
}

/** The choices there are; saved as a whole, once. */
export function ReminderForm({ reminders, saved, onSaved, onTouched }: ReminderFormProps) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const [draft, setDraft] = useState<Setting>(() => settingOf(reminders));
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, setting: Setting) => {
        const { channel, ...others } = setting;
        const body = { ...others, ...(channel && { channel }), confirm: true };
        onSaved(await withLevel(() => call<Reminders>('/api/reminders', { method: 'PUT', key, body })));
      },
      [call, withLevel, onSaved],
    ),
  );
  const tell = (more: Partial<Setting>) => {
    setDraft({ ...draft, ...more });
    onTouched();
  };
  const unchanged = same(draft, settingOf(reminders));
  const none = draft.lead_days.length === 0;
  return (
    <>
      <fieldset className="ask__group">
        <legend className="step__subtitle">{wording.when}</legend>
        {LEADS.map((day) => (
          <Tick
            key={day}
            checked={draft.lead_days.includes(day)}
            onChange={() => tell({ lead_days: toggled(draft.lead_days, day) })}
          >
            {wording.days(day)}
          </Tick>
        ))}
      </fieldset>
      <Chips
        legend={wording.channel}
        name="channel"
        chosen={draft.channel ?? ''}
        options={channelsOf(reminders)}
        onChoose={(channel) => tell({ channel: channel || null })}
      />
      <fieldset className="ask__group">
        <legend className="field-label">{wording.quiet}</legend>
        <div className="two-fields">
          <TimeField
            label={wording.quietFrom}
            value={draft.quiet_hours.from}
            onChange={(from) => tell({ quiet_hours: { ...draft.quiet_hours, from } })}
          />
          <TimeField
            label={wording.quietTo}
            value={draft.quiet_hours.to}
            onChange={(to) => tell({ quiet_hours: { ...draft.quiet_hours, to } })}
          />
        </div>
      </fieldset>
      <Problem>{problem}</Problem>
      {saved && unchanged ? (
        <p className="fine" role="status">
          <Icon name="check" />
          {wording.saved}
        </p>
      ) : (
        <p className="small soft" role="status">
          {none ? wording.none : unchanged ? wording.unchanged : ''}
        </p>
      )}
      <CommandButton
        primary
        full
        disabled={unchanged}
        busy={busy}
        busyWords={wording.saving}
        onPress={() => void run(draft)}
      >
        {wording.save}
      </CommandButton>
    </>
  );
}

/** The ways there are; the ladder of old is one as long as nothing else was chosen. */
function channelsOf({ channels, channel }: Reminders) {
  const known = channels.map((one) => ({ value: one, label: wording.channels[one] ?? one }));
  return channel === null ? [{ value: '', label: wording.ladder }, ...known] : known;
}

interface TimeFieldProps {
  label: string;
  value: string;
  onChange: (time: string) => void;
}

function TimeField({ label, value, onChange }: TimeFieldProps) {
  const id = useId();
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input id={id} className="field" type="time" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
