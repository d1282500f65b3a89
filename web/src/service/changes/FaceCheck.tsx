import { useCallback, useEffect, useState } from 'react';
import { part, useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { verify as words } from '../../steps/wording';
import { useStepUp } from '../../stepup/stepUpContext';
import { safeAddress } from '../../ui/addresses';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { Sheet } from '../../ui/Sheet';

const LOOK_MS = 2000;

interface FaceCheckProps {
  changeNo: string;
  /** The consent it needs is given. */
  allowed: boolean;
}

/** The provider's page in a frame; what it found is asked of the back office, never of the frame. */
export function FaceCheck({ changeNo, allowed }: FaceCheckProps) {
  const { call, reload } = useOffice();
  const { withLevel } = useStepUp();
  const [url, setUrl] = useState<string | null>(null);
  const path = `/api/changes/${part(changeNo)}`;
  const starting = useCommand(
    useCallback(
      async (key: string) => {
        const options = { method: 'POST' as const, key, body: {} };
        const check = await withLevel(() => call<{ url: string }>(`${path}/real-person`, options));
        setUrl(check.url);
      },
      [call, withLevel, path],
    ),
  );
  const booking = useCommand(
    useCallback(
      async (key: string) => {
        await withLevel(() => call(`${path}/video-appointment`, { method: 'POST', key, body: {} }));
        await reload();
      },
      [call, withLevel, path, reload],
    ),
  );
  const open = url !== null;
  useEffect(() => {
    if (!open) return undefined;
    const timer = window.setInterval(() => void reload(), LOOK_MS);
    return () => window.clearInterval(timer);
  }, [open, reload]);
  const address = url ? safeAddress(url) : null;
  return (
    <>
      <Problem>{starting.problem || booking.problem}</Problem>
      <CommandButton primary full disabled={!allowed} busy={starting.busy} onPress={() => void starting.run()}>
        {words.faceStart}
      </CommandButton>
      <CommandButton quiet full busy={booking.busy} onPress={() => void booking.run()}>
        {words.video}
      </CommandButton>
      {address && (
        <Sheet title={words.faceFrame} onClose={() => setUrl(null)}>
          <p className="small soft">{words.faceWaiting}</p>
          <iframe className="provider" src={address} title={words.faceFrame} allow="camera; microphone" />
          <CommandButton full onPress={() => setUrl(null)}>
            {words.faceClose}
          </CommandButton>
        </Sheet>
      )}
    </>
  );
}
