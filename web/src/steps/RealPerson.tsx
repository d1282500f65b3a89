import { useCallback, useEffect, useState } from 'react';
import { part, useOffice } from '../office/office';
import type { Party } from '../office/types';
import { useCommand } from '../office/useCommand';
import { safeAddress } from '../ui/addresses';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { useStepUp } from '../stepup/stepUpContext';
import { verify as wording } from './wording';

const LOOK_MS = 2000;

interface Check {
  check_id: string;
  url: string;
}

interface RealPersonProps {
  party: Party;
  /** The consents it needs are given. */
  allowed: boolean;
}

/** The provider's page in a frame; what it found comes from the back office, never from the frame. */
export function RealPerson({ party, allowed }: RealPersonProps) {
  const { call, reload } = useOffice();
  const { withLevel } = useStepUp();
  const { party_id: partyId, identity } = party;
  const [check, setCheck] = useState<Check | null>(null);
  const [video, setVideo] = useState(false);

  const starting = useCommand(
    useCallback(
      async (key: string) => {
        const path = `/api/parties/${part(partyId)}/real-person`;
        const made = await withLevel(() => call<Check>(path, { method: 'POST', key, body: {} }));
        setCheck(made);
      },
      [call, partyId, withLevel],
    ),
  );
  const booking = useCommand(
    useCallback(
      async (key: string) => {
        const path = `/api/parties/${part(partyId)}/video-appointment`;
        await call(path, { method: 'POST', key, body: {} });
        setVideo(true);
        await reload();
      },
      [call, partyId, reload],
    ),
  );

  const open = check !== null && identity !== 'done';
  useEffect(() => {
    if (!open) return undefined;
    const look = () => void reload();
    // The frame only says that it is over; how it went is asked of the back office.
    const told = (event: MessageEvent) => {
      if (event.origin === window.location.origin && isResult(event.data)) look();
    };
    const timer = window.setInterval(look, LOOK_MS);
    window.addEventListener('message', told);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('message', told);
    };
  }, [open, reload]);

  const address = check ? safeAddress(check.url) : null;
  return (
    <div className="stack">
      <Problem>{identity === 'failed' ? wording.faceFailed : ''}</Problem>
      <Problem>{starting.problem || booking.problem}</Problem>
      <button
        type="button"
        className="button button--primary button--full"
        disabled={!allowed || starting.busy}
        onClick={() => void starting.run()}
      >
        {identity === 'failed' ? wording.faceAgain : wording.faceStart}
      </button>
      {video ? (
        <p className="fine" role="status">
          {wording.videoBooked}
        </p>
      ) : (
        <button
          type="button"
          className="button button--quiet button--full"
          disabled={booking.busy}
          onClick={() => void booking.run()}
        >
          {wording.video}
        </button>
      )}
      {open && address && (
        <Sheet title={wording.faceFrame} onClose={() => setCheck(null)}>
          <p className="small soft">{wording.faceWaiting}</p>
          <iframe
            className="provider"
            src={address}
            title={wording.faceFrame}
            allow="camera; microphone"
          />
          <button
            type="button"
            className="button button--full provider__done"
            onClick={() => setCheck(null)}
          >
            {wording.faceClose}
          </button>
        </Sheet>
      )}
    </div>
  );
}

function isResult(data: unknown): boolean {
  return typeof data === 'object' && data !== null && (data as { type?: unknown }).type === 'real-person';
}
