import { useCallback, useState } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useStepUp } from '../../stepup/stepUpContext';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { Sheet } from '../../ui/Sheet';
import type { Errand } from '../types';
import { wording } from './wording';

interface CancelErrandProps {
  errand: Errand;
  onCancelled: (errand: Errand) => void;
}

/** Leaving an errand while nothing was drawn: said what follows, confirmed once. */
export function CancelErrand({ errand, onCancelled }: CancelErrandProps) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const [open, setOpen] = useState(false);
  const { request_no: no } = errand;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        const path = `/api/errands/${part(no)}/cancel`;
        const left = await withLevel(() => call<Errand>(path, { method: 'POST', key, body: {} }));
        setOpen(false);
        onCancelled(left);
      },
      [call, withLevel, no, onCancelled],
    ),
  );
  return (
    <>
      <CommandButton quiet full onPress={() => setOpen(true)}>
        {wording.cancel}
      </CommandButton>
      {open && (
        <Sheet
          title={wording.cancelTitle}
          onClose={() => setOpen(false)}
          foot={
            <div className="stack stack--tight">
              <Problem>{problem}</Problem>
              <CommandButton full busy={busy} busyWords={wording.cancelling} onPress={() => void run()}>
                {wording.cancelGo}
              </CommandButton>
              <CommandButton quiet full onPress={() => setOpen(false)}>
                {wording.cancelBack}
              </CommandButton>
            </div>
          }
        >
          <p>
            <strong>{errand.receipt.what}</strong>
          </p>
          <p className="consequence">{wording.cancelWhy}</p>
        </Sheet>
      )}
    </>
  );
}
