import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import { call } from '../api/http';
import type { SessionKeeper } from '../api/session';
import { isLost } from '../office/office';
import { useCommand } from '../office/useCommand';
import { useCountdown } from '../stepup/useCountdown';
import { CODE_LENGTH, CodeField } from '../ui/CodeField';
import { Problem } from '../ui/Problem';
import { login as wording } from './wording';

interface LoginFormProps {
  keeper: SessionKeeper;
  onDone: () => void;
}

/** Phone and code: the session becomes the customer's, on whichever device this is. */
export function LoginForm({ keeper, onDone }: LoginFormProps) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);
  const [wait, startWait] = useCountdown();
  const phoneId = useId();

  const sending = useCommand(
    useCallback(
      async (key: string, number: string) => {
        const { token } = await fresh(keeper);
        await call('/api/login/code', { method: 'POST', token, key, body: { phone: number } });
        setSent(true);
        startWait(60);
      },
      [keeper, startWait],
    ),
  );
  const proving = useCommand(
    useCallback(
      async (_key: string, number: string, digits: string) => {
        const { token } = await keeper.ensure();
        // On a second device, where nothing was said yet, the newest talk goes on.
        const body = { phone: number, code: digits, resume: true };
        await call('/api/login', { method: 'POST', token, body });
        onDone();
      },
      [keeper, onDone],
    ),
  );
  const whole = digitsOf(phone).length === 11;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sent && whole) void sending.run(phone);
    else if (code.length === CODE_LENGTH) void proving.run(phone, code);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>{wording.why}</p>
      <div>
        <label className="field-label" htmlFor={phoneId}>
          {wording.phone}
        </label>
        <div className="beside">
          <input
            id={phoneId}
            className="field"
            value={phone}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            maxLength={20}
            onChange={(event) => setPhone(event.target.value)}
          />
          <button
            type="button"
            className="button"
            disabled={!whole || sending.busy || wait > 0}
            onClick={() => void sending.run(phone)}
          >
            {wait > 0 ? wording.wait(wait) : sent ? wording.resend : wording.send}
          </button>
        </div>
      </div>
      <CodeField label={wording.code} value={code} onChange={setCode} />
      <p className="small soft" role="status">
        {sent && !sending.problem ? wording.sent : ''}
      </p>
      <Problem>{proving.problem || sending.problem}</Problem>
      <button
        type="submit"
        className="button button--primary button--full"
        disabled={proving.busy || code.length < CODE_LENGTH}
      >
        {proving.busy ? wording.going : wording.go}
      </button>
      <p className="small soft">{wording.warning}</p>
    </form>
  );
}

/** A session the edge knows: one of an earlier visit may have ended in the meantime. */
async function fresh(keeper: SessionKeeper) {
  const session = await keeper.ensure();
  try {
    await call('/api/me', { token: session.token });
    return session;
  } catch (error) {
    if (!isLost(error)) throw error;
    keeper.drop(session.token);
    return keeper.ensure();
  }
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '');
}
