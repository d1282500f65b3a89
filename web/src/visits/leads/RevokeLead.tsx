import { useCallback, useState } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { Rows } from '../../service/parts/Rows';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { Sheet } from '../../ui/Sheet';
import type { Lead } from '../types';
import { leads as wording } from '../wording';

interface RevokeLeadProps {
  lead: Lead;
  onChanged: () => void;
}

/** Taking back what a dealer was told: said what follows, confirmed once. */
export function RevokeLead({ lead, onChanged }: RevokeLeadProps) {
  const { call } = useOffice();
  const [open, setOpen] = useState(false);
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        await call(`/api/leads/${part(lead.lead_no)}/revoke`, { method: 'POST', key, body: {} });
        setOpen(false);
        onChanged();
      },
      [call, lead, onChanged],
    ),
  );
  return (
    <>
      <CommandButton full onPress={() => setOpen(true)}>
        {wording.revoke}
        <span className="visually-hidden">：{lead.dealer_name}</span>
      </CommandButton>
      {open && (
        <Sheet
          title={wording.revokeTitle}
          onClose={() => setOpen(false)}
          foot={
            <div className="stack stack--tight">
              <Problem>{problem}</Problem>
              <CommandButton full busy={busy} busyWords={wording.revoking} onPress={() => void run()}>
                {wording.revokeGo}
              </CommandButton>
              <CommandButton quiet full disabled={busy} onPress={() => setOpen(false)}>
                {wording.keep}
              </CommandButton>
            </div>
          }
        >
          <Rows rows={[{ label: wording.to, value: lead.dealer_name }, ...lead.sent]} />
          <p className="consequence">{wording.revokeWhy}</p>
        </Sheet>
      )}
    </>
  );
}
