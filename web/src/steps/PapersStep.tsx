import { useState } from 'react';
import type { Application, Role } from '../office/types';
import { InviteSheet } from '../parties/InviteSheet';
import { lacksLicence } from '../parties/rules';
import { OwnPapers } from './OwnPapers';
import { PaperLine } from './PaperLine';
import { papers as wording } from './wording';

interface PapersStepProps {
  application: Application;
  /** The paper that a link asked for: its sheet is open at once. */
  asked?: string | null;
  hold?: () => void;
  release?: () => void;
}

const OTHERS: Role[] = ['co_borrower', 'guarantor', 'driver'];

/** The checklist: one's own papers to give, those of the others to see how they stand. */
export function PapersStep({ application, asked, hold, release }: PapersStepProps) {
  const { documents, parties } = application;
  const [naming, setNaming] = useState(false);
  const of = (role: Role) =>
    documents.filter(
      ({ party_id: id }) =>
        (parties.find((party) => party.party_id === id)?.role ?? 'borrower') === role,
    );
  const own = of('borrower');
  return (
    <div className="stack">
      {own.length === 0 ? <p>{wording.none}</p> : (
        <OwnPapers papers={own} asked={asked} hold={hold} release={release} />
      )}
      {lacksLicence(application) && (
        <button type="button" className="button button--quiet" onClick={() => setNaming(true)}>
          {wording.nameDriver}
        </button>
      )}
      {naming && (
        <InviteSheet
          applicationNo={application.application_no}
          wanted="driver"
          onClose={() => setNaming(false)}
        />
      )}
      {OTHERS.map((role) => ({ role, items: of(role) }))
        .filter(({ items }) => items.length > 0)
        .map(({ role, items }) => (
          <section key={role}>
            <h4 className="step__subtitle">{wording.whose[role]}</h4>
            <p className="small soft">{wording.theirs}</p>
            <ul className="list list--papers">
              {items.map((paper) => (
                <PaperLine key={`${paper.document}${paper.party_id ?? ''}`} paper={paper} />
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}
