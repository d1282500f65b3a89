import { useCallback, useState } from 'react';
import type { FormEvent } from 'react';
import { useOffice } from '../../office/office';
import { useCommand } from '../../office/useCommand';
import { useLoaded } from '../../office/useLoaded';
import { useStepUp } from '../../stepup/stepUpContext';
import { useCountdown } from '../../stepup/useCountdown';
import { CODE_LENGTH, CodeField } from '../../ui/CodeField';
import { CommandButton } from '../../ui/CommandButton';
import { Problem } from '../../ui/Problem';
import { useVersion } from '../liveness';
import { Fetched } from '../parts/Fetched';
import { Rows } from '../parts/Rows';
import { TextField } from '../parts/TextField';
import { openOf } from './types';
import type { OnFile } from './types';
import { UnderWay } from './UnderWay';
import { useChange } from './useChange';
import { phone as wording, wording as shared } from './wording';

/** Another phone: proved by a code sent to it, told to the old one. */
export default function PhonePage() {
  const loaded = useLoaded<OnFile>('/api/changes', useVersion());
  return (
    <Fetched loaded={loaded} label={shared.loading}>
      {(onFile) => {
        const open = openOf(onFile, 'phone');
        if (open) return <UnderWay change={open} />;
        return (
          <section className="panel panel--narrow stack">
            <Rows rows={[{ label: wording.now, value: onFile.phone_masked }]} />
            <PhoneForm />
            <p className="consequence">{wording.hold}</p>
            <p className="small soft">{shared.notices}</p>
          </section>
        );
      }}
    </Fetched>
  );
}

function PhoneForm() {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);
  const [wait, startWait] = useCountdown();
  const sending = useCommand(
    useCallback(
      async (key: string, phone: string) => {
        await withLevel(() => call('/api/changes/phone/code', { method: 'POST', key, body: { phone } }));
        setSent(true);
        startWait(60);
      },
      [call, withLevel, startWait],
    ),
  );
  const changing = useChange('phone');
  const digits = number.replace(/\D/g, '');
  const whole = digits.length === 11;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole && code.length === CODE_LENGTH) void changing.run({ phone: digits, code });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextField label={wording.next} kind="tel" autoComplete="tel" maxLength={20} value={number} onChange={setNumber} />
      <CodeField label={wording.code} value={code} onChange={setCode}>
        <CommandButton disabled={!whole || wait > 0} busy={sending.busy} onPress={() => void sending.run(digits)}>
          {wait > 0 ? wording.wait(wait) : sent ? wording.resend : wording.send}
        </CommandButton>
      </CodeField>
      <p className="small soft" role="status">
        {sent && !sending.problem ? wording.sent : ''}
      </p>
      <Problem>{changing.problem || sending.problem}</Problem>
      <button
        type="submit"
        className="button button--primary button--full"
        disabled={!whole || code.length < CODE_LENGTH || changing.busy}
      >
        {changing.busy ? wording.going : wording.go}
      </button>
    </form>
  );
}
