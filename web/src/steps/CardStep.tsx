import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import { part, useOffice } from '../office/office';
import type { Party } from '../office/types';
import { useCommand } from '../office/useCommand';
import { useStepUp } from '../stepup/stepUpContext';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { PhotoTile } from '../uploads/PhotoTile';
import { CardFrame } from './CardFrame';
import { grouped } from './cardNumber';
import { ConsentTick } from './ConsentTick';
import { PaperState } from './PaperState';
import { useConsents } from './useConsents';
import { usePaper } from './usePaper';
import { card as wording } from './wording';

interface CardAnswer {
  status: 'done' | 'failed';
  bank_name: string | null;
  tail: string;
  tries_left: number;
  reason?: string | null;
  /** Why, in words, or that it is done. */
  message: string;
}

/** The card that instalments are taken from: by photo or by number, checked with the bank at once. */
export function CardStep({ party }: { party: Party }) {
  const { call, reload } = useOffice();
  const { withLevel } = useStepUp();
  const { party_id: partyId } = party;
  const [number, setNumber] = useState('');
  const [phone, setPhone] = useState('');
  const [answer, setAnswer] = useState<CardAnswer | null>(null);
  const [paperId, setPaperId] = useState<string | null>(null);
  const consents = useConsents(partyId);
  const consent = consents.find('bank_card');
  const loaded = usePaper(paperId);
  const [numberId, phoneId] = [useId(), useId()];
  const read = readNumber(loaded.paper);
  // Shown in part only, the number stays with the photo: the back office takes it from there.
  const fromPhoto = loaded.paper?.status === 'accepted' && read !== '';

  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, cardNo: string | null, reserved: string) => {
        const path = `/api/parties/${part(partyId)}/bank-card`;
        const body = { card_no: cardNo, reserved_phone: reserved };
        const given = await withLevel(() => call<CardAnswer>(path, { method: 'POST', key, body }));
        setAnswer(given);
        if (given.status === 'done') await reload();
      },
      [withLevel, call, partyId, reload],
    ),
  );
  const digits = number.replace(/\D/g, '');
  const known = digits.length >= 16 || (digits === '' && fromPhoto);
  const whole = known && phone.replace(/\D/g, '').length >= 11;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole && consent?.granted) void run(digits || null, phone.replace(/\D/g, ''));
  };
  return (
    <form className="stack" onSubmit={submit}>
      {consent && (
        <ConsentTick consent={consent} partyId={partyId} onChange={consents.change} />
      )}
      {consent?.granted && (
        <PhotoTile
          document="bank_card"
          side="front"
          partyId={partyId}
          camera
          label={wording.photo}
          again={wording.photoAgain}
          frame={<CardFrame />}
          state={paperId ? <PaperState loaded={loaded} fine={wording.photoRead(read)} /> : undefined}
          onPaper={setPaperId}
        />
      )}
      <div>
        <label className="field-label" htmlFor={numberId}>
          {wording.number}
        </label>
        <input
          id={numberId}
          className="field field--number"
          value={grouped(number)}
          placeholder={fromPhoto ? read : undefined}
          inputMode="numeric"
          autoComplete="off"
          maxLength={23}
          onChange={(event) => setNumber(event.target.value.replace(/\D/g, ''))}
        />
      </div>
      {fromPhoto && <p className="small soft">{wording.photoMasked}</p>}
      <div>
        <label className="field-label" htmlFor={phoneId}>
          {wording.phone}
        </label>
        <input
          id={phoneId}
          className="field"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={20}
          value={phone}
          placeholder={wording.phoneHint}
          onChange={(event) => setPhone(event.target.value)}
        />
      </div>
      <Problem>{problem || (answer?.status === 'failed' && !busy ? answer.message : '')}</Problem>
      {answer?.status === 'done' && (
        <p className="fine" role="status">
          <Icon name="check" />
          {answer.message}
        </p>
      )}
      <button
        type="submit"
        className="button button--primary button--full"
        disabled={!whole || !consent?.granted || busy}
      >
        {busy ? wording.going : wording.go}
      </button>
    </form>
  );
}

function readNumber(paper: ReturnType<typeof usePaper>['paper']): string {
  return paper?.fields?.find((field) => field.name === 'card_no')?.value ?? '';
}
