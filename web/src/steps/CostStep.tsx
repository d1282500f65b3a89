import { useCallback, useEffect, useState } from 'react';
import { part, useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { ReadingBox } from '../reading/ReadingBox';
import { useReading } from '../reading/useReading';
import { LoadProblem } from '../stepup/LoadProblem';
import { useStepUp } from '../stepup/stepUpContext';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { Tick } from '../ui/Tick';
import { CostSheetView } from './CostSheetView';
import type { CostAnswer } from './costSheet';
import { cost as wording } from './wording';

interface CostStepProps {
  partyId: string;
  /** The borrower's confirmation makes the contract; another party's lets him go on. */
  borrower: boolean;
  onDone?: () => void;
}

/** The cost sheet, read to its end and for long enough before it can be confirmed. */
export function CostStep({ partyId, borrower, onDone }: CostStepProps) {
  const path = `/api/parties/${part(partyId)}/cost-sheet`;
  const loaded = useLoaded<CostAnswer>(path);
  const { value } = loaded;
  const confirmed = Boolean(value?.confirmed_at) && !borrower;
  useEffect(() => {
    if (confirmed) onDone?.();
  }, [confirmed, onDone]);
  if (!value && loaded.problem) return <LoadProblem loaded={loaded} />;
  if (!value) return <Skeletons label={wording.loading} lines={6} />;
  return <Reading key={value.text_hash} path={path} answer={value} borrower={borrower} onDone={onDone} />;
}

interface ReadingProps {
  path: string;
  answer: CostAnswer;
  borrower: boolean;
  onDone: (() => void) | undefined;
}

function Reading({ path, answer, borrower, onDone }: ReadingProps) {
  const { call, reload } = useOffice();
  const { withLevel } = useStepUp();
  const reading = useReading(answer.min_seconds);
  const [clear, setClear] = useState(false);
  const { proof } = reading;
  const { text_hash: hash } = answer;

  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        await withLevel(() =>
          call(`${path}/confirm`, { method: 'POST', key, body: { text_hash: hash, ...proof() } }),
        );
        onDone?.();
        await reload();
      },
      [withLevel, call, path, hash, proof, onDone, reload],
    ),
  );
  return (
    <div className="stack">
      <p>{wording.what}</p>
      <ReadingBox reading={reading} title={wording.title}>
        <CostSheetView sheet={answer.sheet} irr={answer.irr_pct} />
      </ReadingBox>
      <Tick checked={clear} onChange={setClear}>
        {wording.tick}
      </Tick>
      <Problem>{problem}</Problem>
      <button
        type="button"
        className="button button--primary button--full"
        disabled={!reading.ready || !clear || busy}
        onClick={() => void run()}
      >
        {busy ? wording.going : borrower ? wording.go : wording.goParty}
      </button>
    </div>
  );
}
