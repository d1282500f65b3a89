import { useCallback, useState } from 'react';
import { useOffice } from '../office/office';
import type { AppPaper } from '../office/types';
import { PhotoTile } from '../uploads/PhotoTile';
import { wording as uploadWords } from '../uploads/wording';
import { Icon } from '../ui/Icon';
import { Sheet } from '../ui/Sheet';
import { PaperState } from './PaperState';
import { titleOf } from './PaperLine';
import { ReadValues } from './ReadValues';
import { usePaper } from './usePaper';
import { papers as wording } from './wording';

const MOST_PAGES = 20;

interface PaperSheetProps {
  paper: AppPaper;
  onClose: () => void;
}

/** One paper: page after page, and what came of it within seconds. */
export function PaperSheet({ paper, onClose }: PaperSheetProps) {
  const { reload } = useOffice();
  const [pages, setPages] = useState<string[]>([]);
  const [room, setRoom] = useState(1);
  const newest = pages[pages.length - 1] ?? null;
  const loaded = usePaper(newest);
  const keep = useCallback(
    (paperId: string) => {
      setPages((all) => [...all, paperId]);
      void reload();
    },
    [reload],
  );
  const done = loaded.paper?.status === 'accepted';
  return (
    <Sheet title={titleOf(paper)} onClose={onClose}>
      <div className="stack">
        {paper.problem && pages.length === 0 && <p className="list__problem">{paper.problem}</p>}
        {paper.fix && pages.length === 0 && <p>{paper.fix}</p>}
        <p className="small soft">
          {wording.sheetHint}
          {uploadWords.kinds}
        </p>
        {Array.from({ length: room }, (_, index) => (
          <PhotoTile
            key={index}
            document={paper.document}
            side="page"
            partyId={paper.party_id ?? undefined}
            accept="image/*,application/pdf"
            label={room > 1 ? `${wording.pick} · ${wording.page(index + 1)}` : wording.pick}
            frame={<Icon name="paper" />}
            state={pages[index] ? <PaperState loaded={loaded} fine={wording.accepted} /> : undefined}
            onPaper={keep}
          />
        ))}
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
        {loaded.checking && <p className="small soft">{wording.checking}</p>}
        {pages.length === room && room < MOST_PAGES && !done && (
          <button type="button" className="button button--full" onClick={() => setRoom(room + 1)}>
            <Icon name="plus" />
            {wording.more}
          </button>
        )}
        <button
          type="button"
          className={`button button--full${done ? ' button--primary' : ' button--quiet'}`}
          onClick={onClose}
        >
          {done ? wording.close : wording.later}
        </button>
      </div>
    </Sheet>
  );
}
