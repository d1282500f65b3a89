import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import { ProblemError } from '../api/http';
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
  status: string;
  bank_name?: string | null;
  tail?: string | null;
  tries_left?: number | null;
  reason?: string | null;
  problem?: string | null;
  fix?: string | null;
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

  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, cardNo: string, reserved: string) => {
        const path = `/api/parties/${part(partyId)}/bank-card`;
        const body = { card_no: cardNo, reserved_phone: reserved };
        const given = await withLevel(() => call<CardAnswer>(path, { method: 'POST', key, body }));
        setAnswer(given);
        if (isGood(given)) await reload();
        else throw new ProblemError(422, 'CARD_NOT_MATCHED', wordsOf(given));
      },
      [withLevel, call, partyId, reload],
    ),
  );
  const digits = number.replace(/\D/g, '');
  const whole = (digits.length >= 16 || read !== '') && phone.replace(/\D/g, '').length >= 11;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole && consent?.granted) void run(digits || read, phone.replace(/\D/g, ''));
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>{wording.why}</p>
      {consent && (
        <ConsentTick consent={consent} partyId={partyId} onChange={consents.change} />
      )}
      <PhotoTile
        document="bank_card"
        side="front"
        partyId={partyId}
        camera
        label={wording.photo}
        frame={<CardFrame />}
        state={paperId ? <PaperState loaded={loaded} fine={wording.photoRead(read.slice(-4))} /> : undefined}
        onPaper={setPaperId}
      />
      <div>
        <label className="field-label" htmlFor={numberId}>
          {wording.number}
        </label>
        <input
          id={numberId}
          className="field field--number"
          value={grouped(number || (read.includes('*') ? '' : read))}
          placeholder={read.includes('*') ? read : undefined}
          inputMode="numeric"
          autoComplete="off"
          maxLength={23}
          onChange={(event) => setNumber(event.target.value.replace(/\D/g, ''))}
        />
      </div>
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
      <Problem>{problem}</Problem>
      {answer && !isGood(answer) && typeof answer.tries_left === 'number' && (
        <p className="small soft">{wording.left(answer.tries_left)}</p>
      )}
      {answer && isGood(answer) && (
        <p className="fine" role="status">
          <Icon name="check" />
          {wording.done(answer.bank_name ?? '', answer.tail ?? '')}
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

const GOOD = ['passed', 'done', 'ok', 'matched'];

function isGood(answer: CardAnswer): boolean {
  return GOOD.includes(answer.status);
}

function wordsOf(answer: CardAnswer): string {
  return [answer.problem ?? answer.reason, answer.fix].filter(Boolean).join('');
}

function readNumber(paper: ReturnType<typeof usePaper>['paper']): string {
  return paper?.fields?.find((field) => field.name === 'bank_card_no')?.value ?? '';
}
