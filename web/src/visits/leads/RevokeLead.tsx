import { useCallback, useState } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { Rows } from '../../service/parts/Rows';
import { CommandButton } from '../../ui/CommandButton';
import { TakeBackSheet } from '../../ui/TakeBackSheet';
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
        <TakeBackSheet
          title={wording.revokeTitle}
          go={wording.revokeGo}
          going={wording.revoking}
          keep={wording.keep}
          why={wording.revokeWhy}
          busy={busy}
          problem={problem}
          onGo={() => void run()}
          onClose={() => setOpen(false)}
        >
          <Rows rows={[{ label: wording.to, value: lead.dealer_name }, ...lead.sent]} />
        </TakeBackSheet>
      )}
    </>
  );
}
