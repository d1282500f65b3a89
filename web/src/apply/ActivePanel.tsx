import { useState } from 'react';
import { WholeSchedule } from '../cards/ScheduleTable';
import type { Schedule } from '../contract/cards';
import { dateZh } from '../format/dates';
import { yuan } from '../format/money';
import { part } from '../office/office';
import type { Application } from '../office/types';
import { useLoaded } from '../office/useLoaded';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { SignStep } from '../steps/SignStep';
import { Skeletons } from '../ui/Skeletons';
import { active as wording } from './wording';

interface Loan {
  contract_no: string;
  principal_outstanding: string;
  next_due_date: string | null;
  next_due_amount: string | null;
  paid_periods: number;
  card_tail: string | null;
}

/** The loan has begun: its number, the first due date, and where the instalments stand. */
export function ActivePanel({ application }: { application: Application }) {
  const { contract_no: contractNo, state } = application;
  const path = contractNo ? `/api/loans/${part(contractNo)}` : null;
  const { value: loan, problem, again } = useLoaded<Loan>(path);
  const [open, setOpen] = useState(false);
  const [signed, setSigned] = useState(false);
  const borrower = application.parties.find(({ role }) => role === 'borrower');
  const due = loan?.next_due_date;
  const first = loan?.paid_periods === 0;
  return (
    <section className="panel" aria-label={wording.title}>
      <h2 className="panel__title">
        <span className="receipt__tick">
          <Icon name="check" />
        </span>
        {state === 'DELIVERED' ? wording.delivered : wording.title}
      </h2>
      {!loan && !problem && path && <Skeletons label={wording.loading} lines={3} />}
      {!loan && <Problem onAgain={again}>{problem}</Problem>}
      {loan && due && (
        <div className="hero">
          <p className="hero__label">{first ? wording.first : wording.next}</p>
          <p className="hero__figure">{dateZh(due)}</p>
          {loan.next_due_amount && (
            <p className="hero__terms">
              <span>
                {first ? wording.firstAmount : wording.nextAmount} <strong>{yuan(loan.next_due_amount)}</strong> 元
              </span>
            </p>
          )}
        </div>
      )}
      <dl className="rows">
        <Row label={wording.contract} value={contractNo} />
        <Row label={wording.outstanding} value={loan?.principal_outstanding ? yuan(loan.principal_outstanding) : null} />
        <Row label={wording.card} value={loan?.card_tail ? wording.tail(loan.card_tail) : null} />
      </dl>
      {loan && (
        <p className="panel__words small">
          {wording.auto}
          {first && wording.stub}
          {wording.remind}
        </p>
      )}
      {contractNo && (
        <button type="button" className="button button--full" onClick={() => setOpen(true)}>
          <Icon name="table" />
          {wording.schedule}
        </button>
      )}
      {contractNo && borrower && (
        <button type="button" className="button button--full" onClick={() => setSigned(true)}>
          <Icon name="paper" />
          {wording.papers}
        </button>
      )}
      {signed && borrower && (
        <Sheet title={wording.papers} onClose={() => setSigned(false)}>
          <SignStep
            partyId={borrower.party_id}
            role="borrower"
            signature={borrower.signature}
            version={state}
          />
        </Sheet>
      )}
      {open && contractNo && <ScheduleOf contractNo={contractNo} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Row({ label, value }: { label: string; value: string | null | undefined }) {
  if (!value) return null;
  return (
    <div className="rows__row rows__row--differs">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function ScheduleOf({ contractNo, onClose }: { contractNo: string; onClose: () => void }) {
  const path = `/api/loans/${part(contractNo)}/schedule`;
  const { value, problem, again } = useLoaded<Schedule & { note?: string }>(path);
  return (
    <Sheet title={wording.schedule} onClose={onClose}>
      {!value && problem && <Problem onAgain={again}>{problem}</Problem>}
      {!value && !problem && <Skeletons label={wording.loading} lines={6} />}
      {value && (
        <>
          {value.note && <p className="small soft">{value.note}</p>}
          <WholeSchedule schedule={value} />
        </>
      )}
    </Sheet>
  );
}
