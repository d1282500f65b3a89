import { useState } from 'react';
import { momentZh } from '../format/dates';
import { AuthoriseStep } from '../steps/AuthoriseStep';
import { CostStep } from '../steps/CostStep';
import { OwnPapers } from '../steps/OwnPapers';
import { SignStep } from '../steps/SignStep';
import { VerifyStep } from '../steps/VerifyStep';
import { papers } from '../steps/wording';
import { Icon } from '../ui/Icon';
import { DriverPapers } from './DriverPapers';
import { ProveStep } from './ProveStep';
import type { OpenedLink, PartyPage } from './types';
import { openPapers, stepOf, wayOf } from './way';
import type { RemoteStep } from './way';
import { wording } from './wording';

interface OwnWayProps {
  link: OpenedLink;
  /** Null before the phone is proved. */
  page: PartyPage | null;
}

/** What it is about and what one takes on; then one thing after the other, to yes or no. */
export function OwnWay({ link, page }: OwnWayProps) {
  const [costConfirmed, setCostConfirmed] = useState(false);
  const party = page?.party;
  if (party?.signature === 'signed') {
    const at = party.signed_at ? wording.signedAt(momentZh(party.signed_at)) : '';
    const done = link.purpose === 'extension' ? wording.longerDone : wording.done;
    return <Ending good title={wording.doneTitle} words={`${done}${at}`} />;
  }
  if (party?.signature === 'refused') {
    return <Ending title={wording.refusedTitle} words={wording.refused} />;
  }
  const way = wayOf(page);
  const step = stepOf(page, costConfirmed);
  const title = step === 'wait' ? (page?.next.label ?? '') : (wording.steps[step] ?? '');
  return (
    <div className="remote">
      <About link={link} folded={page !== null} />
      <section className="panel step" aria-label={title}>
        {step !== 'wait' && (
          <p className="small soft">{wording.progress(way.indexOf(step) + 1, way.length)}</p>
        )}
        <h2 className="step__title">{title}</h2>
        {step === 'prove' && <ProveStep phone={link.party.phone_masked ?? ''} />}
        {page && <Step page={page} step={step} onCosts={() => setCostConfirmed(true)} />}
      </section>
    </div>
  );
}

interface StepProps {
  page: PartyPage;
  step: RemoteStep;
  onCosts: () => void;
}

function Step({ page, step, onCosts }: StepProps) {
  const { party, documents, next } = page;
  switch (step) {
    case 'verify':
      return <VerifyStep party={party} papers={documents} />;
    case 'authorise':
      return <AuthoriseStep partyId={party.party_id} />;
    case 'papers':
      return (
        <>
          {party.role === 'driver' ? (
            <DriverPapers page={page} />
          ) : (
            <>
              <p>{papers.why}</p>
              <OwnPapers papers={openPapers(page)} />
            </>
          )}
        </>
      );
    case 'cost':
      return <CostStep partyId={party.party_id} borrower={false} onDone={onCosts} />;
    case 'sign':
      return (
        <SignStep
          partyId={party.party_id}
          role={party.role}
          signature={party.signature}
          version={page}
        />
      );
    case 'wait':
      return (
        <>
          {next.detail && <p>{next.detail}</p>}
          {party.role !== 'driver' && <p className="small soft">{wording.notYet}</p>}
        </>
      );
    case 'prove':
      return null;
  }
}

function About({ link, folded }: { link: OpenedLink; folded: boolean }) {
  const who = link.borrower_masked ?? '';
  const { role, name_masked: name, phone_masked: phone } = link.party;
  const longer = link.purpose === 'extension';
  const title = (longer ? wording.longer : wording.about)[role]?.(who) ?? who;
  const duties = (longer ? wording.longerDuties : wording.duties)[role] ?? [];
  return (
    <section className="panel about" aria-label={title}>
      <h2 className="about__title">{title}</h2>
      <div className="points points--catch">
        <h4>{wording.dutiesTitle}</h4>
        <ul>
          {duties.map((duty) => (
            <li key={duty}>{duty}</li>
          ))}
        </ul>
      </div>
      {!folded && (
        <>
          <p className="panel__words">{wording.free}</p>
          <p className="small soft">{wording.sandbox}</p>
        </>
      )}
      <p className="small soft">
        {[name, phone].filter(Boolean).join(' ')}
        {` · ${wording.until(momentZh(link.expires_at))}`}
      </p>
    </section>
  );
}

function Ending({ title, words, good }: { title: string; words: string; good?: boolean }) {
  return (
    <section className="panel panel--narrow" role="status">
      <h2 className="panel__title">
        {good && (
          <span className="receipt__tick">
            <Icon name="check" />
          </span>
        )}
        {title}
      </h2>
      <p>{words}</p>
    </section>
  );
}
