import { useCallback, useState } from 'react';
import { useOffice } from '../office/office';
import type { Paper } from '../office/types';
import { PhotoTile } from '../uploads/PhotoTile';
import { IdFrame } from './IdFrame';
import { Fine, PaperState } from './PaperState';
import { ReadValue, ReadValues } from './ReadValues';
import { usePaper } from './usePaper';
import { verify as wording } from './wording';

type Side = 'front' | 'back';
type Looked = ReturnType<typeof usePaper>;
const SIDES: Side[] = ['front', 'back'];
const NAMES = { front: wording.front, back: wording.back };
const OTHER = { front: 'back', back: 'front' } as const;

interface IdPhotosProps {
  /** Whose they are: a party's, or of a change of the customer's data. */
  partyId?: string;
  changeNo?: string;
  /** The paper of an earlier visit: which side it shows, the machine saw. */
  known: string | null;
  /** Both sides were read. */
  complete: boolean;
}

/** Both sides of the ID, read as soon as they are there, and what was read to look at. */
export function IdPhotos({ partyId, changeNo, known, complete }: IdPhotosProps) {
  const { reload } = useOffice();
  const [taken, setTaken] = useState<Partial<Record<Side, string>>>({});
  const before = usePaper(known);
  const fresh = { front: usePaper(taken.front), back: usePaper(taken.back) };
  const keep = useCallback(
    (side: Side, paperId: string) => {
      setTaken((all) => ({ ...all, [side]: paperId }));
      void reload();
    },
    [reload],
  );
  const keepFront = useCallback((paperId: string) => keep('front', paperId), [keep]);
  const keepBack = useCallback((paperId: string) => keep('back', paperId), [keep]);
  const keeps = { front: keepFront, back: keepBack };

  const of = (side: Side): Looked | null => {
    if (taken[side]) return fresh[side];
    return before.paper?.sides?.includes(side) ? before : null;
  };
  const looked = SIDES.map(of);
  const toConfirm = looked.find((one) => one?.paper?.status === 'confirm');
  const read = looked.filter((one) => one?.paper?.status === 'accepted');
  return (
    <div className="stack">
      <div>
        <h4 className="step__subtitle">{wording.photosTitle}</h4>
        <p className="small soft">{wording.photosHint}</p>
      </div>
      <div className="photos">
        {SIDES.map((side) => {
          const one = of(side);
          const wrong = one !== null && isOther(one.paper, side);
          return (
            <PhotoTile
              key={side}
              document="id_card"
              side={side}
              partyId={partyId}
              changeNo={changeNo}
              camera
              label={wording.take(NAMES[side])}
              again={wording.retake(NAMES[side])}
              frame={<IdFrame side={side} />}
              state={
                one ? (
                  <PaperState
                    loaded={one}
                    fine={wording.readFine}
                    doubt={wrong ? wording.otherSide(NAMES[OTHER[side]]) : undefined}
                  />
                ) : complete ? (
                  <Fine>{wording.readFine}</Fine>
                ) : undefined
              }
              onPaper={keeps[side]}
            />
          );
        })}
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
      {!toConfirm && read.length > 0 && (
        <div className="values">
          {read.flatMap((one) =>
            (one?.paper?.fields ?? []).map((field) => <ReadValue key={field.name} field={field} />),
          )}
        </div>
      )}
    </div>
  );
}

function isOther(paper: Paper | null, side: Side): boolean {
  const sides = paper?.sides ?? [];
  return sides.length > 0 && !sides.includes(side);
}
