import { useCallback, useState } from 'react';
import type { ChangeEvent } from 'react';
import { momentZh } from '../format/dates';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Said } from './RecordProof';
import type { Verified } from './types';
import { wording } from './wording';

/** A file is looked at by the back office: one byte changed is seen. Nothing of it is kept. */
export function FileProof() {
  const { call } = useOffice();
  const [found, setFound] = useState<Verified | null>(null);
  const { run, busy, problem } = useCommand(
    useCallback(
      async (_key: string, file: File) => {
        setFound(null);
        const raw = new Blob([file], { type: 'application/pdf' });
        const headers = { 'Content-Type': 'application/pdf' };
        const options = { method: 'POST' as const, raw, headers, timeoutMs: 60_000 };
        setFound(await call<Verified>('/api/contracts/verify', options));
      },
      [call],
    ),
  );
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) void run(file);
    event.target.value = '';
  };
  return (
    <section className="panel" aria-label={wording.byFile}>
      <h2 className="panel__title">{wording.byFile}</h2>
      <div className="stack">
        <p className="small soft">{wording.byFileWhy}</p>
        <label className="pages__add">
          <Icon name="paper" />
          {busy ? wording.checking : wording.pick}
          <input
            type="file"
            className="photo__input"
            accept="application/pdf"
            disabled={busy}
            onChange={choose}
          />
        </label>
        <Problem>{problem}</Problem>
        {found && <Finding found={found} />}
      </div>
    </section>
  );
}

function Finding({ found }: { found: Verified }) {
  const { intact, on_record: onRecord, state, title, contract_no: no, signatures } = found;
  return (
    <div className="stack">
      <Said good={intact}>{intact ? wording.intact : wording.changed}</Said>
      <Said good={onRecord}>{onRecord ? wording.onRecord : wording.offRecord}</Said>
      {no && (
        <p className="small soft">
          {[title, `${wording.no} ${no}`, state && wording.states[state]].filter(Boolean).join(' · ')}
        </p>
      )}
      <ul>
        {signatures.map((one, index) => {
          const good = one.intact && one.trusted;
          return (
            <li key={`${one.signer ?? ''}${index}`} className={`signer${good ? ' signer--signed' : ''}`}>
              <Icon name={good ? 'check' : 'alert'} />
              <span className="signer__name">{one.signer ?? wording.someone}</span>
              <span className="small soft">
                {good ? wording.trusted : wording.untrusted}
                {one.signed_at && ` ${momentZh(one.signed_at)}`}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
