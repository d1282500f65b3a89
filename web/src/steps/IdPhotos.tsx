import { useCallback, useState } from 'react';
import { useOffice } from '../office/office';
import { PhotoTile } from '../uploads/PhotoTile';
import { Icon } from '../ui/Icon';
import { IdFrame } from './IdFrame';
import { PaperState } from './PaperState';
import { ReadValues } from './ReadValues';
import { usePaper } from './usePaper';
import { verify as wording } from './wording';

type Side = 'front' | 'back';
const SIDES: Side[] = ['front', 'back'];
const NAMES = { front: wording.front, back: wording.back };

interface IdPhotosProps {
  partyId: string;
  /** The paper of an earlier visit, by side where it is known. */
  known: Partial<Record<Side, string>>;
}

/** Both sides of the ID, read as soon as they are there, and what was read to look at. */
export function IdPhotos({ partyId, known }: IdPhotosProps) {
  const { reload } = useOffice();
  const [papers, setPapers] = useState<Partial<Record<Side, string>>>(known);
  const front = usePaper(papers.front);
  const back = usePaper(papers.back === papers.front ? null : papers.back);
  const keepFront = useKeep('front', setPapers);
  const keepBack = useKeep('back', setPapers);
  const keep = { front: keepFront, back: keepBack };
  const loaded = { front, back: papers.back === papers.front ? front : back };

  const toConfirm = [front, back].find(({ paper }) => paper?.status === 'confirm');
  return (
    <div className="stack">
      <div>
        <h4 className="step__subtitle">{wording.photosTitle}</h4>
        <p className="small soft">{wording.photosHint}</p>
      </div>
      <div className="photos">
        {SIDES.map((side) => (
          <PhotoTile
            key={side}
            document="id_card"
            side={side}
            partyId={partyId}
            camera
            label={wording.take(NAMES[side])}
            frame={<IdFrame side={side} />}
            state={papers[side] ? <PaperState loaded={loaded[side]} fine={wording.readFine} /> : undefined}
            onPaper={keep[side]}
          />
        ))}
      </div>
      {toConfirm?.paper && (
        <ReadValues
          key={toConfirm.paper.paper_id}
          paper={toConfirm.paper}
          onConfirmed={(paper) => {
            toConfirm.put(paper);
            void reload();
          }}
        />
      )}
      {front.paper?.status === 'accepted' && loaded.back.paper?.status === 'accepted' && (
        <p className="fine">
          <Icon name="check" />
          {wording.readFine}
        </p>
      )}
    </div>
  );
}

function useKeep(side: Side, put: (change: (all: Partial<Record<Side, string>>) => Partial<Record<Side, string>>) => void) {
  const { reload } = useOffice();
  return useCallback(
    (paperId: string) => {
      put((all) => ({ ...all, [side]: paperId }));
      void reload();
    },
    [side, put, reload],
  );
}
