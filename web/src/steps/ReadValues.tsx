import { useCallback, useId, useState } from 'react';
import { part, useOffice } from '../office/office';
import type { Paper, PaperField } from '../office/types';
import { useCommand } from '../office/useCommand';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { verify as wording } from './wording';

interface ReadValuesProps {
  paper: Paper;
  onConfirmed: (paper: Paper) => void;
}

/** What was read from a paper, to be looked at: doubtful values stand out and are open at once. */
export function ReadValues({ paper, onConfirmed }: ReadValuesProps) {
  const { call } = useOffice();
  const { paper_id: paperId } = paper;
  const all = paper.fields ?? [];
  const [edited, setEdited] = useState<Record<string, string>>({});
  const [open, setOpen] = useState<string[]>(() => all.filter(isDoubtful).map(({ name }) => name));
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, fields: Record<string, string>) => {
        const path = `/api/papers/${part(paperId)}/confirm`;
        onConfirmed(await call<Paper>(path, { method: 'POST', key, body: { fields } }));
      },
      [call, paperId, onConfirmed],
    ),
  );
  return (
    <div className="stack">
      <div>
        <h4 className="step__subtitle">{wording.confirmTitle}</h4>
        <p className="small soft">{wording.confirmHint}</p>
      </div>
      <div className="values">
        {all.map((field) => (
          <Value
            key={field.name}
            field={field}
            open={open.includes(field.name)}
            value={edited[field.name]}
            onOpen={() => setOpen([...open, field.name])}
            onChange={(value) => setEdited({ ...edited, [field.name]: value })}
          />
        ))}
      </div>
      {all.some(isMasked) && <p className="small soft">{wording.masked}</p>}
      <Problem>{problem}</Problem>
      <button
        type="button"
        className="button button--primary button--full"
        disabled={busy}
        onClick={() => void run(confirmed(all, edited))}
      >
        {busy ? wording.confirming : wording.confirm}
      </button>
    </div>
  );
}

interface ValueProps {
  field: PaperField;
  open: boolean;
  value: string | undefined;
  onOpen: () => void;
  onChange: (value: string) => void;
}

function Value({ field, open, value, onOpen, onChange }: ValueProps) {
  const id = useId();
  const doubtful = isDoubtful(field);
  const look = `value${doubtful ? ' value--doubtful' : ''}`;
  if (!open) {
    return (
      <div className={look}>
        <span className="value__label">{field.label}</span>
        <span className="value__shown">{field.value || '—'}</span>
        <button
          type="button"
          className="button button--quiet"
          aria-label={`${wording.edit}${field.label}`}
          onClick={onOpen}
        >
          {wording.edit}
        </button>
      </div>
    );
  }
  const masked = isMasked(field);
  return (
    <div className={look}>
      <label className="value__label" htmlFor={id}>
        {field.label}
        {doubtful && (
          <span className="value__flag">
            <Icon name="alert" />
            {wording.doubtful}
          </span>
        )}
      </label>
      <input
        id={id}
        className="field"
        autoComplete="off"
        placeholder={masked ? (field.value ?? '') : undefined}
        value={value ?? (masked ? '' : (field.value ?? ''))}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function isDoubtful(field: PaperField): boolean {
  return Boolean(field.confirm);
}

function isMasked(field: PaperField): boolean {
  return (field.value ?? '').includes('*');
}

/** What was really typed, and the doubtful values that were looked at and left as they are. */
function confirmed(all: PaperField[], edited: Record<string, string>): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const field of all) {
    const typed = edited[field.name]?.trim();
    if (typed) fields[field.name] = typed;
    else if (isDoubtful(field) && field.value && !isMasked(field)) fields[field.name] = field.value;
  }
  return fields;
}
