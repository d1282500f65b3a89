import { useCallback, useRef, useState } from 'react';
import { newKey, NoAnswerError, ProblemError, sentenceOf } from '../api/http';
import { part, useOffice } from '../office/office';
import type { Application } from '../office/types';
import { FieldInput } from './FieldInput';
import { missing, prefilled, toFill } from './fieldsToFill';
import { PrefilledList } from './PrefilledList';
import { fields as wording } from './wording';

export type Saved = Record<string, 'saving' | 'saved' | { problem: string }>;

interface FieldsStepProps {
  application: Application;
  /** Keeps the step open while it is being filled, though all may have been saved. */
  hold: () => void;
  release: () => void;
}

/** The few things only the customer knows; each is saved the moment it is filled. */
export function FieldsStep({ application, hold, release }: FieldsStepProps) {
  const { call, reload } = useOffice();
  const { application_no: no, fields } = application;
  const [names] = useState(() => toFill(fields).map((field) => field.name));
  const [values, setValues] = useState<Record<string, string>>({});
  const [saved, setSaved] = useState<Saved>({});
  const newest = useRef<Record<string, string>>({});
  const line = useRef<Promise<void>>(Promise.resolve());

  const save = useCallback(
    async (name: string, value: string) => {
      const mark = (state: Saved[string]) => {
        // An answer to what has been typed over meanwhile says nothing any more.
        if (newest.current[name] === value) setSaved((all) => ({ ...all, [name]: state }));
      };
      mark('saving');
      const body = { fields: { [name]: value }, typed: [name] };
      const path = `/api/applications/${part(no)}/fields`;
      const key = newKey();
      for (let attempt = 0; attempt < 3; attempt += 1) {
        try {
          await call<Application>(path, { method: 'PATCH', key, body });
          return mark('saved');
        } catch (error) {
          const again = error instanceof NoAnswerError && attempt < 2;
          if (!again) return mark({ problem: hintOf(error) });
        }
      }
    },
    [call, no],
  );
  // One after the other, so that what was typed last is what stands in the end.
  const saveInTurn = useCallback(
    (name: string, value: string) => {
      newest.current[name] = value;
      line.current = line.current.then(() => save(name, value));
    },
    [save],
  );

  const shown = fields.filter((field) => names.includes(field.name));
  const change = (name: string, value: string) => {
    hold();
    setValues((all) => ({ ...all, [name]: value }));
  };
  const left = missing(shown, values);
  const unsaved = shown.some(({ name }) => saved[name] && saved[name] !== 'saved');
  const go = () => {
    release();
    void reload();
  };
  return (
    <div className="stack">
      <p className="small soft">{wording.why}</p>
      {shown.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={values[field.name] ?? field.value ?? ''}
          state={saved[field.name]}
          onChange={(value) => change(field.name, value)}
          onSave={(value) => saveInTurn(field.name, value)}
        />
      ))}
      <PrefilledList fields={prefilled(fields)} />
      <button
        type="button"
        className="button button--primary button--full"
        disabled={left > 0 || unsaved}
        onClick={go}
      >
        {left > 0 ? wording.left(left) : wording.done}
      </button>
    </div>
  );
}

/** What helps with this very field, else why it was refused. */
function hintOf(error: unknown): string {
  const hint = error instanceof ProblemError ? error.allowed.hint : undefined;
  return typeof hint === 'string' ? hint : sentenceOf(error);
}
