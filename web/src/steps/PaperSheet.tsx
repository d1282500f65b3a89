import { useCallback, useState } from 'react';
import { useOffice } from '../office/office';
import type { AppPaper } from '../office/types';
import { PagePicker } from '../uploads/PagePicker';
import { wording as uploadWords } from '../uploads/wording';
import { Sheet } from '../ui/Sheet';
import { titleOf } from './PaperLine';
import { PaperState } from './PaperState';
import { ReadValue, ReadValues } from './ReadValues';
import { usePaper } from './usePaper';
import { papers as wording } from './wording';

interface PaperSheetProps {
  paper: AppPaper;
  onClose: () => void;
}

/** One paper: its pages, and what came of them within seconds. */
export function PaperSheet({ paper, onClose }: PaperSheetProps) {
  const { reload } = useOffice();
  const [given, setGiven] = useState<string | null>(null);
  const [again, setAgain] = useState(false);
  const loaded = usePaper(given);
  const status = loaded.paper?.status;
  const keep = useCallback(
    (paperId: string) => {
      setGiven(paperId);
      setAgain(false);
      void reload();
    },
    [reload],
  );
  const picking = given === null || again || status === 'rejected';
  return (
    <Sheet title={titleOf(paper)} onClose={onClose}>
      <div className="stack">
        {given === null && paper.problem && (
          <div>
            <p className="list__problem">{paper.problem}</p>
            {paper.fix && <p>{paper.fix}</p>}
          </div>
        )}
        {given === null && paper.why && <p>{paper.why}</p>}
        {given !== null && <PaperState loaded={loaded} fine={wording.accepted} />}
        {loaded.checking && given !== null && <p className="small soft">{wording.checking}</p>}
        {picking && (
          <>
            <p className="small soft">
              {wording.sheetHint}
              {uploadWords.kinds}。
            </p>
            <PagePicker
              key={given ?? ''}
              document={paper.document}
              partyId={paper.party_id ?? undefined}
              onPaper={keep}
            />
          </>
        )}
        {loaded.paper?.status === 'confirm' && (
          <ReadValues
            key={loaded.paper.paper_id}
            paper={loaded.paper}
            onConfirmed={(confirmed) => {
              loaded.put(confirmed);
              void reload();
            }}
          />
        )}
        {status === 'accepted' && (
          <div className="values">
            {(loaded.paper?.fields ?? []).map((field) => (
              <ReadValue key={field.name} field={field} />
            ))}
          </div>
        )}
        {(status === 'accepted' || loaded.checking) && given !== null && (
          <button
            type="button"
            className={`button button--full${status === 'accepted' ? ' button--primary' : ''}`}
            onClick={onClose}
          >
            {status === 'accepted' ? wording.close : wording.later}
          </button>
        )}
        {status === 'confirm' && (
          <button type="button" className="button button--full" onClick={() => setAgain(true)}>
            {wording.again}
          </button>
        )}
      </div>
    </Sheet>
  );
}
