import { useCallback, useState } from 'react';
import { timeZh } from '../format/dates';
import type { Consent } from '../office/types';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { Problem } from '../ui/Problem';
import { Tick } from '../ui/Tick';
import { consent as wording } from './wording';

interface ConsentTickProps {
  consent: Consent;
  partyId?: string;
  onChange: (consent: Consent) => void;
}

/** One purpose, one box: given and taken back with the same single press, at once. */
export function ConsentTick({ consent, partyId, onChange }: ConsentTickProps) {
  const { call } = useOffice();
  const [open, setOpen] = useState(false);
  // What was pressed stands at once; what the back office says stands after that.
  const [pressed, setPressed] = useState<boolean | null>(null);
  const { purpose, version } = consent;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, granted: boolean) => {
        const body = { purpose, granted, party_id: partyId, text_version: version, method: 'tick' };
        onChange(await call<Consent>('/api/consents', { method: 'POST', key, body }));
      },
      [call, purpose, version, partyId, onChange],
    ),
  );
  const { granted, since, title, text } = consent;
  const press = (ticked: boolean) => {
    setPressed(ticked);
    void run(ticked).then(() => setPressed(null));
  };
  return (
    <div className="consent">
      <div className="consent__line">
        <Tick checked={pressed ?? granted} disabled={busy} onChange={press}>
          {title}
        </Tick>
        <button
          type="button"
          className="button button--quiet consent__read"
          aria-expanded={open}
          aria-label={`${open ? wording.fold : wording.read}：${title}`}
          onClick={() => setOpen(!open)}
        >
          {open ? wording.fold : wording.read}
        </button>
      </div>
      {granted && since && (
        <p className="consent__since small soft">{wording.since(timeZh(since, new Date()))}</p>
      )}
      {open && <p className="consent__text small">{text}</p>}
      <Problem>{problem}</Problem>
    </div>
  );
}
