import { useCallback, useId, useState } from 'react';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useStepUp } from '../stepup/stepUpContext';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { sign as wording } from './wording';

/** No is an answer: with a reason or without. */
export function RefusalSheet({ path, onClose }: { path: string; onClose: () => void }) {
  const { call, reload } = useOffice();
  const { withLevel } = useStepUp();
  const [reason, setReason] = useState('');
  const id = useId();
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, words: string) => {
        const body = { reason: words.trim() || wording.noReason };
        await withLevel(() => call(path, { method: 'POST', key, body }));
        await reload();
        onClose();
      },
      [withLevel, call, path, reload, onClose],
    ),
  );
  return (
    <Sheet title={wording.refuseTitle} onClose={onClose}>
      <div className="stack">
        <p>{wording.refuseWhy}</p>
        <div>
          <label className="field-label" htmlFor={id}>
            {wording.reason}
          </label>
          <textarea
            id={id}
            className="field field--words"
            rows={3}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <Problem>{problem}</Problem>
        <button
          type="button"
          className="button button--danger button--full"
          disabled={busy}
          onClick={() => void run(reason)}
        >
          {wording.refuseGo}
        </button>
        <button type="button" className="button button--full" onClick={onClose}>
          {wording.back}
        </button>
      </div>
    </Sheet>
  );
}
