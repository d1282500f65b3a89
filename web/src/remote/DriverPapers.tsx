import { ConsentTick } from '../steps/ConsentTick';
import { OwnPapers } from '../steps/OwnPapers';
import { useConsents } from '../steps/useConsents';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import type { PartyPage } from './types';
import { openPapers } from './way';
import { wording } from './wording';

const PURPOSE = 'named_driver';

/** Agreeing to drive comes first, by one's own tick; then the licence is photographed. */
export function DriverPapers({ page }: { page: PartyPage }) {
  const { party_id: partyId } = page.party;
  const consents = useConsents(partyId);
  const consent = consents.find(PURPOSE);
  if (!consent) {
    if (consents.problem) return <Problem onAgain={consents.again}>{consents.problem}</Problem>;
    return <Skeletons label={wording.opening} lines={3} />;
  }
  return (
    <div className="stack">
      <p>{page.next.detail}</p>
      <ConsentTick consent={consent} partyId={partyId} onChange={consents.change} />
      {consent.granted && <OwnPapers papers={openPapers(page)} />}
    </div>
  );
}
