import { useCallback, useState } from 'react';
import { part, useOffice } from '../office/office';
import type { Authorisation, Consent } from '../office/types';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { ReadingBox } from '../reading/ReadingBox';
import { useReading } from '../reading/useReading';
import { useStepUp } from '../stepup/stepUpContext';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { Tick } from '../ui/Tick';
import { Prose } from './Prose';
import { useConsents } from './useConsents';
import { authorise as wording } from './wording';

/** The separate authorisation to query the bureau once: read, ticked by hand, then given. */
export function AuthoriseStep({ partyId }: { partyId: string }) {
  const path = `/api/parties/${part(partyId)}/credit-authorisation`;
  const { value, problem, again } = useLoaded<Authorisation>(path);
  const { find } = useConsents(partyId);
  if (!value && problem) return <Problem onAgain={again}>{problem}</Problem>;
  if (!value) return <Skeletons label={wording.loading} lines={6} />;
  return <Reading key={value.text_hash} path={path} text={value} partyId={partyId} consent={find('credit_query')} />;
}

interface ReadingProps {
  path: string;
  text: Authorisation;
  partyId: string;
  consent: Consent | undefined;
}

function Reading({ path, text, partyId, consent }: ReadingProps) {
  const { call, reload } = useOffice();
  const { withLevel } = useStepUp();
  const reading = useReading(text.min_seconds);
  const [agreed, setAgreed] = useState(false);
  const { proof } = reading;
  const { text_hash: hash } = text;

  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        await withLevel(async () => {
          if (consent && !consent.granted) {
            const { purpose, version } = consent;
            const body = { purpose, granted: true, party_id: partyId, text_version: version, method: 'read_and_tick' };
            await call('/api/consents', { method: 'POST', key: `${key}c`, body });
          }
          const { dwell_ms, scrolled_to_end } = proof();
          const body = { text_hash: hash, dwell_ms, scrolled_to_end };
          await call(path, { method: 'POST', key, body });
        });
        await reload();
      },
      [withLevel, call, path, hash, proof, consent, partyId, reload],
    ),
  );
  return (
    <div className="stack">
      <p>{wording.what}</p>
      <ReadingBox reading={reading} title={wording.title}>
        <Prose>{text.text}</Prose>
      </ReadingBox>
      <Tick checked={agreed} onChange={setAgreed}>
        {wording.tick}
      </Tick>
      <Problem>{problem}</Problem>
      <button
        type="button"
        className="button button--primary button--full"
        disabled={!reading.ready || !agreed || busy}
        onClick={() => void run()}
      >
        {busy ? wording.going : wording.go}
      </button>
    </div>
  );
}
