import type { Application, Party, StepPage } from '../office/types';
import { ABOUT_PEOPLE } from './people';
import { PartiesPanel } from '../parties/PartiesPanel';
import { AuthoriseStep } from '../steps/AuthoriseStep';
import { CardStep } from '../steps/CardStep';
import { CostStep } from '../steps/CostStep';
import { DeliveryStep } from '../steps/DeliveryStep';
import { toFill } from '../steps/fieldsToFill';
import { FieldsStep } from '../steps/FieldsStep';
import { PapersStep } from '../steps/PapersStep';
import { SignStep } from '../steps/SignStep';
import { VerifyStep } from '../steps/VerifyStep';
import { WaitStep } from '../steps/WaitStep';

interface CurrentStepProps {
  application: Application;
  page: StepPage;
  asked: string | null;
  hold: () => void;
  release: () => void;
}

/** The one thing that comes next, done right here. */
export function CurrentStep({ application, page, asked, hold, release }: CurrentStepProps) {
  const { application_no: no, parties, next, documents } = application;
  const borrower = parties.find(({ role }) => role === 'borrower');
  if (!borrower) return <WaitStep />;
  const mine = documents.filter((paper) => belongsTo(paper.party_id, borrower));
  // The identity is one step from the first photo to the living person, whatever is read meanwhile.
  if (application.state === 'DRAFT') return <VerifyStep party={borrower} papers={mine} />;
  if (ABOUT_PEOPLE.test(next.key)) return <PartiesPanel application={application} inStep />;
  switch (page) {
    case 'verify':
      return <VerifyStep party={borrower} papers={mine} />;
    case 'authorise':
      return <AuthoriseStep partyId={borrower.party_id} />;
    case 'card':
      return <CardStep party={borrower} />;
    case 'upload':
      return (
        <PapersStep application={application} asked={asked} hold={hold} release={release} />
      );
    case 'fields':
      if (toFill(application.fields).length === 0) return <CardStep party={borrower} />;
      return <FieldsStep application={application} hold={hold} release={release} />;
    case 'cost':
      return <CostStep partyId={borrower.party_id} borrower />;
    case 'sign':
      return (
        <SignStep
          partyId={borrower.party_id}
          role="borrower"
          signature={borrower.signature}
          version={application}
        />
      );
    case 'delivery':
      return <DeliveryStep applicationNo={no} booked={next.key === 'booked'} />;
    case 'wait':
      return <WaitStep />;
    case 'none':
      return null;
  }
}

function belongsTo(partyId: string | null | undefined, party: Party): boolean {
  return !partyId || partyId === party.party_id;
}
