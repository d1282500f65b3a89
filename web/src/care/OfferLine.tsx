import { useCallback, useState } from 'react';
import { dayZh } from '../format/dates';
import { part, useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { CommandButton } from '../ui/CommandButton';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import { Rules } from './Rules';
import type { Decision, Offer } from './types';
import { wording } from './wording';

/** An open offer: why it is shown, and one press to hear no more of it. */
export function OfferLine({ offer, onDeclined }: { offer: Offer; onDeclined: () => void }) {
  const { call } = useOffice();
  const [open, setOpen] = useState(false);
  const { offer_id: id } = offer;
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string) => {
        await call(`/api/offers/${part(id)}/decline`, { method: 'POST', key, body: {} });
        onDeclined();
      },
      [call, id, onDeclined],
    ),
  );
  return (
    <li className="list__item care__offer">
      <p className="list__title">{offer.title}</p>
      <p className="small">{offer.why_you}</p>
      <p className="small soft">{wording.until(dayZh(offer.valid_until))}</p>
      <div className="care__foot">
        <button
          type="button"
          className="button button--quiet"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? wording.fold : wording.whyThis}
        </button>
        <CommandButton busy={busy} onPress={() => void run()}>
          {wording.decline}
        </CommandButton>
      </div>
      {open && <Why offerId={id} />}
      <Problem>{problem}</Problem>
    </li>
  );
}

function Why({ offerId }: { offerId: string }) {
  const { value, problem, again } = useLoaded<Decision>(`/api/offers/${part(offerId)}/why`);
  if (!value) {
    return problem ? (
      <Problem onAgain={again}>{problem}</Problem>
    ) : (
      <Skeletons label={wording.whyThis} lines={3} />
    );
  }
  return (
    <>
      <p className="small">{value.summary}</p>
      <Rules rules={value.rules} />
    </>
  );
}
