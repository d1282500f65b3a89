import { useCallback, useState } from 'react';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { useStepUp } from '../stepup/stepUpContext';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { Skeletons } from '../ui/Skeletons';
import type { Deletion, DeletionPart, RecordReceipt } from './types';
import { wording } from './wording';

/** What would go and what stays why; deleted only after a second press. */
export function DeleteSheet({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const { value, problem: unseen, again } = useLoaded<Deletion>('/api/record/deletion');
  const [receipt, setReceipt] = useState<RecordReceipt | null>(null);
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        const body = { confirm: true };
        const path = '/api/record/deletion';
        setReceipt(
          await withLevel(() => call<RecordReceipt>(path, { method: 'POST', key, body })),
        );
        onDone();
      },
      [call, withLevel, onDone],
    ),
  );
  const may = value !== null && value.goes.length > 0 && !receipt;
  const foot = (
    <div className="record__foot">
      {may && (
        <button type="button" className="button" disabled={busy} onClick={() => void run()}>
          {wording.confirm}
        </button>
      )}
      <button type="button" className="button button--primary" onClick={onClose}>
        {receipt ? wording.done : wording.keep}
      </button>
    </div>
  );
  return (
    <Sheet title={wording.removeTitle} onClose={onClose} foot={foot}>
      {!value && unseen && <Problem onAgain={again}>{unseen}</Problem>}
      {!value && !unseen && <Skeletons label={wording.removeTitle} lines={4} />}
      {receipt && (
        <p role="status">
          {receipt.what}。{receipt.next}
        </p>
      )}
      {value && !receipt && <Parts deletion={value} />}
      <Problem>{problem}</Problem>
    </Sheet>
  );
}

function Parts({ deletion }: { deletion: Deletion }) {
  return (
    <>
      <h3 className="record__title">{wording.goes}</h3>
      {deletion.goes.length === 0 && <p className="small">{wording.nothingGoes}</p>}
      <Lines parts={deletion.goes} />
      {deletion.stays.length > 0 && <h3 className="record__title">{wording.stays}</h3>}
      <Lines parts={deletion.stays} />
      <p className="small soft">{deletion.note}</p>
    </>
  );
}

function Lines({ parts }: { parts: DeletionPart[] }) {
  return (
    <ul className="list">
      {parts.map((part) => (
        <li className="list__item" key={part.what}>
          <div className="list__main">
            <p className="list__title">{wording.count(part.what, part.count)}</p>
            {part.why && <p className="small soft">{part.why}</p>}
            {part.until && <p className="small soft">{wording.until(part.until)}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
