import { useCallback, useState } from 'react';
import { momentZh } from '../../format/dates';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import type { Offer } from '../types';
import { wording } from './wording';

/** The one offer, beside the figures and never in the way: one press and it is gone. */
export function OfferBeside({ offer }: { offer: Offer }) {
  const { call } = useOffice();
  const [declined, setDeclined] = useState(false);
  const { offer_id: id } = offer;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        await call(`/api/offers/${part(id)}/decline`, { method: 'POST', key, body: {} });
        setDeclined(true);
      },
      [call, id],
    ),
  );
  if (declined) {
    return (
      <p className="small soft" role="status">
        {wording.declined}
      </p>
    );
  }
  return (
    <aside className="offer" aria-label={wording.offerTitle}>
      <p className="small soft">{wording.offerTitle}</p>
      <p className="offer__title">{offer.title}</p>
      <p className="small">{offer.why_you}</p>
      <div className="offer__foot">
        <span className="small soft">{wording.offerUntil(momentZh(offer.valid_until))}</span>
        <CommandButton quiet busy={busy} onPress={() => void run()}>
          {wording.decline}
        </CommandButton>
      </div>
      <Problem>{problem}</Problem>
    </aside>
  );
}
