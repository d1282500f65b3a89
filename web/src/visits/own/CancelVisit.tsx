import { useCallback, useState } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { CommandButton } from '../../ui/CommandButton';
import { TakeBackSheet } from '../../ui/TakeBackSheet';
import type { Visit } from '../types';
import { own as wording } from '../wording';

interface CancelVisitProps {
  visit: Visit;
  onChanged: () => void;
}

/** Leaving a visit: said what follows, confirmed once. */
export function CancelVisit({ visit, onChanged }: CancelVisitProps) {
  const { call } = useOffice();
  const [open, setOpen] = useState(false);
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        await call(`/api/visits/${part(visit.visit_no)}/cancel`, { method: 'POST', key, body: {} });
        setOpen(false);
        onChanged();
      },
      [call, visit, onChanged],
    ),
  );
  return (
    <>
      <CommandButton full onPress={() => setOpen(true)}>
        {wording.cancel}
        <span className="visually-hidden">{wording.pressHere(visit.what)}</span>
      </CommandButton>
      {open && (
        <TakeBackSheet
          title={wording.cancelTitle}
          go={wording.cancelGo}
          going={wording.cancelling}
          keep={wording.keep}
          why={wording.cancelWhy}
          busy={busy}
          problem={problem}
          onGo={() => void run()}
          onClose={() => setOpen(false)}
        >
          <p>
            <strong>{visit.what}</strong>
          </p>
        </TakeBackSheet>
      )}
    </>
  );
}
