import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import { useOffice } from '../../office/office';
import type { Me } from '../../office/types';
import { useCommand } from '../../office/useCommand';
import { useLoaded } from '../../office/useLoaded';
import { grouped } from '../../steps/cardNumber';
import { ConsentTick } from '../../steps/ConsentTick';
import { useConsents } from '../../steps/useConsents';
import { useStepUp } from '../../stepup/stepUpContext';
import { Problem } from '../../ui/Problem';
import { Rows } from '../parts/Rows';
import { TextField } from '../parts/TextField';
import { CardFound } from './CardFound';
import type { CardTrial } from './CardFound';
import { bankCard as wording } from './wording';

const TIMEOUT_MS = 40_000;

/** The four fields of a card, two of them on file, checked with its bank before anything is done. */
export function CardForm({ contractNo, idMasked }: { contractNo: string; idMasked: string }) {
  const { call } = useOffice();
  const { withLevel } = useStepUp();
  const { value: me } = useLoaded<Me>('/api/me');
  const [number, setNumber] = useState('');
  const [phone, setPhone] = useState('');
  const [trial, setTrial] = useState<CardTrial | null>(null);
  const consents = useConsents();
  const consent = consents.find('bank_card');
  const numberId = useId();
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, cardNo: string, reserved: string) => {
        const body = { contract_no: contractNo, card_no: cardNo, reserved_phone: reserved };
        const options = { method: 'POST' as const, key, body, timeoutMs: TIMEOUT_MS };
        setTrial(await withLevel(() => call<CardTrial>('/api/changes/bank_card/trial', options)));
      },
      [call, withLevel, contractNo],
    ),
  );
  const digits = phone.replace(/\D/g, '');
  const whole = number.length >= 16 && digits.length >= 11 && (consent?.granted ?? true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) void run(number, digits);
  };
  if (trial?.eligible) {
    return <CardFound trial={trial} onAnother={() => setTrial(null)} />;
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Rows
        rows={[
          { label: wording.holder, value: me?.name_masked ?? '' },
          { label: wording.id, value: idMasked },
        ]}
      />
      <p className="small soft">{wording.holderHint}</p>
      {consent && <ConsentTick consent={consent} onChange={consents.change} />}
      <div>
        <label className="field-label" htmlFor={numberId}>
          {wording.number}
        </label>
        <input
          id={numberId}
          className="field field--number"
          value={grouped(number)}
          inputMode="numeric"
          autoComplete="off"
          maxLength={23}
          onChange={(event) => setNumber(event.target.value.replace(/\D/g, ''))}
        />
      </div>
      <TextField
        label={wording.phone}
        hint={wording.phoneHint}
        kind="tel"
        autoComplete="tel"
        maxLength={20}
        value={phone}
        onChange={setPhone}
      />
      <Problem>{problem || (busy ? '' : refused(trial))}</Problem>
      <button type="submit" className="button button--primary button--full" disabled={!whole || busy}>
        {busy ? wording.checking : wording.check}
      </button>
    </form>
  );
}

/** Why the bank does not know it as his, and how often it can be tried today. */
function refused(trial: CardTrial | null): string {
  if (!trial || trial.eligible) return '';
  return [...trial.reasons, wording.left(trial.tries_left)].join(' ');
}
