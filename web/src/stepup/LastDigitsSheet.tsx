import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { wording } from './wording';

/** The last four of the ID number, once, before something important. */
export function LastDigitsSheet({ onDone }: { onDone: (proved: boolean) => void }) {
  const { call } = useOffice();
  const [digits, setDigits] = useState('');
  const field = useId();
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, last4: string) => {
        await call('/api/step-up', { method: 'POST', key, body: { id_last4: last4 } });
        onDone(true);
      },
      [call, onDone],
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (digits.length === 4) void run(digits);
  };
  return (
    <Sheet title={wording.lastTitle} onClose={() => onDone(false)}>
      <form onSubmit={submit} className="stack">
        <p>{wording.lastWhy}</p>
        <div>
          <label className="field-label" htmlFor={field}>
            {wording.lastLabel}
          </label>
          <input
            id={field}
            className="field field--code"
            value={digits}
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={4}
            onChange={(event) => setDigits(event.target.value.toUpperCase().replace(/[^\dX]/g, ''))}
          />
        </div>
        <Problem>{problem}</Problem>
        <button
          type="submit"
          className="button button--primary button--full"
          disabled={busy || digits.length < 4}
        >
          {busy ? wording.checking : wording.go}
        </button>
      </form>
    </Sheet>
  );
}
