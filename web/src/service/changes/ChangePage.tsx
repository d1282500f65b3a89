import { useCallback } from 'react';
import { dayZh } from '../../format/dates';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useLoaded } from '../../office/useLoaded';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { Way } from '../errand/Way';
import { documentNames, wording as errand } from '../errand/wording';
import { useVersion } from '../liveness';
import { DocumentRow } from '../loan/LoanDocuments';
import { Fetched } from '../parts/Fetched';
import { Rows } from '../parts/Rows';
import { IdRenewal } from './IdRenewal';
import type { Change } from './types';
import { wording } from './wording';

/** A change of the customer's data: whose turn it is, its way, its receipt. */
export default function ChangePage({ no }: { no: string }) {
  const loaded = useLoaded<Change>(`/api/changes/${part(no)}`, useVersion());
  return (
    <Fetched loaded={loaded} label={wording.loading}>
      {(change) => (
        <div className="errand">
          <div className="errand__main">
            <Head change={change} />
            {change.kind === 'id_card' && (change.now === 'papers' || change.now === 'face') && (
              <IdRenewal change={change} />
            )}
          </div>
          <div className="errand__side">
            <section className="panel" aria-label={wording.way}>
              <h2 className="panel__title">{wording.way}</h2>
              <Way steps={change.steps} who={change.next.who} />
            </section>
            {change.documents.length > 0 && (
              <section className="panel" aria-label={errand.documents}>
                <h2 className="panel__title">{errand.documents}</h2>
                <ul className="list list--papers">
                  {change.documents.map((kind) => (
                    <DocumentRow
                      key={kind}
                      path={`/changes/${part(change.request_no)}/documents/${part(kind)}.pdf`}
                      label={documentNames[kind] ?? kind}
                      ready
                    />
                  ))}
                </ul>
              </section>
            )}
            {change.can_cancel && <Cancel change={change} onCancelled={loaded.put} />}
          </div>
        </div>
      )}
    </Fetched>
  );
}

function Head({ change }: { change: Change }) {
  const { next, receipt, state } = change;
  const mine = next.who === 'customer';
  const tone = state === 'DONE' ? ' state--good' : state === 'FAILED' ? ' state--bad' : '';
  return (
    <section className="panel errand__head" aria-label={change.kind_zh}>
      <div className="contract__head">
        <div className="contract__name">
          <h2>{change.kind_zh}</h2>
          <p className="small soft">{errand.no(change.request_no)}</p>
        </div>
        <span className={`state${tone}`}>{change.state_zh}</span>
      </div>
      <div className={`turn${mine ? ' turn--mine' : ''}`} role="status">
        {next.who !== 'nobody' && (
          <span className={`who${mine ? ' who--you' : ''}`}>{mine ? errand.you : errand.lender}</span>
        )}
        <p>{next.label}</p>
      </div>
      <Rows
        rows={[
          { label: errand.what, value: receipt.what },
          { label: errand.effective, value: dayZh(receipt.effective) },
        ]}
      />
    </section>
  );
}

interface CancelProps {
  change: Change;
  onCancelled: (change: Change) => void;
}

function Cancel({ change, onCancelled }: CancelProps) {
  const { call } = useOffice();
  const { request_no: no } = change;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        onCancelled(await call<Change>(`/api/changes/${part(no)}/cancel`, { method: 'POST', key, body: {} }));
      },
      [call, no, onCancelled],
    ),
  );
  return (
    <>
      <Problem>{problem}</Problem>
      <CommandButton quiet full busy={busy} onPress={() => void run()}>
        {wording.cancel}
      </CommandButton>
    </>
  );
}
