import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import { part, useOffice } from '../office/office';
import { useCommand } from '../office/useCommand';
import { Problem } from '../ui/Problem';
import { Sheet } from '../ui/Sheet';
import { wording } from './wording';

export type InvitedRole = 'co_borrower' | 'guarantor' | 'driver';
const ROLES: InvitedRole[] = ['co_borrower', 'guarantor', 'driver'];

interface InviteSheetProps {
  applicationNo: string;
  /** The role that a condition asks for stands first. */
  wanted: InvitedRole;
  onClose: () => void;
}

/** Who else: role, relation, name and the phone that the link will be bound to. */
export function InviteSheet({ applicationNo, wanted, onClose }: InviteSheetProps) {
  const { call, reload } = useOffice();
  const [role, setRole] = useState<InvitedRole>(wanted);
  const [relation, setRelation] = useState('');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [nameId, phoneId, roleName, relationName] = [useId(), useId(), useId(), useId()];
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, body: Record<string, string>) => {
        const path = `/api/applications/${part(applicationNo)}/parties`;
        await call(path, { method: 'POST', key, body });
        await reload();
        onClose();
      },
      [call, applicationNo, reload, onClose],
    ),
  );
  const digits = phone.replace(/[^\d]/g, '');
  const whole = Boolean(relation) && name.trim().length >= 2 && digits.length >= 11;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) void run({ role, relation, name: name.trim(), phone: digits });
  };
  return (
    <Sheet title={wording.inviteTitle} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <fieldset className="ask__group">
          <legend className="field-label">{wording.role}</legend>
          <div className="chips">
            {ROLES.map((one) => (
              <Choice
                key={one}
                group={roleName}
                label={wording.roles[one] ?? one}
                chosen={role === one}
                onChoose={() => setRole(one)}
              />
            ))}
          </div>
          <p className="small soft">{wording.duties[role]}</p>
        </fieldset>
        <fieldset className="ask__group">
          <legend className="field-label">{wording.relation}</legend>
          <div className="chips">
            {wording.relations.map((one) => (
              <Choice
                key={one}
                group={relationName}
                label={one}
                chosen={relation === one}
                onChoose={() => setRelation(one)}
              />
            ))}
          </div>
        </fieldset>
        <div>
          <label className="field-label" htmlFor={nameId}>
            {wording.name}
          </label>
          <input
            id={nameId}
            className="field"
            value={name}
            autoComplete="off"
            maxLength={30}
            onChange={(event) => setName(event.target.value)}
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
            value={phone}
            autoComplete="off"
            maxLength={20}
            onChange={(event) => setPhone(event.target.value)}
          />
          <p className="small soft">{role === 'driver' ? wording.driverPhoneWhy : wording.phoneWhy}</p>
        </div>
        <Problem>{problem}</Problem>
        <button
          type="submit"
          className="button button--primary button--full"
          disabled={!whole || busy}
        >
          {busy ? wording.going : wording.go}
        </button>
        {!whole && <p className="small soft">{wording.fill}</p>}
      </form>
    </Sheet>
  );
}

interface ChoiceProps {
  group: string;
  label: string;
  chosen: boolean;
  onChoose: () => void;
}

function Choice({ group, label, chosen, onChoose }: ChoiceProps) {
  return (
    <label className={`choice${chosen ? ' choice--chosen' : ''}`}>
      <input
        type="radio"
        className="choice__input"
        name={group}
        checked={chosen}
        onChange={onChoose}
      />
      {label}
    </label>
  );
}
