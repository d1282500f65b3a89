import { useCallback, useState } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useStepUp } from '../../stepup/stepUpContext';
import { CommandButton } from '../../ui/CommandButton';
import { TakeBackSheet } from '../../ui/TakeBackSheet';
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
        <TakeBackSheet
          title={wording.cancelTitle}
          go={wording.cancelGo}
          going={wording.cancelling}
          keep={wording.cancelBack}
          why={wording.cancelWhy}
          busy={busy}
          problem={problem}
          onGo={() => void run()}
          onClose={() => setOpen(false)}
        >
          <p>
            <strong>{errand.receipt.what}</strong>
          </p>
        </TakeBackSheet>
      )}
    </>
  );
}
