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

/** What was read from a paper: doubtful values stand out, to be confirmed or put right in place. */
export function ReadValues({ paper, onConfirmed }: ReadValuesProps) {
  const { call } = useOffice();
  const { paper_id: paperId } = paper;
  const all = paper.fields ?? [];
  const doubtful = all.filter(({ confirm }) => confirm);
  const [edited, setEdited] = useState<Record<string, string>>({});
  const { run, busy, problem } = useCommand(
    useCallback(
      async (key: string, fields: Record<string, string>) => {
        const path = `/api/papers/${part(paperId)}/confirm`;
        onConfirmed(await call<Paper>(path, { method: 'POST', key, body: { fields } }));
      },
      [call, paperId, onConfirmed],
    ),
  );
  const values = doubtful.map(({ name, value }) => [name, (edited[name] ?? value ?? '').trim()]);
  return (
    <div className="stack">
      <div>
        <h4 className="step__subtitle">{wording.confirmTitle}</h4>
        <p className="small soft">{wording.confirmHint}</p>
      </div>
      <div className="values">
        {all.map((field) =>
          field.confirm ? (
            <Doubtful
              key={field.name}
              field={field}
              value={edited[field.name] ?? field.value ?? ''}
              onChange={(value) => setEdited({ ...edited, [field.name]: value })}
            />
          ) : (
            <ReadValue key={field.name} field={field} />
          ),
        )}
      </div>
      <p className="small soft">{wording.elsewhere}</p>
      <Problem>{problem}</Problem>
      <button
        type="button"
        className="button button--primary button--full"
        disabled={busy || values.some(([, value]) => !value)}
        onClick={() => void run(Object.fromEntries(values) as Record<string, string>)}
      >
        {busy ? wording.confirming : wording.confirm}
      </button>
    </div>
  );
}

/** A value that was read for certain. */
export function ReadValue({ field }: { field: PaperField }) {
  return (
    <div className="value">
      <span className="value__label">{field.label}</span>
      <span className="value__shown">{field.value || '—'}</span>
    </div>
  );
}

interface DoubtfulProps {
  field: PaperField;
  value: string;
  onChange: (value: string) => void;
}

function Doubtful({ field, value, onChange }: DoubtfulProps) {
  const id = useId();
  return (
    <div className="value value--doubtful">
      <label className="value__label" htmlFor={id}>
        {field.label}
        <span className="value__flag">
          <Icon name="alert" />
          {wording.doubtful}
        </span>
      </label>
      <input
        id={id}
        className="field"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
