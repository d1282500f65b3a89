import { useCallback, useState } from 'react';
import { timeZh } from '../format/dates';
import { useOffice } from '../office/office';
import type { Consent } from '../office/types';
import { useCommand } from '../office/useCommand';
import { useConsents } from '../steps/useConsents';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { wording } from './wording';

interface ConsentsProps {
  /** Another number: looked at again, something else may have ended one. */
  version: number;
  onChanged: () => void;
}

/** Each purpose by itself: given and taken back with one press, at once. */
export function Consents({ version, onChanged }: ConsentsProps) {
  const { items, problem, again, change } = useConsents(undefined, version);
  const changed = (consent: Consent) => {
    change(consent);
    onChanged();
  };
  return (
    <section className="panel account__consents" aria-label={wording.consentsTitle}>
      <h2 className="panel__title">{wording.consentsTitle}</h2>
      <p className="small soft">{wording.consentsWhy}</p>
      {!items && problem && <Problem onAgain={again}>{problem}</Problem>}
      {!items && !problem && <Skeletons label={wording.consentsTitle} lines={5} />}
      <ul className="list">
        {(items ?? []).map((consent) => (
          <Line key={consent.purpose} consent={consent} onChange={changed} />
        ))}
      </ul>
    </section>
  );
}

function Line({ consent, onChange }: { consent: Consent; onChange: (consent: Consent) => void }) {
  const { call } = useOffice();
  const [open, setOpen] = useState(false);
  const { purpose, title, text, version, granted, since } = consent;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, wanted: boolean) => {
        const body = { purpose, granted: wanted, text_version: version, method: 'account_page' };
        onChange(await call<Consent>('/api/consents', { method: 'POST', key, body }));
      },
      [call, purpose, version, onChange],
    ),
  );
  return (
    <li className="list__item consent-line">
      <div className="list__main">
        <p className="list__title">{title}</p>
        <p className="small soft">
          {granted && since ? wording.granted(timeZh(since, new Date())) : wording.notGranted}
        </p>
      </div>
      <button
        type="button"
        className="button button--quiet"
        aria-expanded={open}
        aria-label={`${open ? wording.fold : wording.text}：${title}`}
        onClick={() => setOpen(!open)}
      >
        {open ? wording.fold : wording.text}
      </button>
      <button
        type="button"
        className="button"
        disabled={busy}
        aria-label={`${granted ? wording.take : wording.give}：${title}`}
        onClick={() => void run(!granted)}
      >
        {granted ? wording.take : wording.give}
      </button>
      {open && <p className="small consent-line__text">{text}</p>}
      <Problem>{problem}</Problem>
    </li>
  );
}
