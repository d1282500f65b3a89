import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import { useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useCountdown } from '../stepup/useCountdown';
import { CODE_LENGTH, CodeField } from '../ui/CodeField';
import { Problem } from '../ui/Problem';
import { wording } from './wording';

const ID_END = 6;

interface ProveStepProps {
  phone: string;
  onDone?: () => void;
}

/** The own phone and the end of the own ID: nobody else can go on from here. */
export function ProveStep({ phone, onDone }: ProveStepProps) {
  const { call, reload } = useOffice();
  const [digits, setDigits] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);
  const [wait, startWait] = useCountdown();
  const idField = useId();
  const sending = useCommand(
    useCallback(
      async (key: string) => {
        await call('/api/links/code', { method: 'POST', key, body: {} });
        setSent(true);
        startWait(60);
      },
      [call, startWait],
    ),
  );
  const proving = useCommand(
    useCallback(
      async (key: string, given: string, last6: string) => {
        const body = { code: given, id_last6: last6 };
        await call('/api/links/prove', { method: 'POST', key, body });
        onDone?.();
        await reload();
      },
      [call, reload, onDone],
    ),
  );
  const whole = code.length === CODE_LENGTH && digits.length === ID_END;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) void proving.run(code, digits);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>{wording.proveWhy(phone)}</p>
      <div>
        <label className="field-label" htmlFor={idField}>
          {wording.last6}（{wording.last6Hint}）
        </label>
        <input
          id={idField}
          className="field field--code"
          value={digits}
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={ID_END}
          onChange={(event) => setDigits(event.target.value.toUpperCase().replace(/[^\dX]/g, ''))}
        />
      </div>
      <CodeField label={wording.code} value={code} onChange={setCode}>
        <button
          type="button"
          className="button"
          disabled={sending.busy || wait > 0}
          onClick={() => void sending.run()}
        >
          {wait > 0 ? wording.wait(wait) : sent ? wording.resend : wording.send}
        </button>
      </CodeField>
      <p className="small soft" role="status">
        {sent ? wording.sent : ''}
      </p>
      <Problem>{proving.problem || sending.problem}</Problem>
      <button
        type="submit"
        className="button button--primary button--full"
        disabled={!whole || proving.busy}
      >
        {proving.busy ? wording.proving : wording.prove}
      </button>
    </form>
  );
}
