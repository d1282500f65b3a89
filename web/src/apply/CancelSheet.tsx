import { useCallback, useId, useState } from 'react';
import { part, useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { wording } from './wording';

interface CancelSheetProps {
  applicationNo: string;
  onClose: () => void;
}

/** Leaving is as easy as coming: one reason to choose, one button to confirm. */
export function CancelSheet({ applicationNo, onClose }: CancelSheetProps) {
  const { call, reload } = useOffice();
  const [reason, setReason] = useState('');
  const group = useId();
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, why: string) => {
        const path = `/api/applications/${part(applicationNo)}/cancel`;
        await call(path, { method: 'POST', key, body: { reason: why } });
        await reload();
        onClose();
      },
      [call, applicationNo, reload, onClose],
    ),
  );
  return (
    <Sheet title={wording.cancelTitle} onClose={onClose}>
      <div className="stack">
        <p>{wording.cancelWhy}</p>
        <fieldset className="ask__group">
          <legend className="field-label">{wording.cancelReason}</legend>
          <div className="chips">
            {wording.cancelReasons.map((one) => (
              <label key={one} className={`choice${reason === one ? ' choice--chosen' : ''}`}>
                <input
                  type="radio"
                  className="choice__input"
                  name={group}
                  checked={reason === one}
                  onChange={() => setReason(one)}
                />
                {one}
              </label>
            ))}
          </div>
        </fieldset>
        <Problem>{problem}</Problem>
        <button
          type="button"
          className="button button--danger button--full"
          disabled={busy}
          onClick={() => void run(reason || wording.cancelNoReason)}
        >
          {wording.cancelGo}
        </button>
        <button type="button" className="button button--full" onClick={onClose}>
          {wording.back}
        </button>
      </div>
    </Sheet>
  );
}
