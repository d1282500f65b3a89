import { useCallback, useState } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { Sheet } from '../../ui/Sheet';
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
        <Sheet
          title={wording.cancelTitle}
          onClose={() => setOpen(false)}
          foot={
            <div className="stack stack--tight">
              <Problem>{problem}</Problem>
              <CommandButton full busy={busy} busyWords={wording.cancelling} onPress={() => void run()}>
                {wording.cancelGo}
              </CommandButton>
              <CommandButton quiet full disabled={busy} onPress={() => setOpen(false)}>
                {wording.keep}
              </CommandButton>
            </div>
          }
        >
          <p>
            <strong>{visit.what}</strong>
          </p>
          <p className="consequence">{wording.cancelWhy}</p>
        </Sheet>
      )}
    </>
  );
}
