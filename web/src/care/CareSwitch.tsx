import { useCallback } from 'react';
import { dayZh } from '../format/dates';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useLoaded } from '../office/useLoaded';
import { CommandButton } from '../ui/CommandButton';
import { Problem } from '../ui/Problem';
import { Skeletons } from '../ui/Skeletons';
import type { CareSetting } from './types';
import { wording } from './wording';

/** One switch over care and offers: it holds at once, and its answer is what stands there. */
export function CareSwitch({ version, onSwitched }: { version: number; onSwitched: () => void }) {
  const { call } = useOffice();
  const { value, problem: unseen, again, put } = useLoaded<CareSetting>('/api/care', version);
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, on: boolean) => {
        put(await call<CareSetting>('/api/care', { method: 'PUT', key, body: { on } }));
        onSwitched();
      },
      [call, put, onSwitched],
    ),
  );
  if (!value) {
    return unseen ? (
      <Problem onAgain={again}>{unseen}</Problem>
    ) : (
      <Skeletons label={wording.title} lines={2} />
    );
  }
  return (
    <div className="stack">
      <p role="status">
        {value.text}
        {value.off_since && wording.offSince(dayZh(value.off_since))}
      </p>
      {!value.on && <p className="small soft">{wording.again}</p>}
      <CommandButton full busy={busy} onPress={() => void run(!value.on)}>
        {value.on ? wording.switchOff : wording.switchOn}
      </CommandButton>
      <Problem>{problem}</Problem>
    </div>
  );
}
