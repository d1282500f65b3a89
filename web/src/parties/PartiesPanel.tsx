import { useState } from 'react';
import type { Application } from '../office/types';
import { Icon } from '../ui/Icon';
import { InviteSheet } from './InviteSheet';
import { mayInvite, mayRemove, wantedRole } from './rules';
import { PartyLine } from './PartyLine';
import { wording } from './wording';

interface PartiesPanelProps {
  application: Application;
  /** Stands inside a step, which carries the heading. */
  inStep?: boolean;
}

/** Everybody beside the customer, and the way to bring one more in. */
export function PartiesPanel({ application, inStep }: PartiesPanelProps) {
  const [inviting, setInviting] = useState(false);
  const others = application.parties.filter((party) => party.role !== 'borrower');
  const open = mayInvite(application);
  if (others.length === 0 && !open) return null;
  return (
    <section className={inStep ? 'stack' : 'panel'} aria-label={wording.title}>
      {!inStep && <h2 className="panel__title">{wording.title}</h2>}
      {others.length === 0 && <p className="small soft">{wording.none}</p>}
      <ul className="parties">
        {others.map((party) => (
          <PartyLine
            key={party.party_id}
            applicationNo={application.application_no}
            party={party}
            removable={mayRemove(application)}
          />
        ))}
      </ul>
      {open && (
        <button
          type="button"
          className={`button button--full${inStep ? ' button--primary' : ''}`}
          onClick={() => setInviting(true)}
        >
          <Icon name="plus" />
          {wording.invite}
        </button>
      )}
      {inviting && (
        <InviteSheet
          applicationNo={application.application_no}
          wanted={wantedRole(application)}
          onClose={() => setInviting(false)}
        />
      )}
    </section>
  );
}
