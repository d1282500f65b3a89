import { useCallback, useState } from 'react';
import { momentZh } from '../format/dates';
import { part, useOffice } from '../office/office';
import type { Role, SignatureState, Signing, SigningParty } from '../office/types';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { LoadProblem } from '../stepup/LoadProblem';
import { useStepUp } from '../stepup/stepUpContext';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { Tick } from '../ui/Tick';
import { DocumentLine } from './DocumentLine';
import { RefusalSheet } from './RefusalSheet';
import { Prose } from './Prose';
import { sign as wording } from './wording';

interface SignStepProps {
  partyId: string;
  role: Role;
  signature: SignatureState;
  /** Changes when something happened: looked at again. */
  version: unknown;
}

/** The documents, who has signed, and one's own signature; or no, with or without a reason. */
export function SignStep({ partyId, role, signature, version }: SignStepProps) {
  const { call, reload } = useOffice();
  const { withLevel } = useStepUp();
  const path = `/api/parties/${part(partyId)}`;
  const loaded = useLoaded<Signing>(`${path}/signing`, version);
  const { value, again } = loaded;
  const [seen, setSeen] = useState<string[]>([]);
  const [agreedTo, setAgreedTo] = useState('');
  const [refusing, setRefusing] = useState(false);
  const markSeen = useCallback((kind: string) => setSeen((all) => [...all, kind]), []);
  const hash = value?.hash ?? '';

  const { run, busy, problem: refused } = useCommand(
    useCallback(
      async (key: string) => {
        const body = { hash, agreed: true };
        const send = () => call(`${path}/signature`, { method: 'POST', key, body, timeoutMs: 60_000 });
        await withLevel(send);
        again();
        await reload();
      },
      [withLevel, call, path, hash, again, reload],
    ),
  );
  const waitingForMe = signature !== 'signed';
  // What was agreed to was this text; another one is agreed to anew.
  const agreed = hash !== '' && agreedTo === hash;
  if (!value && loaded.problem) return <LoadProblem loaded={loaded} />;
  if (!value) return <Skeletons label={wording.loading} lines={6} />;
  const unread = value.documents.filter(({ kind }) => !seen.includes(kind));
  return (
    <div className="stack">
      <section>
        <p>{wording.documents}</p>
        <ul className="list list--papers">
          {value.documents.map((file) => (
            <DocumentLine
              key={file.kind}
              contractNo={value.contract_no}
              file={file}
              seen={seen.includes(file.kind)}
              onSeen={markSeen}
            />
          ))}
        </ul>
        <p className="small soft">{wording.printHint}</p>
      </section>
      <Signers parties={value.parties} own={role} />
      {waitingForMe && (
        <>
          <Prose>{value.signing_text}</Prose>
          {(value.blocked_by ?? []).length > 0 && (
            <div className="points points--catch">
              <h4>{wording.blocked}</h4>
              <ul>
                {(value.blocked_by ?? []).map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </div>
          )}
          <Tick checked={agreed} onChange={(ticked) => setAgreedTo(ticked ? hash : '')} disabled={!value.may_sign}>
            {wording.tick}
          </Tick>
          <Problem>{refused}</Problem>
          {value.may_sign && unread.length > 0 && (
            <p className="small soft">{wording.unread(unread.map(({ title }) => title))}</p>
          )}
          <button
            type="button"
            className="button button--primary button--full"
            disabled={!value.may_sign || !agreed || unread.length > 0 || busy}
            onClick={() => void run()}
          >
            <Icon name="pen" />
            {busy ? wording.going : wording.go}
          </button>
          <p className="small soft">{wording.waiting}</p>
          <button
            type="button"
            className="button button--quiet button--full"
            onClick={() => setRefusing(true)}
          >
            {wording.refuse}
          </button>
        </>
      )}
      {!waitingForMe && (
        <p className="fine" role="status">
          <Icon name="check" />
          {wording.done}
        </p>
      )}
      {refusing && <RefusalSheet path={`${path}/refusal`} onClose={() => setRefusing(false)} />}
    </div>
  );
}

/** Who has signed and who has not, each by role. */
export function Signers({ parties, own }: { parties: SigningParty[]; own?: Role }) {
  return (
    <section>
      <h4 className="step__subtitle">{wording.who}</h4>
      <ul className="signers">
        {parties.map((party) => (
          <li key={`${party.role}${party.name_masked ?? ''}`} className={`signer signer--${party.status}`}>
            <Icon name={party.status === 'signed' ? 'check' : 'pen'} />
            <span className="signer__name">
              {party.name_masked}
              <span className="small soft">
                {' '}
                {wording.roles[party.role]}
                {party.role === own && `（${wording.mine}）`}
              </span>
            </span>
            <span className="small">
              {wording.status[party.status]}
              {party.signed_at && <span className="soft"> {momentZh(party.signed_at)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
