import { useCallback, useMemo, useState } from 'react';
import { Frame } from '../app/Frame';
import { SessionKeeper } from '../api/session';
import { OfficeContext } from '../office/office';
import type { Office } from '../office/office';
import { visitorOffice } from './visitor';
import { FileProof } from './FileProof';
import { RecordProof } from './RecordProof';
import { wording } from './wording';
import '../cards/card.css';
import '../cards/lists.css';
import '../cards/timeline.css';
import '../steps/steps.css';
import '../uploads/uploads.css';

/** Whether a paper in somebody's hands is the one that was signed or sealed: for anybody, signed in or not. */
export default function ProofPage() {
  const [keeper] = useState(() => new SessionKeeper());
  const [asked] = useState(() => new URLSearchParams(window.location.search));
  const ensure = useCallback(() => keeper.ensure().then(({ token }) => token), [keeper]);
  const office: Office = useMemo(() => visitorOffice(ensure), [ensure]);
  const [contract, hash] = [asked.get('contract'), asked.get('hash')];
  return (
    <OfficeContext.Provider value={office}>
      <Frame title={wording.title}>
        <div className="panels">
          {contract && hash && <RecordProof contract={contract} hash={hash} />}
          <FileProof />
        </div>
      </Frame>
    </OfficeContext.Provider>
  );
}
