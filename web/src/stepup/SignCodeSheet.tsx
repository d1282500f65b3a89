import { useCallback, useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { codeOf, useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { CODE_LENGTH, CodeField } from '../ui/CodeField';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { useCountdown } from './useCountdown';
import { wording } from './wording';

interface SignCodeSheetProps {
  onDone: (proved: boolean) => void;
  /** Something else has to be proved before a code is sent. */
  onTooLow: () => void;
}

/** A code by SMS, sent when it is asked for, that lets somebody sign for ten minutes. */
export function SignCodeSheet({ onDone, onTooLow }: SignCodeSheetProps) {
  const { call } = useOffice();
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);
  const [wait, startWait] = useCountdown();

  const sending = useCommand(
    useCallback(
      async (key: string) => {
        try {
          await call('/api/step-up/sign/code', { method: 'POST', key, body: {} });
        } catch (error) {
          if (codeOf(error) === 'LEVEL_TOO_LOW') return onTooLow();
          throw error;
        }
        setSent(true);
        startWait(60);
      },
      [call, startWait, onTooLow],
    ),
  );
  const proving = useCommand(
    useCallback(
      async (key: string, digits: string) => {
        await call('/api/step-up/sign', { method: 'POST', key, body: { code: digits } });
        onDone(true);
      },
      [call, onDone],
    ),
  );
  const { run: send } = sending;
  // One sheet, one code, however often what is around it is drawn anew: a second one voids the first.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void send();
  }, [send]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length === CODE_LENGTH) void proving.run(code);
  };
  return (
    <Sheet title={wording.codeTitle} onClose={() => onDone(false)}>
      <form onSubmit={submit} className="stack">
        <p>{sent ? wording.codeSent : wording.codeSending}</p>
        <CodeField label={wording.codeLabel} value={code} onChange={setCode}>
          <button
            type="button"
            className="button"
            disabled={sending.busy || wait > 0}
            onClick={() => void send()}
          >
            {wait > 0 ? wording.wait(wait) : wording.resend}
          </button>
        </CodeField>
        <Problem>{proving.problem || sending.problem}</Problem>
        <button
          type="submit"
          className="button button--primary button--full"
          disabled={proving.busy || code.length < CODE_LENGTH}
        >
          {proving.busy ? wording.checking : wording.go}
        </button>
        <p className="small soft">{wording.codeWarning}</p>
      </form>
    </Sheet>
  );
}
