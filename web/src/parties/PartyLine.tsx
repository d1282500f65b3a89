import { useCallback, useState } from 'react';
import { momentZh } from '../format/dates';
import { part, useOffice } from '../office/office';
import type { Party } from '../office/types';
import { useCommand } from '../office/useCommand';
import { useStepUp } from '../stepup/stepUpContext';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { LinkBox } from './LinkBox';
import type { MadeLink } from './LinkBox';
import { wording } from './wording';

interface PartyLineProps {
  applicationNo: string;
  party: Party;
  /** Nobody has signed yet: the party may still be taken out. */
  removable: boolean;
}

/** One person: how far he is, and the link he comes in by. */
export function PartyLine({ applicationNo, party, removable }: PartyLineProps) {
  const { call, reload } = useOffice();
  const { withLevel } = useStepUp();
  const { party_id: partyId } = party;
  const [link, setLink] = useState<MadeLink | null>(null);
  const [removing, setRemoving] = useState(false);
  const path = `/api/parties/${part(partyId)}/link`;
  const making = useCommand(
    useCallback(
      async (key: string) => {
        setLink(await withLevel(() => call<MadeLink>(path, { method: 'POST', key, body: {} })));
        await reload();
      },
      [withLevel, call, path, reload],
    ),
  );
  const revoking = useCommand(
    useCallback(
      async (key: string) => {
        await call(path, { method: 'DELETE', key });
        setLink(null);
        await reload();
      },
      [call, path, reload],
    ),
  );
  const removal = useCommand(
    useCallback(
      async (key: string) => {
        const line = `/api/applications/${part(applicationNo)}/parties/${part(partyId)}`;
        await call(line, { method: 'DELETE', key });
        await reload();
      },
      [call, applicationNo, partyId, reload],
    ),
  );
  const state = party.link?.state ?? 'none';
  const alive = state === 'sent' || state === 'opened';
  const drives = party.role === 'driver';
  const needsLink = party.signature !== 'signed' && party.signature !== 'refused' && state !== 'used';
  return (
    <li className="party">
      <div className="party__head">
        <Icon name="person" />
        <p className="party__name">
          {party.name_masked ?? party.phone_masked}
          <span className="small soft">
            {' '}
            {wording.roles[party.role]}
            {party.relation && ` · ${party.relation}`}
          </span>
        </p>
        {!drives && (
          <span className={`status status--${party.signature === 'signed' ? 'accepted' : 'uploaded'}`}>
            {wording.states.signature[party.signature]}
          </span>
        )}
      </div>
      <ul className="party__facts small">
        {drives ? <Fact met={false}>{wording.driving}</Fact> : <Proofs party={party} />}
        <Fact met={state === 'used' || state === 'opened'}>
          {wording.link[state]}
          {alive && party.link?.expires_at && `，${wording.until(momentZh(party.link.expires_at))}`}
        </Fact>
      </ul>
      {link && alive && <LinkBox link={link} />}
      <Problem>{making.problem || revoking.problem || removal.problem}</Problem>
      <div className="party__ways">
        {needsLink && !link && (
          <button
            type="button"
            className="button button--primary"
            disabled={making.busy}
            onClick={() => void making.run()}
          >
            {making.busy ? wording.making : state !== 'none' ? wording.resend : drives ? wording.makeDriver : wording.make}
          </button>
        )}
        {alive && (
          <button
            type="button"
            className="button"
            disabled={revoking.busy}
            onClick={() => void revoking.run()}
          >
            {wording.revoke}
          </button>
        )}
        {removable && (
          <button type="button" className="button button--quiet" onClick={() => setRemoving(true)}>
            {wording.remove}
          </button>
        )}
      </div>
      {needsLink && alive && !link && <p className="small soft">{wording.resendHint}</p>}
      {removing && (
        <Sheet title={wording.removeTitle} onClose={() => setRemoving(false)}>
          <div className="stack">
            <p>{wording.removeWhy}</p>
            <Problem>{removal.problem}</Problem>
            <button
              type="button"
              className="button button--danger button--full"
              disabled={removal.busy}
              onClick={() => void removal.run().then((done) => done && setRemoving(false))}
            >
              {wording.removeGo}
            </button>
            <button
              type="button"
              className="button button--full"
              onClick={() => setRemoving(false)}
            >
              {wording.back}
            </button>
          </div>
        </Sheet>
      )}
    </li>
  );
}

/** How far somebody is who carries the loan: a driver proves and authorises nothing. */
function Proofs({ party }: { party: Party }) {
  const { identity, authorised } = party;
  return (
    <>
      <Fact met={identity === 'done'}>
        {wording.states.identity[identity === 'done' ? 1 : identity === 'failed' ? 2 : 0] ?? ''}
      </Fact>
      <Fact met={authorised}>{wording.states.authorised[authorised ? 1 : 0] ?? ''}</Fact>
    </>
  );
}

function Fact({ met, children }: { met: boolean; children: React.ReactNode }) {
  return (
    <li className={met ? 'party__fact party__fact--met' : 'party__fact'}>
      <Icon name={met ? 'check' : 'clock'} />
      <span>{children}</span>
    </li>
  );
}
